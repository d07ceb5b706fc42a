"""What a command computed, as a table on the screen and in files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import polars as pl
from rich.table import Table
from rich.text import Text

from barwise.command_line.bars import PARQUET_ENDINGS, Bars, has_ending
from barwise.command_line.evaluation import Result, Values

OUTPUT_ENDINGS = (".csv", *PARQUET_ENDINGS)


def with_results(bars: Bars, results: Sequence[Result]) -> pl.DataFrame:
    """The bars under the names of their file, and a column for each output. Raises BarFileError."""
    outputs = [pl.Series(output.label, output.values) for result in results for output in result.outputs]
    for output in outputs:
        if output.name in bars.names.values():
            raise bars.error(f"there is a column {output.name} already; ask for {output.name}() to keep both")
    return bars.table.rename(bars.names).with_columns(outputs)


def write_table(table: pl.DataFrame, path: Path) -> None:
    """Writes in the format that the ending of the path stands for."""
    if has_ending(path, PARQUET_ENDINGS):
        table.write_parquet(path)
    else:
        table.write_csv(path, datetime_format="%Y-%m-%d %H:%M:%S%.f")


@contextmanager
def written_whole(path: Path | None) -> Iterator[Path | None]:
    """A path to write to; what was written takes the place of `path` at the end, and only if all went well."""
    if path is None:
        yield None
        return
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def last_rows(bars: Bars, results: Sequence[Result], last: int) -> Table:
    """The newest bars and results, for the screen."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    last = min(last, len(bars))
    columns: list[list[Text]] = []
    if "time" in bars.names:
        table.add_column("time")
        columns.append([Text(text, style="dim") for text in times_as_text(bars.table["time"].tail(last))])
    else:
        table.add_column("bar", justify="right")
        columns.append([Text(str(number), style="dim") for number in range(len(bars) - last, len(bars))])
    shown = {"close": bars.table["close"].to_numpy()} if "close" in bars.names else {}
    shown |= {output.label: output.values for result in results for output in result.outputs}
    for label, values in shown.items():
        table.add_column(Text(label), justify="right", no_wrap=True)
        columns.append(_aligned(values[len(values) - last :]))
    for row in zip(*columns, strict=True):
        table.add_row(*row)
    return table


def times_as_text(times: pl.Series) -> list[str]:
    """As short as they can be said without loss of a second."""
    if times.dt.truncate("1d").equals(times):
        return times.dt.strftime("%Y-%m-%d").to_list()
    whole_minutes = times.dt.truncate("1m").equals(times)
    return times.dt.strftime("%Y-%m-%d %H:%M" if whole_minutes else "%Y-%m-%d %H:%M:%S").to_list()


def _aligned(values: Values) -> list[Text]:
    """With the same number of decimals, so that about six digits of the largest are seen."""
    finite = np.abs(values[np.isfinite(values)])
    largest = float(finite.max(initial=0.0))
    if largest and not 1e-9 <= largest < 1e15:
        return [_number(value, ".5e") for value in values]
    decimals = max(2, 5 - int(np.floor(np.log10(largest)))) if largest else 2
    return [_number(value, f".{decimals}f") for value in values]


def _number(value: float, how: str) -> Text:
    return Text("nan", style="dim") if np.isnan(value) else Text(format(value, how))
