"""A reader for all tests, and makers of files, written byte by byte from the formats' papers."""

import struct
from pathlib import Path

import pytest

from watermap.errors import WatermapError
from watermap.reading.reader import Reader

REAL = Path(__file__).parents[2].parent / "shared" / "real"


@pytest.fixture(scope="session")
def reader():
    with Reader() as one:
        yield one


@pytest.fixture
def real():
    """A file of the real-data folder; the test is skipped where that is absent."""

    def find(name):
        if not (REAL / name).exists():
            pytest.skip(f"no real data at {REAL / name}")
        return REAL / name

    return find


def square(x, y, side=1.0):
    """A closed ring, clockwise, as shells are in a shapefile."""
    return [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]


def polygon_record(rings):
    points = [point for ring in rings for point in ring]
    starts, place = [], 0
    for ring in rings:
        starts.append(place)
        place += len(ring)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = struct.pack("<4d", min(xs), min(ys), max(xs), max(ys))
    return (
        struct.pack("<i", 5)
        + box
        + struct.pack("<2i", len(rings), len(points))
        + struct.pack(f"<{len(starts)}i", *starts)
        + b"".join(struct.pack("<2d", *point) for point in points)
    )


def shp_and_shx(records, kind=5):
    body, index = b"", b""
    for number, record in enumerate(records, 1):
        index += struct.pack(">2i", (100 + len(body)) // 2, len(record) // 2)
        body += struct.pack(">2i", number, len(record) // 2) + record

    def head(length):
        start = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, length // 2)
        return start + struct.pack("<2i8d", 1000, kind, 0, 0, 100, 100, 0, 0, 0, 0)

    return head(100 + len(body)) + body, head(100 + len(index)) + index


def dbf_bytes(fields, rows, *, language=0, declared=None):
    """fields: (name bytes, letter, width, decimals); rows: a list of bytes a record."""
    width = 1 + sum(field[2] for field in fields)
    count = len(rows) if declared is None else declared
    head = struct.pack(
        "<4BIHH16x2B2x", 3, 124, 1, 1, count, 33 + 32 * len(fields), width, 0, language
    )
    for name, letter, size, decimals in fields:
        head += name[:11].ljust(11, b"\0") + letter.encode() + bytes(4) + bytes([size, decimals])
        head += bytes(14)
    body = b"".join(
        b" "
        + b"".join(
            cell.ljust(field[2])[: field[2]] for cell, field in zip(row, fields, strict=True)
        )
        for row in rows
    )
    return head + b"\r" + body + b"\x1a"


PRJ = (
    'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",'
    'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]]'
)


@pytest.fixture
def shapefile(tmp_path):
    """Writes a shapefile of n unit squares with names and numbers; parts can be replaced."""

    def make(n=10, *, records=None, kind=5, fields=None, rows=None, prj=PRJ, cpg="UTF-8", **dbf):
        records = records or [polygon_record([square(3 * i, 0)]) for i in range(n)]
        fields = fields or [(b"NAME", "C", 20, 0), (b"NUMBER", "N", 10, 0)]
        rows = rows or [[f"断面{i + 1}".encode(), str(i + 1).encode()] for i in range(n)]
        path = tmp_path / "squares.shp"
        shp, shx = shp_and_shx(records, kind)
        path.write_bytes(shp)
        path.with_suffix(".shx").write_bytes(shx)
        path.with_suffix(".dbf").write_bytes(dbf_bytes(fields, rows, **dbf))
        if prj:
            path.with_suffix(".prj").write_text(prj)
        if cpg is not None:
            path.with_suffix(".cpg").write_text(cpg)
        return path

    make.square = square
    make.polygon = polygon_record
    return make


@pytest.fixture
def codes():
    """The codes of all problems of a file, its layers, tables and rasters."""

    def collect(raw):
        parts = [raw, *raw.layers, *raw.tables, *raw.rasters]
        return [problem.code for part in parts for problem in part.problems]

    return collect


@pytest.fixture
def refusal(reader):
    """Reads a file that must be refused; the codes of the refusal, whose sentences are complete."""

    def refuse(path, **options):
        with pytest.raises(WatermapError) as caught:
            reader.read(path, deadline_s=30, **options)
        assert Path(path).name in caught.value.text("zh") or "encoding" in options
        assert "{" not in caught.value.text("en")
        return [problem.code for problem in caught.value.problems]

    return refuse
