"""Progress of a command, shown once it has taken a second."""

from __future__ import annotations

from threading import Timer
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

DELAY = 1.0  # seconds


class DelayedProgress:
    """A bar on stderr that quick commands never show; it is gone when the work is done."""

    def __init__(self, console: Console, steps: int, delay: float = DELAY) -> None:
        columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:.0f}/{task.total:.0f}")
        shown = console.is_terminal
        self.bar = Progress(*columns, TimeElapsedColumn(), console=console, transient=True, disable=not shown)
        self.task = self.bar.add_task("", total=steps)
        self.steps_done = 0
        self.timer = Timer(delay, self.bar.start)
        self.timer.daemon = True

    def __enter__(self) -> DelayedProgress:
        self.timer.start()
        return self

    def step(self, description: str) -> None:
        """Says what begins now; what was said before is done."""
        self.steps_done += bool(self.bar.tasks[0].description)
        self.bar.update(self.task, description=description, completed=self.steps_done)

    def share(self, done: float) -> None:
        """Says how much of this step is done, from 0 to 1."""
        self.bar.update(self.task, completed=self.steps_done + done)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.timer.cancel()
        self.timer.join()
        self.bar.stop()
