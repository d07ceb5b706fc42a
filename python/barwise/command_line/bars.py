"""Bars read from CSV and Parquet files, their columns found by name."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import polars as pl
from polars.exceptions import PolarsError

from barwise._core import market_columns
from barwise.column_names import AmbiguousColumnError, find_column
from barwise.command_line.bar_times import UnreadableTimeError, is_clock, join_date_and_clock, read_times

# As in barwise.column_names. A file may also have the date in one column and the time of the day in another.
TIME_SPELLINGS = {
    "time": ("time", "datetime", "timestamp", "opentime", "gmttime", "date", "day", "unix", "unixtime", "epoch", "t"),
    "date": ("date", "day"),
}

MISSING_VALUES = ("", "nan", "na", "n/a", "null", "none", "-")
CSV_SEPARATORS = ",;\t|"
CSV_ENDINGS = (".csv", ".tsv", ".txt", ".csv.gz")
PARQUET_ENDINGS = (".parquet", ".pq")


class BarFileError(ValueError):
    """A file of bars that cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Places:
    """Where each row stands in its file, for messages."""

    path: Path
    unit: str
    rows: pl.Series

    def of(self, row: int) -> str:
        return f"{self.unit} {self.rows[row]}"

    def error(self, message: str) -> BarFileError:
        return BarFileError(f"{self.path}: {message}")


@dataclass(frozen=True)
class Bars:
    """Bars in the order of time.

    `table` holds what was found of time, open, high, low, close and volume under these names, numbers as Float64, NaN
    where missing; `names` says what each is called in the file; `other` holds the file's remaining columns as they are.
    """

    path: Path
    table: pl.DataFrame
    names: dict[str, str]
    other: pl.DataFrame
    places: Places

    def __len__(self) -> int:
        return self.table.height

    def column(self, name: str) -> pl.Series | None:
        """The numbers of a column, by its name here or in the file; None if there is none."""
        if name in self.table.columns and name != "time":
            return self.table[name]
        if name in self.other.columns:
            return numbers(self.other[name], self.places)
        return None

    def error(self, message: str) -> BarFileError:
        return self.places.error(message)

    def columns_found(self) -> str:
        """For messages: the columns of the file and what they were taken for."""
        known = {spelling: name for name, spelling in self.names.items()}
        every = [*self.names.values(), *self.other.columns]
        return ", ".join(
            name if known.get(name, name).lower() == name.lower() else f"{name} (as {known[name]})" for name in every
        )


def bars_counted(count: int) -> str:
    return "1 bar" if count == 1 else f"{count:,} bars"


def has_ending(path: Path, endings: Iterable[str]) -> bool:
    return path.name.lower().endswith(tuple(endings))


def read_bars(path: Path) -> Bars:
    """Reads and checks a file of bars. Raises BarFileError."""
    if not path.exists():
        raise BarFileError(f"{path}: there is no such file")
    if path.is_dir():
        raise BarFileError(f"{path}: this is a folder, not a file of bars")
    try:
        if has_ending(path, PARQUET_ENDINGS):
            table, places = _read_parquet(path)
        elif has_ending(path, CSV_ENDINGS):
            table, places = _read_csv(path)
        else:
            raise BarFileError(f"{path}: expected a file that ends in {', '.join((*CSV_ENDINGS, *PARQUET_ENDINGS))}")
    except OSError as error:
        raise BarFileError(f"{path}: {error.strerror or error}") from error
    return _bars(path, table, places)


def _bars(path: Path, raw: pl.DataFrame, places: Places) -> Bars:
    found = find_columns(raw.columns, places)
    if not any(name in found for name in market_columns):
        raise places.error(
            f"none of the columns {', '.join(market_columns)} was found, only: {', '.join(raw.columns)}"
            + (" (is the first line a header?)" if places.unit == "line" else "")
        )
    if raw.height == 0:
        raise places.error("there is no bar below the header" if places.unit == "line" else "there is no bar in it")
    columns = [numbers(raw[found[name]], places).alias(name) for name in market_columns if name in found]
    if "time" in found:
        columns.insert(0, _times(raw, found, places))
    names = {name: found[name] for name in ("time", *market_columns) if name in found}
    return Bars(path, pl.DataFrame(columns), names, raw.drop(found.values()), places)


def find_columns(names: list[str], places: Places) -> dict[str, str]:
    """Which column of the file holds the open, the high … and the time of the bars."""
    try:
        found = {wanted: find_column(wanted, names) for wanted in market_columns}
        found |= {wanted: find_column(wanted, names, TIME_SPELLINGS) for wanted in TIME_SPELLINGS}
    except AmbiguousColumnError as error:
        raise places.error(str(error)) from error
    return {wanted: name for wanted, name in found.items() if name is not None}


def numbers(column: pl.Series, places: Places) -> pl.Series:
    """The column as Float64, NaN where a value is missing. Raises BarFileError at the first text."""
    if column.dtype == pl.String:
        text = column.str.strip_chars()
        values: pl.Series = text.cast(pl.Float64, strict=False)
        wrong = values.is_null() & ~text.fill_null("").str.to_lowercase().is_in(MISSING_VALUES)
        if wrong.any():
            row = wrong.arg_max() or 0
            raise places.error(f"{column.name} should hold numbers, but {places.of(row)} has {text[row]!r}")
    elif column.dtype.is_numeric() or column.dtype == pl.Null:
        values = column.cast(pl.Float64)
    else:
        raise places.error(f"{column.name} should hold numbers, but its type is {column.dtype}")
    return values.fill_null(float("nan"))


def _times(raw: pl.DataFrame, found: dict[str, str], places: Places) -> pl.Series:
    """The times of the bars, checked to rise from bar to bar."""
    column = raw[found["time"]]
    try:
        if is_clock(column):
            if "date" not in found:
                raise places.error(
                    f"{column.name} holds the time of the day only, and there is no date column beside it"
                )
            column = join_date_and_clock(raw[found["date"]], column)
        else:
            found.pop("date", None)
        times = read_times(column)
    except UnreadableTimeError as error:
        raise places.error(error.at(places.of(error.row))) from error
    late = times.to_physical().diff() <= 0
    if late.any():
        row = late.arg_max() or 0
        if times[row] == times[row - 1]:
            raise places.error(f"{column.name} {times[row]} comes twice, on {places.of(row - 1)} and {places.of(row)}")
        raise places.error(
            f"{column.name} must rise from bar to bar, but {times[row]} on {places.of(row)} follows "
            f"{times[row - 1]} on {places.of(row - 1)}"
        )
    return times.alias("time")


def _read_parquet(path: Path) -> tuple[pl.DataFrame, Places]:
    if path.stat().st_size == 0:
        raise BarFileError(f"{path}: the file is empty")
    try:
        table = pl.read_parquet(path)
    except PolarsError as error:
        raise BarFileError(f"{path}: this is no Parquet file that can be read: {_first_line(error)}") from error
    return table, Places(path, "row", pl.int_range(1, table.height + 1, eager=True))


def _open_text(path: Path, errors: str = "strict") -> IO[str]:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", errors=errors, newline="")
    return path.open(encoding="utf-8-sig", errors=errors, newline="")


def _read_csv(path: Path) -> tuple[pl.DataFrame, Places]:
    """Reads every column as text, so that a value which is no number can be shown with its line."""
    try:
        header_line, header = _find_header(path)
        separator = max(CSV_SEPARATORS, key=header.count)
        table = pl.read_csv(path, separator=separator, infer_schema=False)
    except (UnicodeDecodeError, EOFError) as error:
        raise BarFileError(f"{path}: this is no text in UTF-8") from error
    except PolarsError as error:
        line = _overlong_line(path, separator)
        reason = f"line {line} has more values than the header has names" if line else _first_line(error)
        raise BarFileError(f"{path}: {reason}") from error
    table = table.with_columns(pl.int_range(header_line + 1, header_line + 1 + table.height).alias(" line"))
    table = table.filter(~pl.all_horizontal(pl.exclude(" line").is_null()))  # blank lines
    return table.drop(" line"), Places(path, "line", table[" line"])


def _find_header(path: Path) -> tuple[int, str]:
    """The first line that is not blank, and its number."""
    with _open_text(path) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                return number, line
    raise BarFileError(f"{path}: the file is empty")


def _overlong_line(path: Path, separator: str) -> int | None:
    with _open_text(path, errors="replace") as file:
        lines = csv.reader(file, delimiter=separator)
        try:
            width = next((len(line) for line in lines if line), 0)
            return next((lines.line_num for line in lines if len(line) > width), None)
        except csv.Error:
            return None


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
