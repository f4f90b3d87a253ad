"""Coordinates of web maps recognised against known features (standards.md 11.4)."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from watermap.errors import Message
from watermap.geodesy.web_offset import offset_degrees
from watermap.harmonise.places.offset_signs import FEWEST, suspect_offset

NAMES = ["gcj02", "bd09"]


def winding(lon, lat, seed):
    """A river of some kilometres with bends, so that any direction moves its points off it."""
    turns = np.random.default_rng(seed).normal(0, 0.5, 60).cumsum()
    steps = np.column_stack([np.cos(turns), np.sin(turns)]) * 0.004
    return shapely.LineString(np.array([lon, lat]) + steps.cumsum(axis=0))


RIVERS = np.array([winding(117.5, 34.5, 1), winding(117.9, 34.7, 2)], dtype=object)


def sections(count, *, off_m=10.0, seed=3):
    random = np.random.default_rng(seed)
    places = [
        RIVERS[random.integers(2)].interpolate(random.random(), normalized=True)
        for _ in range(count)
    ]
    return np.array([(one.x, one.y) for one in places]) + random.normal(0, off_m / 1e5, (count, 2))


def drawn(points, name):
    return shapely.points(np.column_stack(offset_degrees(*points.T, name)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [FEWEST, 11, 200])
def test_sections_of_a_web_map_lie_beside_their_rivers(name, count):
    found = suspect_offset(drawn(sections(count), name), RIVERS)
    assert found.offset == name
    assert found.count == count
    assert found.after_m < 0.3 * found.before_m
    low, high = {"gcj02": (400, 600), "bd09": (900, 1300)}[name]
    assert low < found.shift_m < high
    for language in ("zh", "en"):
        text = found.evidence.text(language)
        assert f"{found.before_m:.0f}" in text
        assert str(count) in text
    assert isinstance(found.words, Message)


@pytest.mark.parametrize("off_m", [1.0, 50.0, 150.0])
def test_sections_where_they_are_raise_no_suspicion(off_m):
    assert suspect_offset(shapely.points(sections(100, off_m=off_m)), RIVERS) is None


def test_a_move_of_the_same_length_into_another_direction_is_none_of_a_web_map():
    true = sections(100)
    offset = np.column_stack(offset_degrees(*true.T, "gcj02"))
    for turned in (true - (offset - true), true + (offset - true)[:, ::-1] * (-1, 1)):
        assert suspect_offset(shapely.points(turned), RIVERS) is None


def test_it_is_the_layer_that_is_offset_and_not_what_is_known():
    """Held the other way round, taking the offset off would only lead farther away."""
    rivers = shapely.transform(RIVERS, lambda xy: np.column_stack(offset_degrees(*xy.T, "gcj02")))
    assert suspect_offset(shapely.points(sections(100)), rivers) is None


def test_a_dense_net_of_lines_says_nothing():
    grid = np.arange(0, 0.3, 0.002)
    lines = [shapely.LineString([(117.4 + x, 34.4), (117.4 + x, 34.7)]) for x in grid]
    lines += [shapely.LineString([(117.4, 34.4 + y), (117.7, 34.4 + y)]) for y in grid]
    random = np.random.default_rng(5).uniform((117.45, 34.45), (117.65, 34.65), (200, 2))
    assert suspect_offset(shapely.points(random), np.array(lines, dtype=object)) is None


def test_unrelated_layers_hardly_ever_raise_one():
    random = np.random.default_rng(8)
    raised = 0
    for _ in range(100):
        corner = random.uniform((105, 24), (121, 40))
        points = shapely.points(corner + random.uniform(0, 0.2, (30, 2)))
        starts = corner + random.uniform(0, 0.2, (40, 2))
        ends = starts + random.normal(0, 0.02, (40, 2))
        lines = shapely.linestrings(np.stack([starts, ends], axis=1))
        raised += suspect_offset(points, lines) is not None
    assert raised <= 1


@pytest.mark.parametrize("name", NAMES)
def test_the_same_names_in_both_layers_are_enough(name):
    """Five enterprises; nothing but their own places is known."""
    true = np.random.default_rng(4).uniform((117.4, 34.4), (117.9, 34.9), (5, 2))
    known = shapely.points(true[::-1])
    pairs = np.column_stack([np.arange(5), np.arange(5)[::-1]])
    found = suspect_offset(drawn(true, name), known, pairs=pairs)
    assert (found.offset, found.count) == (name, 5)
    assert found.after_m < 0.001
    assert found.before_m == pytest.approx(found.shift_m, abs=0.001)
    assert suspect_offset(shapely.points(true), known, pairs=pairs) is None


@pytest.mark.parametrize(
    ("layer", "known"),
    [
        ([], [RIVERS[0]]),
        ([None, shapely.Point(117.5, 34.5)], [RIVERS[0]]),
        ([shapely.Point(117.5, 34.5)] * 9, [RIVERS[0]]),
        (list(shapely.points(sections(20))), []),
        (list(shapely.points(sections(20))), [None, shapely.Polygon()]),
        (list(shapely.points(sections(20) + np.array([10, 0]))), [RIVERS[0]]),
        (list(shapely.points(sections(20) - np.array([220, 0]))), [RIVERS[0]]),
        ([shapely.Point(np.inf, 3)] * 9, [RIVERS[0]]),
    ],
)
def test_too_little_to_say_anything(layer, known):
    assert suspect_offset(np.array(layer, dtype=object), np.array(known, dtype=object)) is None


def test_the_real_districts_of_tianjin_are_gcj_02(real):
    """Against the province's outline on CGCS2000, drawn by others and more coarsely."""
    provinces = gpd.read_file(real("china_province_4490/province.geojson"))
    districts = gpd.read_file(real("tianjin_utf8_nocpg/天津市.shp"), encoding="utf-8")
    known = np.asarray(provinces.geometry.array, dtype=object)
    found = suspect_offset(np.asarray(districts.geometry.array, dtype=object), known)
    assert found.offset == "gcj02"
    assert 500 < found.shift_m < 600
    assert found.after_m < 0.6 * found.before_m
    rivers = gpd.read_file(real("china_400w/hyd1_4l.shp"), encoding="gbk")
    assert suspect_offset(np.asarray(rivers.geometry.array, dtype=object), known) is None
