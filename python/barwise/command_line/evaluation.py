"""Formulas computed over the bars of a file, all in one pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from barwise import Expression, compute
from barwise.command_line.bars import Bars
from barwise.command_line.price_scale import declared_outputs, is_price_like
from barwise.expression_kinds import Application
from barwise.expression_kinds import Output as ChosenOutput
from barwise.formula import FormulaReader
from barwise.formula_syntax import one_line
from barwise.information import Output as OutputInfo
from barwise.information import info_of

Values = NDArray[np.float64]


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


class Evaluator:
    """Computes formulas over the same bars, by the same kernel. `progress` is told the share that is done."""

    def __init__(self, bars: Bars, kernel: str = "auto", progress: Callable[[float], object] | None = None) -> None:
        self.bars = bars
        self.kernel = kernel
        self.progress = progress
        self.reader = FormulaReader(bars.other.columns, found=bars.columns_found())

    def results(self, texts: Sequence[str]) -> list[Result]:
        """Raises FormulaError, or BarFileError where the file lacks what a formula needs."""
        lines = [one_line(text) for text in texts]
        expressions = {line: self.reader.expression(line) for line in lines}
        columns: dict[str, Values] = {}
        for line, expression in expressions.items():
            for name in expression.columns:
                if name not in columns:
                    columns[name] = self.column(name, needed_by=line)
        values = compute(columns, expressions, kernel=self.kernel, progress=self.progress)
        return [result_of(line, expression, values) for line, expression in expressions.items()]

    def column(self, name: str, needed_by: str) -> Values:
        values = self.bars.column(name)
        if values is None:
            raise self.bars.error(f"{needed_by} needs a column {name}; the file has {self.bars.columns_found()}")
        return values.to_numpy()


def result_of(line: str, expression: Expression, values: dict[str, Values]) -> Result:
    shown = shown_outputs(expression)
    labels = [line] if len(shown) == 1 else [f"{line}.{name}" for name in expression.outputs]
    over_price = is_price_like(expression)
    outputs = (
        Output(label, values[label], output.kind, over_price and output.pane == "price", tuple(output.levels))
        for label, output in zip(labels, shown, strict=True)
    )
    application = indicator_of(expression)
    return Result(line, line if application is None else info_of(application.indicator).title, tuple(outputs))


def indicator_of(expression: Expression) -> Application | None:
    """The indicator that gives what the expression is."""
    if isinstance(expression, ChosenOutput):
        return expression.application
    return expression if isinstance(expression, Application) else None


def shown_outputs(expression: Expression) -> list[OutputInfo]:
    """How each is drawn: as its indicator says, or else as a line."""
    return declared_outputs(expression) or [OutputInfo(expression.text(), "line", "price", None, ())]
