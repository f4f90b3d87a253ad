"""Work off the GUI thread: progress, cancel, and the answer back on the GUI thread.

``work`` is a plain function of a Progress; it runs on a pool thread, changes nothing shared, and
its answer is handed to ``done`` on the GUI thread. Work submitted under a key cancels older work of
that key: the newest request wins, and an older answer is never delivered.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from watermap.progress import Cancelled, Progress

THREADS = 2
Answer = TypeVar("Answer")


class Task(QObject):
    """One piece of work. Lives on the GUI thread until it has finished."""

    progressed = Signal(int, int, str)  # done, total, message
    _ended = Signal(object, object)  # (answer,) or None, exception or None; from the pool thread

    def __init__(self, key: str, title: str, parent: QObject) -> None:
        """Made by TaskRunner.submit."""
        super().__init__(parent)
        self.key = key
        self.title = title
        self._stop = Event()

    def cancel(self) -> None:
        """Ask the work to stop; its answer will not be delivered."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def step(self, done: int, total: int, message: str = "") -> None:
        """Report progress from the pool thread; the Progress that the work is given."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, message)


def _run(task: Task, work: Callable[[Progress], Answer]) -> None:
    """Do the work on a pool thread; whatever comes of it goes through one queued signal."""
    answer: tuple[Answer] | None = None
    error: BaseException | None = None
    try:
        if not task.cancelled:
            answer = (work(task),)
    except BaseException as raised:  # noqa: BLE001  (the seam: it is handed to the GUI thread)
        error = raised
    task._ended.emit(answer, error)  # noqa: SLF001  (this file's own signal)


class TaskRunner(QObject):
    """Starts work and delivers answers. One a window."""

    changed = Signal()  # the list of running work changed
    progressed = Signal(object, int, int, str)  # task, done, total, message
    failed = Signal(object, object)  # task, exception, where submit was given no ``failed``

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a pool of its own, so that closing waits for our work only.

        Its threads are Python's, not Qt's: a Qt thread is a new one to Python at each call, so
        what libraries keep by thread (as pyproj its database) is freed while still in use.
        """
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="watermap")
        self._running: dict[Task, tuple[Callable[[Any], None], Callable[..., None] | None]] = {}
        self._closed = False

    def submit(
        self,
        key: str,
        work: Callable[[Progress], Answer],
        *,
        done: Callable[[Answer], None],
        failed: Callable[[BaseException], None] | None = None,
        title: str = "",
    ) -> Task:
        """Start ``work``; older work of the same key is cancelled.

        Args:
            key: kind of work, "render", "open" …
            work: runs on a pool thread; reports to and is cancelled through its Progress.
            done: gets the answer on the GUI thread, whatever it is (0, None, an empty frame).
            failed: gets the exception on the GUI thread; None: the ``failed`` signal has it.
            title: what the user sees; "" for work nobody needs to see.
        """
        self.cancel(key)
        task = Task(key, title, self)
        self._running[task] = (done, failed)
        task.progressed.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)
        task._ended.connect(self._on_end, Qt.ConnectionType.QueuedConnection)  # noqa: SLF001
        if self._closed:
            task.cancel()
        else:
            self._pool.submit(_run, task, work)
        self.changed.emit()
        return task

    def cancel(self, key: str) -> None:
        """Cancel the work of a key."""
        for task in self._running:
            if task.key == key:
                task.cancel()

    def running(self) -> tuple[Task, ...]:
        """Work that has not ended, cancelled work left out."""
        return tuple(task for task in self._running if not task.cancelled)

    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    def close(self) -> None:
        """Cancel everything and wait for it; nothing is delivered any more."""
        self._closed = True
        for task in self._running:
            task.cancel()
        self._pool.shutdown(wait=True)

    @Slot(int, int, str)
    def _on_progress(self, done: int, total: int, message: str) -> None:
        task = self.sender()
        if isinstance(task, Task) and not task.cancelled:
            self.progressed.emit(task, done, total, message)

    @Slot(object, object)
    def _on_end(self, answer: tuple[Any] | None, error: BaseException | None) -> None:
        task = self.sender()
        if not isinstance(task, Task):
            return
        done, failed = self._running.pop(task)
        task.deleteLater()
        self.changed.emit()
        if task.cancelled or isinstance(error, Cancelled):
            return
        if error is None and answer is not None:
            done(answer[0])
        elif failed is not None and error is not None:
            failed(error)
        else:
            self.failed.emit(task, error)
