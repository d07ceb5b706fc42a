"""The sample bars: made by their script, the same every time, and bars as they should be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "examples" / "data" / "sample-bars.csv"


def test_the_script_makes_the_same_file(tmp_path: Path) -> None:
    made = tmp_path / "bars.csv"
    subprocess.run([sys.executable, ROOT / "tools" / "make_sample_bars.py", made], check=True)
    assert made.read_bytes() == SAMPLE.read_bytes()


def test_the_bars_hang_together() -> None:
    bars = pl.read_csv(SAMPLE)
    assert 1_000 <= bars.height <= 2_000
    assert (bars["low"] <= bars.select(pl.min_horizontal("open", "close")).to_series()).all()
    assert (bars["high"] >= bars.select(pl.max_horizontal("open", "close")).to_series()).all()
    assert (bars["open"][1:] == bars["close"][:-1]).all()
    assert (bars["volume"] > 0).all()
