"""Many things measured at once: the same answers as one by one, by pyproj and by brute force."""

import datetime as dt

import numpy as np
import pytest
import shapely

from tests.checks.ground import ORACLE, Ground
from tests.checks.random_ground import DEGREES, line, star
from watermap.checks.cleanup.cleanup import clean_up
from watermap.checks.cleanup.findings import AlongRiver
from watermap.checks.cleanup.united import United
from watermap.checks.cleanup.ways import nearest, ways
from watermap.checks.ground.relation import encounter
from watermap.export.recording.cleanup import cleanup_record
from watermap.export.sheets_cleanup import list_sheet
from watermap.geodesy.measure import distances
from watermap.geodesy.plane import Plane

GROUND = Ground()
MIDDLE = np.array([117.5, 34.6])


def places(random, count, across_m):
    return MIDDLE + (random.random((count, 2)) - 0.5) * across_m * DEGREES


def to_edge_m(point, shape):
    """Geodesics to the corners of an edge that has one every two metres, the shortest."""
    corners = shapely.get_coordinates(shapely.segmentize(shapely.boundary(shape), 2 * DEGREES))
    here = np.broadcast_to(shapely.get_coordinates(point), corners.shape)
    return ORACLE.inv(*here.T, *corners.T)[2].min()


@pytest.mark.parametrize("seed", range(6))
def test_points_in_the_same_zones_are_measured_together_as_alone(seed):
    random = np.random.default_rng(seed)
    size = 600.0 * 10 ** (seed / 4)  # 600 m to 10 km
    zones = [
        star(random, at, size, corners=600 if seed == 5 else 40, hole=True)
        for at in places(random, 3, size / 2)
    ]
    united = shapely.union_all(zones)
    points = shapely.points(places(random, 400, 3 * size))
    points = points[np.logical_and.reduce([shapely.intersects(one, points) for one in zones])]
    assert len(points) > 10
    found = United(np.array(zones, dtype=object)).met_by(points)
    for point, met in zip(points, found, strict=True):
        alone = encounter(point, united, Plane.around(point))
        assert (met.relation, met.length_m) == (alone.relation, alone.length_m)
        assert met.depth_m == pytest.approx(alone.depth_m, rel=2e-6, abs=0.001)
    for point, met in zip(points[:5], found[:5], strict=True):
        corner_m = to_edge_m(point, united)  # of corners: no nearer than the edge, by 1 m at most
        assert met.depth_m <= corner_m + 0.001
        assert met.depth_m >= corner_m - 1.0


@pytest.mark.parametrize("seed", range(4))
def test_lines_and_areas_are_measured_as_against_the_zones_made_one(seed):
    random = np.random.default_rng(seed)
    zones = [star(random, at, 3_000, corners=700) for at in places(random, 2, 800)]
    united = shapely.union_all(zones)
    things = [line(random, MIDDLE, 4_000), star(random, MIDDLE, 300, hole=True)]
    found = United(np.array(zones, dtype=object)).met_by(np.array(things, dtype=object))
    for thing, met in zip(things, found, strict=True):
        alone = encounter(thing, united, Plane.around(thing))
        assert met.relation == alone.relation
        for measure in ("overlap_m2", "overlap_pct_of_site", "length_m", "depth_m"):
            mine, theirs = getattr(met, measure), getattr(alone, measure)
            assert mine == (theirs if theirs is None else pytest.approx(theirs, rel=1e-6))


@pytest.mark.parametrize("across_m", [500.0, 40_000.0, 2_000_000.0])
def test_the_nearest_source_is_that_of_holding_every_pair(across_m):
    random = np.random.default_rng(8)
    things, sources = (shapely.points(places(random, n, across_m)) for n in (60, 25))
    at, metres, bearings = nearest(things, sources)
    for thing, found, far, bearing in zip(things, at, metres, bearings, strict=True):
        here = np.broadcast_to(shapely.get_coordinates(thing), (len(sources), 2))
        towards, _, every = ORACLE.inv(*here.T, *shapely.get_coordinates(sources).T)
        assert found == np.argmin(every)
        assert far == pytest.approx(every.min(), abs=1e-6)
        assert bearing == pytest.approx(towards[found] % 360, abs=1e-6)


def test_the_nearest_source_of_lines_and_areas_is_that_of_holding_every_pair():
    random = np.random.default_rng(9)
    things = np.array(
        [line(random, at, 9_000) for at in places(random, 8, 20_000)]
        + [star(random, at, 900) for at in places(random, 8, 20_000)]
        + list(shapely.points(places(random, 8, 20_000))),
        dtype=object,
    )
    sources = np.array(
        [*shapely.points(places(random, 9, 20_000)), star(random, MIDDLE, 500)], dtype=object
    )
    at, metres, _ = nearest(things, sources)
    for thing, found, far in zip(things, at, metres, strict=True):
        every = distances(thing, sources)[0]
        assert far == pytest.approx(every.min(), abs=1e-3)
        assert found == np.argmin(every)


def test_equally_near_sources_are_taken_in_their_order_and_a_common_place_has_no_bearing():
    here = GROUND.point(0, 0)
    twins = np.array([GROUND.point(0, 90), GROUND.point(0, 90), here], dtype=object)
    at, metres, bearings = nearest(np.array([GROUND.point(0, 100), here], dtype=object), twins)
    assert at.tolist() == [0, 2]
    assert metres[1] == 0
    assert np.isnan(bearings[1])
    assert ways(here, twins)[0][2] == 0


def test_a_river_ranks_by_steps_of_the_way_upstream(make_layer, kinds):
    """A river flows east past the intake at 0; north of 100 m nobody knows of it."""

    def rivers(thing, intake):
        one, other = thing.geometry, intake.geometry
        east, north = ((one.x - other.x) / DEGREES * 0.82, (one.y - other.y) / DEGREES)
        if north > 100:
            return None
        return AlongRiver(upstream=east < 0, river_m=-east if east < 0 else None)

    risks = {"下游": "major", "远": "major", "近": "general", "近二": "major", "不明": "major"}
    spots = {"下游": (900, 0), "远": (-4_000, 0), "近": (-300, 0), "近二": (-900, 0)}
    things = [
        (GROUND.point(*spots.get(name, (0, 300))), {"name": name, "risk_level": risk})
        for name, risk in risks.items()
    ]
    layers = [
        make_layer("enterprise", *things),
        make_layer("water_source", (GROUND.point(0, 0), {"name": "源"})),
        make_layer("red_line", GROUND.box(-5_000, -500, 5_000, 500)),
    ]
    asked = {"kinds": kinds, "as_of": dt.date(2026, 11, 25), "rings_m": ()}
    by_kind = {one.kind: (one,) for one in layers}
    told = clean_up(by_kind, rivers=rivers, **asked)
    assert [(item.feature.name, item.priority) for item in told.items] == [
        ("近二", 1), ("近", 2), ("远", 3), ("不明", 4), ("下游", 5),
    ]  # fmt: skip
    first, *_, untold, below = told.items
    assert (first.upstream, first.upstream_m) == (True, pytest.approx(900, rel=0.01))
    assert (untold.upstream, below.upstream, below.upstream_m) == (None, False, None)
    assert cleanup_record(told, language="en")["items"][0]["upstream_m"] == first.upstream_m
    sheet = list_sheet(told, language="zh", kinds=kinds)
    at = next(i for i, one in enumerate(sheet.columns) if "上游" in one.title)
    assert [row[at] for row in sheet.rows][:1] == ["在上游，沿河 0.9 公里"]
    assert "不能判断" in sheet.rows[3][at]
    assert sheet.rows[4][at] == "不在上游"
    without = clean_up(by_kind, **asked)
    assert {item.upstream for item in without.items} == {None}
    assert [item.priority for item in without.items] == [1, 1, 1, 1, 2]  # by risk alone
