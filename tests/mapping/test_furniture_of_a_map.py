"""Scale bar, degrees and north, held against the ellipsoid and pyproj."""

import numpy as np
import pytest
from pyproj import Geod, Transformer

from watermap.mapping.drawlist import Areas, Label, Lines
from watermap.mapping.furniture import (
    dms_text,
    graticule,
    neatline,
    north_arrow,
    scale_bar,
    scale_text,
    true_per_plane,
)
from watermap.mapping.view import MapView

GEOD = Geod(a=6378137, rf=298.257222101)
TOWN = MapView(
    epsg=4548, east_m=560_000, north_m=3_830_000, scale=250_000, width_mm=200, height_mm=150
)
# 26° off its central meridian a Gauss–Krüger plane is some 8 % too long.
FAR = MapView(
    epsg=4534, east_m=2_800_000, north_m=4_000_000, scale=1_000_000, width_mm=200, height_mm=150
)


@pytest.mark.parametrize("view", [TOWN, FAR])
def test_the_bar_is_as_long_as_the_ground(view):
    items = scale_bar(view, x_mm=20, y_mm=100, most_mm=50)
    boxes = [item for item in items if isinstance(item, Areas)]
    left, right = boxes[0].xy[:, 0].min(), boxes[-1].xy[:, 0].max()
    middle = (left + right) / 2
    shift = 100 - middle  # the bar as if it lay in the view's middle
    ends = view.to_ground(np.array([[left + shift, 75.0], [right + shift, 75.0]]))
    back = Transformer.from_crs(view.epsg, 4490, always_xy=True)
    (lon1, lon2), (lat1, lat2) = back.transform(ends[:, 0], ends[:, 1])
    metres = GEOD.inv(lon1, lat1, lon2, lat2)[2]
    said = [item.text for item in items if isinstance(item, Label)][-1]
    assert said.endswith(" km")
    assert metres == pytest.approx(float(said[:-3]) * 1000, rel=2e-4)


def test_the_plane_near_its_meridian_is_nearly_true():
    assert true_per_plane(TOWN) == pytest.approx(1.0, abs=1e-4)
    assert true_per_plane(FAR) < 0.95


def test_a_small_bar_is_in_metres():
    labels = [
        item.text
        for item in scale_bar(TOWN.at_scale(5_000), x_mm=0, y_mm=0, most_mm=50)
        if isinstance(item, Label)
    ]
    assert labels == ["0", "100", "200 m"]


def test_the_scale_in_figures():
    assert scale_text(TOWN) == "1:250 000"


@pytest.mark.parametrize(
    ("degrees", "is_longitude", "text"),
    [
        (117.5, True, "117°30′E"),
        (34.0, False, "34°00′N"),
        (-34.9, True, "34°54′W"),
        (-8.05, False, "8°03′S"),
        (117.505, True, "117°30′18.0″E"),
        (117.999999, True, "118°00′E"),
    ],
)
def test_degrees_in_words(degrees, is_longitude, text):
    assert dms_text(degrees, is_longitude) == text


def test_ticks_stand_where_the_degrees_are():
    forth = Transformer.from_crs(4490, TOWN.epsg, always_xy=True)
    ticks = [item for item in neatline(TOWN) if isinstance(item, Lines)]
    bottom = [tick.xy[0] for tick in ticks if tick.xy[0][1] == TOWN.height_mm]
    back = Transformer.from_crs(TOWN.epsg, 4490, always_xy=True)
    ground = TOWN.to_ground(np.array(bottom))
    longitudes, latitudes = back.transform(ground[:, 0], ground[:, 1])
    minutes = longitudes * 60 / 5  # every 5′ at this scale
    assert len(bottom) >= 4
    assert minutes == pytest.approx(np.round(minutes), abs=1e-4)
    east, _ = forth.transform(longitudes[0], latitudes[0])
    assert east == pytest.approx(ground[0, 0], abs=0.01)


def test_crosses_stand_on_meridians_and_parallels():
    (crosses,) = graticule(TOWN)
    middles = crosses.xy.reshape(-1, 2, 2).mean(axis=1)[::2]
    back = Transformer.from_crs(TOWN.epsg, 4490, always_xy=True)
    ground = TOWN.to_ground(middles)
    for degrees in back.transform(ground[:, 0], ground[:, 1]):
        assert degrees * 12 == pytest.approx(np.round(degrees * 12), abs=6e-3)  # 0.2 mm


@pytest.mark.parametrize(("east_m", "turns"), [(500_000, 0), (640_000, -1), (360_000, 1)])
def test_north_leans_away_from_the_central_meridian(east_m, turns):
    view = MapView(
        epsg=4548, east_m=east_m, north_m=3_830_000, scale=1e5, width_mm=100, height_mm=100
    )
    angle = next(
        item.angle_deg
        for item in north_arrow(view, x_mm=0, y_mm=0, size_mm=10)
        if isinstance(item, Label)
    )
    factors = Transformer.from_crs(4490, 4548, always_xy=True)
    assert np.sign(round(angle, 3)) == turns
    lon, lat = Transformer.from_crs(4548, 4490, always_xy=True).transform(east_m, 3_830_000)
    up = np.array(factors.transform(lon, lat + 0.01)) - np.array(factors.transform(lon, lat))
    assert angle == pytest.approx(np.degrees(np.arctan2(up[0], up[1])), abs=1e-3)
