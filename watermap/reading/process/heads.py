"""The part of an answer that is no column: names, counts, notes, and where the columns lie."""

from dataclasses import dataclass

from watermap.errors import Message, Problem
from watermap.reading.raw import Guess, Preview, RawRaster, RecordNote, Source

Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnHead:
    """One column: as FoundColumn, with how its values are stored in place of them."""

    name: str
    type: str
    store: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerHead:
    """One layer: as FoundLayer. ``pieces``: the first and the last, if any went ahead."""

    name: str
    types: dict[str, int]
    encoding: Guess
    crs: str | None
    columns: tuple[ColumnHead, ...]
    pieces: tuple[int, int] | None
    features_in_file: int
    file: int
    rejected: tuple[RecordNote, ...]
    repaired: tuple[RecordNote, ...]
    problems: Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class TableHead:
    """One table: as RawTable, with the parts of its columns in place of rows."""

    source: Source
    name: str
    encoding: Guess | None
    height: int
    width: int
    parts: tuple[tuple[int, str], ...]
    file: int
    merged: tuple[tuple[int, int, int, int], ...]
    hidden: bool
    problems: Problems


@dataclass(frozen=True, slots=True, kw_only=True)
class PixelsHead:
    """A piece of a raster: the type of its numbers and how many bands, rows and columns."""

    dtype: str
    shape: tuple[int, int, int]
    file: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileHead:
    """All that one file holds."""

    source: Source
    layers: tuple[LayerHead, ...]
    tables: tuple[TableHead, ...]
    rasters: tuple[RawRaster, ...]
    problems: Problems
    pixels: PixelsHead | None


CLASSES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        ColumnHead, FileHead, Guess, LayerHead, Message, PixelsHead, Preview, Problem, RawRaster,
        RecordNote, Source, TableHead,
    )
}  # fmt: skip
