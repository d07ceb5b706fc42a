"""Runs a program of this folder with TA-Lib, or with barwise in its place: run_with.py (talib | barwise) PROGRAM."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

library, program = sys.argv[1:]
if library == "barwise":
    import barwise.talib

    sys.modules["talib"] = barwise.talib
    sys.modules["talib.abstract"] = barwise.talib.abstract
    sys.modules["talib.stream"] = barwise.talib.stream
runpy.run_path(str(Path(__file__).with_name(program)), run_name="__main__")
