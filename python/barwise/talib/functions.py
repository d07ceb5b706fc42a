"""The function interface: arrays or series in, arrays or series out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np

from .._core import Shortcut, one_start
from ..peer_functions import careful_body, define, with_shortcut
from ..peer_tables import AS_THEY_ARE, ONE_START, Binding, bindings_of, parts
from . import settings
from .conversion import Array, check_ranges, checked, in_order, leading_gaps, parameter_values, unwrapped
from .facts import FUNCTIONS, Function, is_of_prices
from .table import AVERAGES, CUSTOMARY, ENTRIES

MODULE = __package__

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
        self.letters, self.places = letters_of(function, binding), places_of(binding)
        self.shortcut = shortcut_of(binding, self.letters)

    def __call__(self, arrays: Sequence[Array], values: dict[str, Any]) -> tuple[Array, ...]:
        """The outputs of bars whose inputs are all there at the first."""
        given = dict(zip(self.binding.inputs.values(), arrays, strict=True))
        result = self.binding.indicator(**given, **self.binding.settings_of(values))
        first = self.lookback(values) if self.unstable_bars(values) else self.binding.start_of(values)
        outputs = one_start(first, self.letters, self.places, result)
        return outputs if isinstance(outputs, tuple) else (outputs,)

    def learn(self, given: Sequence[object]) -> None:
        """Tell the shortcut what these parameters mean, if nothing is wrong with them."""
        values = parameter_values(self.function, given)
        check_ranges(self.function, values, "")
        parameters = self.binding.indicator.parameter_values(**self.binding.settings_of(values))
        self.shortcut.remember(tuple(given), parameters, 1, self.binding.start_of(values))

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


def shortcut_of(binding: Binding, letters: str) -> Shortcut:
    """Bars may be missing at the start where that only makes the same values come later."""
    has_one_start = letters != "d" or binding.entry.start != "0"
    counts_bars = binding.entry.start != "0" or any(source.counts_back for source in binding.outputs)
    return Shortcut(
        binding.indicator,
        tuple(tuple(parts(names)) for names in binding.inputs.values()),
        tuple((source.place, 1.0, letter) for source, letter in zip(binding.outputs, letters, strict=True)),
        shape=ONE_START if has_one_start else AS_THEY_ARE,
        wants_all_bars=len(binding.inputs) > 1 or counts_bars,
    )


def with_care(compute: Computation) -> Callable[[Sequence[object], Sequence[object]], Any]:
    function = compute.function

    def call_with_care(inputs: Sequence[object], parameters: Sequence[object]) -> Any:
        if not settings.unstable_periods and compute.shortcut.may_learn(tuple(parameters)):
            with suppress(Exception):  # what is wrong is told below, in its order
                compute.learn(parameters)
                result = compute.shortcut(*inputs, *parameters)
                if result is not None:
                    return result
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
    arguments = ", ".join([*function.inputs, *(f"{p.name}={p.unset!r}" for p in function.parameters)])
    if binding is None:
        body = f"raise NotImplementedError({missing(function.name)!r})"
        return define(function.name, arguments, body, {}, MODULE, document(function))
    compute = Computation(function, binding)
    body = careful_body(function.inputs, [parameter.name for parameter in function.parameters])
    made = define(function.name, arguments, body, {"call_with_care": with_care(compute)}, MODULE, document(function))
    return with_shortcut(made, compute.shortcut, settings.names_of_unstable)


def missing(name: str) -> str:
    return f"{name} is not in barwise's catalogue yet"


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
