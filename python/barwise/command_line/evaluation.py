"""Formulas computed over the bars of a file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import barwise
from barwise import Indicator
from barwise._core import market_columns
from barwise.command_line.bars import Bars
from barwise.command_line.formula import Argument, Call, FormulaError, Name, Node, Number, Place, Text, parse
from barwise.information import Info

Values = NDArray[np.float64]

CALL_OPTIONS = ("out", "kernel")  # what a call in Python takes beside inputs and parameters


@dataclass(frozen=True)
class Output:
    """One series that a formula gave, and how it is usually drawn."""

    label: str
    values: Values
    kind: str
    over_price: bool
    levels: tuple[float, ...]


@dataclass(frozen=True)
class Result:
    formula: str
    title: str
    outputs: tuple[Output, ...]


@dataclass(frozen=True)
class _Series:
    values: Values
    price_like: bool  # may what is made of it be drawn over the price?


class Evaluator:
    """Computes formulas over the same bars, each by the same kernel."""

    def __init__(self, bars: Bars, kernel: str = "auto") -> None:
        self.bars = bars
        self.kernel = kernel

    def result(self, text: str) -> Result:
        """Raises FormulaError, or BarFileError where the file lacks what the formula needs."""
        return _Evaluation(self, " ".join(text.split())).result()


class _Evaluation:
    """One formula on its way to numbers; knows its text, so that errors can point at it."""

    def __init__(self, evaluator: Evaluator, text: str) -> None:
        self.bars = evaluator.bars
        self.kernel = evaluator.kernel
        self.text = text

    def result(self) -> Result:
        node = parse(self.text)
        if isinstance(node, Name):
            node = Call(node.name, (), node.place)
        if not isinstance(node, Call):
            raise self.refuse("expected an indicator such as cci(period=20)", node.place)
        info = self.indicator(node).info
        arrays, price_like = self.call(node)
        outputs = tuple(
            Output(
                label=self.text if len(arrays) == 1 else f"{self.text}.{output.name}",
                values=values,
                kind=output.kind,
                over_price=price_like and output.pane == "price",
                levels=tuple(output.levels or ()),
            )
            for output, values in zip(info.outputs, arrays, strict=True)
        )
        return Result(self.text, info.title, outputs)

    def refuse(self, message: str, place: Place) -> FormulaError:
        return FormulaError(message, self.text, place)

    def indicator(self, call: Call, hint: str = "") -> Indicator:
        try:
            return barwise.find(call.name)
        except barwise.Error as error:
            start = call.place.start
            raise self.refuse(f"{error}{hint}", Place(start, start + len(call.name))) from error

    def call(self, call: Call) -> tuple[list[Values], bool]:
        """The outputs of an indicator, and whether all that it reads are prices."""
        indicator = self.indicator(call)
        bound = self.bind(call, indicator.info)
        inputs = {entry.name: entry.source for entry in indicator.info.inputs}
        is_series = {*inputs, *market_columns}
        parameters = {name: self.parameter(name, given) for name, given in bound.items() if name not in is_series}
        series = {name: self.series(given.value) for name, given in bound.items() if name in is_series}
        for name, source in inputs.items():
            if name not in bound:
                series = self.columns_of(source, call) | series
        arrays = {name: entry.values for name, entry in series.items()}
        try:
            outcome = indicator(**arrays, **parameters, kernel=self.kernel)
        except barwise.Error as error:
            if error.argument == "kernel":
                raise
            argument = bound.get(error.argument)
            raise self.refuse(str(error), argument.place if argument else call.place) from error
        values = list(outcome) if isinstance(outcome, tuple) else [outcome]
        return values, all(entry.price_like for entry in series.values())

    def bind(self, call: Call, info: Info) -> dict[str, Argument]:
        """Arguments by name; those without one are inputs if they are series and parameters if not, in order."""
        waiting_inputs = [entry.name for entry in info.inputs]
        waiting_parameters = [entry.name for entry in info.parameters]
        bound: dict[str, Argument] = {}
        for argument in call.arguments:
            name = argument.name
            if name is None:
                is_series = isinstance(argument.value, Name | Call)
                waiting = waiting_inputs if is_series else waiting_parameters
                if not waiting:
                    kind = "inputs" if is_series else "parameters"
                    names = ", ".join(entry.name for entry in (info.inputs if is_series else info.parameters)) or "none"
                    raise self.refuse(f"{call.name}: too many {kind}, it has {names}", argument.place)
                name = waiting.pop(0)
            elif name in CALL_OPTIONS:
                raise self.refuse(f"{call.name}: {name} cannot be set in a formula", argument.place)
            elif name in bound:
                raise self.refuse(f"{call.name}: {name} is given twice", argument.place)
            bound[name] = argument
        return bound

    def parameter(self, name: str, given: Argument) -> int | float | str:
        match given.value:
            case Number(value) | Text(value):
                return value
            case Name(choice):
                return choice
        raise self.refuse(f"{name} takes a number or a name, not an indicator", given.place)

    def series(self, node: Node) -> _Series:
        """A column of the file, or what an indicator gives; a source such as hlc3 is an indicator too."""
        match node:
            case Number():
                raise self.refuse("expected a column or an indicator, not a number", node.place)
            case Text(name) | Name(name):
                if name.lower() in market_columns:
                    return self.column(name.lower())
                if name in self.bars.other.columns:
                    return self.column(name)
                node = Call(name, (), node.place)
                self.indicator(node, hint=f" (nor a column: the file has {self.bars.columns_found()})")
        arrays, price_like = self.call(node)
        outputs = self.indicator(node).info.outputs
        if len(arrays) > 1:
            names = ", ".join(output.name for output in outputs)
            raise self.refuse(
                f"{node.name} has several outputs ({names}), so it cannot be the source of another", node.place
            )
        return _Series(arrays[0], price_like and outputs[0].pane == "price")

    def column(self, name: str, needed_by: str = "") -> _Series:
        values = self.bars.column(name)
        if values is None:
            raise self.bars.error(
                f"{needed_by or self.text} needs a column {name}; the file has {self.bars.columns_found()}"
            )
        return _Series(values.to_numpy(), name in market_columns and name != "volume")

    def columns_of(self, source: str, call: Call) -> dict[str, _Series]:
        """The columns that an input's default source is made of."""
        names = [source]
        if source not in market_columns:
            names = [entry.name for entry in barwise.find(source).info.inputs]
        return {name: self.column(name, needed_by=call.name) for name in names}
