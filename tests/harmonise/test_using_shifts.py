"""Older systems with a surveying office's parameters: used and said, or refused and why (G04)."""

import numpy as np
import pytest
import shapely
from pydantic import TypeAdapter, ValidationError
from pyproj import CRS, Geod, Transformer

from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.places.crs import decide_place
from watermap.harmonise.places.shift import GeocentricShift, PlaneShift, Shift, WebOffset

GEOD = Geod(a=6378137, rf=298.257222101)
NORTH, EAST = 4041053.558, 522397.796
PLANE = {
    "method": "plane",
    "from_crs": 2436,
    "to_crs": 4548,
    "north_m": -30.0,
    "east_m": 90.0,
    "rotation_arcsec": 0.5,
    "turns": "clockwise",
    "scale_ppm": 3.0,
    "accuracy_m": 0.05,
    "why": "枣庄市测绘院 2019",
}
SPACE = {
    "method": "geocentric",
    "from_crs": 4610,
    "dx_m": 60.0,
    "dy_m": -40.0,
    "dz_m": 20.0,
    "rx_arcsec": 0.5,
    "ry_arcsec": -0.3,
    "rz_arcsec": 0.2,
    "scale_ppm": 1.5,
    "convention": "coordinate_frame",
    "accuracy_m": 0.1,
    "why": "省测绘局",
}


def prj(epsg):
    return CRS.from_epsg(epsg).to_wkt("WKT1_ESRI")


def plane(**changes):
    return PlaneShift(**(PLANE | changes))


def space(**changes):
    return GeocentricShift(**(SPACE | changes))


@pytest.fixture
def old(raw_layer):
    """Two points in Beijing 1954, central meridian 117°, or in another older system."""

    def make(epsg=2436, wkt=None):
        points = np.array([[EAST, NORTH], [EAST + 5000, NORTH + 3000]])
        if epsg != 2436:
            base = 2436 if "Beijing" in CRS.from_epsg(epsg).name else 2384
            points = np.column_stack(
                Transformer.from_crs(base, epsg, always_xy=True).transform(*points.T)
            )
        return raw_layer(list(shapely.points(points)), wkt=prj(epsg) if wkt is None else wkt)

    return make


@pytest.mark.parametrize("epsg", [2436, 2415, 21420, 21460, 4214])
def test_beijing_54_in_any_of_its_forms_is_used_with_four_parameters(old, said, kind, epsg):
    raw = old(epsg)
    place = decide_place(raw, shift=plane())
    assert (place.epsg, place.question, place.shift) == (epsg, None, plane())
    assert said(place.problems) == ["shift_applied"]
    assert place.problems[0].severity == "note"
    for word in ("枣庄市测绘院", "四参数", "0.05"):
        assert word in place.problems[0].text("zh")
    layer = harmonise_layer(raw, kind({}), shift=plane())
    east, north = _by_hand(EAST, NORTH)
    lonlat = Transformer.from_crs(4548, 4490, always_xy=True).transform(east, north)
    point = layer.frame.geometry[0]
    assert GEOD.inv(point.x, point.y, *lonlat)[2] < 0.001


def _by_hand(east, north):
    angle = 0.5 / 3600 * np.pi / 180
    new_north = -30 + 1.000003 * (north * np.cos(angle) - east * np.sin(angle))
    new_east = 90 + 1.000003 * (north * np.sin(angle) + east * np.cos(angle))
    return new_east, new_north


@pytest.mark.parametrize("epsg", [2384, 2363, 2334, 2345, 4610])
def test_xian_80_with_seven_parameters(old, said, epsg):
    place = decide_place(old(epsg), shift=space())
    assert place.epsg == epsg
    assert said(place.problems) == ["shift_applied"]
    assert "七参数" in place.problems[0].text("zh")


def test_an_accuracy_that_nobody_states_is_a_doubt(old, said):
    place = decide_place(old(), shift=plane(accuracy_m=None))
    assert said(place.problems) == ["shift_accuracy_unknown"]
    assert place.problems[0].severity == "warning"


def test_a_file_without_prj_takes_answer_and_shift(old, said):
    raw = old(wkt="")
    assert decide_place(raw, shift=plane()).epsg is None
    place = decide_place(raw, answer=2436, answer_why="来文", shift=plane())
    assert place.epsg == 2436
    assert said(place.problems) == ["place_answered", "shift_applied"]


REFUSED = [
    (2436, plane(to_crs=2436), "shift_to"),
    (2436, plane(to_crs=4490), "shift_to"),
    (2436, plane(to_crs=32650), "shift_to"),
    (2436, plane(to_crs=99999), "shift_to"),
    (2436, plane(from_crs=4214), "shift_from_plane"),
    (2436, plane(from_crs=99999), "shift_from_plane"),
    (2436, space(from_crs=2436), "shift_from_geocentric"),
    (2436, space(from_crs=4610), "shift_other_datum"),
    (2436, plane(from_crs=2384), "shift_other_datum"),
    (2436, plane(from_crs=4548), "shift_other_datum"),
    (2436, plane(scale_ppm=1000.0), "shift_scale"),
    (2436, plane(north_m=350.0), "shift_far"),
    (2436, plane(rotation_arcsec=-30.0), "shift_far"),
    (2436, plane(from_crs=2415), "shift_far"),  # turned about 39 500 000 instead of 500 000
    (2436, plane(to_crs=4549), "shift_far"),
    (2436, plane(north_m=0, east_m=0, rotation_arcsec=0, scale_ppm=0), "shift_nothing"),
    (2384, space(dx_m=4000.0), "shift_far"),
    (2384, space(rz_arcsec=20.0), "shift_far"),
    (2436, WebOffset(method="gcj02", why="高德"), "crs_old"),
]


@pytest.mark.parametrize(("epsg", "shift", "why"), REFUSED)
def test_what_cannot_be_the_parameters_of_this_layer_is_refused(old, said, epsg, shift, why):
    place = decide_place(old(epsg), shift=shift)
    assert place.epsg is None
    assert place.how.code == f"harmonise.{why}"
    assert place.proposal is None
    assert place.question is not None
    assert said(place.problems) == ["crs_contradiction" if why == "crs_old" else "shift_refused"]
    assert place.problems[0].severity == "error"
    assert "图层.shp" in place.problems[0].text("en")


@pytest.mark.parametrize(
    ("epsg", "point"), [(4490, (117.25, 36.5)), (4548, (EAST, NORTH)), (4326, (117.25, 36.5))]
)
def test_parameters_for_what_needs_none_are_refused(raw_layer, epsg, point):
    place = decide_place(raw_layer([shapely.Point(point)], wkt=prj(epsg)), shift=plane())
    assert (place.epsg, place.how.code) == (None, "harmonise.shift_other_datum")


def test_numbers_that_contradict_the_old_system_are_said_before_the_shift(raw_layer):
    for epsg, point, code in (
        (2436, (117.25, 36.5), "metres_are_degrees"),
        (2436, (39_000_000 + EAST, NORTH), "has_prefix"),
        (2415, (EAST, NORTH), "lacks_prefix"),
        (2415, (40_000_000 + EAST, NORTH), "other_zone"),
        (2436, (NORTH, EAST), "swapped"),
        (4214, (EAST, NORTH), "degrees_are_metres"),
    ):
        place = decide_place(raw_layer([shapely.Point(point)], wkt=prj(epsg)), shift=plane())
        assert (place.epsg, place.how.code) == (None, f"harmonise.crs_{code}")


def test_a_large_rotation_is_a_doubt(old, said):
    # 70″ turn the north by 1371 m to the east, which the translation takes back.
    angle = 70 / 3600 * np.pi / 180
    back = {"east_m": 80 - NORTH * np.sin(angle), "north_m": EAST * np.sin(angle)}
    place = decide_place(old(), shift=plane(rotation_arcsec=70.0, **back))
    assert place.epsg == 2436
    assert said(place.problems) == ["shift_applied", "shift_turns"]


LOCAL = {"from_crs": "local", "north_m": 4_000_000.0, "east_m": 480_000.0, "scale_ppm": 20.0}


def test_a_local_frame_is_brought_to_its_plane(raw_layer, said, kind):
    raw = raw_layer([shapely.Point(52_000, 31_000), shapely.Point(52_500, 31_800)])
    assert decide_place(raw).epsg is None
    shift = plane(**LOCAL)
    place = decide_place(raw, shift=shift)
    assert (place.epsg, place.question) == (4548, None)
    assert said(place.problems) == ["shift_applied"]
    assert "地方坐标系" in place.how.text("zh")
    point = harmonise_layer(raw, kind({}), shift=shift).frame.geometry[0]
    angle = 0.5 / 3600 * np.pi / 180
    north = 4_000_000 + 1.00002 * (31_000 * np.cos(angle) - 52_000 * np.sin(angle))
    east = 480_000 + 1.00002 * (31_000 * np.sin(angle) + 52_000 * np.cos(angle))
    lonlat = Transformer.from_crs(4548, 4490, always_xy=True).transform(east, north)
    assert GEOD.inv(point.x, point.y, *lonlat)[2] < 0.001


@pytest.mark.parametrize(
    ("changes", "answer", "why"),
    [
        ({"north_m": 40_000_000.0}, None, "shift_lands_nowhere"),
        ({"east_m": 1_000_000.0}, None, "shift_lands_nowhere"),
        ({"scale_ppm": 2000.0}, None, "shift_scale"),
        ({"to_crs": 4490}, None, "shift_to"),
        ({"to_crs": 99999}, None, "shift_to"),
        ({}, 4548, "shift_and_answer"),
    ],
)
def test_a_local_frame_that_lands_nowhere_is_refused(raw_layer, said, changes, answer, why):
    raw = raw_layer([shapely.Point(52_000, 31_000)])
    place = decide_place(raw, answer=answer, shift=plane(**(LOCAL | changes)))
    assert (place.epsg, place.how.code) == (None, f"harmonise.{why}")
    assert said(place.problems) == ["shift_refused"]


def test_a_local_frame_scaled_to_its_height_is_used_with_a_doubt(raw_layer, said):
    raw = raw_layer([shapely.Point(52_000, 31_000)])
    place = decide_place(raw, shift=plane(**(LOCAL | {"scale_ppm": 300.0})))
    assert said(place.problems) == ["shift_applied", "shift_local_scale"]


@pytest.mark.parametrize("wkt_epsg", [None, 4490, 4326])
def test_a_web_map_s_coordinates_are_taken_back_and_said(raw_layer, said, wkt_epsg):
    wkt = prj(wkt_epsg) if wkt_epsg else None
    raw = raw_layer([shapely.Point(117.73578432108556, 34.55888637617448)], wkt=wkt)
    shift = WebOffset(method="gcj02", why="取自高德地图")
    place = decide_place(raw, answer=None if wkt else 4490, shift=shift)
    codes = said(place.problems)
    assert codes == ([] if wkt else ["place_answered"]) + ["offset_applied"]
    text = place.problems[-1].text("zh")
    assert "GCJ-02" in text
    assert "取自高德地图" in text


def test_a_web_map_offset_is_refused_where_there_is_none(raw_layer):
    shift = WebOffset(method="bd09", why="百度")
    for epsg, point in ((4326, (-106.0, 40.0)), (4269, (-106.0, 40.0))):
        place = decide_place(raw_layer([shapely.Point(point)], wkt=prj(epsg)), shift=shift)
        assert place.epsg is None
        assert place.how.code in ("harmonise.offset_outside", "harmonise.offset_of_other_datum")


EVERY_OLD = [
    *(4214, 4610, 4555),
    *range(2327, 2391),
    *range(2401, 2443),
    *range(21413, 21424),
    *range(21453, 21464),
]


def test_no_old_system_is_ever_used_without_parameters(raw_layer):
    """N3, G04: every one of them, declared or answered; PROJ would shift them by 0.0 m."""
    for epsg in EVERY_OLD:
        crs = CRS.from_epsg(epsg)
        area = crs.area_of_use
        middle = (area.west + area.east) / 2, max(area.south, 20) + 1
        if not crs.is_geographic:
            middle = Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True).transform(*middle)
        point = [shapely.Point(middle)]
        for place in (
            decide_place(raw_layer(point, wkt=crs.to_wkt("WKT1_ESRI"))),
            decide_place(raw_layer(point), answer=epsg),
        ):
            assert (place.epsg, place.proposal, place.candidates) == (None, None, ())
            assert place.how.code == "harmonise.crs_old", epsg


@pytest.mark.parametrize(
    "changes",
    [
        {"turns": None},
        {"turns": "left"},
        {"why": ""},
        {"north_m": float("nan")},
        {"scale_ppm": float("inf")},
        {"accuracy_m": 0},
        {"scale": 1.0},
        {"method": "affine"},
    ],
)
def test_half_a_shift_is_none(changes):
    with pytest.raises(ValidationError):
        TypeAdapter(Shift).validate_python(PLANE | changes)


@pytest.mark.parametrize("values", [PLANE, SPACE, {"method": "bd09", "why": "百度"}])
def test_every_key_is_asked_for(values):
    whole = TypeAdapter(Shift).validate_python(values)
    assert TypeAdapter(Shift).validate_python(whole.model_dump(mode="json")) == whole
    for key in values.keys() - {"accuracy_m"}:
        with pytest.raises(ValidationError):
            TypeAdapter(Shift).validate_python(
                {name: value for name, value in values.items() if name != key}
            )
