"""How long work reports where it stands, and how it is told to stop.

A domain function takes ``progress: Progress = SILENT`` and calls ``step`` once per file or block of
rows. It knows nothing of threads, bars or windows.
"""

from typing import Protocol


class Cancelled(Exception):  # noqa: N818  (it is no error: somebody asked for it)
    """The work was told to stop. A half result is never returned: this is raised instead."""


class Progress(Protocol):
    """Where long work reports to."""

    def step(self, done: int, total: int, message: str = "") -> None:
        """Report that ``done`` of ``total`` parts are finished.

        Raises:
            Cancelled: the work should stop now.
        """


class _Silent:
    def step(self, done: int, total: int, message: str = "") -> None:
        """Report to nobody."""


SILENT: Progress = _Silent()
