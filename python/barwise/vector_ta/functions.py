"""Single calls: arrays out of series."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from .._core import Shortcut, indicators
from ..peer_functions import with_shortcut
from ..peer_tables import parts
from .checks import NO_BARS, bars_of, check, least_bars
from .conversion import Doubles, array, kernel_named, number, refuse_strided, settings_of, text_of_kernel
from .rows import Row
from .signatures import document, make


def new_function(row: Row) -> Callable[..., Any]:
    given = [*row.inputs, *(parameter.name for parameter in row.parameters)]
    arguments = [*row.inputs, *(parameter.argument for parameter in row.parameters), "kernel=None"]
    body = f"return call_with_care({', '.join(given)}, kernel)"
    shortcut = shortcut_of(row)
    names = {"call_with_care": with_care(row, shortcut)}
    return with_shortcut(make(row.name, ", ".join(arguments), body, names, document_of(row)), shortcut)


def shortcut_of(row: Row) -> Shortcut:
    return Shortcut(
        indicators[row.indicator],
        tuple(tuple(parts(several)) for several in row.inputs.values()),
        tuple((place, factor, "d") for _, place, factor in row.outputs),
        keys=row.returns if row.returns and has_several(row) else None,
    )


def told_by(row: Row) -> str:
    """What a stream returns, of `result`."""
    if not has_several(row):
        return f"result * {row.outputs[0][2]!r}" if row.outputs[0][2] != 1 else "result"
    outputs = [f"result[{place}]" + (f" * {factor!r}" if factor != 1 else "") for _, place, factor in row.outputs]
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


def with_care(row: Row, shortcut: Shortcut) -> Callable[..., Any]:
    call = indicators[row.indicator]

    def learn(values: tuple[Any, ...]) -> None:
        """Tell the shortcut what these parameters mean, if nothing is wrong with them."""
        parameters, kernel = parameters_of(row, values[:-1]), kernel_named(text_of_kernel(values[-1]))
        check(row, tuple(parameters), NO_BARS, {name: (value,) for name, value in parameters.items()})
        known = call.parameter_values(**settings_of(row, parameters), **row.settings)
        shortcut.remember(values, known, least_bars(row, parameters), 0, kernel)

    def call_with_care(*values: Any) -> Any:
        if shortcut.may_learn(values[len(row.inputs) :]):
            with suppress(Exception):  # what is wrong is told below, in its order
                learn(values[len(row.inputs) :])
                result = shortcut(*values)
                if result is not None:
                    return result
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
