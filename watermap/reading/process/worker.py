"""The reader process: ``python -P -m watermap.reading.process.worker FOLDER``.

Reads one request a line from its input, answers with one line, and puts what it has read into
FOLDER. It ends when its input ends, and takes the folder with it. Heavy libraries are imported
when the first file needs them.
"""

import contextlib
import dataclasses
import faulthandler
import gc
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading.formats import check_content, format_of, main_file
from watermap.reading.found import FoundFile, Spent
from watermap.reading.gdal import MoreDrivers
from watermap.reading.left_out import leave_out
from watermap.reading.paths import refusal
from watermap.reading.process import protocol
from watermap.reading.process.pieces import Pieces
from watermap.reading.process.steps import Steps

MEMORY_BYTES = 6 * 2**30
STACK = "stack.txt"  # where it stands when it crashes
_GRACE_S = 10.0  # beyond the deadline, after which nobody can be waiting any more


def main() -> None:
    """Serve requests until there are no more."""
    folder = Path(sys.argv[1])
    _limit_memory()
    gc.disable()  # what is read has no cycles, and looking for some takes most of the time
    _write_stack_to(folder / STACK)
    with _own_output() as output:
        for line in sys.stdin.buffer:
            request = json.loads(line)
            if "warm" in request:
                _warm()
                continue
            _alarm(request["deadline_s"] + _GRACE_S)
            steps = Steps(lambda at: _send(output, {"at": at}))
            pieces = Pieces(folder, lambda number: _send(output, {"piece": number}))
            _send(output, answer(request, folder, steps, pieces))
            _alarm(0)
            gc.collect()
    shutil.rmtree(folder, ignore_errors=True)


def _send(output: BinaryIO, reply: Mapping[str, object]) -> None:
    output.write(protocol.dumps(reply))
    output.flush()


def _warm() -> None:
    """Load what the first file needs. A driver that must be switched off is told then."""
    leave_out()
    import python_calamine  # noqa: F401
    import shapely  # noqa: F401

    from watermap.reading import gdal

    with contextlib.suppress(MoreDrivers):
        gdal.vector_library()


def answer(
    request: Mapping[str, Any],
    folder: Path,
    progress: Progress = SILENT,
    pieces: Pieces | None = None,
) -> dict[str, object]:
    """Serve one request; what the user has to know comes back as problems."""
    pieces = pieces or Pieces(folder)
    leave_out()
    path = Path(request["path"])
    try:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            found = _read(path, request, Path(scratch), progress, pieces)
        protocol.write_answer(found, folder)
    except WatermapError as error:
        return {"problems": list(error.problems), "spent": isinstance(error, Spent)}
    except MoreDrivers as error:
        return {"skip": sorted(error.names)}
    except MemoryError:
        return {"problems": [Problem.error("reading.out_of_memory", file=path.name)]}
    except OSError as error:
        return {"problems": list(refusal(path, error).problems)}
    return {"done": True}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is to be read of a file. ``careful``: a process has died of it before."""

    encoding: str | None
    layers: Sequence[str] | None
    careful: bool
    progress: Progress
    pieces: Pieces


def _read(
    path: Path, request: Mapping[str, Any], folder: Path, progress: Progress, pieces: Pieces
) -> FoundFile:
    path, told = main_file(path)
    form = format_of(path)
    if form.group == "raster":
        check_content(path, form)
        from watermap.reading.raster import raster

        if "max_pixels" not in request:
            return raster.read_raster(path)
        bounds = tuple(request["bounds"]) if request["bounds"] else None
        return raster.read_piece(path, bounds=bounds, max_pixels=request["max_pixels"])
    from watermap.reading.texts.ruined import with_ruins_told

    asked = _Asked(
        encoding=request.get("encoding"),
        layers=request.get("layers"),
        careful=bool(request.get("careful")),
        progress=progress,
        pieces=pieces,
    )
    found = with_ruins_told(_read_data(path, asked, folder))
    return dataclasses.replace(found, problems=[*told, *found.problems])


def _read_data(path: Path, asked: _Asked, folder: Path) -> FoundFile:
    """One file of layers or tables, which may lie in an archive."""
    form = format_of(path)
    check_content(path, form)
    if form.group == "archive":
        from watermap.reading.archive.archive import read_archive

        return read_archive(
            path,
            form,
            layers=asked.layers,
            folder=folder,
            read=lambda inner, names, own: _read_data(
                inner, dataclasses.replace(asked, layers=names), own
            ),
        )
    if form.group == "text":
        from watermap.reading.texts.text import read_text_table

        return read_text_table(path, encoding=asked.encoding, progress=asked.progress)
    if form.group == "workbook":
        from watermap.reading.workbook.workbook import read_workbook

        return read_workbook(
            path, form.name, sheets=asked.layers, careful=asked.careful, progress=asked.progress
        )
    return _read_vector(path, form.group, asked, folder)


def _read_vector(path: Path, group: str, asked: _Asked, folder: Path) -> FoundFile:
    if group == "shapefile":
        from watermap.reading.shapefile.shapefile import read_shapefile

        return read_shapefile(
            path,
            encoding=asked.encoding,
            folder=folder,
            send=asked.pieces.send,
            progress=asked.progress,
        )
    if group == "geojson":
        from watermap.reading.vector.geojson import read_geojson

        return read_geojson(path, format_of(path), encoding=asked.encoding)
    if group == "geopackage":
        from watermap.reading.vector.geopackage import read_geopackage

        return read_geopackage(path, layers=asked.layers, folder=folder)
    if group != "database":
        return _read_more(path, group, asked, folder)
    from watermap.reading.vector.database import read_database

    return read_database(path, format_of(path), layers=asked.layers)


def _read_more(path: Path, group: str, asked: _Asked, folder: Path) -> FoundFile:
    if group == "geodatabase":
        from watermap.reading.vector.filegdb import read_geodatabase

        return read_geodatabase(path, format_of(path), layers=asked.layers)
    if group == "gpx":
        from watermap.reading.vector.gpx import read_gpx

        return read_gpx(path, format_of(path), layers=asked.layers)
    if group == "kml":
        from watermap.reading.vector.kml import read_kml

        return read_kml(path, format_of(path), encoding=asked.encoding, layers=asked.layers)
    if group == "mapinfo":
        from watermap.reading.vector.mapinfo import read_mapinfo

        return read_mapinfo(path, format_of(path), encoding=asked.encoding, folder=folder)
    if group == "parquet":
        from watermap.reading.vector.parquet import read_parquet

        return read_parquet(path, format_of(path))
    from watermap.reading.vector.cad import read_drawing

    return read_drawing(path, encoding=asked.encoding, layers=asked.layers, folder=folder)


def _own_output() -> BinaryIO:
    """The pipe to watermap; whatever a library prints goes nowhere."""
    pipe = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(pipe, "wb")


def _limit_memory() -> None:
    """A file that asks for everything fails by itself before the computer does. POSIX only."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _alarm(seconds: float) -> None:
    """End this process if watermap is gone and nobody else will. POSIX only."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _write_stack_to(path: Path) -> None:
    """Say there where a crash or an unforeseen exception arose, without any value of the data."""
    stack = path.open("w", encoding="utf-8")  # stays open as long as the process lives
    faulthandler.enable(stack)

    def hook(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
        stack.write("".join(traceback.format_tb(trace)) + kind.__name__ + "\n")
        stack.flush()

    sys.excepthook = hook


if __name__ == "__main__":
    main()
