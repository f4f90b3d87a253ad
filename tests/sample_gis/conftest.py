"""The sample's files, read with ordinary libraries and not with watermap."""

from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest

SAMPLE = Path(__file__).parents[2] / "sample_gis" / "taierzhuang"
WITHOUT_PRJ = {"畜禽养殖区划": 4548}
GBK = frozenset({"风险源企业"})


@pytest.fixture(scope="session")
def sample() -> Path:
    return SAMPLE


@pytest.fixture(scope="session")
def layers() -> dict[str, gpd.GeoDataFrame]:
    """Every shapefile, in metres of EPSG:4548."""
    found = {}
    for path in sorted(SAMPLE.glob("*.shp")):
        frame = pyogrio.read_dataframe(path, encoding="GBK" if path.stem in GBK else None)
        if path.stem in WITHOUT_PRJ:
            frame = frame.set_crs(WITHOUT_PRJ[path.stem])
        found[path.stem] = frame.to_crs(4548)
    return found
