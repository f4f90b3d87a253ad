"""One small good file of every format that is read, to be disguised, damaged and mutated."""

import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import shapely
import xlsxwriter
from rasterio import Affine

ROWS = 12
_MAKERS: dict[str, Callable[[Path], object]] = {}


def maker(*endings: str) -> Callable[[Callable[[Path], object]], Callable[[Path], object]]:
    def add(function: Callable[[Path], object]) -> Callable[[Path], object]:
        _MAKERS.update(dict.fromkeys(endings, function))
        return function

    return add


def make(ending: str, folder: Path) -> Path | None:
    """A good file with that ending; None: this repository cannot make one."""
    if ending not in _MAKERS:
        return None
    path = folder / f"seed{ending}"
    _MAKERS[ending](path)
    return path


def endings() -> list[str]:
    """The endings there are seeds for."""
    return sorted(_MAKERS)


def frame(*, points: bool = False) -> gpd.GeoDataFrame:
    """Twelve named squares (or points) near Taierzhuang."""
    places = [(117.5 + 0.02 * number, 34.5) for number in range(ROWS)]
    shapes = [shapely.Point(x, y) if points else shapely.box(x, y, x + 0.01, y + 0.01)
              for x, y in places]  # fmt: skip
    columns = {
        "name": [f"断面{number}" for number in range(ROWS)],
        "code": [f"{number:03}" for number in range(ROWS)],
        "value": [number * 0.25 for number in range(ROWS)],
        "count": list(range(ROWS)),
    }
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4490)


@maker(".shp")
def _shapefile(path: Path) -> None:
    frame().to_file(path, encoding="UTF-8", engine="pyogrio")


@maker(".gpkg")
def _geopackage(path: Path) -> None:
    frame().to_file(path, layer="断面", driver="GPKG", engine="pyogrio")


@maker(".fgb")
def _flatgeobuf(path: Path) -> None:
    frame().to_file(path, driver="FlatGeobuf", engine="pyogrio")


@maker(".geojson", ".json")
def _geojson(path: Path) -> None:
    path.write_text(frame().to_json(drop_id=True, ensure_ascii=False), "utf-8")


@maker(".geojsonl", ".geojsons", ".ndjson")
def _sequence(path: Path) -> None:
    features = json.loads(frame().to_json(drop_id=True))["features"]
    path.write_text(
        "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in features), "utf-8"
    )


def kml_text() -> str:
    marks = "".join(
        f"<Placemark><name>断面{n}</name><Point><coordinates>{117.5 + n / 100},34.5</coordinates>"
        f"</Point><ExtendedData><Data name='v'><value>{n}</value></Data></ExtendedData></Placemark>"
        for n in range(ROWS)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
        f"<Document><Folder><name>断面</name>{marks}</Folder></Document></kml>"
    )


@maker(".kml")
def _kml(path: Path) -> None:
    path.write_text(kml_text(), "utf-8")


@maker(".kmz")
def _kmz(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("doc.kml", kml_text())


@maker(".zip")
def _zip(path: Path) -> None:
    inner = path.with_name("inside.shp")
    _shapefile(inner)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part in sorted(inner.parent.glob("inside.*")):
            package.write(part, f"a/{part.name}")
            part.unlink()


@maker(".gpx")
def _gpx(path: Path) -> None:
    points = "".join(f'<wpt lat="34.5" lon="{117.5 + n / 100}"><name>断面{n}</name></wpt>'
                     for n in range(ROWS))  # fmt: skip
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="x"'
        f' xmlns="http://www.topografix.com/GPX/1/1">{points}</gpx>',
        "utf-8",
    )


@maker(".dxf")
def _drawing(path: Path) -> None:
    lines = ["0", "SECTION", "2", "ENTITIES"]
    for n in range(ROWS):
        lines += ["0", "LWPOLYLINE", "8", "红线", "90", "4", "70", "1"]
        for x, y in ((0, 0), (0, 50), (50, 50), (50, 0)):
            lines += ["10", f"{36_500_000 + 100 * n + x}", "20", f"{3_800_000 + y}"]
    path.write_text("\n".join([*lines, "0", "ENDSEC", "0", "EOF", ""]), "utf-8")


@maker(".mif")
def _mapinfo(path: Path) -> None:
    frame().to_file(path, driver="MapInfo File", engine="pyogrio", FORMAT="MIF", encoding="UTF-8")


@maker(".tab")
def _mapinfo_table(path: Path) -> None:
    frame().to_file(path, driver="MapInfo File", engine="pyogrio", encoding="UTF-8")


@maker(".parquet", ".geoparquet")
def _parquet(path: Path) -> None:
    frame().to_parquet(path)


def csv_text(delimiter: str) -> str:
    rows = [["断面", "日期", "氨氮", "说明"]]
    rows += [[f"断面{n}", f"2019-01-{n + 1:02}", f"{n / 10}", '"一, ""二"""'] for n in range(ROWS)]
    return "\n".join(delimiter.join(row) for row in rows) + "\n"


@maker(".csv", ".txt")
def _csv(path: Path) -> None:
    path.write_text(csv_text(","), "utf-8")


@maker(".tsv")
def _tsv(path: Path) -> None:
    path.write_text(csv_text("\t"), "utf-8")


@maker(".xlsx")
def _workbook(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据")
        for row, line in enumerate(csv_text("\t").splitlines()):
            for column, cell in enumerate(line.split("\t")):
                sheet.write(row, column, cell)
        sheet.write_formula(ROWS + 1, 0, "=1/0", value="#DIV/0!")
        sheet.merge_range(ROWS + 2, 0, ROWS + 2, 3, "合并")
        sheet.write_number(ROWS + 3, 0, 12.5)


@maker(".ods")
def _ods(path: Path) -> None:
    cells = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
                  "</table:table-cell>" for cell in line.split(",")[:3])
        + "</table:table-row>"
        for line in csv_text(",").splitlines()
    )  # fmt: skip
    names = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet",
                         zipfile.ZIP_STORED)  # fmt: skip
        package.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}'
            f':table:1.0" xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="数据">{cells}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0"><manifest:file-entry'
            ' manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )


@maker(".xls")
def _old_workbook(path: Path) -> None:
    """BIFF8 in a compound file (MS-XLS, MS-CFB), as small as both allow."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 1997, 0, 6))

    end, name = record(0x0A, b""), "data"
    head = begin(5)
    place = len(head) + 4 + 8 + len(name) + len(end)
    sheet = record(0x85, struct.pack("<IHBB", place, 0, len(name), 0) + name.encode())
    cells = b"".join(record(0x203, struct.pack("<HHHd", n, 0, 0, n / 4)) for n in range(ROWS))
    labels = b"".join(
        record(0x204, struct.pack("<HHHHB", n, 1, 0, 3, 0) + b"abc") for n in range(ROWS)
    )
    book = head + sheet + end + begin(0x10) + cells + labels + end
    book += bytes(max(4096, len(book)) - len(book))
    book += bytes(-len(book) % 512)
    sectors = len(book) // 512
    chain = [*range(1, sectors), 0xFFFFFFFE]
    fat = [*chain, 0xFFFFFFFE, 0xFFFFFFFD]
    fat += [0xFFFFFFFF] * (128 - len(fat))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = title.encode("utf-16-le")
        return (
            text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
            + struct.pack("<iii", -1, -1, child) + bytes(36) + struct.pack("<IQ", start, size)
        )  # fmt: skip

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, -1, 0, len(book))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIII", 0, 1, sectors, 0, 4096)
        + struct.pack("<IIII", 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        + struct.pack("<109I", sectors + 1, *[0xFFFFFFFF] * 108)
    )  # fmt: skip
    path.write_bytes(header + book + folder.ljust(512, b"\0") + struct.pack("<128I", *fat))


@maker(".tif", ".tiff")
def _raster(path: Path) -> None:
    options = {"driver": "GTiff", "width": 40, "height": 30, "count": 2, "dtype": "float32"}
    place = Affine(10, 0, 36_500_000, 0, -10, 3_800_000)
    with rasterio.open(
        path, "w", crs="EPSG:4524", transform=place, nodata=-9999, compress="deflate", **options
    ) as dataset:
        dataset.write(np.arange(2400, dtype="float32").reshape(2, 30, 40))
