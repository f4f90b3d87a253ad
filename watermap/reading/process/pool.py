"""A few reader processes, each serving one file at a time, for as many threads as ask."""

import threading
from collections.abc import Callable

from watermap.reading.process.process import ReaderProcess

MOST = 2  # processes at once: each may need a gigabyte


class Pool:
    """Starts processes as they are needed, hands each to one asker, and ends them all."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self.also_skip: frozenset[str] = frozenset()
        self.closings = 0  # how often all processes were ended
        self._idle: list[ReaderProcess] = []
        self._busy: list[ReaderProcess] = []
        self._changed = threading.Condition()

    @property
    def processes(self) -> tuple[ReaderProcess, ...]:
        """All that run, those with work first."""
        with self._changed:
            return tuple(one for one in (*self._busy, *self._idle) if one.alive)

    def warm(self) -> None:
        """Start a process, unless one runs, and let it load its libraries."""
        if not self.processes:
            process = self.take(poll_s=1.0, waiting=lambda: None)
            process.warm()
            self.give_back(process)

    def take(self, *, poll_s: float, waiting: Callable[[], None]) -> ReaderProcess:
        """A process for one file.

        Args:
            poll_s: how often to call ``waiting`` while all are busy.
            waiting: may raise, which ends the waiting.
        """
        while True:
            with self._changed:
                process = self._free()
                if process is not None:
                    self._busy.append(process)
                    return process
                self._changed.wait(poll_s)
            waiting()

    def give_back(self, process: ReaderProcess) -> None:
        """It has served its file and can serve another."""
        with self._changed:
            if process in self._busy:
                self._busy.remove(process)
                self._idle.append(process)
            self._changed.notify()

    def end(self, process: ReaderProcess) -> None:
        """Kill one process; the next file would start another."""
        with self._changed:
            for group in (self._busy, self._idle):
                if process in group:
                    group.remove(process)
            self._changed.notify()
        process.close()

    def close(self) -> None:
        """Kill all."""
        with self._changed:
            self.closings += 1
            every = [*self._busy, *self._idle]
            self._busy, self._idle = [], []
            self._changed.notify_all()
        for process in every:
            process.close()

    def _free(self) -> ReaderProcess | None:
        """One that is idle and sound, else a new one if there may be more."""
        while self._idle:
            process = self._idle.pop()
            if process.alive and process.also_skip == self.also_skip:
                return process
            process.close()
        if len(self._busy) >= MOST:
            return None
        return ReaderProcess(also_skip=self.also_skip)
