"""The command as a user meets it: what it computes, prints, writes, draws and refuses."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import barwise as bw
import numpy as np
import polars as pl
import pytest
from barwise.command_line import commands, main
from barwise.command_line.progress import DelayedProgress
from click.testing import CliRunner, Result
from rich.console import Console

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "examples" / "data" / "sample-bars.csv"
REAL = ROOT.parent / "shared" / "data" / "bitfinex-btcusd-4h.csv"

INDICATORS = sorted(bw.indicators)

Column = Callable[[str], np.ndarray]
Expected = Callable[[Column], np.ndarray]


def barwise(*arguments: object) -> Result:
    return CliRunner().invoke(commands.barwise_command, [str(argument) for argument in arguments])


def refused(*arguments: object) -> str:
    """What the command says when it refuses: without a traceback, and with nothing else."""
    result = barwise(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


def sample_column(name: str) -> np.ndarray:
    return pl.read_csv(SAMPLE)[name].to_numpy()


def default_inputs(name: str) -> dict[str, np.ndarray]:
    """The columns that an indicator reads by default."""
    columns: set[str] = set()
    for given in bw.find(name).info.inputs:
        made_of = (
            [given] if given.source in ("open", "high", "low", "close", "volume") else bw.find(given.source).info.inputs
        )
        columns |= {column.source for column in made_of}
    return {column: sample_column(column) for column in columns}


# ---- results ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", INDICATORS)
def test_results_are_those_of_the_library(name: str, tmp_path: Path) -> None:
    written = tmp_path / "results.parquet"
    result = barwise("run", name, SAMPLE, "-o", written)
    assert result.exit_code == 0, result.stderr
    expected = bw.find(name)(**default_inputs(name))
    outputs = bw.find(name).info.outputs
    if len(outputs) > 1:
        values = {f"{name}.{output.name}": column for output, column in zip(outputs, expected, strict=True)}
    else:
        values = {name: expected}
    table = pl.read_parquet(written)
    assert table.columns == ["time", "open", "high", "low", "close", "volume", *values]
    for label, column in values.items():
        np.testing.assert_array_equal(table[label].to_numpy(), column)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("cci(period=20)", lambda of: bw.cci(of("hlc3"), 20)),
        ("CCI(hlc3, 20)", lambda of: bw.cci(of("hlc3"), 20)),
        ("cci(source=close, period=20)", lambda of: bw.cci(of("close"), 20)),
        ("cci(20, source='close')", lambda of: bw.cci(of("close"), 20)),
        ("ema(close, 12)", lambda of: bw.ema(of("close"), 12)),
        ("ema(close, seed=first)", lambda of: bw.ema(of("close"), seed="first")),
        ("ema(cci(close, 20), 9)", lambda of: bw.ema(bw.cci(of("close"), 20), 9)),
        ("cci(high=close)", lambda of: bw.cci(high=of("close"), low=of("low"), close=of("close"))),
        ("hlc3", lambda of: of("hlc3")),
    ],
)
def test_ways_to_write_a_formula(formula: str, expected: Expected, tmp_path: Path) -> None:
    written = tmp_path / "results.parquet"
    assert barwise("run", formula, SAMPLE, "-o", written).exit_code == 0
    columns = {
        "close": sample_column("close"),
        "low": sample_column("low"),
        "hlc3": bw.find("hlc3")(**default_inputs("hlc3")),
    }
    np.testing.assert_array_equal(pl.read_parquet(written)[formula].to_numpy(), expected(columns.__getitem__))


def test_csv_holds_the_same_values_as_parquet(tmp_path: Path) -> None:
    for ending in ("csv", "parquet"):
        assert barwise("run", "cci", "ema(close, 12)", SAMPLE, "-o", tmp_path / f"results.{ending}").exit_code == 0
    read = pl.read_csv(tmp_path / "results.csv", try_parse_dates=True)
    stored = pl.read_parquet(tmp_path / "results.parquet")
    assert read.columns == stored.columns
    assert read.rows()[-1] == stored.rows()[-1]
    for name in stored.columns[1:]:
        np.testing.assert_array_equal(read[name].to_numpy(), stored[name].to_numpy())


def test_results_can_be_read_as_bars_again(tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.parquet"
    assert barwise("run", "cci", SAMPLE, "-o", first).exit_code == 0
    assert barwise("run", "sma(cci, 5)", first, "-o", second).exit_code == 0
    assert pl.read_parquet(second).height == len(sample_column("close"))


def test_the_columns_of_the_file_keep_their_names(tmp_path: Path) -> None:
    bars = tmp_path / "bars.csv"
    bars.write_text("Date,Close,Note\n2024-03-01,1,a\n2024-03-02,2,b\n")
    assert barwise("run", "sma(2)", bars, "-o", tmp_path / "results.csv").exit_code == 0
    lines = (tmp_path / "results.csv").read_text().splitlines()
    assert lines == ["Date,Close,sma(2)", "2024-03-01 00:00:00,1.0,NaN", "2024-03-02 00:00:00,2.0,1.5"]


@pytest.mark.parametrize("kernel", ["auto", *bw.kernels()])
def test_every_kernel_writes_the_same_file(kernel: str, tmp_path: Path) -> None:
    assert barwise("run", *INDICATORS, SAMPLE, "-o", tmp_path / "auto.parquet").exit_code == 0
    assert barwise("run", *INDICATORS, SAMPLE, "-o", tmp_path / "forced.parquet", "--kernel", kernel).exit_code == 0
    usual, forced = (pl.read_parquet(tmp_path / f"{name}.parquet") for name in ("auto", "forced"))
    assert forced.equals(usual)


def test_real_bars(tmp_path: Path) -> None:
    if not REAL.exists():
        pytest.skip(f"the real bars of {REAL} are not here, so the command was NOT tried on them")
    written, chart = tmp_path / "results.parquet", tmp_path / "chart.png"
    result = barwise("run", "cci(period=20)", "ema(close, 12)", REAL, "-o", written, "--plot", chart)
    assert result.exit_code == 0, result.stderr
    assert "15,577 bars, 2017-07-24 to 2024-09-01" in result.stdout
    time, _, high, low, close, _ = np.loadtxt(REAL, delimiter=",", skiprows=1, unpack=True)
    table = pl.read_parquet(written)
    np.testing.assert_array_equal(table["time"].dt.epoch("ms").to_numpy(), time)
    np.testing.assert_array_equal(
        table["cci(period=20)"].to_numpy(), bw.cci(high=high, low=low, close=close, period=20)
    )
    np.testing.assert_array_equal(table["ema(close, 12)"].to_numpy(), bw.ema(close, 12))
    assert chart.stat().st_size > 20_000


# ---- the screen ------------------------------------------------------------------------------------------------------


def test_the_last_rows_are_printed() -> None:
    lines = barwise("run", "cci(period=20)", "ema(close, 12)", SAMPLE, "--last", 3).stdout.splitlines()
    assert lines[0].split() == [str(SAMPLE), "1,500", "bars,", "2025-01-01", "00:00", "to", "2025-09-07", "20:00"]
    assert lines[2].split() == ["time", "close", "cci(period=20)", "ema(close,", "12)"]
    rows = [line.split() for line in lines[3:]]
    assert [row[:2] for row in rows] == [["2025-09-07", "12:00"], ["2025-09-07", "16:00"], ["2025-09-07", "20:00"]]
    values = bw.find("cci")(**default_inputs("cci"), period=20)[-3:]
    np.testing.assert_allclose([float(row[3]) for row in rows], values, rtol=1e-4)


def test_no_rows_and_more_rows_than_bars(tmp_path: Path) -> None:
    assert len(barwise("run", "cci", SAMPLE, "--last", 0).stdout.splitlines()) == 1
    bars = tmp_path / "bars.csv"
    bars.write_text("close\n1\n2\n3\n")
    lines = barwise("run", "sma(2)", bars).stdout.splitlines()
    assert lines[0].endswith("3 bars")
    assert [line.split() for line in lines[2:]] == [
        ["bar", "close", "sma(2)"],
        ["0", "1.00000", "nan"],
        ["1", "2.00000", "1.50000"],
        ["2", "3.00000", "2.50000"],
    ]


@pytest.mark.parametrize(
    ("price", "shown"), [("1.4757e-05", "0.0000147570"), ("2e-300", "2.00000e-300"), ("0", "0.00")]
)
def test_small_numbers_are_shown_with_their_digits(price: str, shown: str, tmp_path: Path) -> None:
    bars = tmp_path / "bars.csv"
    bars.write_text(f"close\n{price}\n")
    assert barwise("run", "sma(1)", bars).stdout.split()[-2] == shown


def test_list() -> None:
    names = [line.split()[0] for line in barwise("list").stdout.splitlines()[1:]]
    assert names == INDICATORS
    assert "Commodity Channel Index" in barwise("list").stdout
    found = barwise("list", "COMMODITY").stdout.splitlines()
    assert [line.split()[0] for line in found] == ["name", "cci"]
    assert "no indicator has 'zzz'" in barwise("list", "zzz").stdout


@pytest.mark.parametrize("name", INDICATORS)
def test_info_shows_everything(name: str) -> None:
    about = bw.find(name).info
    shown = barwise("info", name.upper()).stdout
    facts = [about.name, about.title, about.family, about.formula, about.origin or "unknown", *about.aliases]
    facts += [given.name for given in about.inputs] + [output.name for output in about.outputs]
    facts += [fact for parameter in about.parameters for fact in (parameter.name, parameter.meaning)]
    for fact in facts:
        assert fact in shown, fact
    lookback = bw.find(name).lookback()
    longest = max(lookback) if isinstance(lookback, tuple) else lookback
    assert f"{longest} bars" in shown


def test_kernels_and_version() -> None:
    lines = barwise("kernels").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(bw.kernels())
    assert [line.split()[0] for line in lines if "used unless" in line] == [bw.default_kernel()]
    assert barwise("--version").stdout == f"barwise {bw.__version__}\n"


def test_progress_is_shown_only_when_the_work_takes_long() -> None:
    for delay, shown in ((0.0, True), (60.0, False)):
        terminal = io.StringIO()
        with DelayedProgress(Console(file=terminal, force_terminal=True), steps=2, delay=delay) as progress:
            progress.step("reading bars.csv")
            progress.timer.join(0.2)
            progress.bar.refresh()
        assert ("reading bars.csv" in terminal.getvalue()) is shown


# ---- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "marked", "message"),
    [
        ("cci(period=0)", "period=0", "period must be"),
        ("cci(period=2.5)", "period=2.5", "period must be"),
        ("cci(close, 1e999)", "1e999", "period must be"),
        ("cci(perod=20)", "perod=20", "period"),
        ("ccii(20)", "ccii", "cci"),
        ("ema(seed=second)", "seed=second", "seed must be"),
        ("ema(closee)", "closee", "the file has time, open, high, low, close, volume"),
        ("ema(close, open)", "open", "too many inputs, it has source"),
        ("sma(1, 2)", "2", "too many parameters, it has period"),
        ("ema(12, period=12)", "period=12", "period is given twice"),
        ("ema(period=12, period=12)", "period=12", "period is given twice"),
        ("ema(kernel=avx2)", "kernel=avx2", "kernel cannot be set in a formula"),
        ("ema(source=12)", "12", "expected a column or an indicator, not a number"),
        ("ema(period=cci(20))", "period=cci(20)", "period takes a number or a name"),
        ("20", "20", "expected an indicator"),
        ("cci(20", "(", "never closed"),
    ],
)
def test_wrong_formulas(formula: str, marked: str, message: str) -> None:
    said, shown, marks = refused("run", formula, SAMPLE).splitlines()
    assert said.startswith("barwise: ")
    assert message in said
    assert shown[2:] == formula
    start = marks.index("^")
    assert shown[start : start + marks.count("^")] == marked


def test_a_missing_column(tmp_path: Path) -> None:
    bars = tmp_path / "bars.csv"
    bars.write_text("Date,High,Close,note\n2024-03-01,1,2,x\n")
    needs = f"barwise: {bars}: cci needs a column low; the file has Date (as time), High, Close, note\n"
    assert refused("run", "cci", bars) == needs
    assert "ema(volume) needs a column volume" in refused("run", "ema(volume)", bars)
    assert "note should hold numbers, but line 2 has 'x'" in refused("run", "ema(note)", bars)


def test_a_result_never_hides_a_column(tmp_path: Path) -> None:
    bars, results = tmp_path / "bars.csv", tmp_path / "results.csv"
    bars.write_text("min,max,close\n1,3,2\n")
    assert "there is a column max already; ask for max() to keep both" in refused("run", "max", bars, "-o", results)
    assert not results.exists()
    assert barwise("run", "max(1)", bars, "-o", results).exit_code == 0
    assert results.read_text().splitlines()[0] == "max,min,close,max(1)"


def test_wrong_names() -> None:
    assert "cci" in refused("info", "ccci")
    said = refused("run", "cci", SAMPLE, "--kernel", "sse9")
    assert said.count("\n") == 1
    for name in ("sse9", *bw.kernels()):
        assert name in said
    assert "barwise run cci bars.csv" in refused("run", "cci")


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    bars = tmp_path / "bars.csv"
    bars.write_bytes(SAMPLE.read_bytes())
    (tmp_path / "folder.csv").mkdir()
    for option, name, message in [
        ("-o", "results.xls", "expected a name that ends in .csv"),
        ("-o", "absent/results.csv", "there is no folder"),
        ("-o", "folder.csv", "this is a folder"),
        ("-o", "bars.csv", "which is not overwritten"),
        ("--plot", "chart.jpg", "expected a name that ends in .png"),
    ]:
        said = refused("run", "cci", bars, option, tmp_path / name)
        assert said.startswith(f"barwise: {tmp_path / name}: ")
        assert message in said
        assert said.count("\n") == 1
    assert bars.read_bytes() == SAMPLE.read_bytes()


def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results, chart = tmp_path / "results.csv", tmp_path / "chart.png"
    results.write_text("what was there before")

    def fill_the_disk(*_: object) -> None:
        raise OSError(28, "No space left on device", str(chart))

    monkeypatch.setattr("barwise.command_line.plot.draw", fill_the_disk)
    said = refused("run", "cci", SAMPLE, "-o", results, "--plot", chart)
    assert said == f"barwise: {chart}: No space left on device\n"
    assert results.read_text() == "what was there before"
    assert list(tmp_path.iterdir()) == [results]


def test_files_are_replaced_with_the_usual_permissions(tmp_path: Path) -> None:
    results, plain = tmp_path / "results.csv", tmp_path / "plain.csv"
    plain.write_text("")
    results.write_text("old")
    assert barwise("run", "cci", SAMPLE, "-o", results).exit_code == 0
    assert results.read_text().startswith("time,")
    assert results.stat().st_mode == plain.stat().st_mode


# ---- as a program ----------------------------------------------------------------------------------------------------


def test_as_a_program(tmp_path: Path) -> None:
    def python(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "barwise", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert python("--version").stdout == f"barwise {bw.__version__}\n"
    drawn = python("run", "cci(period=20)", SAMPLE, "--plot", "chart.png")
    assert (drawn.returncode, drawn.stderr) == (0, "")
    assert (tmp_path / "chart.png").exists()
    missing = python("run", "cci", "absent.csv")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr == "barwise: absent.csv: there is no such file\n"


def test_without_the_packages_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "barwise.command_line.commands")
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit, match=r"needs click, which comes with: pip install 'barwise\[cli\]'"):
        main()
