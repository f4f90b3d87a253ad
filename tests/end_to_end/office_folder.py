"""A folder as offices hand it over, with all that has to be asked about; made from the sample."""

import shutil
from pathlib import Path

import geopandas as gpd
import pyogrio

SURE = ("断面", "水源地", "饮用水水源保护区")
WITHOUT_PRJ = ("河流", "公路桥梁", "加油站")
RARE = ("郯崮", "鄫鄅", "堌湅")  # so rare that nobody can tell the encoding by them


def make_office_folder(sample: Path, folder: Path) -> Path:
    """Sub-folders, layers without .prj, a GBK table without .cpg, a name that says nothing."""
    for place, names in (("水科", SURE), ("移交", WITHOUT_PRJ)):
        (folder / place).mkdir(parents=True)
        for name in names:
            for part in sample.glob(f"{name}.*"):
                if place == "水科" or part.suffix != ".prj":
                    shutil.copy(part, folder / place / part.name)
    _nameless(sample, folder / "移交" / "新建文件 (2).shp")
    _gbk(sample, folder / "移交" / "CK.shp")
    shutil.copy(sample / "水质监测_2019.xlsx", folder)
    (folder / "~$水质监测_2019.xlsx").write_bytes(b"lock")
    (folder / "现场照片.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "坏.shp").write_bytes(b"no shapefile")
    return folder


def _nameless(sample: Path, path: Path) -> None:
    """Lines with fields that fit no kind."""
    frame = gpd.read_file(sample / "公路桥梁.shp")
    frame = frame[["geometry"]].assign(A1=range(len(frame)), BZ="备注")
    pyogrio.write_dataframe(frame, path, encoding="UTF-8")


def _gbk(sample: Path, path: Path) -> None:
    """Few texts in GBK, and nothing that says so."""
    frame = gpd.read_file(sample / "加油站.shp").head(3)
    frame = frame[["geometry"]].assign(MC=RARE)
    pyogrio.write_dataframe(frame, path, encoding="GB18030")
    path.with_suffix(".cpg").unlink(missing_ok=True)
