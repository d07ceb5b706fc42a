"""Threads: the GIL is given away for long work, and any number of threads get the results of one."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import barwise as bw
import numpy as np
import pytest
from interface_rows import PERIODIC, has_period
from reference.rows import ROWS, same_bits

LENGTHS = (999, 4_005, 20_001)


def test_many_threads_get_what_one_gets() -> None:
    data = [np.random.default_rng(n).normal(size=n).cumsum() for n in LENGTHS]
    jobs = [(row, data[k % len(data)], k) for k in range(60) for row in ROWS]

    def run(job: tuple[str, np.ndarray, int]) -> object:
        row, values, k = job
        parameters = {"period": 2 + k % 40} if has_period(row) else {}
        return bw.indicators[row](*[values] * len(bw.indicators[row].info.inputs), **parameters)

    expected = [run(job) for job in jobs]
    with ThreadPoolExecutor(16) as pool:
        for got, wanted in zip(pool.map(run, jobs), expected, strict=True):
            for x, y in zip(got, wanted, strict=True) if isinstance(got, tuple) else [(got, wanted)]:
                assert same_bits(x, y)


def longest_silence(work: threading.Thread) -> tuple[float, float]:
    """How long the work took, and the longest time in which this thread did not get to run meanwhile."""
    longest, start = 0.0, time.perf_counter()
    work.start()
    last = time.perf_counter()
    while work.is_alive():
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return time.perf_counter() - start, longest


@pytest.mark.skipif(not getattr(sys, "_is_gil_enabled", lambda: True)(), reason="there is no GIL")
def test_gil_is_given_away() -> None:
    indicator, values = bw.indicators[PERIODIC], np.random.default_rng(0).normal(size=4_000_000)
    out = np.empty_like(values)

    def work() -> None:
        for kind in (values, values[::-1]):
            indicator(kind, 200, out=out)

    silences = [longest_silence(threading.Thread(target=work)) for _ in range(5)]
    took = min(took for took, _ in silences)
    assert took > 0.02, "the work is too short to tell"
    assert min(longest for _, longest in silences) < took / 4


def test_import_leaves_the_gil_off() -> None:
    if not sysconfig.get_config_var("Py_GIL_DISABLED"):
        pytest.skip("this Python cannot run without the GIL")
    code = "import sys, barwise; sys.exit(sys._is_gil_enabled())"
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0


def test_import_does_not_load_what_only_tables_need() -> None:
    code = "import sys, barwise; sys.exit(any(name in sys.modules for name in ('narwhals', 'pandas', 'polars')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
