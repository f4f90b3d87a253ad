"""GeoParquet (1.0 and 1.1, and the versions before): read through Arrow, from this one file only.

Shapes are WKB or, in newer files, Arrow's own nested lists. A Parquet file without shapes is a
table.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from watermap.errors import Message, Problem, WatermapError
from watermap.reading.formats import Format
from watermap.reading.found import FoundColumn, FoundFile, FoundLayer, picked_columns, source_of
from watermap.reading.raw import Guess, Source
from watermap.reading.shapes import geometry, notes
from watermap.reading.texts.encoding import UTF8
from watermap.reading.vector.plain_tables import table_of

Arrow = Any  # a module, table or array without types

MOST_CELLS = 400_000_000  # rows times columns; a small file can announce far more
MOST_BYTES = 3 * 2**30
_OWN_CRS = "EPSG:4326"  # what the format prescribes where a file says nothing: OGC:CRS84
_DEPTHS = {
    "point": 0, "linestring": 1, "multipoint": 1, "polygon": 2, "multilinestring": 2,
    "multipolygon": 3,
}  # fmt: skip
_TYPES = {
    "point": shapely.GeometryType.POINT,
    "linestring": shapely.GeometryType.LINESTRING,
    "multipoint": shapely.GeometryType.MULTIPOINT,
    "polygon": shapely.GeometryType.POLYGON,
    "multilinestring": shapely.GeometryType.MULTILINESTRING,
    "multipolygon": shapely.GeometryType.MULTIPOLYGON,
}
_FIXED = Guess(value=UTF8, how=Message.of("reading.encoding_format"), confidence=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Geo:
    """What the file says of its shapes: the column to use, how they are written, and where."""

    column: str
    others: Sequence[str]
    encoding: str
    crs: str | None
    covering: str | None  # a column of boxes around the shapes, of no use here
    problems: Sequence[Problem]


def read_parquet(path: Path, form: Format) -> FoundFile:
    """The one layer of a GeoParquet file, or the table of a plain one.

    Raises:
        WatermapError: it is damaged, or too large.
    """
    source = source_of(path, form.name)
    try:
        with path.open("rb") as stream:
            file = pq.ParquetFile(stream)
            _refuse_size(path, file.metadata)
            table = file.read(use_threads=False)
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error
    geo = _geo(path, table)
    if geo is None:
        columns = _columns(table, skipped=())
        rows = table.num_rows
        plain = table_of(columns, rows, name=path.stem, source=source, expected=rows)
        return FoundFile(source=source, tables=[plain])
    return FoundFile(source=source, layers=[_layer(source, table, geo)])


def _refuse_size(path: Path, metadata: Arrow) -> None:
    """A column that repeats one value needs no room in the file, but in memory."""
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    size = sum(group.total_byte_size for group in groups)
    if metadata.num_rows * metadata.num_columns > MOST_CELLS or size > MOST_BYTES:
        raise WatermapError(
            Problem.error("reading.too_many_rows", file=path.name, rows=metadata.num_rows)
        )


def _geo(path: Path, table: Arrow) -> _Geo | None:
    """The metadata under ``geo``; None: the file says nothing of shapes."""
    stored = (table.schema.metadata or {}).get(b"geo")
    if stored is None:
        return None
    try:
        said = json.loads(stored)
        column = said["primary_column"]
        columns = said["columns"]
        one = columns[column]
        encoding = str(one["encoding"]).lower()
        if column not in table.column_names or encoding not in ("wkb", *_DEPTHS):
            raise KeyError(column)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WatermapError(Problem.error("reading.geo_unreadable", file=path.name)) from error
    problems = []
    others = [name for name in columns if name != column]
    if others:
        names = "、".join(others)
        problems.append(
            Problem.warning("reading.more_geometries", file=path.name, used=column, names=names)
        )
    if one.get("edges", "planar") != "planar":
        problems.append(Problem.warning("reading.edges_spherical", file=path.name))
    box = (one.get("covering") or {}).get("bbox") or {}
    covering = next((str(place[0]) for place in box.values() if place), None)
    return _Geo(
        column=column,
        others=others,
        encoding=encoding,
        crs=_crs(one.get("crs", _OWN_CRS)),
        covering=covering,
        problems=problems,
    )


def _crs(given: object) -> str | None:
    """PROJJSON, or WKT in early files; null says that the place is not known."""
    if given is None:
        return None
    if isinstance(given, str):
        return given
    code = given.get("id") if isinstance(given, Mapping) else None
    if isinstance(code, Mapping):
        authority, number = str(code.get("authority")).upper(), str(code.get("code"))
        if authority == "EPSG" and number.isdecimal():
            return f"EPSG:{number}"
        if authority == "OGC" and number.upper() == "CRS84":
            return _OWN_CRS
    return json.dumps(given)


def _is_json(crs: str | None) -> bool:
    return crs is not None and crs.startswith("{")


def _layer(source: Source, table: Arrow, geo: _Geo) -> FoundLayer:
    path = source.path
    column = table.column(geo.column)
    try:
        wkb = column.to_pylist() if geo.encoding == "wkb" else _ragged(column, geo.encoding)
        shapes = geometry.start(wkb)
        geometry.settle(shapes, crs=None if _is_json(geo.crs) else geo.crs)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise WatermapError(Problem.error("reading.geo_unreadable", file=path.name)) from error
    columns = _columns(table, skipped=(geo.column, *geo.others, geo.covering))
    return FoundLayer(
        name=path.stem,
        types=dict(shapes.types),
        encoding=_FIXED,
        crs=geo.crs,
        columns=picked_columns(columns, shapes.keep),
        records=np.flatnonzero(shapes.keep),
        wkb=[shapes.wkb[record] for record in np.flatnonzero(shapes.keep).tolist()],
        features_in_file=table.num_rows,
        rejected=shapes.rejected,
        repaired=shapes.repaired,
        problems=[*geo.problems, *notes.about_shapes(path.name, path.stem, shapes)],
    )


def _ragged(column: Arrow, kind: str) -> list[bytes | None]:
    """Nested lists of places as WKB."""
    whole = column.combine_chunks()
    missing = whole.is_null().to_pylist()
    offsets: list[Any] = []
    inner = whole
    for _ in range(_DEPTHS[kind]):
        offsets.insert(0, np.asarray(inner.offsets))
        inner = inner.values
    axes = [inner.type.field(place).name for place in range(inner.type.num_fields)]
    wanted = [name for name in ("x", "y", "z") if name in axes]
    parts = dict(zip(axes, inner.flatten(), strict=True))
    places = np.column_stack([parts[name].to_numpy(zero_copy_only=False) for name in wanted])
    shapes = shapely.from_ragged_array(_TYPES[kind], places.astype(np.float64), tuple(offsets))
    return [
        None if absent else one for absent, one in zip(missing, shapely.to_wkb(shapes), strict=True)
    ]


def _columns(table: Arrow, *, skipped: Sequence[str | None]) -> list[FoundColumn]:
    found: list[FoundColumn] = []
    names: set[str] = set()
    for name, column in zip(table.column_names, table.columns, strict=True):
        if name not in skipped:
            unique = name or "field"
            while unique in names:
                unique += "_"
            names.add(unique)
            found.append(_column(unique, column))
    return found


def _column(name: str, column: Arrow) -> FoundColumn:
    """One column; what has no plain type of its own is written as text."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    kind = column.type
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
        return FoundColumn(name=name, type="datetime", values=column.to_pylist())
    if pa.types.is_floating(kind):
        values = column.cast(pa.float64()).to_numpy()
        return FoundColumn(name=name, type="real", values=values)
    if pa.types.is_integer(kind):
        plain = column.null_count == 0 and not pa.types.is_uint64(kind)
        values = column.cast(pa.int64()).to_numpy() if plain else column.to_pylist()
        return FoundColumn(name=name, type="integer", values=values)
    for test, told in (
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_date, "date"),
        (pa.types.is_binary, "binary"),
        (pa.types.is_large_binary, "binary"),
        (pa.types.is_fixed_size_binary, "binary"),
    ):
        if test(kind):
            return FoundColumn(name=name, type=told, values=column.to_pylist())
    return FoundColumn(
        name=name, type="text", values=[_text(value) for value in column.to_pylist()]
    )


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
