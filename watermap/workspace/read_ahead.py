"""Reads the next files while others are being worked on, two at a time where they are large.

Only the reading runs in threads of its own, most of it in the reader's processes. Whoever wants the
files takes them one after the other, so that order, problems and errors are as if read one by one.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from watermap.progress import SILENT, Cancelled, Progress
from watermap.reading.raw import RawFile

_AT_ONCE = 2  # as many as the reader serves at once
_POLL_S = 0.05
_MUCH = 10_000_000  # bytes; for less than that a second process is not worth its start

Wanted = tuple[Path, str | None]  # a file, and the encoding that was said for it


class Reads(Protocol):
    """What reads a file: a ``Reader``, or one that has begun already."""

    def read(
        self, path: Path, *, encoding: str | None = None, progress: Progress = SILENT
    ) -> RawFile:
        """All that one file holds; raises what ``Reader.read`` raises."""


class ReadAhead:
    """A ``Reads`` that knows which files will be wanted. A context manager."""

    def __init__(self, reader: Reads, wanted: Sequence[Wanted]) -> None:
        """Read ``wanted`` through ``reader``, in this order; nobody need ask for all of them."""
        self._reader = reader
        self._wanted = list(wanted)
        self._begun: dict[int, tuple[Future[RawFile], _Place]] = {}
        self._next = 0
        self._stopped = threading.Event()
        much = sum(path.stat().st_size for path, _ in wanted if path.is_file()) > _MUCH
        self._threads = ThreadPoolExecutor(_AT_ONCE if much else 1, thread_name_prefix="read ahead")

    def __enter__(self) -> Self:
        """Begin with the first files."""
        self._begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what nobody will ask for any more, and wait until it has."""
        self._stopped.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def read(
        self, path: Path, *, encoding: str | None = None, progress: Progress = SILENT
    ) -> RawFile:
        """The file, once it is read; a file that was not to be expected is read now.

        Raises:
            WatermapError: the file cannot be used.
            Cancelled: asked for through ``progress``.
        """
        number = self._number((path, encoding))
        if number is None:
            return self._reader.read(path, encoding=encoding, progress=progress)
        for passed in [one for one in self._begun if one < number]:
            del self._begun[passed]
        self._next = number
        self._begin()
        reading, place = self._begun.pop(number)
        while wait([reading], _POLL_S).not_done:
            progress.step(*place.at, path.name)
        return reading.result()

    def _number(self, wanted: Wanted) -> int | None:
        try:
            return self._wanted.index(wanted, self._next)
        except ValueError:
            return None

    def _begin(self) -> None:
        """Begin with the file that is wanted now and those behind it."""
        for number in range(self._next, min(self._next + _AT_ONCE + 1, len(self._wanted))):
            if number not in self._begun:
                path, encoding = self._wanted[number]
                place = _Place(self._stopped)
                reading = self._threads.submit(
                    self._reader.read, path, encoding=encoding, progress=place
                )
                self._begun[number] = reading, place


class _Place:
    """A ``Progress`` that keeps where the reading stands."""

    def __init__(self, stopped: threading.Event) -> None:
        self._stopped = stopped
        self.at = (0, 1)

    def step(self, done: int, total: int, _message: str = "") -> None:
        if self._stopped.is_set():
            raise Cancelled
        self.at = (done, total)
