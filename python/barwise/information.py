"""What the catalogue says about an indicator: as data, as a signature and as the text of help()."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from inspect import Parameter as Argument
from inspect import Signature
from textwrap import fill
from typing import TYPE_CHECKING, Any, TypeAlias

from ._core import Indicator, market_columns

if TYPE_CHECKING:
    from .custom_indicators import CustomIndicator

AnyIndicator: TypeAlias = "Indicator | CustomIndicator"  # of the catalogue or of one's own


@dataclass(frozen=True)
class Input:
    """A series that an indicator reads: a column of the market, or a free one with a default source."""

    name: str
    source: str
    is_free: bool

    def __str__(self) -> str:
        if self.is_free:
            return f"{self.name}: an array, or the name of a source; {self.source} by default"
        return f"{self.name}: an array"


@dataclass(frozen=True)
class Parameter:
    """A setting; `min` and `max` are None for a choice, `choices` is empty for a number.

    at_most: the parameter than which it may not be greater, such as slow_period; None for most.
    """

    name: str
    type: str
    default: float | str
    min: float | None
    max: float | None
    choices: tuple[str, ...]
    meaning: str
    at_most: str | None = None

    def __str__(self) -> str:
        if self.type == "choice":
            allowed = "one of " + ", ".join(self.choices)
        elif self.type == "integer":
            allowed = f"an integer from {self.min} to {self.max}"
        else:
            allowed = f"a number from {self.min:g} to {self.max:g}"
        if self.at_most:
            allowed += f", at most {self.at_most}"
        meaning = f"{self.meaning}; " if self.meaning else ""
        return f"{self.name}: {meaning}{allowed}, {self.default} by default"


@dataclass(frozen=True)
class Output:
    """A series of results, and how a chart shows it: in the pane of the price or in its own, with these levels."""

    name: str
    kind: str
    pane: str
    range: tuple[float, float] | None
    levels: tuple[float, ...]

    def __str__(self) -> str:
        text = f"{self.name}: a {self.kind} " + ("over the price" if self.pane == "price" else "in its own pane")
        if self.range is not None:
            text += f", from {self.range[0]:g} to {self.range[1]:g}"
        if self.levels:
            text += ", customary levels " + ", ".join(f"{level:g}" for level in self.levels)
        return text


@dataclass(frozen=True)
class Info:
    """All that the catalogue says about an indicator."""

    name: str
    title: str
    family: str
    formula: str
    origin: str | None
    aliases: tuple[str, ...]
    inputs: tuple[Input, ...]
    parameters: tuple[Parameter, ...]
    outputs: tuple[Output, ...]


@cache
def info_of(indicator: AnyIndicator) -> Info:
    """What the catalogue says about it, made once."""
    return indicator.info


def info(declaration: dict[str, Any]) -> Info:
    """The data of a row of the catalogue."""
    lists = {
        "inputs": tuple(Input(**given) for given in declaration["inputs"]),
        "parameters": tuple(Parameter(**parameter) for parameter in declaration["parameters"]),
        "outputs": tuple(Output(**output) for output in declaration["outputs"]),
    }
    return Info(**{**declaration, **lists})


def signature(declaration: dict[str, Any]) -> Signature:
    """How the indicator is called. A table in the place of the first input stands for all inputs."""
    about = info(declaration)
    arguments: list[Argument] = []
    missing: object = Argument.empty  # until an input has a default: none without one may follow
    for given in about.inputs:
        missing = None if given.is_free else missing
        default = given.source if given.is_free else missing
        arguments.append(Argument(given.name, Argument.POSITIONAL_OR_KEYWORD, default=default))
    arguments += [
        Argument(parameter.name, Argument.POSITIONAL_OR_KEYWORD, default=parameter.default)
        for parameter in about.parameters
    ]
    inputs = {given.name for given in about.inputs}
    options: dict[str, object] = {name: None for name in market_columns if name not in inputs}
    options |= {**dict.fromkeys(CALL_OPTIONS), "kernel": "auto"}
    arguments += [Argument(name, Argument.KEYWORD_ONLY, default=default) for name, default in options.items()]
    return Signature(arguments)


def document(declaration: dict[str, Any]) -> str:
    """The text of help()."""
    about = info(declaration)
    paragraphs = [
        f"{about.name}{signature(declaration)}",
        f"{about.title} ({about.family})",
        f"    {about.formula}",
        about.origin or "",
        f"Also called {', '.join(about.aliases)}." if about.aliases else "",
        _list("Inputs", about.inputs)
        + "\n    A table may stand for all of them: its columns are found by name. Tables and series give the same."
        + "\n    Without any, or with expressions for them, the call is an expression: see help(barwise.Expression).",
        _list("Parameters", about.parameters) if about.parameters else "",
        _list("Outputs", about.outputs),
        _list("Options", OPTIONS),
    ]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


# What calls take that are over many series or are watched; see barwise.panels.
PANEL_OPTIONS = ("axis", "by", "offsets", "threads", "progress")
CALL_OPTIONS = ("out", "kernel", *PANEL_OPTIONS)

OPTIONS = (
    "open, high, low, close, volume: the columns that a source is made of, where no array is given for it",
    "out: a float64 array that the result is written to, or a tuple of them for several outputs",
    'kernel: the instruction set, one of barwise.kernels() or "auto"; all give the same bits',
    "axis: arrays of any shape hold many series, each along this dimension; with axis=0 each column of a table is one. "
    "The result is like the data",
    "by: rows of equal labels are one series, in their order; an array of labels, or of a table the name of a column "
    "or several. Rows without a label, which are None or NaN, get NaN. The result is in the order of the rows",
    "offsets: many series one after the other, the k-th from offsets[k] to offsets[k + 1]",
    "threads: how many at most compute many series; by default as many as pay, and not more than BARWISE_THREADS or "
    "there are processors",
    "progress: a function that is called now and then with the share that is done, and in the end with 1. What it "
    "raises ends the call, as Ctrl-C does; what was given as out is then partly written",
)


def _list(heading: str, items: tuple[object, ...]) -> str:
    lines = [
        fill(str(item), 100, break_on_hyphens=False, initial_indent="    ", subsequent_indent="        ")
        for item in items
    ]
    return "\n".join([f"{heading}:", *lines])
