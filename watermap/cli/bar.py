"""Progress as a bar on stderr."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, Progress as RichProgress, TaskID, TextColumn, TimeElapsedColumn


@dataclass(frozen=True, slots=True)
class _Bar:
    shown: RichProgress
    task: TaskID

    def step(self, done: int, total: int, message: str = "") -> None:
        """Move the bar."""
        self.shown.update(self.task, completed=done, total=total, description=message)


@contextmanager
def bar() -> Iterator[_Bar]:
    """Show a bar until the work ends."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as shown:
        yield _Bar(shown, shown.add_task("", total=None))
