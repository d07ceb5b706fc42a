"""Single calls: arrays out of series."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .._core import Error, defined_bars, indicators
from ..peer_tables import parts
from .checks import bars_of, check
from .conversion import Doubles, array, kernel_named, number, refuse_strided, settings_of, text_of_kernel
from .rows import Integer, Real, Row, Text
from .signatures import document, make

# Plain arrays with enough bars, and numbers of just these types, are given to barwise as they are. Anything else is
# looked at piece by piece, which takes longer; so is what barwise refuses, since the original's reasons come first.
BODY = """\
{defaults}if {is_plain}:
    try:
        if kernel is None:
            result = call({native})
        else:
            result = call({native}, kernel=kernel_named(text_of_kernel(kernel)))
        return {told}
    except Error:
        pass
return call_with_care({given}, kernel)"""


def new_function(row: Row) -> Callable[..., Any]:
    given = [*row.inputs, *(parameter.name for parameter in row.parameters)]
    arguments = [*row.inputs, *(parameter.argument for parameter in row.parameters), "kernel=None"]
    body = BODY.format(
        defaults="".join(f"if {p.name} is None: {p.name} = {p.default!r}\n" for p in row.parameters if p.shown),
        is_plain=is_plain(row),
        native=", ".join([*series_of(row), *native_parameters(row)]),
        told=told_by(row),
        given=", ".join(given),
    )
    names = {
        "Error": Error,
        "call": indicators[row.indicator],
        "call_with_care": with_care(row),
        "defined_bars": defined_bars,
        "kernel_named": kernel_named,
        "text_of_kernel": text_of_kernel,
        **{f"choices_of_{p.name}": p.choices for p in row.parameters if not isinstance(p, Real)},
    }
    return make(row.name, ", ".join(arguments), body, names, document_of(row))


def is_plain(row: Row) -> str:
    """The condition for arguments that barwise takes just as the original does."""
    conditions = []
    for parameter in row.parameters:
        if parameter.fixed:
            conditions.append(f"{parameter.name} == {parameter.default!r}")
        elif isinstance(parameter, Text):
            conditions.append(f"{parameter.name} in choices_of_{parameter.name}")
        else:
            conditions.append(f"type({parameter.name}) is {'int' if isinstance(parameter, Integer) else 'float'}")
        if isinstance(parameter, Integer) and not parameter.fixed:
            most = f" < {len(parameter.choices)}" if parameter.choices else ""
            conditions.append(f"{parameter.least} <= {parameter.name}{most}")
    return " and ".join([*conditions, f"defined_bars({', '.join(row.inputs)}) {enough_bars(row)}"])


def enough_bars(row: Row) -> str:
    """More than any function needs, or just so many where that is known."""
    periods = [p.name for p in row.parameters if isinstance(p, Integer) and not p.fixed]
    if "bars" not in row.checks:
        return f">= {periods[0]}" if periods else "> 0"
    return f"> {2 if len(periods) > 1 else 3} * ({' + '.join(periods or ['1'])})"


def native_parameters(row: Row) -> list[str]:
    values = []
    for parameter in row.parameters:
        value = parameter.name
        if not isinstance(parameter, Real) and parameter.choices:
            value = f"choices_of_{value}[{value}]"
        elif isinstance(parameter, Integer) and parameter.plus:
            value = f"{value} + {parameter.plus}"
        if not parameter.fixed:
            values.append(f"{parameter.barwise_name}={value}")
    values += [f"{ours}={theirs}" for ours, theirs in row.also.items()]
    return [*values, *(f"{name}={value!r}" for name, value in row.settings.items())]


def told_by(row: Row, *, as_dict: bool = True) -> str:
    """What is returned, of `result`."""
    if not has_several(row):
        return f"result * {row.outputs[0][2]!r}" if row.outputs[0][2] != 1 else "result"
    outputs = [f"result[{place}]" + (f" * {factor!r}" if factor != 1 else "") for _, place, factor in row.outputs]
    if row.returns and as_dict:
        return "{" + ", ".join(f"{key!r}: {output}" for key, output in zip(row.returns, outputs, strict=True)) + "}"
    return ", ".join(outputs)


def has_several(row: Row) -> bool:
    """Say whether barwise's indicator has several outputs."""
    return len(indicators[row.indicator].info.outputs) > 1


def series_of(row: Row) -> list[str]:
    """The inputs by the names that barwise has for them."""
    inputs = [given.name for given in indicators[row.indicator].info.inputs]
    if list(row.inputs.values()) == inputs:
        return list(row.inputs)
    names = {ours: theirs for theirs, several in row.inputs.items() for ours in parts(several)}
    if set(inputs) == set(names):
        return [names[name] for name in inputs]
    return [f"{ours}={theirs}" for ours, theirs in names.items()]


def outputs_of(row: Row, result: Any) -> list[Any]:
    """The original's outputs, of barwise's result."""
    given = result if has_several(row) else (result,)
    return [given[place] * factor if factor != 1 else given[place] for _, place, factor in row.outputs]


def with_care(row: Row) -> Callable[..., Any]:
    call = indicators[row.indicator]

    def call_with_care(*values: Any) -> Any:
        inputs = {name: array(name, value) for name, value in zip(row.inputs, values, strict=False)}
        parameters = parameters_of(row, values[len(inputs) : -1])
        name_of_kernel = text_of_kernel(values[-1])
        if not row.takes_strided:
            refuse_strided(tuple(inputs.values()))
        kernel = kernel_named(name_of_kernel)
        if row.cuts_to_shortest:
            inputs = cut_to_shortest(inputs)
        check(row, row.checks, bars_of(tuple(inputs.values())), {name: (value,) for name, value in parameters.items()})
        result = call(**named(row, inputs), **settings_of(row, parameters), **row.settings, kernel=kernel)
        outputs = outputs_of(row, result)
        if row.returns:
            return dict(zip(row.returns, outputs, strict=True))
        return tuple(outputs) if has_several(row) and len(outputs) > 1 else outputs[0]

    return call_with_care


def parameters_of(row: Row, values: Sequence[Any]) -> dict[str, Any]:
    """The original's parameters by name; None stands for the default of one that has one."""
    return {
        p.name: p.default if value is None and p.shown else number(p, p.name, value)
        for p, value in zip(row.parameters, values, strict=True)
    }


def named(row: Row, inputs: Mapping[str, Doubles]) -> dict[str, Doubles]:
    """The inputs by barwise's names."""
    return {ours: inputs[theirs] for theirs, several in row.inputs.items() for ours in parts(several)}


def cut_to_shortest(inputs: dict[str, Doubles]) -> dict[str, Doubles]:
    length = min(len(given) for given in inputs.values())
    return {name: given[:length] for name, given in inputs.items()}


def document_of(row: Row) -> str:
    about = indicators[row.indicator].info
    return document(row, f"{about.title}: {about.formula}.")
