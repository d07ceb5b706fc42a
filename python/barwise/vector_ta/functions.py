"""Single calls: one array out of one series."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .._core import Error, defined_bars, indicators
from .checks import bars_of, check
from .conversion import Doubles, array, kernel_named, number, refuse_strided, text_of_kernel
from .rows import Integer, Row
from .signatures import document, make

# Plain arrays with enough bars, and numbers of just these types, are given to barwise as they are. Anything else is
# looked at piece by piece, which takes longer; so is what barwise refuses, since the original's reasons come first.
BODY = """\
if {is_plain}:
    try:
        if kernel is None:
            return call({native})
        return call({native}, kernel=kernel_named(text_of_kernel(kernel)))
    except Error:
        pass
return call_with_care({given}, kernel)"""


def new_function(row: Row) -> Callable[..., Any]:
    given = [*row.inputs, *(parameter.name for parameter in row.parameters)]
    native = [*series_of(row), *(f"{parameter.name}={parameter.name}" for parameter in row.parameters)]
    native += [f"{name}={value!r}" for name, value in row.settings.items()]
    body = BODY.format(is_plain=is_plain(row), native=", ".join(native), given=", ".join(given))
    names = {
        "Error": Error,
        "call": indicators[row.indicator],
        "call_with_care": with_care(row),
        "defined_bars": defined_bars,
        "kernel_named": kernel_named,
        "text_of_kernel": text_of_kernel,
    }
    return make(row.name, ", ".join([*given, "kernel=None"]), body, names, document_of(row))


def is_plain(row: Row) -> str:
    """The condition for arguments that barwise takes just as the original does."""
    bars = f"defined_bars({', '.join(row.inputs)})"
    conditions = []
    for parameter in row.parameters:
        conditions.append(f"type({parameter.name}) is {'int' if isinstance(parameter, Integer) else 'float'}")
        if isinstance(parameter, Integer):
            bars += f" >= {parameter.name}"
            conditions.append(f"{parameter.name} >= {parameter.least}")
    return " and ".join([*conditions, bars if row.parameters else f"{bars} > 0"])


def series_of(row: Row) -> list[str]:
    """The original's names of the inputs, in barwise's order."""
    names = {ours: theirs for theirs, ours in row.inputs.items()}
    return [names[given.name] for given in indicators[row.indicator].info.inputs]


def with_care(row: Row) -> Callable[..., Doubles]:
    call = indicators[row.indicator]
    order = series_of(row)

    def call_with_care(*values: Any) -> Doubles:
        inputs = {name: array(name, value) for name, value in zip(row.inputs, values, strict=False)}
        parameters = {
            parameter.name: number(parameter, parameter.name, value)
            for parameter, value in zip(row.parameters, values[len(inputs) :], strict=False)
        }
        name_of_kernel = text_of_kernel(values[-1])
        if not row.takes_strided:
            refuse_strided(tuple(inputs.values()))
        kernel = kernel_named(name_of_kernel)
        if row.cuts_to_shortest:
            inputs = cut_to_shortest(inputs)
        check(row, row.checks, bars_of(tuple(inputs.values())), {name: (value,) for name, value in parameters.items()})
        result: Doubles = call(*(inputs[name] for name in order), **parameters, **row.settings, kernel=kernel)
        return result

    return call_with_care


def cut_to_shortest(inputs: dict[str, Doubles]) -> dict[str, Doubles]:
    length = min(len(given) for given in inputs.values())
    return {name: given[:length] for name, given in inputs.items()}


def document_of(row: Row) -> str:
    about = indicators[row.indicator].info
    return document(row, f"{about.title}: {about.formula}.")
