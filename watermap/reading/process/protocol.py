"""What goes between watermap and its reader process: JSON and Arrow files, never pickles.

A damaged or hostile file may take the reader process over. So what comes back can only ever become
one of the few classes named here, field by field of the type that the class says, and cells and
shapes only what the columns announced for them can hold.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from watermap.reading.found import FoundColumn, FoundFile, FoundLayer
from watermap.reading.process.arrow_file import BadAnswer, read_table, write_table
from watermap.reading.process.columns import packed, packed_wkb, store_type, unpacked  # fmt: skip
from watermap.reading.process.heads import (
    CLASSES,
    ColumnHead,
    FileHead,
    LayerHead,
    PixelsHead,
    TableHead,
)
from watermap.reading.process.pieces import Received
from watermap.reading.raw import RawTable
from watermap.reading.rows import Part, Rows, arrow_type, packed as packed_rows

if TYPE_CHECKING:
    import pyarrow as pa

_TAG = "$"  # no mapping with keys from the user's data is sent, so none can be mistaken for a tag
_REST = "answer.json"
_MOST_BYTES = 256 * 2**20  # of the part that is no column
_RECORDS = "records"
_KINDS_OF_PIXELS = "biufc"  # numpy's letters for numbers; no objects

_VALUES: dict[str, Callable[[str], Any]] = {
    "path": Path,
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
    "bytes": base64.b64decode,
}


def write_answer(found: FoundFile, folder: Path) -> None:
    """Put one file's content into the folder: columns into Arrow files, all else into another."""
    files = _Files(folder)
    head = FileHead(
        source=found.source,
        layers=tuple(_layer_head(layer, files) for layer in found.layers),
        tables=tuple(_table_head(table, files) for table in found.tables),
        rasters=tuple(found.rasters),
        problems=tuple(found.problems),
        pixels=None if found.pixels is None else _pixels_head(found.pixels, files),
    )
    (folder / _REST).write_bytes(dumps(head))


def read_answer(folder: Path, received: Received | None = None) -> FoundFile:
    """What ``write_answer`` put there; the files are removed.

    Args:
        folder: where it was put.
        received: the pieces that went ahead; None: all still lie in the folder.

    Raises:
        BadAnswer: it is not what may come.
    """
    try:
        path = folder / _REST
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            raise BadAnswer(path.name)
        head = loads(path.read_bytes())
        path.unlink()
        if not isinstance(head, FileHead):
            raise BadAnswer(type(head).__name__)
        return _found(head, _Files(folder), received or Received(folder))
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadAnswer(str(error)) from error


def warm() -> None:
    """Load what the first answer needs."""
    import pyarrow.compute  # noqa: F401

    for kind in CLASSES:
        _maker(kind)


def dumps(value: object) -> bytes:
    """A request or a short reply as one line."""
    return json.dumps(value, default=_plain).encode("ascii") + b"\n"


def loads(line: bytes) -> Any:  # noqa: ANN401  (whatever was sent)
    """A request or a short reply.

    Raises:
        ValueError: it is no JSON, or a class in it does not have such fields.
    """
    return json.loads(line, object_hook=_rich)


def _plain(value: object) -> object:
    if type(value).__name__ in CLASSES and dataclasses.is_dataclass(value):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {_TAG: type(value).__name__, **fields}
    if isinstance(value, bytes):
        return {_TAG: "bytes", "text": base64.b64encode(value).decode("ascii")}
    if isinstance(value, Path):
        return {_TAG: "path", "text": str(value)}
    if isinstance(value, dt.date | dt.time):  # a datetime is a date too
        return {_TAG: type(value).__name__, "text": value.isoformat()}
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(type(value))


def _rich(value: dict[str, Any]) -> object:
    kind = value.pop(_TAG, None)
    if kind is None:
        return value
    if kind in _VALUES:
        return _VALUES[kind](value["text"])
    return _maker(kind)(value)


@cache
def _maker(kind: str) -> Callable[[Mapping[str, Any]], object]:
    """What makes one of the known classes and holds each field to its type.

    Raises:
        ValueError: no such class is known.
    """
    from pydantic import TypeAdapter

    if kind not in CLASSES:
        raise ValueError(kind)
    names = {field.name for field in dataclasses.fields(CLASSES[kind])}
    check: Callable[[object], object] = TypeAdapter(CLASSES[kind]).validate_python

    def make(fields: Mapping[str, Any]) -> object:
        if not fields.keys() <= names:
            raise ValueError(kind)
        return check(fields)

    return make


class _Files:
    """The Arrow files of one answer, by number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0

    def write(self, columns: Mapping[str, Any]) -> int:
        import pyarrow as pa

        self.count += 1
        write_table(pa.table(dict(columns)), self._path(self.count))
        return self.count

    def read(self, number: int, columns: Mapping[str, pa.DataType]) -> pa.Table:
        import pyarrow as pa

        return read_table(self._path(number), pa.schema(list(columns.items())))

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:d}.arrow"


def _table_head(table: RawTable, files: _Files) -> TableHead:
    rows = packed_rows(table.rows)
    parts = {f"{part.column}.{part.kind}": part.values for part in rows.parts}
    return TableHead(
        source=table.source,
        name=table.name,
        encoding=table.encoding,
        height=rows.height,
        width=rows.width,
        parts=tuple((part.column, part.kind) for part in rows.parts),
        file=files.write(parts),
        merged=table.merged,
        hidden=table.hidden,
        problems=table.problems,
    )


def _layer_head(layer: FoundLayer, files: _Files) -> LayerHead:
    columns: dict[str, Any] = {_RECORDS: np.asarray(layer.records, np.int64)}
    heads = []
    for number, column in enumerate(layer.columns):
        store, columns[str(number)] = packed(column)
        heads.append(ColumnHead(name=column.name, type=column.type, store=store))
    columns["wkb"] = packed_wkb(layer.wkb)
    return LayerHead(
        name=layer.name,
        types=dict(layer.types),
        encoding=layer.encoding,
        crs=layer.crs,
        columns=tuple(heads),
        pieces=(layer.pieces[0], layer.pieces[-1]) if layer.pieces else None,
        features_in_file=layer.features_in_file,
        file=files.write(columns),
        rejected=tuple(layer.rejected),
        repaired=tuple(layer.repaired),
        problems=tuple(layer.problems),
    )


def _pixels_head(pixels: npt.NDArray[np.generic], files: _Files) -> PixelsHead:
    flat = np.ascontiguousarray(pixels).view(np.uint8).ravel()
    return PixelsHead(
        dtype=pixels.dtype.str, shape=tuple(pixels.shape), file=files.write({"bytes": flat})
    )


def _found(head: FileHead, files: _Files, received: Received) -> FoundFile:
    return FoundFile(
        source=head.source,
        layers=[_layer(layer, files, received) for layer in head.layers],
        tables=[_table(table, files) for table in head.tables],
        rasters=head.rasters,
        problems=head.problems,
        pixels=None if head.pixels is None else _pixels(head.pixels, files),
    )


def _table(head: TableHead, files: _Files) -> RawTable:
    types = {f"{column}.{kind}": arrow_type(kind) for column, kind in head.parts}
    stored = files.read(head.file, types)
    if min(head.height, head.width) < 0 or any(column >= head.width for column, _ in head.parts):
        raise BadAnswer(head.name)
    if types and stored.num_rows != head.height:
        raise BadAnswer(head.name)
    parts = [
        Part(column=column, kind=kind, values=stored.column(number))
        for number, (column, kind) in enumerate(head.parts)
    ]
    return RawTable(
        source=head.source,
        name=head.name,
        encoding=head.encoding,
        rows=Rows(height=head.height, width=head.width, parts=parts),
        merged=head.merged,
        hidden=head.hidden,
        problems=head.problems,
    )


def _layer(head: LayerHead, files: _Files, received: Received) -> FoundLayer:
    names = [_RECORDS, *(str(number) for number in range(len(head.columns))), "wkb"]
    stores = ["integer", *(column.store for column in head.columns), "wkb"]
    types = {name: store_type(store) for name, store in zip(names, stores, strict=True)}
    stored = {
        name: _one(column)
        for name, column in zip(names, files.read(head.file, types).columns, strict=True)
    }
    columns = [
        FoundColumn(
            name=column.name,
            type=column.type,
            values=unpacked(column.store, stored[str(number)]),
        )
        for number, column in enumerate(head.columns)
    ]
    records = unpacked("integer", stored[_RECORDS])
    shapes = None if head.pieces is None else received.shapes(*head.pieces)
    if (
        shapes is not None
        and len(records)
        and not 0 <= records.min() <= records.max() < len(shapes)
    ):
        raise BadAnswer(head.name)
    return FoundLayer(
        name=head.name,
        types=head.types,
        encoding=head.encoding,
        crs=head.crs,
        columns=columns,
        records=records,
        wkb=unpacked("wkb", stored["wkb"]),  # type: ignore[arg-type]
        shapes=shapes,
        features_in_file=head.features_in_file,
        rejected=head.rejected,
        repaired=head.repaired,
        problems=head.problems,
    )


def _one(column: pa.ChunkedArray) -> pa.Array:
    """The column's values in one piece, which is nearly always how they came."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _pixels(head: PixelsHead, files: _Files) -> npt.NDArray[np.generic]:
    kind = np.dtype(head.dtype)
    if kind.kind not in _KINDS_OF_PIXELS:
        raise BadAnswer(head.dtype)
    stored = files.read(head.file, {"bytes": store_type("bytes")}).column(0)
    return np.asarray(_one(stored).to_numpy()).view(kind).reshape(head.shape)
