"""Where to mark the times below a chart whose bars stand side by side, whatever the gaps between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

MOST_TICKS = 9

Grain = Callable[[datetime], object]


def _every_minutes(minutes: int) -> Grain:
    return lambda time: (time.date(), (60 * time.hour + time.minute) // minutes)


def _every_years(years: int) -> Grain:
    return lambda time: time.year // years


# From fine to coarse: a mark stands where the value changes.
GRAINS: tuple[Grain, ...] = (
    *(_every_minutes(minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, 360, 720)),
    lambda time: time.date(),
    lambda time: (time - timedelta(days=time.weekday())).date(),
    lambda time: (time.year, time.month, time.day > 15),
    lambda time: (time.year, time.month),
    lambda time: (time.year, (time.month - 1) // 3),
    lambda time: (time.year, time.month > 6),
    *(_every_years(years) for years in (1, 2, 5, 10, 20, 50, 100)),
)


def time_ticks(times: Sequence[datetime]) -> list[tuple[int, str]]:
    """The bars to mark, by their places, and what to write there."""
    places: list[int] = []
    for grain in GRAINS:
        marks = [grain(time) for time in times]
        places = [place for place in range(1, len(times)) if marks[place] != marks[place - 1]]
        if len(places) <= MOST_TICKS:
            break
    return [(place, _label(times[place], times[before])) for before, place in zip([0, *places], places, strict=False)]


def _label(time: datetime, before: datetime) -> str:
    """The largest unit that has changed since the mark before."""
    if time.year != before.year:
        return f"{time:%Y}"
    if time.date() != before.date():
        return f"{time:%b} {time.day}"
    return f"{time:%H:%M}"
