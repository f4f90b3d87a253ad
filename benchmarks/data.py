"""The files the benchmarks read: made up, with a fixed seed, the same on every computer."""

import datetime as dt
from collections.abc import Collection
from pathlib import Path

import numpy as np
import pyogrio
import shapely
import xlsxwriter

SEED = 20260301
_POLYGONS, _ROWS, _LINES = 100_000, 200_000, 2_000_000
_MEAN_VERTICES, _FEW, _MANY_VERTICES = 56, 8, 5_000
_NAMES = tuple(
    f"{one}{two}{kind}" for one in "张李王陈刘赵周吴" for two in "家庄河湾店桥" for kind in "段口闸"
)
_WKT = (
    'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",'
    'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]]'
)


def polygons(folder: Path, encoding: str) -> Path:
    """A shapefile of polygons, a few of them huge, with 4 texts and 4 numbers each."""
    path = folder / f"polygons_{encoding.replace('-', '').lower()}.shp"
    random = np.random.default_rng(SEED)
    count = _POLYGONS
    sizes = np.clip(random.gamma(2.0, (_MEAN_VERTICES - 6) / 2.0, count).astype(int) + 6, 6, 400)
    sizes[random.choice(count, _FEW, replace=False)] = _MANY_VERTICES
    names = np.array(_NAMES, object)
    codes = np.array([f"{320000 + number % 977}{number:012d}" for number in range(count)], object)
    fields = {
        "名称": names[random.integers(0, len(names), count)],
        "代码": codes,
        "类型": np.array(["林地", "耕地", "水域", "建设用地"], object)[
            random.integers(0, 4, count)
        ],
        "REMARK": np.array([None, "x", "批准"], object)[random.integers(0, 3, count)],
        "面积": np.round(random.random(count) * 1e4, 2),
        "长度": np.round(random.random(count) * 1e3, 3),
        "年份": random.integers(1990, 2026, count).astype(np.int32),
        "编号": np.arange(count, dtype=np.int64) * 7_919,
    }
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(_shapes(random, sizes)),
        field_data=list(fields.values()),
        fields=list(fields),
        geometry_type="Polygon",
        crs=_WKT,
        driver="ESRI Shapefile",
        encoding=encoding,
    )
    return path


def _shapes(random: np.random.Generator, sizes: np.ndarray) -> np.ndarray:
    """Polygons on a lattice, none invalid: two thirds like parcels, one third like winding rivers.

    Parcels are rings around a point; rivers are bands that follow one and a half waves.
    """
    owner = np.repeat(np.arange(len(sizes)), sizes)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    part = (np.arange(sizes.sum()) - first[owner]) / sizes[owner]
    turn = part * 2 * np.pi
    reach = 0.001 * (0.6 + 0.4 * random.random(len(owner)))
    along = 1 - np.abs(2 * part - 1)  # there on one bank, back on the other
    wave = 0.0009 * np.sin(along * 3 * np.pi) + np.where(part < 0.5, -0.0002, 0.0002)
    river = owner % 3 == 2
    x = 117 + (owner % 320) * 0.003 + np.where(river, 0.0025 * along, reach * np.cos(turn))
    y = 32 + (owner // 320) * 0.003 + np.where(river, wave, reach * np.sin(turn))
    rings = shapely.linearrings(np.column_stack([x, y]), indices=owner)
    return np.asarray(shapely.polygons(rings))


def workbook(folder: Path) -> Path:
    """A workbook of 200,000 rows and 12 columns: texts, dates, numbers, and ``0.01L`` as text."""
    path = folder / "results.xlsx"
    random = np.random.default_rng(SEED)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("水质")
        sheet.write_row(0, 0, ["断面名称", "断面编码", "日期", *(f"指标{n}" for n in range(9))])
        for row in range(1, _ROWS + 1):
            sheet.write_string(row, 0, _NAMES[row % len(_NAMES)])
            sheet.write_string(row, 1, f"{row % 997:09d}")
            sheet.write_datetime(row, 2, dt.datetime(2019, 1, 1) + dt.timedelta(row % 2_000), day)
            for column, value in enumerate(random.random(9).round(3).tolist(), start=3):
                if value < 0.02:
                    sheet.write_string(row, column, "0.01L")
                else:
                    sheet.write_number(row, column, value)
    return path


def all_files(folder: Path, wanted: Collection[str]) -> None:
    """Those that are wanted, and a small shapefile; those that are there already stay."""
    makers = {
        "polygons_utf8.shp": lambda: polygons(folder, "UTF-8"),
        "polygons_gbk.shp": lambda: polygons(folder, "GBK"),
        "results.xlsx": lambda: workbook(folder),
        "results.csv": lambda: text_table(folder),
        "small.shp": lambda: small(folder),
        "wide.npz": lambda: wide(folder),
        "siting.gpkg": lambda: siting(folder),
    }
    for name, make in makers.items():
        if name in {*wanted, "small.shp"} and not (folder / name).exists():
            make()


def wide(folder: Path) -> Path:
    """Columns of 2,000,000 samplings and 24 indicators."""
    from benchmarks import classing

    return classing.wide(folder)


def siting(folder: Path) -> Path:
    """100,000 polygons as zones, and 10,000 sites among them."""
    from benchmarks import siting as made

    random = np.random.default_rng(SEED)
    sizes = np.clip(
        random.gamma(2.0, (_MEAN_VERTICES - 6) / 2.0, _POLYGONS).astype(int) + 6, 6, 400
    )
    sizes[random.choice(_POLYGONS, _FEW, replace=False)] = _MANY_VERTICES
    return made.sites(folder, _shapes(random, sizes))


def small(folder: Path) -> Path:
    """A shapefile of 50 polygons, some with a hole, so that GDAL is needed."""
    random = np.random.default_rng(SEED)
    shapes = _shapes(random, np.full(50, 40))
    shapes[::10] = shapely.difference(
        shapes[::10], shapely.buffer(shapely.centroid(shapes[::10]), 1e-4)
    )
    path = folder / "small.shp"
    pyogrio.raw.write(
        path, geometry=shapely.to_wkb(shapes), field_data=[np.arange(50)], fields=["编号"],
        geometry_type="Polygon", crs=_WKT, driver="ESRI Shapefile", encoding="UTF-8",
    )  # fmt: skip
    return path


def text_table(folder: Path) -> Path:
    """A CSV of 2,000,000 rows and 8 columns in GBK."""
    path = folder / "results.csv"
    random = np.random.default_rng(SEED)
    with path.open("w", encoding="gbk", newline="") as stream:
        stream.write("断面,日期,氨氮,总磷,高锰酸盐指数,溶解氧,铅,备注\n")
        for start in range(0, _LINES, 10_000):
            values = random.random((10_000, 5)).round(3).tolist()
            stream.writelines(
                f"{_NAMES[(start + i) % len(_NAMES)]},2019-{i % 12 + 1:02d}-01,"
                f"{a},{b},{c},{d},{'0.01L' if e < 0.1 else e},\n"
                for i, (a, b, c, d, e) in enumerate(values)
            )
    return path
