"""A table's rows as a GeoPackage: written block by block, whole or not at all, and counted."""

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from watermap.atomic import atomic
from watermap.errors import Problem, WatermapError
from watermap.progress import Progress
from watermap.reading.gdal import take_paths_as_they_are
from watermap.reading.postgis.columns import Column
from watermap.reading.postgis.rows import Row, TableLook

_SIDE_FILES = ("-journal", "-wal", "-shm")
_SUM_BITS = 256
_SINGLE_TYPES = frozenset(
    {"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"}
)
_OF_MILLISECONDS = 1000

Values = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What was written.

    ``content``: a sum over CRS, columns and all rows, in which the rows' order plays no part.
    """

    rows: int
    content: str
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Tally:
    """What is added up while blocks pass."""

    rows: int = 0
    total: int = 0
    unreadable: int = 0  # dates that no calendar has
    rounded: int = 0  # times finer than a millisecond
    not_numbers: int = 0

    def add(self, block: Sequence[Row]) -> None:
        self.rows += len(block)
        for row in block:
            self.total = (self.total + _sum_of(row)) % 2**_SUM_BITS


def _sum_of(value: object) -> int:
    return int.from_bytes(hashlib.sha256(repr(value).encode("utf-8")).digest())


def written_package(
    path: Path, *, look: TableLook, rows: Iterator[list[Row]], progress: Progress
) -> Package:
    """Write the rows of a table.

    Raises:
        WatermapError: the file cannot be written, or does not hold all rows.
        Cancelled: asked for through ``progress``; the file is as it was.
    """
    names, problems = _names(look)
    tally = _Tally(total=_sum_of((look.crs_wkt, names, [one.kind for one in look.columns])))
    with atomic(path) as temporary, _told_as(path), _tidied(temporary):
        temporary.unlink()  # GDAL wants to make the file itself
        for block in rows:
            tally.add(block)
            _append(temporary, block, look, names, tally)
            progress.step(min(tally.rows, look.rows), look.rows, look.name.shown)
        _verify(temporary, path, tally.rows, look.rows)
    return Package(
        rows=tally.rows,
        content=f"{tally.total:064x}",
        problems=(*problems, *_about_values(look, tally)),
    )


def _append(
    path: Path, block: Sequence[Row], look: TableLook, names: Sequence[str], tally: _Tally
) -> None:
    import pyogrio.raw

    take_paths_as_they_are()
    shapes, *columns = zip(*block, strict=True)
    arrays = [
        _array(column, values, tally) for column, values in zip(look.columns, columns, strict=True)
    ]
    own = _unused("fid", names), _unused("geom", names)
    options: dict[str, Any] = {}
    if not path.exists():
        options = {"layer_options": {"FID": own[0], "GEOMETRY_NAME": own[1]}}
    pyogrio.raw.write(
        path,
        _objects(shapes),
        [values for values, _ in arrays],
        list(names),
        field_mask=[mask for _, mask in arrays],
        layer=_layer_name(look.name.table),
        driver="GPKG",
        geometry_type=_layer_type(look),
        crs=look.crs_wkt,
        promote_to_multi=False,
        append=path.exists(),
        **options,
    )


def _layer_name(table: str) -> str:
    """The table's name as GDAL takes it: none that starts with a punctuation mark."""
    return re.sub(r"[^\w]+", "_", table).strip("_") or "layer"


def _layer_type(look: TableLook) -> str:
    """The one type of all shapes; Unknown where there are several or rare ones."""
    found = [name for name in look.types if name != "None"]
    return found[0] if len(found) == 1 and found[0] in _SINGLE_TYPES else "Unknown"


def _array(column: Column, values: Sequence[Any], tally: _Tally) -> tuple[Values, Values | None]:
    """Values as pyogrio takes them, and which of them are missing."""
    missing = np.array([value is None for value in values], dtype=bool)
    if column.kind == "integer":
        return np.array([value or 0 for value in values], np.int64), missing
    if column.kind == "boolean":
        return np.array([bool(value) for value in values], np.bool_), missing
    if column.kind == "real":
        numbers = np.array([0.0 if value is None else value for value in values], np.float64)
        tally.not_numbers += int((~np.isfinite(numbers)).sum())
        return numbers, missing | ~np.isfinite(numbers)
    if column.kind == "text":
        return _objects(values), None
    read = _day if column.kind == "date" else _moment
    unit = "datetime64[D]" if column.kind == "date" else "datetime64[ms]"
    return np.array([_read_time(value, read, tally) for value in values], unit), None


def _objects(values: Sequence[Any]) -> Values:
    packed = np.empty(len(values), dtype=object)
    packed[:] = values
    return packed


def _read_time(
    text: str | None, read: Callable[[str], dt.date | dt.datetime], tally: _Tally
) -> np.datetime64 | dt.date | dt.datetime:
    """A day or moment; ``infinity`` and days before our era have no place in the file."""
    if text is None:
        return np.datetime64("NaT")
    try:
        found = read(text)
    except ValueError:
        tally.unreadable += 1
        return np.datetime64("NaT")
    if isinstance(found, dt.datetime) and found.microsecond % _OF_MILLISECONDS:
        tally.rounded += 1
    return found


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def _names(look: TableLook) -> tuple[list[str], list[Problem]]:
    """The columns' names; a GeoPackage does not tell Name from name, so one is renamed."""
    names: list[str] = []
    renamed = 0
    for column in look.columns:
        unique = _unused(column.name, names)
        renamed += unique != column.name
        names.append(unique)
    if not renamed:
        return names, []
    return names, [Problem.note("reading.fields_renamed", file=look.name.shown, n=renamed)]


def _unused(name: str, names: Sequence[str]) -> str:
    known = {one.lower() for one in names}
    while name.lower() in known:
        name += "_"
    return name


def _about_values(look: TableLook, tally: _Tally) -> list[Problem]:
    table = look.name.shown
    counted = {
        "times_unreadable": tally.unreadable,
        "times_rounded": tally.rounded,
        "not_numbers": tally.not_numbers,
    }
    return [
        Problem.warning(f"workspace.{code}", table=table, n=n) for code, n in counted.items() if n
    ]


def _verify(temporary: Path, path: Path, written: int, counted: int) -> None:
    """Read the count again: a full disk may lose rows without any error."""
    import pyogrio

    found = pyogrio.read_info(temporary, force_feature_count=True)["features"]
    if not found == written == counted:
        given = {"file": path.name, "expected": counted, "found": found}
        raise WatermapError(Problem.error("workspace.snapshot_short", **given))


@contextmanager
def _told_as(path: Path) -> Iterator[None]:
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError, GeometryError

    try:
        yield
    except (DataSourceError, DataLayerError, FieldError, GeometryError) as error:
        raise WatermapError(Problem.error("workspace.snapshot_failed", file=path.name)) from error


@contextmanager
def _tidied(temporary: Path) -> Iterator[None]:
    """SQLite's side files carry the temporary file's name and go with it."""
    try:
        yield
    finally:
        for ending in _SIDE_FILES:
            temporary.with_name(temporary.name + ending).unlink(missing_ok=True)
