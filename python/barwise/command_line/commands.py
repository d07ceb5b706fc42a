"""The command `barwise`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click
from rich.console import Console
from rich.text import Text

import barwise
from barwise.command_line.bars import BarFileError, Bars, bars_counted, has_ending, read_bars
from barwise.command_line.catalogue import catalogue_table, indicator_page
from barwise.command_line.evaluation import Evaluator, Result
from barwise.command_line.progress import DelayedProgress
from barwise.command_line.results import (
    OUTPUT_ENDINGS,
    last_rows,
    times_as_text,
    with_results,
    write_table,
    written_whole,
)

IMAGE_ENDINGS = (".png", ".svg", ".pdf")
UNLIMITED_WIDTH = 10_000  # for pipes and files, where nothing needs to fit a screen


class Refusal(click.ClickException):
    """What the command says instead of a traceback."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"barwise: {self.message}", file=file, err=file is None)


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except (BarFileError, barwise.Error) as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise Refusal(f"{error.filename}: {error.strerror}" if error.filename else str(error)) from error


def screen() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=UNLIMITED_WIDTH)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(barwise.__version__, prog_name="barwise", message="%(prog)s %(version)s")
def barwise_command() -> None:
    """Technical indicators over price bars."""


@barwise_command.command()
@click.argument("indicators", nargs=-1, metavar="INDICATOR...")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write bars and results to a CSV or Parquet file."
)
@click.option("--plot", type=click.Path(path_type=Path), help="Draw price and indicators into a PNG, SVG or PDF file.")
@click.option(
    "--plot-bars", type=click.IntRange(min=0), default=200, show_default=True, help="How many bars to draw; 0: all."
)
@click.option(
    "--last", type=click.IntRange(min=0), default=10, show_default=True, help="How many of the last rows to print."
)
@click.option(
    "--kernel", default="auto", show_default=True, metavar="NAME", help="The instruction set; see `barwise kernels`."
)
def run(
    indicators: tuple[str, ...],
    file: Path,
    output: Path | None,
    plot: Path | None,
    plot_bars: int,
    last: int,
    kernel: str,
) -> None:
    r"""Compute indicators over the bars of a CSV or Parquet FILE.

    An INDICATOR is written as in Python, each in its own quotes:

    \b
      barwise run cci bars.csv
      barwise run "cci(period=20)" "ema(close, 12)" bars.csv --plot cci.png
      barwise run "cci(source=close, period=20)" bars.parquet -o results.parquet
      barwise run "ema(cci(20), 9) - 50" "close > sma(200)" bars.csv

    Series are computed with + - * / and abs(), compared with < <= == != > >=, which gives 1 or 0, and such conditions
    joined with and, or, not. All indicators are computed in one pass over the bars.

    The file has columns such as open, high, low, close, volume and time, in any order and case.
    """
    if not indicators:
        raise click.UsageError("expected at least one indicator and then a file, as in: barwise run cci bars.csv")
    with refusals():
        check_target(output, OUTPUT_ENDINGS, file)
        check_target(plot, IMAGE_ENDINGS, file)
        with DelayedProgress(Console(stderr=True), steps=4) as progress:
            progress.step(f"reading {file.name}")
            bars = read_bars(file)
            progress.step(", ".join(indicators))
            results = Evaluator(bars, kernel, progress.share).results(indicators)
            write_files(bars, results, output, plot, plot_bars, progress)
    print_results(bars, results, last, [path for path in (output, plot) if path is not None])


def check_target(path: Path | None, endings: tuple[str, ...], source: Path) -> None:
    """Refuses, before any work is done, what could not be written at its end."""
    if path is None:
        return
    if not has_ending(path, endings):
        raise Refusal(f"{path}: expected a name that ends in {', '.join(endings)}")
    if not path.parent.is_dir():
        raise Refusal(f"{path}: there is no folder {path.parent}")
    if path.is_dir():
        raise Refusal(f"{path}: this is a folder")
    if path.exists() and source.exists() and path.samefile(source):
        raise Refusal(f"{path}: this is the file of the bars, which is not overwritten")


def write_files(
    bars: Bars, results: list[Result], output: Path | None, plot: Path | None, plot_bars: int, progress: DelayedProgress
) -> None:
    """Both files or, if one fails, none."""
    with written_whole(output) as table_part, written_whole(plot) as image_part:
        if output is not None and table_part is not None:
            progress.step(f"writing {output.name}")
            write_table(with_results(bars, results), table_part)
        if plot is not None and image_part is not None:
            progress.step(f"drawing {plot.name}")
            from barwise.command_line.plot import draw  # here, since importing it takes most of a second

            draw(bars, results, image_part, plot_bars)


def print_results(bars: Bars, results: list[Result], last: int, written: list[Path]) -> None:
    console = screen()
    heading = Text.assemble((str(bars.path), "bold"), f"  {bars_counted(len(bars))}")
    if "time" in bars.names:
        first, final = times_as_text(bars.table["time"][[0, -1]])
        heading.append(f", {first} to {final}", style="dim")
    console.print(heading)
    if last:
        console.print()
        console.print(last_rows(bars, results, last))
    if written:
        console.print()
        for path in written:
            console.print(Text.assemble(("wrote ", "dim"), str(path)))


@barwise_command.command("list")
@click.argument("text", default="")
def list_command(text: str) -> None:
    """List the indicators, or those with TEXT in name, title, family or aliases."""
    screen().print(catalogue_table(text))


@barwise_command.command()
@click.argument("name")
def info(name: str) -> None:
    """Show everything that is known about an indicator."""
    with refusals():
        indicator = barwise.find(name)
    screen().print(indicator_page(indicator))


@barwise_command.command()
def kernels() -> None:
    """List the instruction sets that this machine can use, best first."""
    for kernel in barwise.kernels():
        click.echo(f"{kernel} (used unless another is asked for)" if kernel == barwise.default_kernel() else kernel)
