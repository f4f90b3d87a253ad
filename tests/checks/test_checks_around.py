"""Rings around sources: membership by geodesic distance, overlaps with the true disc."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from shapely import LineString, MultiPoint, Point, Polygon

from tests.checks.ground import ORACLE, Ground
from watermap.checks.sources.around import around
from watermap.errors import WatermapError
from watermap.geodesy.ring import disc_area_m2

QIJIANG = Ground(106.65, 29.03)
RINGS = (500.0, 1000.0, 5000.0)


@pytest.fixture(scope="session")
def rings(make_layer, kinds):
    """What lies around one source at a ground's middle."""

    def run(ground, *layers, rings_m=RINGS, sources=None, source=None):
        shape = source or Point(ground.lon, ground.lat)
        wells = make_layer("water_source", (shape, {"name": "东井", "code": "001"}))
        by_kind = {"water_source": (wells,)}
        for layer in layers:
            by_kind[layer.kind] = (*by_kind.get(layer.kind, ()), layer)
        return around(by_kind, sources=sources, rings_m=rings_m, kinds=kinds)

    return run


def of_kind(answer, kind, radius):
    (source,) = answer.sources
    (ring,) = [ring for ring in source.rings if ring.radius_m == radius]
    return next(found for found in ring.kinds if found.kind == kind)


def test_the_site_460_m_east_is_in_the_500_m_ring(rings, make_layer):  # N1, N1b, G01
    site = Point(ORACLE.fwd(106.65, 29.03, 90, 460.4)[:2])
    answer = rings(QIJIANG, make_layer("enterprise", (site, {"name": "化工厂"})))
    (found,) = of_kind(answer, "enterprise", 500.0).neighbours
    assert found.distance_m == pytest.approx(460.4, abs=1e-3)
    assert found.bearing_deg == pytest.approx(90, abs=0.01)
    assert (found.feature.name, found.overlap_m2) == ("化工厂", None)
    assert answer.sources[0].rings[0].area_m2 == pytest.approx(785_398, abs=1)
    assert answer.sources[0].source.id == "001"


@pytest.mark.parametrize("lat", [18.3, 29.03, 34.6, 47.5])
@pytest.mark.parametrize("radius", RINGS)
def test_a_hair_inside_is_in_and_a_hair_outside_is_out(lat, radius, rings, make_layer):
    """1 mm on either side, in every direction: what a buffer of 64 segments would lose."""
    ground = Ground(117.0, lat)
    bearings = np.arange(0.0, 360.0, 7.3)
    for away, count in ((-0.001, len(bearings)), (0.001, 0)):
        points = [Point(ORACLE.fwd(117.0, lat, turn, radius + away)[:2]) for turn in bearings]
        answer = rings(ground, make_layer("outfall", *points))
        assert len(of_kind(answer, "outfall", radius).neighbours) == count


def test_many_points_against_geod(rings, make_layer):
    spread = np.random.default_rng(11).uniform((117.43, 34.54), (117.57, 34.66), (3000, 2))
    answer = rings(Ground(), make_layer("enterprise", *shapely.points(spread)))
    metres = ORACLE.inv(*np.broadcast_to([[117.5], [34.6]], (2, 3000)), *spread.T)[2]
    for radius in RINGS:
        found = of_kind(answer, "enterprise", radius).neighbours
        assert {one.feature.record for one in found} == set(np.flatnonzero(metres <= radius))
        for one in found:
            assert one.distance_m == pytest.approx(metres[one.feature.record], abs=1e-3)
        assert [one.distance_m for one in found] == sorted(one.distance_m for one in found)


def test_areas_in_the_disc(rings, make_layer):
    whole = disc_area_m2(29.03, 1000)
    cases = {
        "everything": (QIJIANG.box(-9000, -9000, 9000, 9000), whole),
        "a half": (QIJIANG.box(0, -9000, 9000, 9000), whole / 2),
        "a quarter": (QIJIANG.box(0, 0, 1100, 1100), whole / 4),
        "a field inside": (QIJIANG.box(100, 100, 200, 300), 20_000),
        "a hole": (QIJIANG.box(-9000, -9000, 9000, 9000,
                   holes=[[(-100, -100), (100, -100), (100, 100), (-100, 100)]]), whole - 40_000),
    }  # fmt: skip
    for name, (zone, area) in cases.items():
        found = of_kind(rings(QIJIANG, make_layer("red_line", zone)), "red_line", 1000.0)
        assert found.overlap_m2 == pytest.approx(area, rel=1e-4), name
        assert found.neighbours[0].overlap_m2 == pytest.approx(area, rel=1e-4), name


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), radius=st.sampled_from(RINGS))
def test_any_overlap_is_that_of_a_very_fine_circle(seed, radius, rings, make_layer):  # N1d
    numbers = np.random.default_rng(seed)
    angles = np.sort(numbers.uniform(0, 2 * math.pi, 12))
    radii = numbers.uniform(0.3, 1.5, 12) * radius
    corners = np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])
    # A ring and no polygon: of one that crosses itself GEOS would make several first.
    fine = shapely.segmentize(shapely.LinearRing(corners), 50)  # no edge bends between its ends
    zone = shapely.make_valid(Ground().polygon(*fine.coords[:-1]))
    found = of_kind(rings(Ground(), make_layer("red_line", zone)), "red_line", radius)
    flat = shapely.make_valid(Polygon(corners)) & Point(0, 0).buffer(radius, quad_segs=4096)
    assert found.overlap_m2 == pytest.approx(flat.area, rel=1e-4, abs=0.5)


def test_overlapping_zones_are_united(rings, make_layer):  # N10b
    zones = [QIJIANG.box(-100, -100, 60, 100), QIJIANG.box(-60, -100, 100, 100)]
    found = of_kind(rings(QIJIANG, make_layer("red_line", *zones)), "red_line", 500.0)
    assert found.overlap_m2 == pytest.approx(40_000, rel=1e-4)
    assert sum(one.overlap_m2 for one in found.neighbours) == pytest.approx(64_000, rel=1e-4)
    assert [one.bearing_deg for one in found.neighbours] == [None, None]


def test_a_zone_whose_corner_alone_reaches_in_counts(rings, make_layer):
    zone = QIJIANG.polygon((499, 0), (900, -300), (900, 300))
    found = of_kind(rings(QIJIANG, make_layer("red_line", zone)), "red_line", 500.0)
    assert found.neighbours[0].distance_m == pytest.approx(499, abs=1e-3)
    assert 0 < found.overlap_m2 < 3


def test_lines_are_as_far_as_their_nearest_point_and_have_no_area(rings, make_layer):
    road = LineString([QIJIANG.at(-8000, 300), QIJIANG.at(8000, 300)])
    found = of_kind(rings(QIJIANG, make_layer("transport_line", road)), "transport_line", 500.0)
    assert found.overlap_m2 is None
    # 16 km straight in degrees bend 2.8 m off the geodesic through the same ends at 29° N.
    assert found.neighbours[0].distance_m == pytest.approx(300, abs=3)


def test_every_ring_holds_the_inner_ones_and_empty_kinds_are_said(rings, make_layer):
    points = [QIJIANG.point(x, 0) for x in (100, 700, 3000, 7000)]
    answer = rings(QIJIANG, make_layer("outfall", *points), make_layer("red_line", Polygon()))
    counts = [len(of_kind(answer, "outfall", radius).neighbours) for radius in RINGS]
    assert counts == [1, 2, 3]
    assert "red_line" in answer.not_checked  # a layer without any shape was not checked
    assert "enterprise" in answer.not_checked
    assert "administrative_area" not in answer.not_checked
    nothing = rings(QIJIANG, make_layer("outfall", QIJIANG.point(90_000, 0)))
    assert of_kind(nothing, "outfall", 5000.0).neighbours == ()


def test_a_group_of_wells_is_as_near_as_its_nearest_well(rings, make_layer):
    wells = MultiPoint([QIJIANG.at(0, 0), QIJIANG.at(2000, 0)])
    answer = rings(QIJIANG, make_layer("outfall", QIJIANG.point(2400, 0)), source=wells)
    (found,) = of_kind(answer, "outfall", 500.0).neighbours
    assert found.distance_m == pytest.approx(400, abs=1e-3)
    assert answer.sources[0].rings[0].area_m2 == pytest.approx(2 * math.pi * 500**2, rel=1e-5)
    zone = make_layer("red_line", QIJIANG.box(-9000, -9000, 9000, 9000))
    united = of_kind(rings(QIJIANG, zone, source=wells), "red_line", 500.0)
    assert united.overlap_m2 == pytest.approx(2 * math.pi * 500**2, rel=1e-5)


def test_names_that_are_not_there_are_answered_with_the_nearest(rings):
    with pytest.raises(WatermapError) as raised:
        rings(QIJIANG, sources=["东井水源", "西"])
    assert [one.code for one in raised.value.problems] == ["checks.unknown_source"] * 2
    assert "东井" in raised.value.problems[0].text("zh")
    assert len(rings(QIJIANG, sources=["东井"]).sources) == 1


@pytest.mark.parametrize("radii", [(0,), (-5,), (500, 100_001), (float("nan"),), ()])
def test_radii_that_make_no_ring_are_refused(radii, rings):
    with pytest.raises(WatermapError) as raised:
        rings(QIJIANG, rings_m=radii)
    assert raised.value.problems[0].code == "checks.bad_radius"


def test_without_sources_there_is_nothing_to_list(kinds, make_layer):
    for layers in ({}, {"water_source": (make_layer("water_source", None),)}):
        with pytest.raises(WatermapError) as raised:
            around(layers, sources=None, rings_m=RINGS, kinds=kinds)
        assert raised.value.problems[0].code == "checks.no_sources"


def test_a_source_without_place_is_said(kinds, make_layer):
    wells = make_layer(
        "water_source", (QIJIANG.point(0, 0), {"name": "东井"}), (None, {"name": "西井"})
    )
    answer = around({"water_source": (wells,)}, sources=None, rings_m=RINGS, kinds=kinds)
    assert [source.source.name for source in answer.sources] == ["东井"]
    assert [one.fields["name"] for one in answer.problems] == ["西井"]
