"""A shapefile with all its parts: every record accounted for, whatever the parts say of each other.

The .shp, .shx and .dbf are compared before GDAL opens anything. Where they agree, GDAL reads the
shapes in place; where not, it gets a sound copy in the reader's own folder, made of the records
that can be trusted. The user's files are never changed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from watermap.errors import Message, Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading import gdal
from watermap.reading.found import FoundFile, FoundLayer, Polygons, Send, picked_columns, source_of
from watermap.reading.paths import sibling
from watermap.reading.raw import Source
from watermap.reading.shapefile import dbf, records as shp_records
from watermap.reading.shapefile.attributes import Attributes, no_attributes, read_attributes
from watermap.reading.shapefile.pages import Pages
from watermap.reading.shapefile.polygons import plain_records, polygons_by_pieces
from watermap.reading.shapefile.records import Bytes, Integers, Records
from watermap.reading.shapes import geometry, notes
from watermap.reading.shapes.rings import check_rings

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
    path: Path,
    *,
    encoding: str | None,
    folder: Path,
    send: Send,
    progress: Progress = SILENT,
) -> FoundFile:
    """The one layer of a shapefile.

    Args:
        path: the .shp.
        encoding: how its texts are encoded; None: decided by what they are.
        folder: where a sound copy may be made.
        send: takes polygons that go ahead of the answer.
        progress: told how far the reading is.

    Raises:
        WatermapError: the .shp is none, or no record of it can be read.
    """
    parts = _Parts(shp=path, **{ending[1:]: sibling(path, ending) for ending in _ENDINGS})
    if path.stat().st_size < shp_records.HEADER:
        raise WatermapError(Problem.error("reading.damaged", file=path.name))
    pages = Pages(path)
    shp = pages.bytes
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
        located = _located(shp, records)
        shapes = _start(located, table)
        sent = _sent_ahead(shapes, pages, located, send, progress)
        in_place = not (sent or located.faults) and indexed and _complete(parts, table, total)
        problems += _rest(shapes, parts.shp, shp, located, in_place=in_place, folder=folder)
        geometry.settle(shapes, crs=crs, progress=SILENT if sent else progress)
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
        pieces=sent,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Located:
    """The records of the .shp: which have a shape, and which of these have a fault."""

    records: Records
    faults: Mapping[int, shp_records.Fault]
    shaped: Integers
    sound: Integers


def _located(shp: Bytes, records: Records) -> _Located:
    faults = shp_records.faults(shp, records)
    shaped = np.flatnonzero(shp_records.types(shp, records) > 0)
    sound = shaped[~np.isin(shaped, list(faults))] if faults else shaped
    return _Located(records=records, faults=faults, shaped=shaped, sound=sound)


def _start(located: _Located, table: _Table) -> geometry.Shapes:
    """Every record, those rejected that are faulty, deleted, or rows beyond the last shape."""
    total = max(len(located.records), table.rows)
    shapes = geometry.start([None] * total)
    for record, fault in located.faults.items():
        shapes.reject(record, Message.of(f"reading.record_{fault}"))
    for record in range(len(located.records), total):
        shapes.reject(record, Message.of("reading.record_without_shape"))
    if table.table is not None:
        for record in np.flatnonzero(table.table.deleted()[: table.rows]).tolist():
            shapes.reject(record, Message.of("reading.record_deleted"))
    return shapes


def _sent_ahead(
    shapes: geometry.Shapes, pages: Pages, located: _Located, send: Send, progress: Progress
) -> list[int]:
    """Read and check polygons of one ring; the pieces they went in, none where most are others."""
    plain = plain_records(pages.bytes, located.records, located.sound)
    if not len(plain) or len(plain) * 2 < len(located.sound):
        return []  # GDAL reads all of them
    pieces = polygons_by_pieces(pages.bytes, located.records, plain, len(shapes.wkb))
    return check_rings(shapes, _letting_go(pages, pieces), send=send, progress=progress)


def _letting_go(
    pages: Pages, pieces: Iterator[tuple[int, Polygons]]
) -> Iterator[tuple[int, Polygons]]:
    pages.let_go()
    for piece in pieces:
        pages.let_go()
        yield piece


def _rest(
    shapes: geometry.Shapes,
    path: Path,
    shp: Bytes,
    located: _Located,
    *,
    in_place: bool,
    folder: Path,
) -> list[Problem]:
    """Let GDAL read all shapes that are not checked yet."""
    others = located.sound[~shapes.checked[located.sound]].tolist()
    meta, read = _read(path if in_place else None, shp, located.records, others, folder)
    for record, one in read:
        shapes.wkb[record] = one
    for record in located.shaped[~shapes.checked[located.shaped]].tolist():
        if shapes.wkb[record] is None:
            shapes.reject(record, Message.of("reading.shape_unreadable"))
    return notes.about_driver(path.name, meta)


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
