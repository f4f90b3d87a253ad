"""Coordinate systems as Chinese sentences call them; the register has English names only."""

import pytest
from pyproj import CRS

from watermap.errors import Message
from watermap.harmonise.places.titles import crs_title


@pytest.mark.parametrize(
    ("epsg", "chinese"),
    [
        (4490, "CGCS2000 经纬度"),
        (4527, "CGCS2000 3 度带第 39 带（加带号）"),
        (4548, "CGCS2000 3 度带，中央经线 117°（不加带号）"),
        (4498, "CGCS2000 6 度带第 20 带（加带号）"),
        (2363, "西安80 3 度带第 39 带（加带号）"),
        (2436, "北京54 3 度带，中央经线 117°（不加带号）"),
        (21420, "北京54 6 度带第 20 带（加带号）"),
        (4214, "北京54 经纬度"),
        (4326, "WGS 84 经纬度"),
        (32650, "WGS 84 UTM 50N 带"),
        (3857, "WGS 84 / Pseudo-Mercator"),
    ],
)
def test_names_of_the_register_in_chinese(epsg: int, chinese: str) -> None:
    title = crs_title(CRS.from_epsg(epsg).name)
    assert (title.text("zh") if isinstance(title, Message) else title.zh) == chinese
