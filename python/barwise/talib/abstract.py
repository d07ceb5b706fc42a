"""The abstract interface: functions as objects that know their inputs, parameters and outputs.

from barwise.talib import abstract

abstract.SMA(bars, timeperiod=25)               # a dict of arrays, or a table of pandas or polars
abstract.SMA(bars, timeperiod=25, price="open")
abstract.Function("STOCH").parameters
"""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from . import functions
from .facts import FUNCTIONS, Parameter, is_of_prices
from .facts import Function as Facts
from .flags import TA_FUNC_FLAGS, TA_INPUT_FLAGS, TA_OUTPUT_FLAGS, meanings
from .functions import new_function
from .names import MA_Type

if TYPE_CHECKING:

    def __getattr__(name: str) -> Any: ...


# The columns that stand for inputs of any series.
COLUMNS = {"price": "close", "price0": "high", "price1": "low", "periods": "periods"}


def tables() -> tuple[type, ...]:
    """The types that hold columns: a dict, and the tables of pandas and polars as far as they have been imported."""
    modules = (sys.modules.get(name) for name in ("pandas", "polars"))
    return (dict, *(module.DataFrame for module in modules if module is not None))


def series() -> tuple[type, ...]:
    modules = (sys.modules.get(name) for name in ("pandas", "polars"))
    return (np.ndarray, *(module.Series for module in modules if module is not None))


def is_table(value: Any) -> bool:
    return isinstance(value, tables())


def is_table_of(library: str, value: Any) -> bool:
    module = sys.modules.get(library)
    return module is not None and isinstance(value, module.DataFrame)


class State(threading.local):
    """What is set in one thread: which columns are read, parameters, the table, and the outputs computed of it."""

    def __init__(self, facts: Facts) -> None:
        self.columns: OrderedDict[str, Any] = OrderedDict()
        for group in facts.input_groups:
            name = "prices" if is_of_prices(group) else group[0].replace("real", "price")
            self.columns[name] = list(group) if is_of_prices(group) else COLUMNS[name]
        self.values: OrderedDict[str, Any] = OrderedDict((parameter.name, None) for parameter in facts.parameters)
        self.table: Any = {}
        self.outputs: list[Any] | None = None

    @property
    def column_names(self) -> list[str]:
        names: list[str] = []
        for given in self.columns.values():
            names += given if isinstance(given, list) else [given]
        return names


class _Function:
    """A function of TA-Lib with its inputs and parameters, which are set for each thread by itself."""

    def __init__(self, name: str, function: Any, *args: Any, **kwargs: Any) -> None:
        self._facts = FUNCTIONS[name.upper()]
        self._state = State(self._facts)
        self.func_object = function
        self.set_function_args(*args, **kwargs)

    # ---- what it is --------------------------------------------------------------------------------------------------

    @property
    def info(self) -> dict[str, Any]:
        return {
            "name": self._facts.name,
            "group": self._facts.group,
            "display_name": self._facts.display_name,
            "function_flags": self.function_flags,
            "input_names": self.input_names,
            "parameters": self.parameters,
            "output_flags": self.output_flags,
            "output_names": self.output_names,
        }

    @property
    def function_flags(self) -> list[str] | None:
        return meanings(self._facts.flags, TA_FUNC_FLAGS)

    @property
    def output_flags(self) -> OrderedDict[str, list[str] | None]:
        return OrderedDict((output.name, meanings(output.flags, TA_OUTPUT_FLAGS)) for output in self._facts.outputs)

    @property
    def output_names(self) -> list[str]:
        return [output.name for output in self._facts.outputs]

    @property
    def lookback(self) -> int:
        """The bars before the first value, with the parameters that are set."""
        binding = functions.bindings().get(self._facts.name)
        if binding is None:
            raise NotImplementedError(functions.missing(self._facts.name))
        return functions.Computation(self._facts, binding).lookback(self.parameters)

    # ---- inputs ------------------------------------------------------------------------------------------------------

    def get_input_names(self) -> OrderedDict[str, Any]:
        """The columns that are read, by the names of the inputs."""
        return self._state.columns.copy()

    def set_input_names(self, input_names: Mapping[str, Any]) -> None:
        self._state.columns.update({name: input_names[name] for name in input_names if name in self._state.columns})
        self._state.outputs = None

    input_names = property(get_input_names, set_input_names)

    def get_input_arrays(self) -> Any:
        table = self._state.table
        return table.clone() if is_table_of("polars", table) else table.copy()

    def set_input_arrays(self, input_arrays: Any) -> bool:
        """False for what is neither a dict nor a table."""
        if not is_table(input_arrays):
            return False
        known = input_arrays.columns if is_table_of("polars", input_arrays) else input_arrays
        lacking = [name for name in self._state.column_names if name not in known]
        if lacking:
            keys = "keys" if len(lacking) > 1 else "key"
            raise Exception(f"input_arrays parameter missing required data {keys}: {', '.join(lacking)}")
        self._state.table = input_arrays
        self._state.outputs = None
        return True

    @property
    def input_arrays(self) -> Any:
        return self.get_input_arrays()

    @input_arrays.setter
    def input_arrays(self, input_arrays: Any) -> None:
        self.set_input_arrays(input_arrays)

    # ---- parameters --------------------------------------------------------------------------------------------------

    def get_parameters(self) -> OrderedDict[str, Any]:
        """The parameters with the values that are set, or else their defaults."""
        values = self._state.values
        return OrderedDict(
            (p.name, p.default if values[p.name] is None else values[p.name]) for p in self._facts.parameters
        )

    def set_parameters(self, parameters: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        for name, value in {**(parameters or {}), **kwargs}.items():
            self._set_parameter(name, value)

    parameters = property(get_parameters, set_parameters)

    def _set_parameter(self, name: str, value: Any) -> None:
        parameter = next((parameter for parameter in self._facts.parameters if parameter.name == name), None)
        if parameter is None:
            raise KeyError(name)
        if value is not None:
            check_type(parameter, value)
            self._state.values[name] = value
        self._state.outputs = None

    def set_function_args(self, *args: Any, **kwargs: Any) -> None:
        """A table first, if one is given, then parameters in their order; parameters and columns by name."""
        for name, value in kwargs.items():
            if name in self._state.values:
                self._set_parameter(name, value)
            elif name in self._state.columns:
                self.set_input_names({name: value})
        values = args[1:] if args and self.set_input_arrays(args[0]) else args
        for name, value in zip(self._state.values, values, strict=False):
            self._set_parameter(name, value)

    # ---- results -----------------------------------------------------------------------------------------------------

    @property
    def outputs(self) -> Any:
        """The outputs for the table and the parameters that are set, in the kind of the table."""
        outputs = self._state.outputs
        if outputs is None:
            outputs = self._state.outputs = self._compute()
        table = self._state.table
        if is_table_of("pandas", table):
            pandas = sys.modules["pandas"]
            if len(outputs) == 1:
                return pandas.Series(outputs[0], index=table.index)
            return pandas.DataFrame(np.column_stack(outputs), index=table.index, columns=self.output_names)
        if is_table_of("polars", table):
            polars = sys.modules["polars"]
            if len(outputs) == 1:
                return polars.Series(outputs[0])
            return polars.DataFrame(np.column_stack(outputs), schema=self.output_names)
        return outputs[0] if len(outputs) == 1 else outputs

    def _compute(self) -> list[Any]:
        arrays = (self._state.table[name] for name in self._state.column_names)
        plain = (given if isinstance(given, np.ndarray) else given.to_numpy().astype(float) for given in arrays)
        result = self.func_object(*plain, *self.parameters.values())
        return list(result) if isinstance(result, tuple) else [result]

    def run(self, input_arrays: Any = None) -> Any:
        """The outputs, of another table if one is given."""
        if input_arrays is not None and len(input_arrays):
            self.set_input_arrays(input_arrays)
        self._state.outputs = None
        return self.outputs

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The outputs. A table or series that are given stay set; parameters and columns are for this call only."""
        values, columns = self._state.values.copy(), self._state.columns.copy()
        try:
            self.set_function_args(*self._without_series(args), **kwargs)
            self._state.outputs = None
            return self.outputs
        finally:
            self._state.values, self._state.columns = values, columns

    def _without_series(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """Series that come first are the inputs, in their order."""
        names = self._state.column_names
        if args and is_table(args[0]):
            return args
        count = next((place for place, value in enumerate(args) if not isinstance(value, series())), len(args))
        if count > len(names):
            raise TypeError(f"Too many price arguments: expected {len(names)} ({', '.join(names)})")
        if count < len(names) and (count or not len(self._state.table)):
            raise TypeError(f"Not enough price arguments: expected {len(names)} ({', '.join(names)})")
        if count:
            self.set_input_arrays(dict(zip(names, args, strict=False)))
        return args[count:]

    def __repr__(self) -> str:
        return str(self.info)

    def __str__(self) -> str:
        return _get_defaults_and_docs(self.info)[1]


def check_type(parameter: Parameter, value: Any) -> None:
    expected = int if parameter.is_integer else float
    if not isinstance(value, expected):
        kinds = f"expected {expected.__name__}, got {type(value).__name__}"
        raise TypeError(f"Invalid parameter value for {parameter.name} ({kinds})")


def _get_defaults_and_docs(info: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The defaults of the parameters, and the text of str(function), for what its info says."""
    parameters = info["parameters"]
    options = ["[input_arrays]", *(f"[{name}={value}]" for name, value in parameters.items())]
    lines = [f"{info['name']}({', '.join(options)})\n", f"{info['display_name']} ({info['group']})\n", "Inputs:"]
    for name, columns in info["input_names"].items():
        lines.append(f"    {name}: {columns if isinstance(columns, list) else '(any ndarray)'}")
    if parameters:
        lines.append("Parameters:")
    for name, value in parameters.items():
        lines.append(f"    {name}: {value}" + (f" ({MA_Type[value]})" if name.endswith("matype") else ""))
    lines.append("Outputs:")
    is_candle = "Output is a candlestick" in (info["function_flags"] or [])
    lines += [
        f"    {name} (values are -100, 0 or 100)" if is_candle and name == "integer" else f"    {name}"
        for name in info["output_names"]
    ]
    return dict(parameters), "\n".join(lines)


def Function(function_name: str, *args: Any, **kwargs: Any) -> _Function:  # noqa: N802 - TA-Lib's name
    """The function of that name, with a table, parameters and columns as set_function_args takes them."""
    name = function_name.upper()
    if name not in FUNCTIONS:
        raise Exception(f"{name} not supported by TA-LIB.")
    return _Function(name, _plain_functions[name], *args, **kwargs)


_plain_functions = {name: new_function(facts) for name, facts in FUNCTIONS.items()}

globals().update({name: Function(name) for name in FUNCTIONS})

__all__ = [
    "Function",
    "TA_FUNC_FLAGS",
    "TA_INPUT_FLAGS",
    "TA_OUTPUT_FLAGS",
    "_get_defaults_and_docs",
    *sorted(FUNCTIONS),
]
