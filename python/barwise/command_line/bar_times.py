"""The times of bars: numbers since 1970 and dates as exchanges and charting programs write them."""

from __future__ import annotations

from itertools import product

import polars as pl

# Where both orders of day and month can be read, the one in which time rises is taken.
NUMERIC_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%d-%m-%Y")
DATES = (*NUMERIC_DATES, "%d-%b-%Y", "%d %b %Y", "%b %d, %Y")
CLOCKS = ("", " %H:%M:%S%.f", " %H:%M", " %H%M%S", " %I:%M:%S %p", " %I:%M %p")

CLOCK_PATTERN = r"^\d{1,2}:\d\d(:\d\d(\.\d+)?)?$"
ZONE_PATTERN = r"(:\d\d(?:\.\d+)?)\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$"

# The least magnitude of a time of our age in that unit, and how many microseconds the unit has.
UNITS = ((1e17, 1e-3), (1e14, 1.0), (1e11, 1e3), (0.0, 1e6))


class UnreadableTimeError(ValueError):
    """A value that is no time; `row` says which."""

    def __init__(self, column: str, row: int, text: object) -> None:
        super().__init__(column, row, text)
        self.column, self.row, self.text = column, row, text

    def at(self, place: str) -> str:
        if self.text in (None, ""):
            return f"{self.column} is missing on {place}"
        return f"{self.column} should hold times, but {place} has {self.text!r}"


def is_clock(column: pl.Series) -> bool:
    """Whether the column holds the time of the day only."""
    if column.dtype == pl.Time:
        return True
    return column.dtype == pl.String and bool(
        column.head(1).str.strip_chars().str.contains(CLOCK_PATTERN).fill_null(False).any()
    )


def join_date_and_clock(date: pl.Series, clock: pl.Series) -> pl.Series:
    """One column of text from the two that some programs write."""
    both: pl.Series = date.cast(pl.String).str.strip_chars() + " " + clock.cast(pl.String).str.strip_chars()
    return both.alias(date.name)


def read_times(column: pl.Series) -> pl.Series:
    """The column as times in UTC, without a zone. Raises UnreadableTimeError at the first value that is none."""
    times: pl.Series
    if column.dtype == pl.Date:
        times = column.cast(pl.Datetime("us"))
    elif isinstance(column.dtype, pl.Datetime):
        times = column.dt.convert_time_zone("UTC").dt.replace_time_zone(None) if column.dtype.time_zone else column
        times = times.cast(pl.Datetime("us"))
    elif column.dtype.is_numeric():
        times = _from_numbers(column.cast(pl.Float64))
    elif column.dtype == pl.String:
        times = _from_text(column)
    else:
        raise UnreadableTimeError(column.name, 0, str(column[0]))
    _refuse_missing(column, times)
    return times


def _refuse_missing(column: pl.Series, times: pl.Series) -> None:
    if times.null_count():
        row = times.is_null().arg_max() or 0
        raise UnreadableTimeError(column.name, row, column[row])


def _from_numbers(values: pl.Series) -> pl.Series:
    size = values.abs().max()
    magnitude = float(size) if isinstance(size, (int, float)) else 0.0
    times: pl.Series
    if 1900_01_01 <= magnitude <= 2200_12_31:
        dates = values.cast(pl.Int64, strict=False).cast(pl.String)
        times = dates.str.to_datetime("%Y%m%d", strict=False, time_unit="us")
    else:
        microseconds = next(factor for least, factor in UNITS if magnitude >= least)
        times = (values * microseconds).round().cast(pl.Int64, strict=False).cast(pl.Datetime("us"))
    return times


def _from_text(column: pl.Series) -> pl.Series:
    text = column.str.strip_chars()
    values = text.cast(pl.Float64, strict=False)
    if values[0] is not None:
        return _from_numbers(values)
    has_zone = bool(text.head(1).str.contains(ZONE_PATTERN).fill_null(False).any())
    if has_zone:
        text = text.str.replace(ZONE_PATTERN, "${1}${2}").str.replace(r"(Z|UTC|GMT)$", "+00:00")
    text = text.str.replace(r"(\d)T(\d)", "${1} ${2}")
    zone = "%#z" if has_zone else ""
    return _best_reading(text, [date + clock + zone for date, clock in product(DATES, CLOCKS)], has_zone)


def _best_reading(text: pl.Series, formats: list[str], with_zone: bool) -> pl.Series:
    """Read in the format that fits most values; among equals, in one in which time rises."""

    def read(values: pl.Series, how: str) -> pl.Series:
        if with_zone:
            return values.str.to_datetime(how, strict=False, time_unit="us", time_zone="UTC").dt.replace_time_zone(None)
        return values.str.to_datetime(how, strict=False, time_unit="us")

    head = text.head(1)
    readings = [read(text, how) for how in formats if read(head, how).null_count() == 0]
    if not readings:
        return pl.Series(text.name, [None] * len(text), dtype=pl.Datetime("us"))
    return min(readings, key=lambda times: (times.null_count(), not (times.to_physical().diff() > 0).all()))
