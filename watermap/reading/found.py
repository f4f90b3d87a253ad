"""What the reader process hands back for one file, before it becomes the frames of raw.py."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from watermap.errors import Problem, WatermapError
from watermap.reading.raw import Guess, RawRaster, RawTable, RecordNote, Source

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundColumn:
    """One column: an array of numbers, NaN where a real one is missing, else a list with None.

    Texts may be an Arrow array too, of large strings or of a dictionary of them.
    """

    name: str
    type: str  # as in RawLayer.field_types
    values: npt.NDArray[np.generic] | list[object] | pa.Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygons:
    """Polygons of one ring each; ``there``: which records have one.

    The ring of the n-th record that has one goes from ``starts[n]`` up to ``starts[n + 1]``.
    """

    coordinates: npt.NDArray[np.float64]  # (points, 2)
    starts: npt.NDArray[np.int32]
    there: npt.NDArray[np.bool_]

    def shapes(self) -> npt.NDArray[np.object_]:
        """As shapely objects, None where there is none."""
        import shapely

        found = np.full(len(self.there), None, dtype=object)
        found[self.there] = shapely.from_ragged_array(
            shapely.GeometryType.POLYGON,
            self.coordinates,
            (self.starts, np.arange(len(self.starts))),
        )
        return found

    def without(self, records: npt.NDArray[np.int64]) -> Polygons:
        """The same, some records having none."""
        if not len(records):
            return self
        there = self.there.copy()
        there[records] = False
        ring, sizes = there[self.there], np.diff(self.starts)
        return Polygons(
            coordinates=self.coordinates[np.repeat(ring, sizes)],
            starts=np.concatenate([[0], np.cumsum(sizes[ring])]).astype(np.int32),
            there=there,
        )

    def repeated(self) -> npt.NDArray[np.int64]:
        """The records whose ring has the same point twice in a row."""
        x, y = self.coordinates.T
        twice = np.flatnonzero((x[1:] == x[:-1]) & (y[1:] == y[:-1]))
        ring = np.searchsorted(self.starts, twice, "right") - 1
        inside = twice + 1 < self.starts[ring + 1]  # else the next ring begins where one ends
        return np.flatnonzero(self.there)[np.unique(ring[inside])]


Send = Callable[[Polygons], int]  # ahead of the answer; gives the number of the piece


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLayer:
    """One layer: as RawLayer, with columns and WKB in place of frame and shapes.

    ``columns`` and ``wkb`` hold the used records only; ``records`` says which those are, from 0.
    Shapes of records that have no WKB may have gone ahead in ``pieces``, by number, which hold all
    records of the layer in order; ``shapes``: what the app has made of them.
    """

    name: str
    types: dict[str, int]
    encoding: Guess
    crs: str | None  # WKT or "EPSG:4490"
    columns: Sequence[FoundColumn]
    records: npt.NDArray[np.int64]
    wkb: Sequence[bytes | None]
    pieces: Sequence[int] = ()
    shapes: npt.NDArray[np.object_] | None = None
    features_in_file: int
    rejected: Sequence[RecordNote] = ()
    repaired: Sequence[RecordNote] = ()
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """All that one file holds. ``pixels``: only where a piece of a raster was asked for."""

    source: Source
    layers: Sequence[FoundLayer] = ()
    tables: Sequence[RawTable] = ()
    rasters: Sequence[RawRaster] = ()
    problems: Sequence[Problem] = field(default=())
    pixels: npt.NDArray[np.generic] | None = None


class Spent(WatermapError):  # noqa: N818  (it says what the process is)
    """The file is refused while a parser of it still runs: the process must be ended."""


def source_of(path: Path, name: str, others: Iterable[Path | None] = ()) -> Source:
    """The file as it lies on the disk, with the sum over it and the files that belong to it."""
    total = hashlib.sha256()
    for part in (path, *others):
        if part is not None:
            with part.open("rb") as stream:
                while block := stream.read(1 << 20):
                    total.update(block)
    modified = dt.datetime.fromtimestamp(path.stat().st_mtime).date()
    return Source(path=path, format=name, sha256=total.hexdigest(), modified=modified)


def picked_columns(
    columns: Sequence[FoundColumn], keep: npt.NDArray[np.bool_]
) -> list[FoundColumn]:
    """The columns without the records that are not used."""
    if keep.all():
        return list(columns)
    return [replace(column, values=_picked(column.values, keep)) for column in columns]


def _picked(values: Any, keep: npt.NDArray[np.bool_]) -> Any:  # noqa: ANN401  (Arrow has no types)
    if isinstance(values, np.ndarray):
        return values[keep]
    if isinstance(values, list):
        return list(compress(values, keep.tolist()))
    return values.filter(keep)
