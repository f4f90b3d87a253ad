"""Reads files through a process that can be killed: a file may crash it, never watermap.

Whoever opens files holds a ``Reader``; the process starts with the first file and stays for the
next ones.
"""

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt

from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading import protocol
from watermap.reading.assemble import raw_file
from watermap.reading.encoding import known_name
from watermap.reading.formats import format_of
from watermap.reading.found import FoundFile
from watermap.reading.paths import local_file
from watermap.reading.process import Died, ReaderProcess
from watermap.reading.raw import RawFile, RawRaster

DEADLINE_S = 120.0
_POLL_S = 0.05
_TRIES = 2  # a process may have been killed by something that was not the file's fault

_log = logging.getLogger(__name__)


class Reader:
    """Reads files of all known formats. A context manager; may be shared between threads."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: ReaderProcess | None = None
        self._also_skip: frozenset[str] = frozenset()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Give the reader itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self.close()

    @property
    def pid(self) -> int | None:
        """The reader process's number; None: none runs."""
        return self._process.pid if self._process is not None and self._process.alive else None

    def close(self) -> None:
        """End the process. The next file would start a new one."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def read(
        self,
        path: Path | str,
        *,
        encoding: str | None = None,
        layers: Sequence[str] | None = None,
        deadline_s: float = DEADLINE_S,
        progress: Progress = SILENT,
    ) -> RawFile:
        """All that one file holds.

        Args:
            path: an ordinary local file; of a shapefile the .shp.
            encoding: of the file's texts, where the user knows better; None: decided by content.
            layers: names of the layers or sheets to read; None: all.
            deadline_s: after which the reading is given up.
            progress: asked several times a second whether to stop.

        Raises:
            WatermapError: the file cannot be used; the sentence says why and what to do.
            Cancelled: asked for through ``progress``.
        """
        if encoding is not None and known_name(encoding) is None:
            raise WatermapError(Problem.error("reading.encoding_not_known", encoding=encoding))
        request = {"encoding": encoding, "layers": None if layers is None else list(layers)}
        return raw_file(self._serve(path, request, deadline_s=deadline_s, progress=progress))

    def read_raster(
        self,
        path: Path | str,
        *,
        max_pixels: int,
        bounds: tuple[float, float, float, float] | None = None,
        deadline_s: float = DEADLINE_S,
        progress: Progress = SILENT,
    ) -> tuple[RawRaster, npt.NDArray[np.generic]]:
        """A piece of a GeoTIFF, thinned out (nearest pixel) to at most ``max_pixels`` a band.

        Args:
            path: the GeoTIFF.
            max_pixels: most pixels of one band to bring back.
            bounds: west, south, east, north in the raster's own CRS; None: the whole raster.
            deadline_s: after which the reading is given up.
            progress: asked several times a second whether to stop.

        Returns:
            The header *of the piece* (its width, height and transform) and its values as
            (bands, rows, columns); where they equal ``nodata`` nothing was measured.

        Raises:
            WatermapError: no GeoTIFF, damaged, or nothing of it within the bounds.
            Cancelled: asked for through ``progress``.
        """
        request = {"max_pixels": max_pixels, "bounds": bounds}
        found = self._serve(path, request, deadline_s=deadline_s, progress=progress)
        if found.pixels is None:
            name = Path(path).name
            raise WatermapError(Problem.error("reading.no_raster", file=name))
        return found.rasters[0], found.pixels

    def _serve(
        self,
        path: Path | str,
        request: Mapping[str, object],
        *,
        deadline_s: float,
        progress: Progress,
    ) -> FoundFile:
        file = local_file(path)
        format_of(file)
        request = {**request, "path": str(file), "deadline_s": deadline_s}
        with self._lock:
            for _ in range(_TRIES):
                try:
                    return self._ask(file, request, deadline_s=deadline_s, progress=progress)
                except Died as error:
                    self.close()
                    _log.error("the reader process ended while reading:\n%s", error.stack)
        raise WatermapError(Problem.error("reading.reader_died", file=file.name))

    def _ask(
        self, file: Path, request: dict[str, object], *, deadline_s: float, progress: Progress
    ) -> FoundFile:
        process = self._running()
        end = time.monotonic() + deadline_s
        process.ask(request)
        try:
            while (reply := process.reply(wait_s=_POLL_S)) is None:
                progress.step(0, 1, file.name)
                if time.monotonic() > end:
                    raise WatermapError(
                        Problem.error("reading.too_long", file=file.name, seconds=f"{deadline_s:g}")
                    )
        except BaseException:  # whatever ends the waiting, nobody may find the answer later
            self.close()
            raise
        if "skip" in reply:
            return self._without(reply["skip"], file, request, deadline_s, progress)
        if "problems" in reply:
            raise WatermapError(*reply["problems"])  # type: ignore[misc]
        found = protocol.read_answer(process.folder)
        progress.step(1, 1, file.name)
        return found

    def _without(
        self,
        names: object,
        file: Path,
        request: dict[str, object],
        deadline_s: float,
        progress: Progress,
    ) -> FoundFile:
        """Ask once more, of a process in which these drivers of GDAL are switched off too."""
        more = frozenset(str(name) for name in names)  # type: ignore[attr-defined]
        self.close()
        if more <= self._also_skip:
            raise WatermapError(Problem.error("reading.reader_died", file=file.name))
        self._also_skip |= more
        return self._ask(file, request, deadline_s=deadline_s, progress=progress)

    def _running(self) -> ReaderProcess:
        if self._process is not None and not self._process.alive:
            self.close()
        if self._process is None:
            self._process = ReaderProcess(also_skip=self._also_skip)
        return self._process
