"""Reads files through processes that can be killed: a file may crash one, never watermap.

Whoever opens files holds a ``Reader``; the process starts with the first file and stays for the
next ones. Two threads may read at once, each through a process of its own.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import numpy as np
import numpy.typing as npt

from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading.assemble import raw_file
from watermap.reading.formats import format_of
from watermap.reading.found import FoundFile
from watermap.reading.paths import local_file
from watermap.reading.process import protocol
from watermap.reading.process.arrow_file import BadAnswer
from watermap.reading.process.pieces import Received
from watermap.reading.process.pool import Pool
from watermap.reading.process.process import Died, ReaderProcess
from watermap.reading.raw import RawFile, RawRaster
from watermap.reading.texts.encoding import known_name

DEADLINE_S = 120.0
_POLL_S = 0.05
_TRIES = 2  # a process may have been killed by something that was not the file's fault

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Reader:
    """Reads files of all known formats. A context manager; may be shared between threads."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._pool = Pool()

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
    def pids(self) -> tuple[int, ...]:
        """The numbers of the reader processes that run, those with work first."""
        return tuple(process.pid for process in self._pool.processes)

    @property
    def pid(self) -> int | None:
        """The first of them; None: none runs."""
        return next(iter(self.pids), None)

    def warm(self) -> None:
        """Start a process and load libraries, so that the first file opens as fast as the next.

        Returns at once; files may be read meanwhile.
        """
        self._pool.warm()
        threading.Thread(target=protocol.warm, name="warm reader").start()

    def close(self) -> None:
        """End the processes. The next file would start a new one."""
        self._pool.close()

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
        return self._serve(path, request, raw_file, deadline_s=deadline_s, progress=progress)

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
        return self._serve(path, request, _piece, deadline_s=deadline_s, progress=progress)

    def _serve(
        self,
        path: Path | str,
        request: Mapping[str, object],
        made: Callable[[FoundFile], T],
        *,
        deadline_s: float,
        progress: Progress,
    ) -> T:
        """What is made of the answer for one file."""
        file = local_file(path)
        format_of(file)
        request = {**request, "path": str(file), "deadline_s": deadline_s}
        closings = self._pool.closings
        for attempt in range(_TRIES):
            request["careful"] = attempt > 0
            try:
                return self._ask(file, request, made, deadline_s=deadline_s, progress=progress)
            except (Died, BadAnswer) as error:
                _log.error("the reader process failed: %s\n%s", error, getattr(error, "stack", ""))
            if self._pool.closings != closings:
                break
        raise WatermapError(Problem.error("reading.reader_died", file=file.name))

    def _ask(
        self,
        file: Path,
        request: dict[str, object],
        made: Callable[[FoundFile], T],
        *,
        deadline_s: float,
        progress: Progress,
    ) -> T:
        """Ask one process; ask another where GDAL has drivers that nobody switched off."""
        process = self._pool.take(poll_s=_POLL_S, waiting=lambda: progress.step(0, 1, file.name))
        try:
            process.ask(request)
            received = Received(process.folder)
            reply = _reply(process, received, file, deadline_s=deadline_s, progress=progress)
            refused = _problems(reply) if "problems" in reply else ()
            no_answer = refused or "skip" in reply
            answer = None if no_answer else made(protocol.read_answer(process.folder, received))
        except BaseException:  # whatever ends the waiting, nobody may find the answer later
            self._pool.end(process)
            raise
        if "skip" in reply:
            self._pool.end(process)
            self._switch_off(reply["skip"], file)
            return self._ask(file, request, made, deadline_s=deadline_s, progress=progress)
        if reply.get("spent"):
            self._pool.end(process)
        else:
            self._pool.give_back(process)
        if answer is None:
            raise WatermapError(*refused)
        progress.step(1, 1, file.name)
        return answer

    def _switch_off(self, names: object, file: Path) -> None:
        """Start processes without these drivers of GDAL from now on."""
        more = frozenset(str(name) for name in names) if isinstance(names, list) else frozenset()
        if not more or more <= self._pool.also_skip:
            raise WatermapError(Problem.error("reading.reader_died", file=file.name))
        self._pool.also_skip |= more


def _piece(found: FoundFile) -> tuple[RawRaster, npt.NDArray[np.generic]]:
    if found.pixels is None:
        name = found.source.path.name
        raise WatermapError(Problem.error("reading.no_raster", file=name))
    return found.rasters[0], found.pixels


def _reply(
    process: ReaderProcess,
    received: Received,
    file: Path,
    *,
    deadline_s: float,
    progress: Progress,
) -> Mapping[str, object]:
    """Wait for the answer, taking what goes ahead of it and passing on how far the process is."""
    end = time.monotonic() + deadline_s
    at: tuple[int, int] = (0, 1)
    while True:
        reply = process.reply(wait_s=_POLL_S)
        if reply is not None and not reply.keys() & {"at", "piece"}:
            return reply
        if reply is not None and "piece" in reply:
            received.take(reply["piece"])
        elif reply is not None:
            at = _place(reply["at"])
        progress.step(*at, file.name)
        if time.monotonic() > end:
            raise WatermapError(
                Problem.error("reading.too_long", file=file.name, seconds=f"{deadline_s:g}")
            )


def _place(value: object) -> tuple[int, int]:
    """How much of how much is done, if that can be true."""
    done, total = value if isinstance(value, list) and len(value) == 2 else (None, None)
    if not isinstance(done, int) or not isinstance(total, int) or not 0 <= done <= total:
        raise BadAnswer(str(value)[:80])
    return done, max(1, total)


def _problems(reply: Mapping[str, object]) -> tuple[Problem, ...]:
    listed = reply["problems"]
    found = [one for one in listed if isinstance(one, Problem)] if isinstance(listed, list) else []
    if not found:
        raise BadAnswer("no problems")
    return tuple(found)
