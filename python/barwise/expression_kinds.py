"""The kinds of expressions, and how they are made and written."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any, SupportsFloat, cast

from ._core import BadTypeError, BadValueError, sources
from .errors import refusal
from .expressions import Expression, Operand
from .information import AnyIndicator, info_of

LONGEST_SHIFT = 100_000

# How tightly a piece of text binds, as in Python.
COMPARISON, OR, AND, SUM, PRODUCT, SIGN, ATOM = range(7)

# By the text of an operator: the name of the library's operation, and how tightly it binds.
OPERATORS = {
    "<": ("less", COMPARISON),
    "<=": ("less_or_equal", COMPARISON),
    "==": ("equal", COMPARISON),
    "!=": ("not_equal", COMPARISON),
    ">": ("greater", COMPARISON),
    ">=": ("greater_or_equal", COMPARISON),
    "|": ("greater_of", OR),
    "&": ("less_of", AND),
    "+": ("add", SUM),
    "-": ("subtract", SUM),
    "*": ("multiply", PRODUCT),
    "/": ("divide", PRODUCT),
}
FUNCTIONS = ("greater_of", "less_of")


class Source(Expression):
    """A column of the market, or a mean of some, such as barwise.close and barwise.hlc3."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def text(self) -> str:
        return self.name

    def structure(self) -> tuple[Any, ...]:
        return ("source", self.name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Source, (self.name,)


class Column(Expression):
    """A column of the bars that is none of the market's."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def text(self) -> str:
        return f"column({self.name!r})"

    def structure(self) -> tuple[Any, ...]:
        return ("column", self.name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Column, (self.name,)


class Constant(Expression):
    """The same number at every bar; with a name, it is a parameter of the expressions that it is part of."""

    __slots__ = ("name", "value")

    def __init__(self, value: float | str, name: str | None = None) -> None:
        super().__init__()
        self.value, self.name = value, name

    @property
    def binding(self) -> int:
        return SIGN if self.name is None and self.text().startswith("-") else ATOM

    def text(self) -> str:
        return repr(self.value) if self.name is None else f"({self.name} := {self.value!r})"

    def structure(self) -> tuple[Any, ...]:
        return ("constant", self.value, type(self.value), self.name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Constant, (self.value, self.name)


class Operation(Expression):
    """Two operands joined by an operator, or by one of FUNCTIONS."""

    __slots__ = ("left", "name", "right")

    def __init__(self, name: str, left: Expression, right: Expression) -> None:
        super().__init__((left, right))
        self.name, self.left, self.right = name, left, right

    def with_parts(self, parts: Sequence[Expression]) -> Expression:
        return Operation(self.name, *parts)

    @property
    def binding(self) -> int:
        return OPERATORS[self.name][1] if self.name in OPERATORS else ATOM

    @property
    def is_condition(self) -> bool:
        return self.binding in (COMPARISON, OR, AND)

    def text(self) -> str:
        if self.name in FUNCTIONS:
            return f"{self.name}({self.left.text()}, {self.right.text()})"
        # Comparisons in a row would mean something else, and of two equal operators the left one goes first.
        at_left = self.binding + (self.binding == COMPARISON)
        return f"{within(self.left, at_left)} {self.name} {within(self.right, self.binding + 1)}"

    def structure(self) -> tuple[Any, ...]:
        return ("operation", self.name, self.left.key, self.right.key)

    def __reduce__(self) -> tuple[Any, ...]:
        return Operation, (self.name, self.left, self.right)


class OfOne(Expression):
    """Made of one operand."""

    __slots__ = ("operand",)

    def __init__(self, operand: Expression) -> None:
        super().__init__((operand,))
        self.operand = operand

    def with_parts(self, parts: Sequence[Expression]) -> Expression:
        return type(self)(*parts)

    def structure(self) -> tuple[Any, ...]:
        return (type(self).__name__, self.operand.key)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.operand,)


class Negative(OfOne):
    __slots__ = ()

    @property
    def binding(self) -> int:
        return SIGN

    def text(self) -> str:
        return f"-{within(self.operand, SIGN)}"


class Absolute(OfOne):
    __slots__ = ()

    def text(self) -> str:
        return f"abs({self.operand.text()})"


class Not(OfOne):
    __slots__ = ()

    @property
    def binding(self) -> int:
        return SIGN

    @property
    def is_condition(self) -> bool:
        return True

    def text(self) -> str:
        return f"~{within(self.operand, SIGN)}"


class Shift(Expression):
    __slots__ = ("bars", "operand")

    def __init__(self, operand: Expression, bars: Any) -> None:
        super().__init__((operand,))
        if not isinstance(bars, Real) or isinstance(bars, bool):
            raise refusal(BadTypeError, "shift", "bars", f"bars must be an integer, not {type(bars).__name__}")
        count = float(bars)
        if not 0 <= count <= LONGEST_SHIFT or not count.is_integer():
            message = f"bars must be an integer from 0 to {LONGEST_SHIFT}, not {bars!r}"
            raise refusal(BadValueError, "shift", "bars", message)
        self.operand, self.bars = operand, int(count)

    def with_parts(self, parts: Sequence[Expression]) -> Expression:
        return Shift(parts[0], self.bars)

    @property
    def is_condition(self) -> bool:
        return self.operand.is_condition

    def text(self) -> str:
        return f"{within(self.operand, ATOM)}.shift({self.bars})"

    def structure(self) -> tuple[Any, ...]:
        return ("shift", self.operand.key, self.bars)

    def __reduce__(self) -> tuple[Any, ...]:
        return Shift, (self.operand, self.bars)


class Application(Expression):
    """An indicator with its inputs and all its parameters. Of several outputs, one is chosen by its name."""

    __slots__ = ("indicator", "inputs", "settings")

    def __init__(self, indicator: AnyIndicator, inputs: tuple[Expression, ...], settings: tuple[Any, ...]) -> None:
        super().__init__(inputs)
        self.indicator, self.inputs, self.settings = indicator, inputs, settings

    def with_parts(self, parts: Sequence[Expression]) -> Expression:
        return Application(self.indicator, tuple(parts), self.settings)

    @property
    def outputs(self) -> tuple[str, ...]:
        return tuple(output.name for output in info_of(self.indicator).outputs)

    @property
    def result(self) -> type[tuple[Any, ...]] | None:
        return self.indicator.result

    def __getattr__(self, name: str) -> Expression:
        if not name.startswith("_") and name in self.outputs:
            return self.output(name)
        raise AttributeError(f"{self} has no output {name!r}, but {', '.join(self.outputs)}", name=name, obj=self)

    def output(self, name: str) -> Expression:
        """The output of that name; of only one, itself."""
        return self if self.result is None else Output(self, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.outputs]

    def text(self) -> str:
        from .application import arguments_text

        return f"{self.indicator.__name__}({arguments_text(self)})"

    def structure(self) -> tuple[Any, ...]:
        settings = tuple(value.key if isinstance(value, Constant) else value for value in self.settings)
        return ("application", self.indicator, tuple(given.key for given in self.inputs), settings)

    def __reduce__(self) -> tuple[Any, ...]:
        return Application, (self.indicator, self.inputs, self.settings)


class Output(Expression):
    """One output of several."""

    __slots__ = ("application", "name")

    def __init__(self, application: Application, name: str) -> None:
        super().__init__((application,))
        self.application, self.name = application, name

    def with_parts(self, parts: Sequence[Expression]) -> Expression:
        (application,) = parts
        assert isinstance(application, Application)
        return Output(application, self.name)

    def text(self) -> str:
        return f"{self.application.text()}.{self.name}"

    def structure(self) -> tuple[Any, ...]:
        return ("output", self.application.key, self.name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Output, (self.application, self.name)


# ---- making them -----------------------------------------------------------------------------------------------------


def within(part: Expression, binding: int) -> str:
    """Its text, in parentheses unless it binds as tightly as that."""
    return part.text() if part.binding >= binding else f"({part.text()})"


def operand_of(value: object) -> Expression | None:
    """An expression as it is and a number as a constant; None for anything else."""
    if isinstance(value, Expression):
        return value.series()
    if isinstance(value, Real) and not isinstance(value, bool):
        return constant(value)
    return None


def constant(value: SupportsFloat) -> Constant:
    number = float(value) + 0.0  # -0 is 0
    if not math.isfinite(number):
        raise BadValueError(f"a number in an expression must be finite, not {number}")
    return Constant(int(number) if number.is_integer() and abs(number) < 1e15 else number)


def condition(operand: Expression) -> Expression:
    """1 where the operand is not 0."""
    return operand if operand.is_condition else Operation("!=", operand, Constant(0))


def operation(name: str, left: object, right: object) -> Expression:
    """Joins two operands; NotImplemented, as Python's operators want it, if one is neither expression nor number."""
    a, b = operand_of(left), operand_of(right)
    if a is None or b is None:
        return cast(Expression, NotImplemented)
    if name in ("&", "|"):
        return Operation(name, condition(a), condition(b))
    return Operation(name, a, b)


def _joined(name: str, left: object, right: object) -> Expression:
    operands = operand_of(left), operand_of(right)
    for value, operand in zip((left, right), operands, strict=True):
        if operand is None:
            raise BadTypeError(f"{name} takes expressions and numbers, not {type(value).__name__}")
    return operation(name, *operands)


def greater_of(a: Operand, b: Operand) -> Expression:
    """The greater of two, bar by bar; NaN where one is."""
    return _joined("greater_of", a, b)


def less_of(a: Operand, b: Operand) -> Expression:
    """The less of two, bar by bar; NaN where one is."""
    return _joined("less_of", a, b)


def column(name: str) -> Expression:
    """A column of the bars by its name, for what is none of open, high, low, close and volume."""
    if not isinstance(name, str):
        raise refusal(BadTypeError, "column", "name", f"name must be a str, not {type(name).__name__}")
    return Source(name) if name in sources else Column(name)


def parameter(name: str, value: float | str) -> Constant:
    """A number, or a choice of an indicator's, that is known by a name: see `Expression.parameters`.

    bw.ema(bw.close, bw.parameter("fast", 12)) - bw.ema(bw.close, bw.parameter("slow", 26)) can be swept over both.
    """
    if not isinstance(name, str) or not name.isidentifier():
        raise refusal(BadValueError, "parameter", "name", f"name must be a name such as 'fast', not {name!r}")
    if isinstance(value, str):
        return Constant(value, name)
    if not isinstance(value, Real) or isinstance(value, bool):
        message = f"value must be a number or a str, not {type(value).__name__}"
        raise refusal(BadTypeError, "parameter", "value", message)
    return Constant(constant(value).value, name)


SOURCES: dict[str, Expression] = {name: Source(name) for name in sources}
