"""One shapefile as a bureau hands it over: which office, which CRS, which encoding."""

import datetime as dt
import shutil
import struct
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from making.ground import leaving

PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
DBF_DATE = slice(1, 4)  # year − 1900, month, day of the last change
DBF_LANGUAGE = 29  # the byte that may name a code page
MOST_BYTES_OF_A_NAME = 10

Value = str | int | float | None
Feature = tuple[BaseGeometry, dict[str, Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapefile:
    """What goes into one shapefile and how."""

    name: str
    features: list[Feature]
    changed: dt.date
    epsg: int = 4490
    encoding: str = "UTF-8"
    names_encoding: bool = True  # a .cpg stands beside it
    names_place: bool = True  # a .prj stands beside it

    def columns(self) -> list[str]:
        """Field names in the order of their first use."""
        return list(dict.fromkeys(name for _, values in self.features for name in values))


def write(sheet: Shapefile, folder: Path) -> None:
    """Write one shapefile into ``folder``; the same input gives the same bytes."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "layer.shp"
        pyogrio.write_dataframe(
            _frame(sheet), path, driver="ESRI Shapefile", encoding=sheet.encoding
        )
        dbf = path.with_suffix(".dbf")
        dbf.write_bytes(_plain_header(dbf.read_bytes(), sheet))
        for part in _parts(sheet):
            shutil.copyfile(path.with_suffix(part), folder / f"{sheet.name}{part}")


def _frame(sheet: Shapefile) -> gpd.GeoDataFrame:
    too_long = [n for n in sheet.columns() if len(n.encode(sheet.encoding)) > MOST_BYTES_OF_A_NAME]
    if too_long:
        raise ValueError(f"{sheet.name}: these names do not fit into a DBF: {too_long}")
    return gpd.GeoDataFrame(
        {
            name: _column([values.get(name) for _, values in sheet.features])
            for name in sheet.columns()
        },
        geometry=[_clockwise(leaving(shape, sheet.epsg)) for shape, _ in sheet.features],
        crs=sheet.epsg,
    )


def _clockwise(shape: BaseGeometry) -> BaseGeometry:
    """Outer rings clockwise, as the format demands."""
    return shapely.orient_polygons(shape, exterior_cw=True)


def _column(values: list[Value]) -> pd.Series:
    """A column that stays whole numbers where some are missing."""
    whole = all(value is None or isinstance(value, int) for value in values)
    return pd.Series(values, dtype="Int32" if whole else None)


def _plain_header(content: bytes, sheet: Shapefile) -> bytes:
    header = bytearray(content)
    day = sheet.changed
    header[DBF_DATE] = struct.pack("3B", day.year - 1900, day.month, day.day)
    if not sheet.names_encoding:
        header[DBF_LANGUAGE] = 0
    return bytes(header)


def _parts(sheet: Shapefile) -> Iterable[str]:
    return (
        part
        for part in PARTS
        if (part != ".cpg" or sheet.names_encoding) and (part != ".prj" or sheet.names_place)
    )
