"""What a file holds, just as found. Nothing here is renamed, converted or left out in silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from watermap.errors import Message, Problem

if TYPE_CHECKING:  # the reader process makes no frames; pandas would cost it half a second
    import pandas as pd

Cell = str | float | int | bool | dt.datetime | dt.date | dt.time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A few rows of a file's texts in one encoding, to be looked at beside the alternatives."""

    encoding: str
    columns: tuple[str, ...]  # names of the fields shown; (): the rows are lines of text
    rows: tuple[tuple[str, ...], ...]
    lost: int  # characters of the file that are none in this encoding


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A decision that the file did not spell out, with its evidence for the user to see.

    Of an encoding, where texts go beyond ASCII: ``preview`` as decided, ``alternatives`` otherwise.
    """

    value: str
    how: Message
    confidence: float  # 0 … 1; 1: the file says so itself
    preview: Preview | None = None
    alternatives: tuple[Preview, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNote:
    """Something about one record of a file."""

    record: int  # counted from 1, as a person counts rows
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it lay on the disk when it was read, or a table that was asked in its database.

    Of a table ``path`` is what the project calls it: no such file exists.
    """

    path: Path
    format: str  # "ESRI Shapefile", "GPKG", "GeoJSON", "XLSX", "CSV", "GTiff"
    # Of the main file (.shp: of .shp, .dbf, .shx, .prj, .cpg in that order); None: a table.
    sha256: str | None
    modified: dt.date
    read_at: str | None = None  # of a table: when it was asked, ISO with the offset from UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLayer:
    """One layer of a vector file.

    ``attributes`` has the file's own field names as columns, decoded; its index is the record
    number counted from 0, so a rejected record leaves a gap. ``geometry`` is parallel to it:
    shapely objects in the file's own coordinates, None where the record has no shape. Always:
    ``features_in_file == len(attributes) + len(rejected)``; repaired records are among the used.
    """

    source: Source
    name: str
    geometry_types: Mapping[str, int]  # "Polygon": 12, "None": 1 …
    encoding: Guess
    crs_wkt: str | None  # as declared; None: the file says nothing
    field_types: Mapping[
        str, str
    ]  # field name: text, integer, real, date, datetime, boolean, binary
    attributes: pd.DataFrame
    geometry: npt.NDArray[np.object_]
    features_in_file: int
    rejected: tuple[RecordNote, ...] = ()
    repaired: tuple[RecordNote, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """One sheet of a workbook, or one delimited text file, cell by cell.

    ``rows`` starts at the sheet's row 1, column A; all rows are equally long; an empty cell is
    None. Cells of text files are all str. ``merged`` holds (first row, first column, last row,
    last column), counted from 0, both ends inside. What was read has its rows as rows.Rows, which
    behave like a tuple.
    """

    source: Source
    name: str  # the sheet's name; the file's stem for text files
    encoding: Guess | None  # None: the format fixes it
    rows: Sequence[tuple[Cell, ...]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRaster:
    """The header of a raster; pixels are read by window, never whole (see reading/raster.py)."""

    source: Source
    width: int
    height: int
    bands: int
    dtype: str
    nodata: float | None
    crs_wkt: str | None
    transform: tuple[float, float, float, float, float, float]  # affine a b c d e f
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """All that one file holds."""

    source: Source
    layers: tuple[RawLayer, ...] = ()
    tables: tuple[RawTable, ...] = ()
    rasters: tuple[RawRaster, ...] = ()
    problems: tuple[Problem, ...] = ()
