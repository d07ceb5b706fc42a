"""Expressions: what is to be computed over bars that come later.

    fast = bw.ema(bw.close, 12)                     # an indicator called without data
    signal = (fast > bw.ema(bw.close, 26)) & (bw.rsi(period=14) < 70)
    bw.ema(bw.rsi(period=14), 9)                    # an expression as the source of an indicator
    signal(bars)                                    # computed over a table, or over arrays given by name
    bw.compute(bars, fast=fast, signal=signal)      # several in one pass

An expression never changes. It is printed as the text that `barwise.parse` reads back.

Comparisons, `==` and `!=` among them, give expressions too. So an expression has no truth value, and its hash goes by
identity: `a is b` tells whether two are one object, and `a.equals(b)` whether they compute the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from ._core import BadTypeError, BadValueError, Program

if TYPE_CHECKING:
    from ._core import Stream
    from .sweep_result import Sweep

Operand: TypeAlias = "Expression | float"

DEEPEST = 200  # how deep calls and operations may be nested, which bounds every recursion
LARGEST = 20_000  # how many of them there may be


class Expression:
    """What is to be computed over bars that come later. Made by calling an indicator without data.

    Arithmetic (+ - * / and abs), comparisons (1 where true, 0 where not) and & | ~ on those make others of it; numbers
    take part as they are. The result is NaN where an operand is, and where something is divided by 0.
    """

    depth: int
    size: int
    parts: tuple[Expression, ...]

    __slots__ = ("__weakref__", "_key", "_program", "depth", "parts", "size")
    __array_ufunc__ = None  # numpy's numbers leave arithmetic to the expression

    def __init__(self, parts: Iterable[Expression] = ()) -> None:
        self.parts = tuple(parts)
        self.depth = 1 + max((part.depth for part in self.parts), default=0)
        self.size = 1 + sum(part.size for part in self.parts)
        self._key: Any = None
        self._program: Program | None = None
        if self.depth > DEEPEST:
            raise BadValueError(f"an expression may be nested {DEEPEST} deep, and this one would be deeper")
        if self.size > LARGEST:
            raise BadValueError(f"an expression may have {LARGEST} parts, and this one would have more")

    @property
    def binding(self) -> int:
        """How tightly its text binds: one of the levels of `expression_kinds`."""
        return kinds.ATOM

    # ---- what it is --------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The formula that `barwise.parse` reads back; of an indicator of one's own, if it is told of it."""
        raise NotImplementedError

    def structure(self) -> tuple[Any, ...]:
        """All that makes it what it is: equal for two that were written alike."""
        raise NotImplementedError

    def with_parts(self, parts: Sequence[Expression]) -> Expression:
        """The same made of other parts."""
        assert not parts
        return self

    @property
    def key(self) -> Any:
        if self._key is None:
            self._key = self.structure()
        return self._key

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of its outputs. It has one, but for an indicator of several of which none was chosen."""
        return (self.__name__,)

    @property
    def result(self) -> type[tuple[Any, ...]] | None:
        """The named tuple of its outputs; None where there is one only."""
        return None

    @property
    def __name__(self) -> str:
        return self.text()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the bars that it reads."""
        return self.program().columns

    def equals(self, other: object) -> bool:
        """Do both compute the same, by the same steps? `==` makes an expression instead."""
        from .wiring import describe

        return isinstance(other, Expression) and (self is other or describe([self]) == describe([other]))

    def __hash__(self) -> int:
        return object.__hash__(self)

    def __repr__(self) -> str:
        return self.text()

    def __bool__(self) -> bool:
        raise BadTypeError(
            f"{self}: an expression is neither true nor false before it is computed; join conditions with & and |, "
            "ask with .equals() whether two expressions are the same"
        )

    def __copy__(self) -> Expression:
        return self

    def __deepcopy__(self, memo: object) -> Expression:
        return self

    def series(self) -> Expression:
        """Itself, as something of one output."""
        if len(self.outputs) > 1:
            choices = ", ".join(f".{name}" for name in self.outputs)
            raise BadTypeError(f"{self} has several outputs; choose one of {choices}")
        return self

    # ---- computing ---------------------------------------------------------------------------------------------------

    def __call__(self, *data: Any, **named: Any) -> Any:
        """Its values over bars: a table, a dict of arrays, or arrays by name such as close=.

        Arrays without a name are those of `columns`, in that order. out= takes a float64 array that is written to, or a
        tuple of them for several outputs, and kernel= an instruction set.
        """
        from .compute import call

        return call(self, data, named)

    def with_parameters(self, **values: Any) -> Expression:
        """The same with other values of these `parameters`."""
        from .parameters import replaced

        return replaced(self, values)

    @property
    def parameters(self) -> dict[str, Any]:
        """What `with_parameters` and `sweep` can change.

        A value that was named with `barwise.parameter` has that name. Those of indicators have their own, such as
        period, where only one indicator of the expression has it, and otherwise the indicator's before it, as in
        rsi_period.
        """
        from .parameters import parameters_of

        return parameters_of(self)

    def program(self, **parameters: Any) -> Program:
        """Made ready to run, with other values of some parameters."""
        if parameters:
            return self.with_parameters(**parameters).program()
        if self._program is None:
            from .wiring import program_of

            self._program = program_of([self], self.outputs, self.text())
        return self._program

    def lookback(self, **parameters: Any) -> Any:
        """The index of its first value on bars without gaps; for several outputs, a named tuple of them."""
        program = self.program(**parameters)
        return self._of_outputs(program.lookback(output) for output in range(len(self.outputs)))

    def converged(self, tolerance: float, **parameters: Any) -> Any:
        """The index from which on it matters at most by `tolerance` that there were no bars before the first.

        The tolerance is a share of the start's own difference, between 0 and 1. Without anything recursive in it, it is
        the look-back.
        """
        program = self.program(**parameters)
        return self._of_outputs(program.converged(output, tolerance) for output in range(len(self.outputs)))

    def sweep(self, *data: Any, **named: Any) -> Sweep | Iterator[Sweep]:
        """Its values for many sets of parameters at once, over bars given as in a call.

            (bw.ema(bw.close, bw.parameter("fast", 12)) - bw.ema(bw.close, 26)).sweep(bars, fast=range(5, 20))

        Each of its `parameters` may be a list, a range or an array of values. Rows are all combinations, of which the
        last parameter varies fastest, or with zip=True the first values of all, then the second ones, and so on. out=,
        rows_at_a_time=, threads=, progress= and kernel= are those of an indicator's sweep.
        """
        from .expression_sweeps import sweep_expression

        return sweep_expression(self, data, named)

    def stream(self, kernel: str | None = None) -> Stream[Any, Any]:
        """It takes its bars as they come: by position in the order of `columns`, or by name."""
        from .streams import open_expression

        return open_expression(self, kernel)

    def _of_outputs(self, values: Iterable[Any]) -> Any:
        return next(iter(values)) if self.result is None else self.result(*values)

    # ---- arithmetic --------------------------------------------------------------------------------------------------

    def shift(self, bars: float) -> Expression:
        """The value of `bars` bars ago."""
        return kinds.Shift(self.series(), bars)

    def __add__(self, other: Operand) -> Expression:
        return kinds.operation("+", self, other)

    def __radd__(self, other: Operand) -> Expression:
        return kinds.operation("+", other, self)

    def __sub__(self, other: Operand) -> Expression:
        return kinds.operation("-", self, other)

    def __rsub__(self, other: Operand) -> Expression:
        return kinds.operation("-", other, self)

    def __mul__(self, other: Operand) -> Expression:
        return kinds.operation("*", self, other)

    def __rmul__(self, other: Operand) -> Expression:
        return kinds.operation("*", other, self)

    def __truediv__(self, other: Operand) -> Expression:
        return kinds.operation("/", self, other)

    def __rtruediv__(self, other: Operand) -> Expression:
        return kinds.operation("/", other, self)

    def __neg__(self) -> Expression:
        return kinds.Negative(self.series())

    def __pos__(self) -> Expression:
        return self.series()

    def __abs__(self) -> Expression:
        return kinds.Absolute(self.series())

    # ---- conditions --------------------------------------------------------------------------------------------------

    @property
    def is_condition(self) -> bool:
        """Whether its values are 1, 0 and NaN only."""
        return False

    def __lt__(self, other: Operand) -> Expression:
        return kinds.operation("<", self, other)

    def __le__(self, other: Operand) -> Expression:
        return kinds.operation("<=", self, other)

    def __eq__(self, other: Operand) -> Expression:  # type: ignore[override]
        return kinds.operation("==", self, other)

    def __ne__(self, other: Operand) -> Expression:  # type: ignore[override]
        return kinds.operation("!=", self, other)

    def __gt__(self, other: Operand) -> Expression:
        return kinds.operation(">", self, other)

    def __ge__(self, other: Operand) -> Expression:
        return kinds.operation(">=", self, other)

    def __and__(self, other: Expression) -> Expression:
        return kinds.operation("&", self, other)

    def __or__(self, other: Expression) -> Expression:
        return kinds.operation("|", self, other)

    def __invert__(self) -> Expression:
        return kinds.Not(kinds.condition(self.series()))


from . import expression_kinds as kinds  # noqa: E402  at the end, since the kinds are made of the class above
