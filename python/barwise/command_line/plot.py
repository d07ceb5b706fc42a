"""Charts of bars and indicators: the price on top, below it a pane for each indicator that has a scale of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from barwise.command_line.bars import Bars, bars_counted
from barwise.command_line.time_axis import time_ticks

if TYPE_CHECKING:
    from barwise.command_line.evaluation import Output, Result, Values

RISING, FALLING = "#1f9d87", "#e0524d"
LINES = ("#2962ff", "#f08c00", "#8e44ad", "#0097a7", "#c2185b", "#6d8b00")
INK, QUIET, GRID, PAPER = "#1f2733", "#7b8794", "#eceff3", "#ffffff"

STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "text.color": INK,
    "axes.edgecolor": "#d5dae1",
    "axes.facecolor": PAPER,
    "axes.linewidth": 0.8,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "figure.facecolor": PAPER,
    "svg.fonttype": "none",
}

MINUS = "\N{MINUS SIGN}"

PRICE_HEIGHT, PANE_HEIGHT, MARGIN_HEIGHT = 4.2, 1.75, 0.95  # inches
MOST_CANDLES = 400  # more would be narrower than a pixel or two: then the close is drawn as a line


@dataclass(frozen=True)
class _Label:
    text: str
    color: str
    bold: bool = True


def draw(bars: Bars, results: Sequence[Result], path: Path, last: int) -> None:
    """Draws the last bars (0: all) and the indicators over them, as an image in the format that the path ends in."""
    last = min(last or len(bars), len(bars))
    panes = [result for result in results if any(not output.over_price for output in result.outputs)]
    with matplotlib.rc_context(STYLE):
        height = PRICE_HEIGHT + PANE_HEIGHT * len(panes) + MARGIN_HEIGHT
        figure = Figure(figsize=(12, height))
        ratios = [PRICE_HEIGHT] + [PANE_HEIGHT] * len(panes)
        axes = figure.subplots(1 + len(panes), 1, sharex=True, squeeze=False, height_ratios=ratios)[:, 0]
        figure.subplots_adjust(
            left=0.02, right=0.925, top=1 - 0.55 / height, bottom=0.4 / height, hspace=0.06 * len(axes) / height
        )
        _draw_price(axes[0], bars, results, last)
        for axis, result in zip(axes[1:], panes, strict=True):
            _draw_own_pane(axis, result, last)
        _finish(figure, list(axes), bars, last)
        figure.savefig(path, format=path.suffix.lstrip("."), dpi=110)


def _draw_price(axis: Axes, bars: Bars, results: Iterable[Result], last: int) -> None:
    columns = {name: bars.table[name].tail(last).to_numpy() for name in bars.names if name != "time"}
    place = np.arange(last, dtype=np.float64)
    if {"open", "high", "low", "close"} <= columns.keys() and last <= MOST_CANDLES:
        _draw_candles(axis, columns, place)
    elif "close" in columns:
        axis.plot(place, columns["close"], color=INK, linewidth=1.1)
    colors = cycle(LINES)
    rows = [
        _draw_result(axis, result, [output for output in result.outputs if output.over_price], colors, last)
        for result in results
        if any(output.over_price for output in result.outputs)
    ]
    _write_corner(axis, rows)
    if "close" in columns:
        rose = last < 2 or columns["close"][-1] >= columns["close"][-2]
        _tag_value(axis, columns["close"][-1], RISING if rose else FALLING)
    if "volume" in columns:
        _draw_volume(axis, columns, place)


def _draw_candles(axis: Axes, columns: dict[str, Values], place: Values) -> None:
    first, final = columns["open"], columns["close"]
    colors = np.where(final >= first, RISING, FALLING)
    axis.vlines(place, columns["low"], columns["high"], colors=list(colors), linewidth=0.9)
    # The edge keeps a bar that closed where it opened visible.
    axis.bar(place, final - first, bottom=first, width=0.68, color=colors, edgecolor=colors, linewidth=0.7)


def _draw_volume(axis: Axes, columns: dict[str, Values], place: Values) -> None:
    """Faintly, along the lower edge of the price."""
    rising = columns["close"] >= columns.get("open", columns["close"]) if "close" in columns else place >= 0
    background = axis.twinx()
    _draw_columns(background, place, columns["volume"], rising, alpha=0.22)
    finite = columns["volume"][np.isfinite(columns["volume"])]
    background.set_ylim(0, 6 * (finite.max(initial=0.0) or 1.0))
    background.axis("off")
    axis.margins(y=0.12)


def _draw_columns(axis: Axes, place: Values, values: Values, rising: NDArray[np.bool_], alpha: float) -> None:
    """From zero to each value; those of rising bars in their colour."""
    for chosen, color in ((rising, RISING), (~rising, FALLING)):
        if len(place) <= MOST_CANDLES:
            axis.bar(place[chosen], values[chosen], width=0.68, color=color, alpha=alpha, linewidth=0)
        else:
            axis.vlines(place[chosen], 0, values[chosen], colors=color, alpha=alpha, linewidth=0.5)


def _draw_own_pane(axis: Axes, result: Result, last: int) -> None:
    own = [output for output in result.outputs if not output.over_price]
    labels = _draw_result(axis, result, own, cycle(LINES), last)
    for output in own:
        _draw_levels(axis, output, last)
    if result.title.lower() != result.formula.lower():
        labels.append(_Label(result.title, QUIET, bold=False))
    _write_corner(axis, [labels])
    if len(own) == 1:
        _tag_value(axis, own[0].values[-1], LINES[0])
    axis.margins(y=0.1)
    low, high = axis.get_ylim()
    axis.set_ylim(low, high + 0.16 * (high - low))  # room for the names
    axis.yaxis.set_major_locator(MaxNLocator(4, prune="upper"))


def _draw_levels(axis: Axes, output: Output, last: int) -> None:
    """The customary levels, and what lies beyond the outer two filled."""
    values = output.values[-last:]
    place = np.arange(last, dtype=np.float64)
    for level in output.levels:
        axis.axhline(level, color=QUIET, linewidth=0.8, linestyle=(0, (4, 4)), zorder=1)
    if len(output.levels) >= 2 and output.kind == "line":
        low, high = min(output.levels), max(output.levels)
        for level, beyond, color in ((high, values > high, RISING), (low, values < low, FALLING)):
            axis.fill_between(
                place, values, level, where=list(beyond), interpolate=True, color=color, alpha=0.25, linewidth=0
            )


def _draw_result(
    axis: Axes, result: Result, outputs: Sequence[Output], colors: Iterator[str], last: int
) -> list[_Label]:
    """Draws each output in the way of its kind; returns what to write about them."""
    place = np.arange(last, dtype=np.float64)
    edges = [output.values[-last:] for output in outputs if output.kind == "band"]
    band_color = next(colors) if edges else None
    if len(edges) >= 2:
        axis.fill_between(place, edges[0], edges[-1], color=band_color, alpha=0.07, linewidth=0)
    labels = [] if len(outputs) == 1 else [_Label(result.formula, INK)]
    for output in outputs:
        color = band_color or next(colors)
        _draw_output(axis, place, output.values[-last:], output.kind, color, thin=bool(edges))
        name = output.label.removeprefix(f"{result.formula}.")
        labels.append(_Label(f"{name} {short_number(output.values[-1])}", color))
    return labels


def _draw_output(axis: Axes, place: Values, values: Values, kind: str, color: str, thin: bool) -> None:
    match kind:
        case "histogram":
            _draw_columns(axis, place, values, values >= 0, alpha=0.55)
        case "dots":
            axis.scatter(place, values, s=7, color=color, linewidths=0)
        case "signal":
            axis.vlines(place, 0, values, colors=color, linewidth=1.6)
        case "whole number":
            axis.step(place, values, where="mid", color=color, linewidth=1.3)
        case _:
            width = 1.0 if thin or len(place) > MOST_CANDLES else 1.6
            axis.plot(place, values, color=color, linewidth=width, solid_joinstyle="round")


def _write_corner(axis: Axes, rows: Sequence[Sequence[_Label]]) -> None:
    """Names and newest values in the upper left corner, each in the colour of its line."""
    box = {"boxstyle": "round,pad=0.2", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.8}
    for row, labels in enumerate(rows):
        anchor: Axes | Annotation = axis
        for label in labels:
            anchor = axis.annotate(
                label.text,
                xy=(0, 1) if anchor is axis else (1, 1),
                xycoords="axes fraction" if anchor is axis else anchor,
                xytext=(8, -8 - 16 * row) if anchor is axis else (8, 0),
                textcoords="offset points",
                color=label.color,
                weight="bold" if label.bold else "normal",
                va="top",
                bbox=box,
                zorder=5,
            )


def _tag_value(axis: Axes, value: float, color: str) -> None:
    if np.isfinite(value):
        axis.annotate(
            short_number(value),
            xy=(1, value),
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            color=PAPER,
            va="center",
            fontsize=9,
            annotation_clip=False,
            bbox={"boxstyle": "round,pad=0.25", "facecolor": color, "edgecolor": "none"},
            zorder=6,
        )


def _finish(figure: Figure, axes: Sequence[Axes], bars: Bars, last: int) -> None:
    """What all panes share: the scale on the right, the times below, the heading above."""
    for axis in axes:
        axis.yaxis.tick_right()
        axis.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}".replace("-", MINUS))
        for side in ("left", "top"):
            axis.spines[side].set_visible(False)
    axes[-1].set_xlim(-1, last + max(1, last // 60))
    heading = bars_counted(last) if last == len(bars) else f"the last {last:,} of {len(bars):,} bars"
    if "time" in bars.names:
        times = bars.table["time"].tail(last).to_list()
        ticks = time_ticks(times)
        axes[-1].set_xticks([place for place, _ in ticks], [label for _, label in ticks])
        heading += f", {times[0]:%Y-%m-%d} to {times[-1]:%Y-%m-%d}"
    height = figure.get_figheight()
    name = figure.text(0.02, 1 - 0.2 / height, bars.path.stem, weight="bold", fontsize=13, va="top")
    axes[0].annotate(heading, (1, 0), (10, 1), name, "offset points", color=QUIET, va="bottom")


def short_number(value: float) -> str:
    """About six digits, never a power of ten for a price."""
    magnitude = abs(value)
    if 1e-12 <= magnitude < 1e12 or magnitude == 0:
        decimals = 2 if magnitude >= 1 or magnitude == 0 else 4 - int(np.floor(np.log10(magnitude)))
        text = f"{value:,.{decimals}f}"
    else:
        text = f"{value:.4g}"
    return text.replace("-", MINUS)
