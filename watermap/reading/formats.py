"""Which formats are read, by the ending of the name; what a file really is, by its first bytes."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from watermap.errors import Message, Problem, WatermapError
from watermap.reading.paths import geodatabase, sibling
from watermap.reading.texts.wide import padded, utf_16

Group = Literal[
    "shapefile", "geopackage", "geojson", "database", "text", "workbook", "raster", "archive",
    "geodatabase", "mapinfo", "drawing", "gpx", "kml", "parquet",
]  # fmt: skip
_LOOK_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that is read. ``drivers``: the names GDAL may have opened it under."""

    name: str
    group: Group
    starts: tuple[bytes, ...] = ()  # the first bytes every such file has; (): text
    drivers: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()  # endings of files of the same name that belong to it
    folder: bool = False  # it is a folder of files


_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_CSV = Format(name="CSV", group="text")
_GEOJSON = Format(name="GeoJSON", group="geojson")
_SEQUENCE = Format(name="GeoJSONSeq", group="geojson")
_XLSX = Format(name="XLSX", group="workbook", starts=(b"PK\3\4",))
_KML = Format(name="KML", group="kml")
_PARQUET = Format(name="Parquet", group="parquet", starts=(b"PAR1",))
_GTIFF = Format(
    name="GTiff",
    group="raster",
    starts=_TIFF,
    drivers=frozenset({"GTiff"}),
    parts=(".tfw", ".tifw", ".tiffw", ".tif.ovr", ".tiff.ovr"),
)
FORMATS = {
    ".shp": Format(
        name="ESRI Shapefile",
        group="shapefile",
        starts=(b"\0\0\x27\x0a",),
        drivers=frozenset({"ESRI Shapefile"}),
        parts=(
            ".dbf",
            ".shx",
            ".prj",
            ".cpg",
            ".sbn",
            ".sbx",
            ".qix",
            ".qpj",
            ".fbn",
            ".fbx",
            ".ain",
            ".aih",
            ".atx",
            ".ixs",
            ".mxs",
        ),
    ),
    ".gpkg": Format(
        name="GPKG",
        group="geopackage",
        starts=(b"SQLite format 3\0",),
        drivers=frozenset({"GPKG"}),
    ),
    ".geojson": _GEOJSON,
    ".json": _GEOJSON,
    ".geojsonl": _SEQUENCE,
    ".geojsons": _SEQUENCE,
    ".ndjson": _SEQUENCE,
    ".fgb": Format(
        name="FlatGeobuf",
        group="database",
        starts=(b"fgb\3fgb",),
        drivers=frozenset({"FlatGeobuf"}),
    ),
    ".kml": _KML,
    ".kmz": Format(name="KMZ", group="archive", starts=(b"PK\3\4",)),
    ".zip": Format(name="ZIP", group="archive", starts=(b"PK\3\4", b"PK\5\6")),
    ".gdb": Format(
        name="OpenFileGDB", group="geodatabase", drivers=frozenset({"OpenFileGDB"}), folder=True
    ),
    ".tab": Format(
        name="MapInfo TAB",
        group="mapinfo",
        drivers=frozenset({"MapInfo File"}),
        parts=(".dat", ".map", ".id", ".ind"),
    ),
    ".mif": Format(
        name="MapInfo MIF",
        group="mapinfo",
        drivers=frozenset({"MapInfo File"}),
        parts=(".mid",),
    ),
    ".dxf": Format(name="DXF", group="drawing", drivers=frozenset({"DXF"})),
    ".gpx": Format(name="GPX", group="gpx", drivers=frozenset({"GPX"})),
    ".parquet": _PARQUET,
    ".geoparquet": _PARQUET,
    ".csv": _CSV,
    ".txt": _CSV,
    ".tsv": _CSV,
    ".xlsx": _XLSX,
    ".xlsm": _XLSX,
    ".xls": Format(name="XLS", group="workbook", starts=(b"\xd0\xcf\x11\xe0",)),
    ".ods": Format(name="ODS", group="workbook", starts=(b"PK\3\4",)),
    ".tif": _GTIFF,
    ".tiff": _GTIFF,
}

_REAL_KINDS: tuple[tuple[str, re.Pattern[bytes]], ...] = tuple(
    (name, re.compile(pattern, re.DOTALL))
    for name, pattern in (
        ("empty", rb"\s*\Z"),
        ("shapefile", rb"\x00\x00\x27\x0a"),
        ("sqlite", rb"SQLite format 3\x00"),
        ("zip", rb"PK(\x03\x04|\x05\x06)"),
        ("dwg", rb"AC(10|2|1\.)[0-9.]{1,2}"),
        ("other_archive", rb"Rar!|7z\xbc\xaf|\x1f\x8b|.{257}ustar"),
        ("parquet", rb"PAR1"),
        ("binary_drawing", rb"AutoCAD Binary DXF"),
        ("old_office", rb"\xd0\xcf\x11\xe0"),
        ("tiff", rb"II[*+]\x00|MM\x00[*+]"),
        ("pdf", rb"%PDF-"),
        ("vrt", rb".{0,400}<(OGRVRTDataSource|VRTDataset)\b"),
        ("gdalg", rb".{0,400}\"gdal_(streamed_)?alg\""),
        ("html", rb"(?i:(\xef\xbb\xbf)?\s*<(!doctype html|html|table))"),
        ("kml", rb".{0,3000}<(\w+:)?kml\b"),
        ("gpx", rb".{0,3000}<(\w+:)?gpx\b"),
        ("xml", rb"(\xef\xbb\xbf)?\s*<[?!A-Za-z]"),
        ("json", rb"(\xef\xbb\xbf)?[\s\x1e]*[\[{]"),
        ("tab", rb"(?i:(\xef\xbb\xbf)?\s*!table\b)"),
        ("mif", rb"(?i:(\xef\xbb\xbf)?\s*version\s+\d+\s)"),
        ("drawing", rb"(\xef\xbb\xbf)?(\s*999[^\n]*\n[^\n]*\n)*\s*0\s*\n\s*SECTION\b"),
        ("binary", rb".*\x00"),
        ("text", rb""),
    )
)
_TEXT_KINDS = {
    "CSV": ("text", "json", "tab", "mif", "drawing"),
    "GeoJSON": ("json",),
    "GeoJSONSeq": ("json",),
    "KML": ("kml",),
    "GPX": ("gpx",),
    "MapInfo TAB": ("tab",),
    "MapInfo MIF": ("mif",),
    "DXF": ("drawing",),
}
_TOLD = {
    ".dwg": "reading.is_a_dwg",
    ".mdb": "reading.is_access",
    **dict.fromkeys((".et", ".ett", ".xlsb", ".xlt", ".xltx", ".numbers"), "reading.is_a_workbook"),
    **dict.fromkeys((".wps", ".doc", ".docx", ".pdf", ".ofd", ".rtf"), "reading.is_a_document"),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz", ".tgz"), "reading.is_packed"),
}  # data of a kind that is not read, with a sentence that says what to do


# What systems and people give the ending of a workbook; every spreadsheet program opens it.
_SOLD_AS_WORKBOOKS = frozenset({"html", "xml", "text", "old_office", "zip"})


def format_of(path: Path) -> Format:
    """The format its ending promises; of a part (roads.dbf) beside its main file, that one's.

    Raises:
        WatermapError: no format that is read ends so.
    """
    ending = main_file(path)[0].suffix.lower()
    if ending in FORMATS:
        return FORMATS[ending]
    if ending in FORMATS[".shp"].parts:
        raise WatermapError(Problem.error("reading.part_of_shapefile", file=path.name))
    if ending in _TOLD:
        raise WatermapError(Problem.error(_TOLD[ending], file=path.name))
    raise WatermapError(
        Problem.error("reading.unknown_ending", file=path.name, known=" ".join(FORMATS))
    )


def main_file(path: Path) -> tuple[Path, list[Problem]]:
    """The file to open where one of its parts was chosen (roads.dbf: roads.shp), and a word of it.

    Any other file is its own main file.
    """
    ending = path.suffix.lower()
    if ending in FORMATS:
        return path, []
    for main, form in FORMATS.items():
        if ending in form.parts and (found := sibling(path, main)) is not None:
            return found, [Problem.note("reading.led_to", file=path.name, main=found.name)]
    return path, []


def check_content(path: Path, promised: Format) -> None:
    """Hold the file's first bytes to what its ending promises.

    Raises:
        WatermapError: it is something else; the sentence says what.
    """
    if promised.folder or path.is_dir():
        if promised.folder and geodatabase(path):
            return
        raise not_real(path, promised.name, "binary")
    with path.open("rb") as stream:
        head = stream.read(_LOOK_BYTES)
    if promised.starts:
        fits = head.startswith(promised.starts)
    else:
        # UTF-16 texts are full of zero bytes; their mark tells them from other files.
        wide = promised.group == "text" and (utf_16(head) is not None or padded(head))
        fits = wide or real_kind(head) in _TEXT_KINDS[promised.name]
    if not fits and promised.group == "workbook" and real_kind(head) in _SOLD_AS_WORKBOOKS:
        found = Message.of(f"reading.is_{real_kind(head)}")
        raise WatermapError(Problem.error("reading.sold_as_workbook", file=path.name, found=found))
    if not fits:
        raise not_real(path, promised.name, real_kind(head))


def not_real(path: Path, promised: str, kind: str) -> WatermapError:
    """The refusal of a file that is not what its name says; ``kind`` as ``real_kind`` gives."""
    found = Message.of(f"reading.is_{kind}")
    return WatermapError(
        Problem.error("reading.not_real", file=path.name, format=promised, found=found)
    )


def real_kind(head: bytes) -> str:
    """What a file is by its first bytes: the second half of a code ``reading.is_…``."""
    return next(name for name, pattern in _REAL_KINDS if pattern.match(head))
