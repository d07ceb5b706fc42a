"""Charts: which panes there are, what is written in them, and where the times are marked."""

from __future__ import annotations

import struct
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from barwise.command_line.bars import Bars, read_bars
from barwise.command_line.evaluation import Output, Result
from barwise.command_line.plot import MOST_CANDLES, PANE_HEIGHT, draw, short_number
from barwise.command_line.time_axis import MOST_TICKS, time_ticks

KINDS = ("line", "histogram", "band", "dots", "signal", "whole number")


def some_bars(folder: Path, count: int = 120, columns: str = "time,open,high,low,close,volume") -> Bars:
    steps = np.random.default_rng(7).normal(size=count)
    close = 100 + steps.cumsum()
    table = pl.DataFrame(
        {
            "time": [datetime(2024, 3, 1) + number * timedelta(hours=4) for number in range(count)],
            "open": close - steps,
            "high": close + abs(steps),
            "low": close - 2 * abs(steps),
            "close": close,
            "volume": 10 + abs(steps),
        }
    )
    table.select(columns.split(",")).write_csv(folder / "some-bars.csv")
    return read_bars(folder / "some-bars.csv")


def result_of(count: int, kind: str = "line", over_price: bool = False, outputs: int = 1) -> Result:
    values = np.concatenate([np.full(min(count, 9), np.nan), np.linspace(-150, 150, max(count - 9, 0))])
    made = [Output(f"wave(9).{place}", values + place, kind, over_price, (-100, 100)) for place in range(outputs)]
    return Result("wave(9)", "A Made-up Wave", tuple(made))


def png_size(path: Path) -> tuple[int, int]:
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def test_each_indicator_with_its_own_scale_has_a_pane(tmp_path: Path) -> None:
    bars = some_bars(tmp_path)
    own, over_price = result_of(120), result_of(120, over_price=True)
    heights = []
    for results in ([over_price], [own], [own, over_price, own]):
        draw(bars, results, tmp_path / "chart.png", last=0)
        width, height = png_size(tmp_path / "chart.png")
        heights.append(height)
        assert width == 1320
    pane = round(110 * PANE_HEIGHT)
    assert heights[1] - heights[0] == pytest.approx(pane, abs=1)
    assert heights[2] - heights[0] == pytest.approx(2 * pane, abs=1)


def test_what_is_written(tmp_path: Path) -> None:
    draw(some_bars(tmp_path), [result_of(120)], tmp_path / "chart.svg", last=50)
    text = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    for written in (
        "some-bars",
        "the last 50 of 120 bars, 2024-03-12 to 2024-03-20",
        "A Made-up Wave",
        "150.00",
        "Mar 18",
    ):
        assert written in text, written


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("over_price", [False, True])
@pytest.mark.parametrize("count", [1, 120, MOST_CANDLES + 1])
def test_every_kind_of_output_can_be_drawn(tmp_path: Path, kind: str, over_price: bool, count: int) -> None:
    result = result_of(count, kind, over_price, outputs=2)
    draw(some_bars(tmp_path, count), [result], tmp_path / "with.png", last=0)
    draw(some_bars(tmp_path, count), [], tmp_path / "without.png", last=0)
    assert (tmp_path / "with.png").read_bytes() != (tmp_path / "without.png").read_bytes()


@pytest.mark.parametrize("columns", ["close", "high,low", "open,high,low,close", "time,close,volume", "time,volume"])
def test_charts_of_incomplete_bars(tmp_path: Path, columns: str) -> None:
    draw(some_bars(tmp_path, columns=columns), [result_of(120)], tmp_path / "chart.png", last=0)
    assert png_size(tmp_path / "chart.png")[0] == 1320


def test_charts_of_missing_values(tmp_path: Path) -> None:
    (tmp_path / "bars.csv").write_text("time,open,high,low,close,volume\n1,,,,,\n2,1,2,1,,\n3,,,,,\n")
    draw(read_bars(tmp_path / "bars.csv"), [result_of(3)], tmp_path / "chart.png", last=0)
    assert png_size(tmp_path / "chart.png")[0] == 1320


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.00"),
        (1234567.891, "1,234,567.89"),
        (-12.3456, "\N{MINUS SIGN}12.35"),
        (0.0012345678, "0.0012346"),
        (1.4757e-05, "0.000014757"),
        (3.2e20, "3.2e+20"),
        (float("nan"), "nan"),
    ],
)
def test_short_numbers(value: float, text: str) -> None:
    assert short_number(value) == text


@pytest.mark.parametrize(
    ("step", "count", "labels"),
    [
        (timedelta(minutes=1), 100, ["00:15", "00:30", "00:45", "01:00", "01:15", "01:30"]),
        (timedelta(hours=4), 42, ["Mar 2", "Mar 3", "Mar 4", "Mar 5", "Mar 6", "Mar 7"]),
        (timedelta(days=1), 31, ["Mar 4", "Mar 11", "Mar 18", "Mar 25"]),
        (timedelta(days=1), 250, ["Apr 1", "May 1", "Jun 1", "Jul 1", "Aug 1", "Sep 1", "Oct 1", "Nov 1"]),
        (timedelta(days=7), 300, ["2025", "2026", "2027", "2028", "2029"]),
    ],
)
def test_time_marks(step: timedelta, count: int, labels: list[str]) -> None:
    times = [datetime(2024, 3, 1) + number * step for number in range(count)]
    assert [label for _, label in time_ticks(times)] == labels


@pytest.mark.parametrize("step", [1, 7, 60, 1000, 3600, 86_400, 700_000, 40_000_000])
@pytest.mark.parametrize("count", [1, 2, 10, 300, 2000])
def test_time_marks_are_few_and_rise(step: int, count: int) -> None:
    latest = (datetime(2800, 1, 1) - datetime(2024, 3, 1)) // timedelta(seconds=step)
    times = [datetime(2024, 3, 1) + number * timedelta(seconds=step) for number in range(min(count, latest))]
    places = [place for place, _ in time_ticks(times)]
    assert len(places) <= MOST_TICKS
    assert places == sorted(set(places))
