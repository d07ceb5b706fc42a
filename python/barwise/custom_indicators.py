"""Indicators of one's own: functions that return expressions.

    @bw.indicator(title="Price Oscillator", ranges={"fast": (2, 500), "slow": (2, 500)})
    def oscillator(source=bw.close, fast: int = 12, slow: int = 26):
        return bw.ema(source, fast) - bw.ema(source, slow)

    oscillator(close)                        # as any indicator: on arrays, series and tables,
    oscillator(bars, fast=8)
    bw.ema(oscillator(fast=8), 9)            # in expressions,
    oscillator.lookback(slow=30)             # and in all other forms

Arguments whose default is an expression are inputs, and so are those with the name of a column of the market; all
others are parameters. The function gets expressions for its inputs and plain values for its parameters, whenever what
it says is needed, and must return the same for the same.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from inspect import Signature
from typing import Any, Literal, overload

from . import information
from ._core import BadTypeError, Program, Stream
from .application import apply, settings_of
from .call_arguments import CallArguments, asks_for_panels, is_plain, kernel_of, split_arguments
from .compute import run_program
from .custom_declaration import checked_value, inputs_of, parameters_of, source_name
from .errors import refusal
from .expression_kinds import SOURCES, Application, Column
from .expressions import Expression
from .information import CALL_OPTIONS, Info, info_of
from .sweep_result import Sweep
from .wiring import kept_program_of

Build = Callable[..., Any]


@overload
def indicator(function: Build) -> CustomIndicator: ...
@overload
def indicator(
    *,
    name: str = "",
    title: str = "",
    family: str = "custom",
    origin: str | None = None,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    meanings: Mapping[str, str] | None = None,
    pane: Literal["price", "own"] = "own",
) -> Callable[[Build], CustomIndicator]: ...
def indicator(
    function: Build | None = None,
    *,
    name: str = "",
    title: str = "",
    family: str = "custom",
    origin: str | None = None,
    ranges: Mapping[str, tuple[float, float]] | None = None,
    meanings: Mapping[str, str] | None = None,
    pane: Literal["price", "own"] = "own",
) -> CustomIndicator | Callable[[Build], CustomIndicator]:
    """Makes an indicator of a function that returns an expression; for several outputs, a dict or named tuple of them.

    name, title: those of the function, if not given.
    ranges: the least and the greatest value of parameters; whole numbers are 1 to 100,000 otherwise, others any.
    meanings: a line about each parameter, for `info` and help().
    pane: where a chart shows it, over the price or in a pane of its own.

    A parameter is an integer, a number or a choice, as its default is. The choices are those of its annotation, a
    typing.Literal.
    """

    def make(function: Build) -> CustomIndicator:
        declared = {
            "name": name or function.__name__,
            "title": title or (name or function.__name__).replace("_", " ").title(),
            "family": family,
            "origin": origin,
            "aliases": (),
        }
        return CustomIndicator(function, declared, ranges or {}, meanings or {}, pane)

    return make if function is None else make(function)


class CustomIndicator:
    """An indicator that a function describes; made by `barwise.indicator`."""

    def __init__(
        self,
        function: Build,
        declared: dict[str, Any],
        ranges: Mapping[str, tuple[float, float]],
        meanings: Mapping[str, str],
        pane: str,
    ) -> None:
        self.function = function
        self.__name__ = declared["name"]
        self.__module__, self.__qualname__ = function.__module__, function.__qualname__
        self._pane = pane
        self._inputs = inputs_of(function, self.__name__)
        self._parameters = parameters_of(function, self.__name__, ranges, meanings)
        self._declared = declared
        for argument in (*self._inputs, *(parameter["name"] for parameter in self._parameters)):
            if argument in CALL_OPTIONS:
                raise refusal(BadTypeError, self.__name__, argument, f"{argument} is an option of every call")

    # ---- what it says about itself -----------------------------------------------------------------------------------

    @cached_property
    def info(self) -> Info:
        """The same as of any indicator; its formula is what the function returns for the defaults."""
        return information.info(self._declaration)

    @cached_property
    def result(self) -> type[tuple[Any, ...]] | None:
        """The named tuple of its outputs; None where there is one output only."""
        names = [output.name for output in self.info.outputs]
        if len(names) == 1:
            return None
        result = namedtuple(self.__name__, names)  # type: ignore[misc]
        result.__module__, result.__qualname__ = self.__module__, f"{self.__qualname__}.result"
        return result

    @property
    def __signature__(self) -> Signature:
        return information.signature(self._declaration)

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        text = information.document(self._declaration)
        return f"{text}\n\n{self.function.__doc__}" if self.function.__doc__ else text

    def __repr__(self) -> str:
        return f"<indicator {self.__qualname__}: {self._declared['title']}>"

    def __reduce__(self) -> str:
        return self.__qualname__  # pickled as the global that it is

    @cached_property
    def _declaration(self) -> dict[str, Any]:
        defaults = {parameter["name"]: parameter["default"] for parameter in self._parameters}
        outputs = self._call_function({**self._inputs, **defaults})
        one = next(iter(outputs.values())).text()
        formula = one if len(outputs) == 1 else "; ".join(f"{name} = {part}" for name, part in outputs.items())
        inputs = [
            {"name": name, "source": source_name(default), "is_free": name not in SOURCES}
            for name, default in self._inputs.items()
        ]
        kinds = {"kind": "line", "pane": self._pane, "range": None, "levels": ()}
        return {
            **self._declared,
            "formula": formula,
            "inputs": inputs,
            "parameters": self._parameters,
            "outputs": [{"name": name, **kinds} for name in outputs],
        }

    @cached_property
    def body_columns(self) -> tuple[str, ...]:
        """The columns of the bars that its function reads whatever its inputs are."""
        free = {name: Column(name) for name in self._inputs if name not in SOURCES}
        return tuple(name for name in apply(self, (), free).columns if name not in free)

    # ---- the function ------------------------------------------------------------------------------------------------

    def default_input(self, name: str) -> Expression:
        return self._inputs[name]

    def parameter_values(self, *values: Any, **named: Any) -> tuple[Any, ...]:
        """All parameters, with these values or else their defaults, checked: a tuple in their order."""
        names = [parameter["name"] for parameter in self._parameters]
        if len(values) > len(names):
            takes = f"it takes at most {len(names)} parameters ({', '.join(names)}), not {len(values)}"
            raise refusal(BadTypeError, self.__name__, "", takes)
        given = {**dict(zip(names, values, strict=False)), **named}
        for name in given:
            if name not in names:
                message = f"there is no parameter {name!r}; it has {', '.join(names) or 'none'}"
                raise refusal(BadTypeError, self.__name__, name, message)
        declared = self.info.parameters
        return tuple(checked_value(self.__name__, each, given.get(each.name, each.default)) for each in declared)

    def body(self, inputs: Sequence[Expression], settings: Sequence[Any]) -> tuple[Expression, ...]:
        """What the function returns: an expression for each output."""
        names = (*self._inputs, *(parameter["name"] for parameter in self._parameters))
        outputs = self._call_function(dict(zip(names, (*inputs, *settings), strict=True)))
        expected = [output.name for output in self.info.outputs]
        if len(outputs) != len(expected) or (len(expected) > 1 and list(outputs) != expected):
            message = f"its function must return {', '.join(expected)} for all parameters, not {', '.join(outputs)}"
            raise refusal(BadTypeError, self.__name__, "", message)
        return tuple(outputs.values())

    def _call_function(self, arguments: dict[str, Any]) -> dict[str, Expression]:
        returned = self.function(**arguments)
        if isinstance(returned, Application) and returned.result is not None:
            returned = {name: getattr(returned, name) for name in returned.outputs}
        elif isinstance(returned, Expression):
            returned = {self.__name__: returned}
        elif hasattr(returned, "_asdict"):
            returned = returned._asdict()
        if not isinstance(returned, Mapping) or not returned:
            message = f"its function must return an expression, a dict or a named tuple, not {type(returned).__name__}"
            raise refusal(BadTypeError, self.__name__, "", message)
        for name, value in returned.items():
            if not isinstance(value, Expression):
                message = f"its function must return expressions, but {name} is a {type(value).__name__}"
                raise refusal(BadTypeError, self.__name__, "", message)
        return {name: value.series() for name, value in returned.items()}

    # ---- its forms ---------------------------------------------------------------------------------------------------

    def __call__(self, *positional: Any, **named: Any) -> Any:
        """On data as any indicator; without data, an expression."""
        if any(isinstance(value, Expression) for value in (*positional, *named.values())):
            return apply(self, positional, named)
        if positional and (positional[0] is None or not is_plain(positional[0])):
            return self._call_through_tables(positional, named)
        arguments = split_arguments(self, positional, named, CALL_OPTIONS)
        if asks_for_panels(arguments.options) or not all(map(is_plain, arguments.data.values())):
            return self._call_through_tables(positional, named)
        if all(isinstance(value, str) for value in arguments.data.values()):
            return apply(self, positional, named)
        return self._run(arguments)

    def applied(self, arguments: CallArguments) -> tuple[Application, dict[str, Any]]:
        """The expression that a call on arrays stands for, and the arrays by the names of its columns."""
        arrays = {name: value for name, value in arguments.data.items() if not isinstance(value, str)}
        of_sources = {name: value for name, value in arguments.data.items() if isinstance(value, str)}
        of_arrays = {name: Column(name) for name in arrays if name not in SOURCES}
        return apply(self, (), {**arguments.parameters, **of_sources, **of_arrays}), arrays

    def bound(self, arguments: CallArguments) -> tuple[Program, dict[str, Any]]:
        """The program that a call on arrays runs, and the arrays by the names of its columns."""
        application, arrays = self.applied(arguments)
        return self._program(application, kernel_of(self, arguments.options)), arrays

    def _call_through_tables(self, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        from . import tables  # here, since only tables need narwhals

        return tables.call(self, positional, named)

    def _run(self, arguments: CallArguments) -> Any:
        program, arrays = self.bound(arguments)
        return run_program(program, arrays, arguments.options, None, self.result)

    def _program(self, application: Application, kernel: str | None) -> Program:
        return kept_program_of([application], application.outputs, self.__name__, kernel)

    def lookback(self, *values: Any, **named: Any) -> Any:
        """The bars an output looks back with these parameters; for several outputs, a named tuple of them."""
        return self._with(values, named).lookback()

    def converged(self, tolerance: float, /, *values: Any, **named: Any) -> Any:
        """The index from which on it matters at most by the tolerance that there were no bars before the first."""
        return self._with(values, named).converged(tolerance)

    def sweep(self, *positional: Any, **named: Any) -> Sweep | Iterator[Sweep]:
        """Computes it with many parameters at once, as the `sweep` of any indicator."""
        from .expression_sweeps import sweep_custom_indicator

        return sweep_custom_indicator(self, positional, named)

    def stream(self, *values: Any, kernel: str | None = None, **named: Any) -> Stream[Any, Any]:
        """It takes its bars as they come. Parameters, and the sources of inputs by name."""
        parameters = dict(zip((each.name for each in info_of(self).parameters), values, strict=False))
        if len(values) > len(parameters):
            self.parameter_values(*values)
        return apply(self, (), {**parameters, **named}).stream(kernel)

    def _with(self, values: Sequence[Any], named: Mapping[str, Any]) -> Application:
        parameters = dict(zip((each.name for each in info_of(self).parameters), values, strict=False))
        if len(values) > len(parameters):
            self.parameter_values(*values)
        return Application(self, tuple(self._inputs.values()), settings_of(self, {**parameters, **named}))
