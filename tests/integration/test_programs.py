"""Programs that use TA-Lib run on barwise in its place, unchanged, and come to the same results."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

PROGRAMS = Path(__file__).with_name("programs")

NEEDED = ("vectorbt", "backtrader", "backtesting", "freqtrade")


def results(library: str, program: str) -> dict[str, Any]:
    command = [sys.executable, str(PROGRAMS / "run_with.py"), library, f"use_{program}.py"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROGRAMS)
    assert run.returncode == 0, run.stderr[-2000:]
    told: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return told


@pytest.mark.parametrize("program", NEEDED)
def test_a_program_runs_as_with_the_original(program: str) -> None:
    for module in (program, "talib"):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
    got, expected = results("barwise", program), results("talib", program)
    assert got.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_allclose(got[name], values, rtol=1e-9, atol=1e-9, err_msg=name)
