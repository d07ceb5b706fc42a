"""The function interface: arrays or series in, arrays or series out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from textwrap import indent
from typing import Any

import numpy as np

from .._core import Error, defined_bars, one_start
from ..peer_tables import Binding, bindings_of
from . import settings
from .conversion import Array, check_ranges, checked, in_order, leading_gaps, parameter_values, unwrapped
from .facts import FUNCTIONS, Function, is_of_prices
from .table import AVERAGES, CUSTOMARY, ENTRIES

MODULE = __package__
ACCEPTED_LIMIT = 1000

# Plain arrays and parameters of just these types, or that were accepted before where they are several, are given to
# barwise as they are. Anything else is looked at piece by piece, which takes longer.
BODY = """\
{defaults}
if {is_plain}:
    try:
        {call}
    except Error:
        pass
return call_with_care(({inputs},), ({parameters}))"""

# The unstable periods that delay an average's first bar.
UNSTABLE_AVERAGES = {
    **{name: (name.upper(),) for name in ("ema", "rma", "kama", "mama", "t3")},
    "zlema": ("EMA",),
    "dema": ("EMA",) * 2,
    "tema": ("EMA",) * 3,
}


@cache
def bindings() -> dict[str, Binding]:
    return bindings_of(ENTRIES, lambda name: FUNCTIONS[name].names, CUSTOMARY)


# ---- the call of barwise ---------------------------------------------------------------------------------------------


class Computation:
    """What a function computes, once its arguments have been checked."""

    def __init__(self, function: Function, binding: Binding) -> None:
        self.function, self.binding = function, binding
        self.accepted: set[tuple[Any, ...]] = set()
        self.letters, self.places = letters_of(function, binding), places_of(binding)

    def __call__(self, arrays: Sequence[Array], values: dict[str, Any]) -> tuple[Array, ...]:
        """The outputs of bars whose inputs are all there at the first."""
        given = dict(zip(self.binding.inputs.values(), arrays, strict=True))
        result = self.binding.indicator(**given, **self.binding.settings_of(values))
        first = self.lookback(values) if self.unstable_bars(values) else self.binding.start_of(values)
        outputs = one_start(first, self.letters, self.places, result)
        return outputs if isinstance(outputs, tuple) else (outputs,)

    def accept(self, values: tuple[Any, ...]) -> None:
        if len(self.accepted) >= ACCEPTED_LIMIT:
            self.accepted.clear()
        self.accepted.add(values)

    def unstable_bars(self, values: dict[str, Any]) -> int:
        periods = settings.unstable_periods
        if not periods:
            return 0
        names = list(self.function.unstable)
        for parameter in self.function.parameters:
            if parameter.kind == "average":
                names += UNSTABLE_AVERAGES.get(AVERAGES[values[parameter.name]], ())
        return sum(periods.get(name, 0) for name in names)

    def lookback(self, values: Mapping[str, Any]) -> int:
        values = in_order(self.function, values)
        looked = self.binding.indicator.lookback(**self.binding.settings_of(values))
        bars = looked if isinstance(looked, tuple) else (looked,)
        most = max(bars[source.place] for source in self.binding.outputs)
        return int(max(most, self.binding.start_of(values))) + self.unstable_bars(values)


def letters_of(function: Function, binding: Binding) -> str:
    """What one_start is told about the outputs."""
    pairs = zip(function.outputs, binding.outputs, strict=True)
    return "".join("b" if source.counts_back else "i" if output.is_integer else "d" for output, source in pairs)


def places_of(binding: Binding) -> str:
    return "".join(str(source.place) for source in binding.outputs)


def with_care(compute: Computation) -> Callable[[Sequence[object], Sequence[object]], Any]:
    function = compute.function

    def call_with_care(inputs: Sequence[object], parameters: Sequence[object]) -> Any:
        plain, wrap = unwrapped(inputs)
        values = parameter_values(function, parameters)
        arrays = checked(function.inputs, plain)
        outputs = outputs_of(arrays, values)
        wrapped = tuple(map(wrap, outputs))
        return wrapped[0] if len(wrapped) == 1 else wrapped

    def outputs_of(arrays: Sequence[Array], values: dict[str, Any]) -> tuple[Array, ...]:
        if len(arrays[0]) == 0:
            return tuple(np.empty(0, np.int32 if output.is_integer else np.float64) for output in function.outputs)
        check_ranges(function, values, f"TA_{function.name}")
        compute.accept(tuple(values.values()))
        gaps = leading_gaps(arrays)
        outputs = compute([array[gaps:] for array in arrays], values)
        return tuple(after_gaps(output, gaps) for output in outputs) if gaps else outputs

    return call_with_care


def after_gaps(output: Array, gaps: int) -> Array:
    fill = 0 if output.dtype == np.int32 else np.nan
    return np.concatenate([np.full(gaps, fill, output.dtype), output])


# ---- making a function -----------------------------------------------------------------------------------------------


def new_function(function: Function) -> Callable[..., Any]:
    binding = bindings().get(function.name)
    names = [parameter.name for parameter in function.parameters]
    arguments = [*function.inputs, *(f"{p.name}={p.unset!r}" for p in function.parameters)]
    space: dict[str, Any] = {"Error": Error, "defined_bars": defined_bars, "one_start": one_start, "settings": settings}
    if binding is None:
        body = f"raise NotImplementedError({missing(function.name)!r})"
    else:
        compute = Computation(function, binding)
        space |= {"call": binding.indicator, "call_with_care": with_care(compute), "accepted": compute.accepted}
        space["AVERAGES"] = AVERAGES
        body = BODY.format(
            defaults=defaults(function),
            is_plain=is_plain(function, binding),
            call=native_call(function, binding),
            inputs=", ".join(function.inputs),
            parameters="".join(f"{name}, " for name in names),
        )
    exec(f"def {function.name}({', '.join(arguments)}):\n{indent(body, '    ')}", space)
    made: Callable[..., Any] = space[function.name]
    made.__module__ = MODULE
    made.__doc__ = document(function)
    return made


def missing(name: str) -> str:
    return f"{name} is not in barwise's catalogue yet"


def defaults(function: Function) -> str:
    """Sets what was not given; says of several parameters whether they were accepted before, as they are or then."""
    lines = [f"if {p.name} == {p.unset!r}: {p.name} = {p.default!r}" for p in function.parameters]
    if len(lines) < 2:
        return "\n".join(lines)
    is_accepted = f"is_accepted = ({', '.join(p.name for p in function.parameters)}) in accepted"
    return "\n".join([is_accepted, "if not is_accepted:", *(f"    {line}" for line in [*lines, is_accepted])])


def is_plain(function: Function, binding: Binding) -> str:
    """The condition for arguments that barwise takes just as TA-Lib does."""
    bars = f"defined_bars({', '.join(function.inputs)})"
    counts_bars = binding.entry.start != "0" or any(source.counts_back for source in binding.outputs)
    may_start_late = len(function.inputs) == 1 and not counts_bars
    conditions = [f"{bars} > 0" if may_start_late else f"{bars} == len({function.inputs[0]}) > 0"]
    if len(function.parameters) > 1:
        return " and ".join(["is_accepted", *conditions, "not settings.unstable_periods"])
    for p in function.parameters:
        kind = "int" if p.is_integer else "float"
        least, greatest = (int(p.least), int(p.greatest)) if p.is_integer else (p.least, p.greatest)
        conditions += [f"type({p.name}) is {kind}", f"{least} <= {p.name} <= {greatest}"]
    return " and ".join([*conditions, "not settings.unstable_periods"])


def native_call(function: Function, binding: Binding) -> str:
    given = [f"{ours}={name}" for name, ours in binding.inputs.items()]
    given += [f"{name}={value!r}" for name, value in binding.entry.settings.items()]
    for name, ours in binding.parameters.items():
        value = f"AVERAGES[{name}]" if ours.choices else f"{name} + {ours.plus}" if ours.plus else name
        given.append(f"{ours.name}={value}")
    call = f"call({', '.join(given)})"
    letters, places = letters_of(function, binding), places_of(binding)
    if letters != "d" or binding.entry.start != "0":
        return f"return one_start({binding.entry.start}, {letters!r}, {places!r}, {call})"
    return f"return {call}" + (f"[{places}]" if len(binding.info.outputs) > 1 else "")


def document(function: Function) -> str:
    """The text of help(), as TA-Lib's."""
    options = f"[, {', '.join(f'{p.name}=?' for p in function.parameters)}]" if function.parameters else ""
    lines = [f"{function.name}({', '.join(function.inputs)}{options})", ""]
    lines += [f"{function.display_name} ({function.group})", "", "Inputs:"]
    for group in function.input_groups:
        lines.append(f"    prices: {list(group)}" if is_of_prices(group) else f"    {group[0]}: (any ndarray)")
    if function.parameters:
        lines += ["Parameters:", *(f"    {p.name}: {p.default}" for p in function.parameters)]
    return "\n".join([*lines, "Outputs:", *(f"    {output.name}" for output in function.outputs)])
