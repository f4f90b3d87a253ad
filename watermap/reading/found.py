"""What the reader process hands back for one file, before it becomes the frames of raw.py."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from watermap.errors import Problem
from watermap.reading.raw import Guess, RawRaster, RawTable, RecordNote, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundColumn:
    """One column: an array where every value is a number of one type, else a list with None."""

    name: str
    type: str  # as in RawLayer.field_types
    values: npt.NDArray[np.generic] | list[object]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLayer:
    """One layer: as RawLayer, with columns and WKB in place of frame and shapes.

    ``columns`` and ``wkb`` hold the used records only; ``records`` says which those are, from 0.
    """

    name: str
    types: dict[str, int]
    encoding: Guess
    crs: str | None  # WKT or "EPSG:4490"
    columns: Sequence[FoundColumn]
    records: npt.NDArray[np.int64]
    wkb: Sequence[bytes | None]
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
    used = keep.tolist()
    return [
        replace(
            column,
            values=column.values[keep]
            if isinstance(column.values, np.ndarray)
            else list(compress(column.values, used)),
        )
        for column in columns
    ]
