"""Many runs at once by any number of threads: equal results, an end on Ctrl-C, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import barwise as bw
import numpy as np
import pytest
from barwise.command_line.bars import read_bars
from barwise.command_line.evaluation import Evaluator
from barwise.command_line.progress import DelayedProgress
from interface_rows import PERIODIC, has_period
from many_series import equal
from reference.rows import ROWS, inputs_of
from rich.console import Console

RANDOM = np.random.default_rng(5)
SHAPE = (64, 1_100)
PANEL = {
    name: np.exp(RANDOM.normal(0, 0.01, SHAPE).cumsum(axis=1)) for name in ("open", "high", "low", "close", "volume")
}
LABELS = RANDOM.integers(0, 40, SHAPE[1])
THREADS = (1, 2, 3, 5, 16, None)

periodic = bw.indicators[PERIODIC]


def forms(row: str, threads: int | None) -> list[Any]:
    """The row over many series, in groups, and with many parameters."""
    indicator, panel = bw.indicators[row], inputs_of(row, PANEL)
    one = {name: values[0] for name, values in panel.items()}
    swept = {"period": range(2, 40)} if has_period(row) else {}
    return [
        indicator(**panel, axis=1, threads=threads),
        indicator(**one, by=LABELS, threads=threads),
        indicator(**one, offsets=[0, 0, 5, 700, SHAPE[1]], threads=threads),
        indicator.sweep(**one, **swept, threads=threads).values,
    ]


@pytest.mark.parametrize("row", ROWS)
def test_any_number_of_threads_gives_what_one_gives(row: str) -> None:
    expected = forms(row, 1)
    for threads in THREADS:
        for result, wanted in zip(forms(row, threads), expected, strict=True):
            assert equal(result, wanted), threads


def test_many_threads_use_threads_at_once() -> None:
    rows = ROWS[:8]
    expected = {row: forms(row, 1) for row in rows}
    with ThreadPoolExecutor(8) as pool:
        jobs = [(row, pool.submit(forms, row, 1 + k % 3)) for k in range(6) for row in rows]
        for row, job in jobs:
            for result, wanted in zip(job.result(), expected[row], strict=True):
                assert equal(result, wanted)


def test_expressions_and_programs_take_threads() -> None:
    expression = periodic(bw.close, 5) - bw.close
    for threads in THREADS:
        assert equal(
            expression(close=PANEL["close"], axis=1, threads=threads), expression(close=PANEL["close"], axis=1)
        )


def test_one_series_takes_threads_too() -> None:
    close = PANEL["close"][0]
    assert equal(periodic(close, 9, threads=2), periodic(close, 9))
    assert equal((periodic(bw.close, 9) * 2)(close=close, threads=1), periodic(close, 9) * 2)


# ---- progress --------------------------------------------------------------------------------------------------------


def long_panel() -> np.ndarray[Any, Any]:
    return np.ones((4_000, 4_000))


def test_progress_is_told() -> None:
    told: list[float] = []
    periodic(long_panel(), 300, axis=1, threads=1, progress=told.append)
    assert len(told) > 1
    assert told[-1] == 1
    assert all(isinstance(done, float) and 0 <= done <= 1 for done in told)
    assert told == sorted(told)


def test_progress_of_pieces_is_of_the_whole() -> None:
    told: list[float] = []
    close = np.ones(400_000)
    pieces = periodic.sweep(close, period=range(100, 140), rows_at_a_time=10, threads=1, progress=told.append)
    for _ in pieces:
        pass
    assert told == sorted(told)
    assert {0.25, 0.5, 0.75, 1} <= set(told)


def test_the_command_line_is_told(tmp_path: Path) -> None:
    file = tmp_path / "bars.csv"
    file.write_text("close\n" + "\n".join(map(str, range(1, 50))))
    told: list[float] = []
    (result,) = Evaluator(read_bars(file), progress=told.append).results([f"{PERIODIC}(close, 5)"])
    assert told[-1] == 1
    assert equal(result.outputs[0].values, periodic(np.arange(1.0, 50), 5))


def test_the_command_line_shows_the_share_of_a_step() -> None:
    progress = DelayedProgress(Console(), steps=4)
    for name in ("reading", "computing"):
        progress.step(name)
    progress.share(0.5)
    assert progress.bar.tasks[0].completed == 1.5
    progress.step("writing")
    assert progress.bar.tasks[0].completed == 2


class StopError(Exception):
    pass


@pytest.mark.parametrize("form", ["panel", "sweep", "groups", "expression"])
def test_what_progress_raises_ends_the_work(form: str) -> None:
    def stop(_done: float) -> None:
        raise StopError

    panel = long_panel()
    flat, start = panel.reshape(-1), time.perf_counter()
    works = {
        "panel": lambda: periodic(panel, 300, axis=1, progress=stop),
        "sweep": lambda: periodic.sweep(flat[:1_000_000], period=range(200, 300), progress=stop),
        "groups": lambda: periodic(flat, 300, offsets=range(0, flat.size + 1, 4_000), progress=stop),
        "expression": lambda: (periodic(bw.close, 300) * 2)(close=panel, axis=1, progress=stop),
    }
    with pytest.raises(StopError):
        works[form]()
    assert time.perf_counter() - start < 2


# ---- Ctrl-C ----------------------------------------------------------------------------------------------------------

# The bars and the result are there before, since nothing can be interrupted while numpy makes them.
LONG_WORK = {
    "panel": "bw.{row}(flat.reshape(-1, 2_000), 400, axis=1, out=out.reshape(-1, 2_000), threads={threads})",
    "sweep": "bw.{row}.sweep(flat[:20_000], period=range(100, 1_100), out=out.reshape(-1, 20_000), threads={threads})",
    "groups": "bw.{row}(flat, 400, offsets=range(0, flat.size + 1, 4_000), out=out, threads={threads})",
    "one series": "bw.{row}(flat, 400, out=out, threads={threads})",
    "a call": "bw.{row}(flat, 400, out=out)",
    "an expression": "(bw.{row}(bw.close, 400) * 2)(close=flat, out=out)",
}
PROGRAM = """
import os, sys, threading, time
import numpy as np
import barwise as bw

flat, out = np.ones(20_000_000), np.ones(20_000_000)

def work():
    while True:
        {work}

print("ready", flush=True)
try:
    work()
except KeyboardInterrupt:
    ended = time.monotonic()
    while len(os.listdir("/proc/self/task")) > 1 and time.monotonic() < ended + 10:  # those that wait for work
        time.sleep(0.01)
    print(ended, threading.active_count(), len(os.listdir("/proc/self/task")), flush=True)
    sys.exit(7)
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted in /proc")
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("form", LONG_WORK)
def test_ctrl_c_ends_long_work(form: str, threads: int) -> None:
    """Within a fifth of a second, of which the machine may be short for a moment, so it may try again."""
    code = PROGRAM.format(work=LONG_WORK[form].format(row=PERIODIC, threads=threads))
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    took = []
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.4)
        sent = time.monotonic()
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=30)
        assert process.returncode == 7
        ended, python_threads, system_threads = output.split()
        assert python_threads == "1"
        assert system_threads == "1"
        took.append(float(ended) - sent)
        if took[-1] < 0.2:
            break
    assert min(took) < 0.2


# ---- what is left ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are counted in /proc")
def test_no_thread_is_left() -> None:
    """Beyond the second for which threads wait for more work."""
    threads = Path("/proc/self/task")
    forms(ROWS[0], 1)
    before = len(list(threads.iterdir()))
    for row in ROWS[:3]:
        forms(row, 4)
    end = time.monotonic() + 10
    while len(list(threads.iterdir())) > before and time.monotonic() < end:
        time.sleep(0.01)
    assert len(list(threads.iterdir())) <= before
    assert threading.active_count() == before or threading.active_count() == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_child_of_fork_can_go_on() -> None:
    """After the parent has used threads, and while it uses them."""
    code = """
import os, threading, warnings
import numpy as np
import barwise as bw
warnings.simplefilter("ignore", DeprecationWarning)
panel = np.random.default_rng(0).normal(size=(200, 2_000)).cumsum(axis=1)
expected = bw.{row}(panel, 20, axis=1, threads=4)
going = True

def work():
    while going:
        bw.{row}(panel, 20, axis=1, threads=2)

worker = threading.Thread(target=work)
worker.start()
for _ in range(20):
    child = os.fork()
    if child == 0:
        same = np.array_equal(bw.{row}(panel, 20, axis=1, threads=4), expected, equal_nan=True)
        sweep = bw.{row}.sweep(panel[0], period=range(5, 50), threads=3)
        same = same and np.array_equal(sweep.row(period=20), expected[0], equal_nan=True)
        os._exit(0 if same else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
going = False
worker.join()
"""
    subprocess.run([sys.executable, "-c", code.format(row=PERIODIC)], check=True, timeout=120)


def test_barwise_threads_is_honoured() -> None:
    """Read at each call, and refused if it is no number."""
    code = """
import os
import numpy as np
import barwise as bw
panel = np.random.default_rng(0).normal(size=(400, 4_000)).cumsum(axis=1)
expected = bw.{row}(panel, 20, axis=1)
os.environ["BARWISE_THREADS"] = "3"
assert np.array_equal(bw.{row}(panel, 20, axis=1), expected, equal_nan=True)
os.environ["BARWISE_THREADS"] = "many"
try:
    bw.{row}(panel, 20, axis=1)
except bw.BadValueError as error:
    assert error.argument == "BARWISE_THREADS", error.argument
    assert "many" in str(error)
else:
    raise SystemExit("it was not refused")
bw.{row}(panel, 20, axis=1, threads=2)
"""
    subprocess.run([sys.executable, "-c", code.format(row=PERIODIC)], check=True, timeout=60)


PEAK = """
from pathlib import Path
import numpy as np
import barwise as bw

def kilobytes(name):
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1])

every_out = tuple(np.full(({rows}, 10_000), 7.0) for _ in bw.{row}.info.outputs)
out = every_out if len(every_out) > 1 else every_out[0]
close = np.random.default_rng(0).normal(size=10_000).cumsum()
bw.{row}(close, 20)
Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
before = kilobytes("VmRSS")
bw.{row}.sweep(close, period=range(5, 5 + {rows}), out=out, threads=2)
print(kilobytes("VmHWM") - before)
"""


def can_reset_peak() -> bool:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return False
    return True


@pytest.mark.skipif(not can_reset_peak(), reason="the peak of memory cannot be told apart")
@pytest.mark.parametrize("row", [row for row in ROWS if has_period(row)])
def test_a_sweep_takes_little_memory_beside_its_result(row: str) -> None:
    if len(inputs_of(row, PANEL)) > 1:
        pytest.skip("the program calls it with closes only")
    run = subprocess.run(
        [sys.executable, "-c", PEAK.format(row=row, rows=200)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    assert int(run.stdout) < 32 * 1024
