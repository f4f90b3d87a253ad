"""A shapefile with all its parts: every record accounted for, whatever the parts say of each other.

The .shp, .shx and .dbf are compared before GDAL opens anything. Where they agree, GDAL reads the
shapes in place; where not, it gets a sound copy in the reader's own folder, made of the records
that can be trusted. The user's files are never changed.
"""

import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from watermap.errors import Message, Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading import gdal
from watermap.reading.found import FoundFile, FoundLayer, picked_columns, source_of
from watermap.reading.paths import sibling
from watermap.reading.raw import Source
from watermap.reading.shapefile import dbf, polygons as shp_polygons, records as shp_records
from watermap.reading.shapefile.attributes import Attributes, no_attributes, read_attributes
from watermap.reading.shapefile.records import Bytes, Records
from watermap.reading.shapes import geometry, notes

_ENDINGS = (".dbf", ".shx", ".prj", ".cpg")
_WKT = re.compile(r"[A-Z_]{6,20}\s*\[")  # PROJCS[, GEOGCRS[ …
_NAME = re.compile(r"[\w /().:+-]{4,80}")
_SHAPES_ONLY: Mapping[str, object] = {"columns": [], "encoding": "ISO-8859-1"}
_PRJ_BYTES, _CPG_BYTES = 100_000, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The files of one shapefile; None: missing."""

    shp: Path
    dbf: Path | None
    shx: Path | None
    prj: Path | None
    cpg: Path | None

    def missing(self) -> list[str]:
        """The endings that should be there and are not. A .cpg is optional."""
        found = {".dbf": self.dbf, ".shx": self.shx, ".prj": self.prj}
        return [ending for ending, path in found.items() if path is None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The .dbf, and how many of its records are believed; ``table`` None: no attributes."""

    table: dbf.Table | None
    rows: int


def read_shapefile(
    path: Path, *, encoding: str | None, folder: Path, progress: Progress = SILENT
) -> FoundFile:
    """The one layer of a shapefile.

    Args:
        path: the .shp.
        encoding: how its texts are encoded; None: decided by what they are.
        folder: where a sound copy may be made.
        progress: told how far the reading is.

    Raises:
        WatermapError: the .shp is none, or no record of it can be read.
    """
    parts = _Parts(shp=path, **{ending[1:]: sibling(path, ending) for ending in _ENDINGS})
    if path.stat().st_size < shp_records.HEADER:
        raise WatermapError(Problem.error("reading.damaged", file=path.name))
    shp = np.memmap(path, np.uint8, "r")
    if not _known_type(shp):
        raise WatermapError(Problem.error("reading.damaged", file=path.name))
    problems = [
        Problem.warning(f"reading.no_{ending[1:]}", file=path.name) for ending in parts.missing()
    ]
    records, about_index = _locate(parts, shp)
    problems += about_index
    table, found = _open_table(parts, len(records))
    problems += found
    indexed = parts.shx is not None and not about_index
    crs, about_crs = _crs(parts)
    total = max(len(records), table.rows)
    with ThreadPoolExecutor(1) as aside:  # GEOS leaves other threads room while it checks shapes
        summing = aside.submit(_source, parts)
        decoding = aside.submit(_attributes, parts, table, total, encoding)
        shapes, found = _shapes(parts, shp, records, table, indexed=indexed, folder=folder)
        problems += found
        geometry.settle(shapes, crs=crs, progress=progress)
    attributes = decoding.result()
    problems += attributes.problems + notes.about_shapes(path.name, path.stem, shapes)
    layer = FoundLayer(
        name=path.stem,
        types=dict(shapes.types),
        encoding=attributes.encoding,
        crs=crs,
        columns=picked_columns(attributes.columns, shapes.keep),
        records=np.flatnonzero(shapes.keep),
        wkb=[shapes.wkb[record] for record in np.flatnonzero(shapes.keep).tolist()],
        polygons=shapes.polygons and shapes.polygons.kept(shapes.keep),
        features_in_file=len(shapes.wkb),
        rejected=shapes.rejected,
        repaired=shapes.repaired,
        problems=[*problems, *about_crs],
    )
    return FoundFile(source=summing.result(), layers=[layer])


def _source(parts: _Parts) -> Source:
    others = (parts.dbf, parts.shx, parts.prj, parts.cpg)
    return source_of(parts.shp, "ESRI Shapefile", others)


def _known_type(shp: Bytes) -> bool:
    return int(shp[32:36].view("<i4")[0]) in shp_records.KNOWN_TYPES


def _locate(parts: _Parts, shp: Bytes) -> tuple[Records, list[Problem]]:
    """Where the records are: by the index where it fits, else by the chain in the .shp."""
    listed = shp_records.from_index(shp, np.fromfile(parts.shx, np.uint8)) if parts.shx else None
    if listed is not None and shp_records.covers(listed, shp):
        return listed, []
    chained = shp_records.walk(shp)
    if listed is None:
        return chained, []
    best = listed if listed.present >= chained.present else chained
    problem = Problem.warning(
        "reading.index_differs",
        file=parts.shp.name,
        listed=len(listed),
        found=chained.present,
        used=best.present,
    )
    return best, [problem]


def _open_table(parts: _Parts, shapes: int) -> tuple[_Table, list[Problem]]:
    """The attributes' table, and what its counts say against the number of shapes."""
    if parts.dbf is None:
        return _Table(table=None, rows=0), []
    name = parts.dbf.name
    try:
        table = dbf.parse(parts.dbf.read_bytes())
    except dbf.BrokenTable:
        return _Table(table=None, rows=0), [Problem.error("reading.dbf_unreadable", file=name)]
    rows = table.count(shapes)
    problems = []
    if table.declared != rows:
        problems.append(
            Problem.warning(
                "reading.dbf_header_lies",
                file=name,
                declared=table.declared,
                found=table.in_file,
                used=rows,
            )
        )
    if rows != shapes:
        problems.append(
            Problem.error("reading.counts_differ", file=parts.shp.name, shapes=shapes, rows=rows)
        )
    return _Table(table=table, rows=rows), problems


def _shapes(
    parts: _Parts,
    shp: Bytes,
    records: Records,
    table: _Table,
    *,
    indexed: bool,
    folder: Path,
) -> tuple[geometry.Shapes, list[Problem]]:
    """Every record's shape; rows of the table beyond the last shape are rejected."""
    faults = shp_records.faults(shp, records)
    with_shape = np.flatnonzero(shp_records.types(shp, records) > 0).tolist()
    total = max(len(records), table.rows)
    sound = [record for record in with_shape if record not in faults]
    polygons = shp_polygons.plain_polygons(shp, records, np.array(sound, np.int64), total)
    if polygons is not None and polygons.there.sum() * 2 < len(sound):
        polygons = None  # then GDAL reads all of them in place
    in_place = polygons is None and indexed and not faults and _complete(parts, table, total)
    shapes = geometry.start([None] * total, polygons)
    has_shape = np.zeros(total, bool) if polygons is None else polygons.there.copy()
    for record, fault in faults.items():
        shapes.reject(record, Message.of(f"reading.record_{fault}"))
    for record in range(len(records), total):
        shapes.reject(record, Message.of("reading.record_without_shape"))
    if table.table is not None:
        for record in np.flatnonzero(table.table.deleted()[: table.rows]).tolist():
            shapes.reject(record, Message.of("reading.record_deleted"))
    place = parts.shp if in_place else None
    others = [record for record in sound if not has_shape[record]]
    meta, read = _read(place, shp, records, others, folder)
    for record, one in read:
        shapes.wkb[record] = one
        has_shape[record] = one is not None
    for record in with_shape:
        if not has_shape[record]:
            shapes.reject(record, Message.of("reading.shape_unreadable"))
    return shapes, notes.about_driver(parts.shp.name, meta)


def _read(
    place: Path | None, shp: Bytes, records: Records, sound: Sequence[int], folder: Path
) -> tuple[Mapping[str, object], list[tuple[int, bytes | None]]]:
    """What GDAL says of the file, and each sound record's shape as WKB.

    GDAL reads at ``place``; where there is none, or GDAL refuses it, from a sound copy.
    """
    if not sound:
        return {"changed": False}, []
    if place is not None:
        try:
            meta, numbers, wkb, _ = gdal.read_vector(place, **_SHAPES_ONLY)
            return meta, list(zip(numbers.tolist(), wkb, strict=True))
        except WatermapError:
            pass  # such as a wrong header of the .shx, of which nothing is needed
    copy = _sound_copy(shp, records, sound, folder)
    meta, numbers, wkb, _ = gdal.read_vector(copy, **_SHAPES_ONLY)
    return meta, list(zip((sound[number] for number in numbers.tolist()), wkb, strict=True))


def _complete(parts: _Parts, table: _Table, total: int) -> bool:
    """Whether GDAL may read in place: the table agrees, and no part is a pipe or the like."""
    irregular = any(
        parts.shp.with_suffix(ending).exists() and sibling(parts.shp, ending) is None
        for ending in _ENDINGS
    )
    if irregular or parts.dbf is None:
        return not irregular
    return table.table is not None and table.table.declared == table.rows == total


def _sound_copy(shp: Bytes, records: Records, sound: Sequence[int], folder: Path) -> Path:
    copy, index = shp_records.copy(shp, records, sound)
    path = folder / "sound.shp"
    path.write_bytes(copy)
    path.with_suffix(".shx").write_bytes(index)
    return path


def _attributes(parts: _Parts, table: _Table, total: int, encoding: str | None) -> Attributes:
    if parts.dbf is None or table.table is None:
        return no_attributes()
    declared = None
    if parts.cpg is not None:
        with parts.cpg.open("rb") as stream:
            declared = stream.read(_CPG_BYTES).decode("ascii", "replace").strip("\0\ufffd \r\n\t")
    return read_attributes(
        table.table,
        rows=table.rows,
        total=total,
        file=parts.dbf.name,
        declared=declared or None,
        chosen=encoding,
    )


def _crs(parts: _Parts) -> tuple[str | None, list[Problem]]:
    """The text of the .prj, if it can be a CRS at all."""
    if parts.prj is None:
        return None, []
    with parts.prj.open("rb") as stream:
        text = stream.read(_PRJ_BYTES).decode("utf-8", "replace").strip("\0\ufeff \r\n\t")
    if _WKT.match(text):
        return text, []
    # Some programs write the bare name: it is no definition, but it may name an old datum.
    name = text if _NAME.fullmatch(text) else None
    return name, [Problem.warning("reading.prj_unreadable", file=parts.prj.name)]
