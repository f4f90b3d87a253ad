"""How far the reader process is with a file, told to watermap a few times a second."""

import time
from collections.abc import Callable

_EVERY_S = 0.1


class Steps:
    """A ``Progress`` that passes on where the work stands. ``tell``: takes how much of how much."""

    def __init__(self, tell: Callable[[tuple[int, int]], None]) -> None:
        """Start the clock."""
        self._tell = tell
        self._last = time.monotonic()

    def step(self, done: int, total: int, message: str = "") -> None:
        """Tell it, unless something was told just now."""
        now = time.monotonic()
        if now - self._last >= _EVERY_S:
            self._last = now
            self._tell((min(done, total), total))
