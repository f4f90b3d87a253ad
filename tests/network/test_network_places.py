import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from tests.checks.ground import ORACLE
from tests.network.drawing import GROUND, from_file, layer
from watermap.network.building.build import build
from watermap.network.nearest import AsNear, ReachIndex
from watermap.network.network import Place
from watermap.network.placing.corrections import correction, corrections
from watermap.network.placing.place import placed, river_km
from watermap.resources import shipped_samples

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "tables" / "network_places.toml").read_text("utf-8")
)["case"]
RIVERS = layer(
    "river",
    ([(0, 0), (4000, 0)], {"name": "大河"}),
    ([(2000, 2000), (2000, 0)], {"name": "小河"}),
)


@pytest.fixture(scope="module")
def built():
    return build({"river": (RIVERS,)})


def one_of(case):
    values = {key: case[key] for key in ("river", "source_type") if key in case}
    return {case["kind"]: (layer(case["kind"], (GROUND.point(*case["at"]), values)),)}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_place_on_the_river(built, case):
    found = placed(built.network, one_of(case))
    if "why" in case:
        assert found.placed == ()
        assert [one.why for one in found.unplaced] == [case["why"]]
        return
    (one,) = found.placed
    assert found.unplaced == ()
    assert built.network.reaches.names[one.place.reach] == case["on"]
    assert river_km(built.network, one.place) == pytest.approx(case["km"], abs=0.001)
    assert one.place.snap_m == pytest.approx(case["snap"], abs=0.5)
    assert sorted(one.doubts) == sorted(case["doubts"])


def test_what_has_no_place_is_listed(built):
    sections = layer("section", (GROUND.point(10, 0), {"name": "甲"}), (None, {"name": "乙"}))
    found = placed(built.network, {"section": (sections,)})
    assert [one.name for one in found.placed] == ["甲"]
    assert [(one.name, one.why) for one in found.unplaced] == [("乙", "no_geometry")]


def test_without_rivers_nothing_is_placed_and_all_is_listed():
    found = placed(build({}).network, {"section": (layer("section", (GROUND.point(0, 0), {})),)})
    assert found.placed == ()
    assert [one.why for one in found.unplaced] == ["too_far"]


def test_a_road_has_a_place_for_each_crossing(built):
    road = layer(
        "transport_line", ([(500, -100), (500, 100), (1500, 100), (1500, -100)], {"name": "路"})
    )
    found = placed(built.network, {"transport_line": (road,)}).placed
    assert sorted(round(river_km(built.network, one.place), 2) for one in found) == [2.5, 3.5]
    assert all(one.place.snap_m < 0.01 for one in found)


def test_a_correction_is_kept_while_nothing_moves(built):
    case = {"kind": "outfall", "at": [2500, 505]}
    layers = one_of(case)
    (doubtful,) = placed(built.network, layers).placed
    assert doubtful.doubts
    lower = built.network.reaches.names.index("大河")
    repair = correction(built, layers, doubtful, Place(reach=lower, at_m=1500.0, snap_m=0.0))
    again = build({"river": (RIVERS,)}, repairs=[repair])
    known = corrections(again, layers)
    (one,) = placed(again.network, layers, by_hand=known.places).placed
    assert one.doubts == ()
    assert again.network.reaches.names[one.place.reach] == "大河"
    assert river_km(again.network, one.place) == pytest.approx(2.5, abs=0.001)
    assert one.place.snap_m == pytest.approx(np.hypot(1000, 505), rel=1e-4)
    moved = one_of({"kind": "outfall", "at": [2510, 505]})
    assert corrections(again, moved).places == {}
    assert corrections(again, moved).stale == (repair,)


def test_a_correction_of_a_line_drawn_anew_is_stale(built):
    layers = one_of({"kind": "outfall", "at": [2500, 505]})
    (doubtful,) = placed(built.network, layers).placed
    repair = correction(built, layers, doubtful, doubtful.place)
    anew = layer(
        "river",
        ([(0, 0), (4000, 9)], {"name": "大河"}),
        ([(2000, 2000), (2001, 0)], {"name": "小河"}),
    )
    known = corrections(build({"river": (anew,)}, repairs=[repair]), layers)
    assert (known.places, known.stale) == ({}, (repair,))


def test_the_nearest_reach_by_brute_force():
    """Against shapely on a plane, far in the north, where a degree of longitude is short."""
    random = np.random.default_rng(3)
    lon, lat = 126.0, 50.0
    starts = random.uniform(-0.2, 0.2, (60, 1, 2)) + np.array([lon, lat])
    lines = shapely.linestrings(starts + np.cumsum(random.normal(0, 0.01, (60, 6, 2)), axis=1))
    frame = layer("river", *((line, {}) for line in lines))
    network = build({"river": (frame,)}).network
    points = random.uniform(-0.2, 0.2, (200, 2)) + np.array([lon, lat])
    found = ReachIndex.of(network).nearest(points, [""] * 200, 20_000, AsNear(more_m=0, share=1))
    for point, reach, away in zip(points, found.reach, found.away_m, strict=True):
        scale = np.array([ORACLE.inv(*point, point[0] + 1e-3, point[1])[2],
                          ORACLE.inv(*point, point[0], point[1] + 1e-3)[2]]) * 1e3  # fmt: skip
        flat = [
            shapely.transform(line, lambda xy, p=point, s=scale: (xy - p) * s)
            for line in network.reaches.lines
        ]
        metres = shapely.distance(np.array(flat), shapely.Point(0, 0))
        assert away == pytest.approx(metres[reach], rel=1e-3)
        assert metres[reach] <= metres.min() * 1.003


def test_the_sections_of_the_sample_are_on_the_rivers_they_name():
    folder = shipped_samples() / "taierzhuang"
    network = build({"river": (from_file(folder / "河流.shp", "river"),)}).network
    sections = from_file(folder / "断面.shp", "section")
    found = placed(network, {"section": (sections,)})
    named = dict(zip(sections.frame["name"], sections.frame["river"], strict=True))
    assert {one.name: network.reaches.names[one.place.reach] for one in found.placed} == {
        name: river for name, river in named.items() if name != "小龙潭水库中心"
    }
    assert all(one.place.snap_m < 2 and one.doubts == () for one in found.placed)
    assert [one.name for one in found.unplaced] == ["小龙潭水库中心"]


def test_what_is_in_a_lake_is_on_the_link_through_it():
    """By the name of its water only; how far it is from the straight link means nothing."""
    folder = shipped_samples() / "taierzhuang"
    files = {"river": "河流", "lake": "湖库", "section": "断面", "water_source": "水源地"}
    layers = {kind: (from_file(folder / f"{name}.shp", kind),) for kind, name in files.items()}
    network = build(layers).network
    found = placed(network, layers)
    inside = {one.name: one for one in found.placed if one.name.startswith("小龙潭")}
    assert set(inside) == {"小龙潭水库中心", "小龙潭水源地"}
    assert {network.reaches.names[one.place.reach] for one in inside.values()} == {"小龙潭水库"}
    assert all(one.doubts == () for one in inside.values())
    assert [(one.name, one.why) for one in found.unplaced] == [("张庄水源地", "not_on_a_river")]


def test_two_thousand_objects_are_all_accounted_for(built):
    random = np.random.default_rng(5)
    points = [GROUND.point(*place) for place in random.uniform(-500, 4500, (2000, 2))]
    frame = gpd.GeoDataFrame(geometry=gpd.GeoSeries(points, crs=4490))
    found = placed(
        built.network, {"outfall": (layer("outfall", *((p, {}) for p in frame.geometry)),)}
    )
    records = [one.record for one in (*found.placed, *found.unplaced)]
    assert sorted(records) == list(range(2000))
