"""Tulip's functions: arrays and numbers in, arrays without the bars before the first value out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from .._core import Error, Shortcut
from ..peer_functions import careful_body, define, with_shortcut
from ..peer_tables import FROM_START, Binding, bindings_of, parts
from .facts import FUNCTIONS, Function
from .table import CUSTOMARY, ENTRIES, LEAST

MODULE = __package__

Doubles = npt.NDArray[np.float64]


class InvalidOptionError(ValueError):
    """An option that the function cannot have, or fewer bars than it needs."""


@cache
def bindings() -> dict[str, Binding]:
    return bindings_of(ENTRIES, lambda name: FUNCTIONS[name].names, CUSTOMARY)


# ---- options ---------------------------------------------------------------------------------------------------------

ORDER = ("short_period", "medium_period", "long_period")  # each is at most the next


class Prepared:
    """Reads options: gives barwise's parameters, and how many bars have no value."""

    def __init__(self, function: Function, binding: Binding) -> None:
        self.function, self.binding = function, binding
        self.integers = {parameter.name for parameter in binding.info.parameters if parameter.type == "integer"}

    def __call__(self, options: tuple[Any, ...]) -> tuple[dict[str, Any], int]:
        values = {name: self.number(name, value) for name, value in zip(self.binding.parameters, options, strict=True)}
        self.check(values)
        settings = self.binding.settings_of(values)
        try:
            looked = self.binding.indicator.lookback(**settings)
        except Error:
            raise InvalidOptionError from None
        bars = looked if isinstance(looked, tuple) else (looked,)
        start = max(bars[source.place] for source in self.binding.outputs)
        return settings, max(start, self.binding.start_of(values))

    def number(self, name: str, value: Any) -> Any:
        """Whole numbers are what is left without the fraction, as in C."""
        number = float(value)
        if self.binding.parameters[name].name not in self.integers:
            return number
        if not abs(number) < 2**31:
            raise InvalidOptionError
        return int(number)

    def check(self, values: Mapping[str, Any]) -> None:
        least = LEAST.get(self.function.name, 1)
        in_order = [values[name] for name in ORDER if name in values]
        periods = [value for name, value in values.items() if name.endswith("period")]
        if in_order != sorted(in_order) or any(period < least for period in periods):
            raise InvalidOptionError
        if "acceleration_factor_step" in values:
            step, most = values.values()
            if not 0 < step < most:
                raise InvalidOptionError


# ---- arrays ----------------------------------------------------------------------------------------------------------


def checked(value: Any) -> Doubles:
    value.shape  # noqa: B018 - what has none is refused in this way
    array: Doubles = np.asarray(value)
    if array.ndim != 1:
        raise InvalidOptionError
    if array.dtype.type is not np.float64:
        raise ValueError(f"Buffer dtype mismatch, expected 'float64_t' but got '{array.dtype}'")
    if not array.dtype.isnative:
        raise ValueError("Big-endian buffer not supported on little-endian compiler")
    if not array.flags.c_contiguous:
        raise ValueError("ndarray is not C-contiguous")
    return array


def shortcut_of(binding: Binding) -> Shortcut:
    return Shortcut(
        binding.indicator,
        tuple(tuple(parts(names)) for names in binding.inputs.values()),
        tuple((source.place, source.factor, "d") for source in binding.outputs),
        shape=FROM_START,
        wants_all_bars=True,
    )


def with_care(binding: Binding, prepared: Prepared, shortcut: Shortcut) -> Callable[..., Any]:
    names = tuple(binding.inputs.values())

    def learn(options: tuple[Any, ...]) -> None:
        """Tell the shortcut what these options mean, if nothing is wrong with them."""
        settings, start = prepared(options)
        shortcut.remember(options, binding.indicator.parameter_values(**settings), start + 1, start)

    def call_with_care(inputs: Sequence[Any], options: tuple[Any, ...]) -> Any:
        if shortcut.may_learn(options):
            with suppress(Exception):  # what is wrong is told below, in its order
                learn(options)
                result = shortcut(*inputs, *options)
                if result is not None:
                    return result
        series = [checked(value) for value in inputs]
        settings, start = prepared(options)
        bars = min(len(one) for one in series)
        if bars <= start:
            raise InvalidOptionError
        given = {name: one[len(one) - bars :] for name, one in zip(names, series, strict=True)}
        try:
            result = binding.indicator(**given, **settings)
        except Error:
            raise InvalidOptionError from None
        outputs = result if isinstance(result, tuple) else (result,)
        cut = [(outputs[source.place][start:], source.factor) for source in binding.outputs]
        told = tuple(values if factor == 1 else values * factor for values, factor in cut)
        return told[0] if len(told) == 1 else told

    return call_with_care


# ---- making a function -----------------------------------------------------------------------------------------------


def new_function(function: Function) -> Callable[..., Any]:
    binding = bindings().get(function.name)
    arguments = ", ".join([*function.input_arguments, *function.option_arguments])
    document = f"{function.full_name}."
    made: Any
    if binding is None:
        body = f"raise NotImplementedError({f'{function.name} is not in the catalogue of barwise yet'!r})"
        made = define(function.name, arguments, body, {}, MODULE, document)
    else:
        shortcut = shortcut_of(binding)
        names = {"call_with_care": with_care(binding, Prepared(function, binding), shortcut)}
        body = careful_body(function.input_arguments, function.option_arguments)
        made = with_shortcut(define(function.name, arguments, body, names, MODULE, document), shortcut)
    made.full_name, made.type = function.full_name, function.type
    made.inputs, made.options, made.outputs = map(list, (function.inputs, function.options, function.outputs))
    called: Callable[..., Any] = made
    return called
