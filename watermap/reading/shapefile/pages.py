"""A file's bytes as an array whose pages need not stay in memory."""

import mmap
from pathlib import Path

import numpy as np

from watermap.reading.shapefile.records import Bytes

_LET_GO = getattr(mmap, "MADV_DONTNEED", None)  # POSIX only


class Pages:
    """A file mapped into memory, to be read only. ``bytes``: all of it."""

    def __init__(self, path: Path) -> None:
        """Map it; it must not be empty."""
        with path.open("rb") as stream:
            self._pages = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self.bytes: Bytes = np.frombuffer(self._pages, np.uint8)

    def let_go(self) -> None:
        """Give back the memory of what was looked at; whoever looks again gets it from the file."""
        if _LET_GO is not None:
            self._pages.madvise(_LET_GO)
