"""What the reader process hands back for one file, before it becomes the frames of raw.py."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from watermap.errors import Problem, WatermapError
from watermap.reading.raw import Guess, RawRaster, RawTable, RecordNote, Source

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundColumn:
    """One column: a list with None, an array of numbers, or an Arrow array of any values."""

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

    def kept(self, keep: npt.NDArray[np.bool_]) -> Polygons:
        """Those of some records only."""
        if keep.all():
            return self
        sizes = np.diff(self.starts)
        ring = keep[self.there]
        return Polygons(
            coordinates=self.coordinates[np.repeat(ring, sizes)],
            starts=np.concatenate([[0], np.cumsum(sizes[ring])]).astype(np.int32),
            there=self.there[keep],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLayer:
    """One layer: as RawLayer, with columns and WKB in place of frame and shapes.

    ``columns`` and ``wkb`` hold the used records only; ``records`` says which those are, from 0.
    ``polygons``: the shapes of records that have no WKB.
    """

    name: str
    types: dict[str, int]
    encoding: Guess
    crs: str | None  # WKT or "EPSG:4490"
    columns: Sequence[FoundColumn]
    records: npt.NDArray[np.int64]
    wkb: Sequence[bytes | None]
    polygons: Polygons | None = None
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


def _picked(
    values: npt.NDArray[np.generic] | list[object] | pa.Array, keep: npt.NDArray[np.bool_]
) -> npt.NDArray[np.generic] | list[object] | pa.Array:
    if isinstance(values, np.ndarray):
        return values[keep]
    if isinstance(values, list):
        return list(compress(values, keep.tolist()))
    return values.take(np.flatnonzero(keep))
