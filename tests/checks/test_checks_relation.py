"""Touch, hair, tolerance, overlap (N8), broken shapes (N7), overlapping zones (N10), holes."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings, strategies as st
from pyproj import Proj, Transformer
from shapely import MultiPolygon, Polygon

from tests.checks.ground import HERE, Ground
from watermap.checks.ground.relation import encounter
from watermap.geodesy.measure import drawn_area_m2
from watermap.geodesy.plane import Plane

GROUND = Ground()
SITE = GROUND.box(0, 0, 100, 100)
MACHINES = {"industry": "C2614", "outfall_inside": False}


def met(site, feature):
    return encounter(site, feature, Plane.around(site))


def zone_over(metres):
    """A zone that reaches this far over the site's western edge, which it shares at 0."""
    edge = [GROUND.at(metres, -500), GROUND.at(metres, 600)]
    if metres == 0:  # exactly the site's own vertices
        edge = [GROUND.at(0, 0), GROUND.at(0, 100)]
    return Polygon([GROUND.at(-500, -500), edge[0], edge[1], GROUND.at(-500, 600)])


@pytest.mark.parametrize(
    ("over_m", "findings", "misses", "area"),
    [(0, 0, 1, 0), (0.0005, 0, 1, 0.05), (0.5, 0, 1, 50), (0.51, 1, 0, 51), (5, 1, 0, 500)],
)
def test_occupies_means_deeper_than_the_tolerance(  # N8, G09
    over_m, findings, misses, area, make_layer, check
):
    answer = check(SITE, make_layer("red_line", zone_over(over_m)), **MACHINES)
    assert (len(answer.findings), len(answer.near_misses)) == (findings, misses)
    (found,) = answer.findings or answer.near_misses
    assert found.overlap_m2 == pytest.approx(area, abs=0.05, rel=1e-3)
    assert found.depth_m == pytest.approx(over_m, abs=1e-3)
    assert found.distance_m == 0
    assert found.bearing_deg is None
    if not findings:
        assert found.verdict == "notice"
        assert {theme.kind: theme.state for theme in answer.themes}["red_line"] == "near"


def test_a_hair_apart_is_neither(make_layer, check):
    answer = check(SITE, make_layer("red_line", zone_over(-0.0005)), industry="C2614")
    assert answer.findings == ()
    assert answer.near_misses[0].relation == "outside"
    assert answer.near_misses[0].distance_m == pytest.approx(0.0005, abs=1e-5)


def test_without_tolerance_half_a_metre_is_a_conflict(make_layer, check):
    answer = check(SITE, make_layer("red_line", zone_over(0.5)), tolerance_m=0.0, **MACHINES)
    assert [one.rule for one in answer.findings] == ["RL-BAN"]


@pytest.mark.parametrize(
    ("feature", "relation", "share_of_site"),
    [
        (GROUND.box(-500, -500, 500, 500), "inside", 100),
        (GROUND.box(50, -500, 500, 500), "overlaps", 50),
        (GROUND.box(20, 20, 40, 40), "overlaps", 4),
        (GROUND.box(-500, -500, 500, 500, holes=[[(60, -10), (110, -10), (110, 110), (60, 110)]]),
         "overlaps", 60),
    ],
)  # fmt: skip
def test_areas(feature, relation, share_of_site):
    found = met(SITE, feature)
    assert found.relation == relation
    assert found.overlap_pct_of_site == pytest.approx(share_of_site, abs=0.01)
    assert found.overlap_m2 == pytest.approx(share_of_site * 100, rel=1e-4)
    zone_share = found.overlap_m2 / drawn_area_m2(feature) * 100
    assert found.overlap_pct_of_zone == pytest.approx(zone_share)


def test_the_depth_is_the_widest_inscribed_circle():
    assert met(SITE, GROUND.box(70, -500, 500, 500)).depth_m == pytest.approx(30, abs=0.3)
    found = met(SITE, GROUND.box(-500, -500, 500, 500))
    assert found.depth_m == pytest.approx(100, abs=1)
    assert found.deepest_m == pytest.approx(450, abs=1)
    assert found.inset_m == pytest.approx(400, abs=0.1)


def test_lines_and_points():
    zone = GROUND.box(0, 0, 1000, 1000)
    inside = met(GROUND.line((100, 500), (400, 500)), zone)
    assert (inside.relation, inside.overlap_m2) == ("inside", None)
    assert inside.length_m == pytest.approx(300, rel=1e-6)
    assert inside.depth_m == pytest.approx(400, abs=0.1)
    through = met(GROUND.line((-200, 500), (1200, 500)), zone)
    assert (through.relation, through.overlap_pct_of_site) == (
        "crosses", pytest.approx(1000 / 1400 * 100, rel=1e-4),
    )  # fmt: skip
    assert met(GROUND.line((-200, 0), (0, 0)), zone).relation == "touches"
    point = met(GROUND.point(500, 480), zone)
    assert (point.relation, point.depth_m) == ("inside", pytest.approx(480, abs=0.1))
    assert point.overlap_m2 is None
    corner = met(GROUND.point(0, 0), zone)
    assert (corner.relation, corner.depth_m) == ("touches", pytest.approx(0, abs=1e-6))
    river = met(SITE, GROUND.line((-100, 50), (300, 50)))
    assert (river.relation, river.length_m) == ("crosses", pytest.approx(100, rel=1e-4))
    assert met(GROUND.line((0, 0), (50, 50)), GROUND.line((0, 50), (50, 0))).relation == "crosses"
    assert met(GROUND.point(0, 0), GROUND.line((0, 0), (50, 0))).relation == "touches"


def test_a_point_less_than_the_tolerance_inside_is_listed_only(make_layer, check):
    layer = make_layer("red_line", GROUND.box(0, 0, 1000, 1000))
    near, far = (check(GROUND.point(x, 500), layer, industry="C2614") for x in (0.3, 3))
    assert (near.verdict, len(near.near_misses)) == ("incomplete", 1)
    assert far.verdict == "prohibited"
    assert (far.area_m2, far.perimeter_m) == (None, None)


def test_a_site_in_a_hole_of_the_red_line_is_not_in_it(make_layer, check):  # G17
    hole = [(-50, -50), (150, -50), (150, 150), (-50, 150)]
    layer = make_layer("red_line", GROUND.box(-500, -500, 600, 600, holes=[hole]))
    answer = check(SITE, layer, industry="C2614")
    assert answer.findings == ()
    assert answer.near_misses[0].distance_m == pytest.approx(50, abs=1e-3)


def test_overlapping_zones_count_once_in_the_themes_sum(make_layer, check):  # N10, N10b
    first, second = GROUND.box(-500, -500, 60, 600), GROUND.box(40, -500, 600, 600)
    answer = check(SITE, make_layer("red_line", first, second), **MACHINES)
    parts = [one.overlap_m2 for one in answer.findings]
    assert sum(parts) == pytest.approx(12_000, rel=1e-4)
    theme = next(theme for theme in answer.themes if theme.kind == "red_line")
    assert theme.overlap_m2 == pytest.approx(10_000, rel=1e-4)
    assert theme.overlap_pct_of_site == pytest.approx(100, abs=1e-6)


def test_the_same_zone_from_two_offices_counts_once_and_is_said(make_layer, check):
    zone = GROUND.box(-500, -500, 60, 600)
    answer = check(
        SITE,
        make_layer("red_line", zone, path="a.shp"),
        make_layer("red_line", shapely.reverse(zone), path="b.shp"),
        **MACHINES,
    )
    assert len(answer.findings) == 1
    assert [one.code for one in answer.problems] == ["checks.duplicate"]
    assert len(next(theme for theme in answer.themes if theme.kind == "red_line").layers) == 2


BROKEN = {  # N7: shape, its right area in m²
    "bow-tie": (Polygon([GROUND.at(*c) for c in ((0, 0), (100, 100), (100, 0), (0, 100))]), 5_000),
    "overlapping parts": (
        MultiPolygon([GROUND.box(0, 0, 60, 60), GROUND.box(30, 0, 90, 60)]), 5_400),
    "hole out of its shell": (
        GROUND.box(0, 0, 100, 100, holes=[[(80, 20), (130, 20), (130, 60), (80, 60)]]), 9_200),
}  # fmt: skip


# N7, N7d, G08
@pytest.mark.parametrize("name", BROKEN)
def test_broken_shapes_are_repaired_counted_and_never_stop_the_check(name, make_layer, check):
    shape, area = BROKEN[name]
    around = GROUND.box(-50, -50, 200, 200)
    as_zone = check(around, make_layer("red_line", shape), industry="C2614")
    assert as_zone.findings[0].overlap_m2 == pytest.approx(area, rel=1e-3)
    assert "checks.repaired" in [one.code for one in as_zone.problems]
    as_site = check(shape, make_layer("red_line", around), industry="C2614")
    assert as_site.area_m2 == pytest.approx(area, rel=1e-3)
    assert as_site.findings[0].relation == "inside"
    assert "checks.site_repaired" in [one.code for one in as_site.problems]


TO_117 = Transformer.from_crs(4490, 4548, always_xy=True)
SCALE_117 = Proj("EPSG:4548").get_factors(*HERE).meridional_scale


def gauss_kruger(shape):
    """A shape of degrees in the 3° zone about 117° E, its edges followed to a fraction of a mm."""
    return shapely.transform(
        shapely.segmentize(shape, 5e-5), lambda xy: np.column_stack(TO_117.transform(*xy.T))
    )


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
@example(seed=504)
def test_shares_add_up_against_an_independent_plane(seed):
    """Overlap and rest make the whole; the overlap is that of a Gauss–Krüger plane within 5e-6.

    Edges are straight in degrees, as the file draws them: an edge of 1.5 km taken as straight in
    the plane instead encloses up to 10 m² more or less.
    """
    numbers = np.random.default_rng(seed)
    angles = np.sort(numbers.uniform(0, 2 * math.pi, 9))
    radii = numbers.uniform(100, 800, 9)
    star = [(r * math.cos(a), r * math.sin(a)) for r, a in zip(radii, angles, strict=True)]
    zone = shapely.make_valid(GROUND.polygon(*star))
    site = GROUND.box(-300, -300, 200, 250)
    if not zone.intersects(site):
        return
    found = met(site, zone)
    flat = gauss_kruger(site).intersection(gauss_kruger(zone))
    assert found.overlap_m2 == pytest.approx(flat.area / SCALE_117**2, rel=5e-6, abs=0.01)
    rest = drawn_area_m2(site.difference(zone))
    assert found.overlap_m2 + rest == pytest.approx(drawn_area_m2(site), rel=1e-7)


def test_on_the_border_that_two_zones_share_a_point_is_inside_once(make_layer, check):  # N12
    west, east = GROUND.box(-500, -500, 0, 500), GROUND.box(0, -500, 500, 500)
    areas = make_layer(
        "protection_area",
        (west, {"name": "一级", "level": "grade_1"}),
        (east, {"name": "二级", "level": "grade_2"}),
    )
    said = {"discharges": True, "outfall_inside": False, "industry": "C2614"}
    answer = check(GROUND.point(0, 0), areas, **said)
    assert [(one.rule, one.verdict) for one in answer.findings] == [("DW-L1-PROJ", "prohibited")]
    assert answer.findings[0].depth_m == pytest.approx(500, abs=0.1)
    assert "公共边界" in answer.findings[0].message.text("zh")
    strip = GROUND.box(-0.4, -50, 0.4, 50)
    assert len(check(strip, make_layer("red_line", west, east), **said).findings) == 1
    corner = check(GROUND.point(0, 500), areas, **said)
    assert (corner.findings, len(corner.near_misses)) == ((), 2)


@pytest.mark.parametrize("seed", range(8))
def test_the_depth_of_a_long_line_is_that_of_every_metre_of_it(seed):
    """Only some of its metres are measured; of all of them none may be deeper."""
    random = np.random.default_rng(seed)
    turns = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    ring = 0.03 * (1 + 0.3 * np.sin(5 * turns))[:, None]
    ring = HERE + ring * np.column_stack([np.cos(turns), np.sin(turns)])
    zone = Polygon(ring, [HERE + (ring - HERE) * 0.1])
    steps = random.normal(0, random.choice([0.0005, 0.005, 0.02]), (9, 2))
    start = np.add(HERE, (0.015, 0))
    road = shapely.LineString(start + np.cumsum([(0, 0), *steps], axis=0))
    plane = Plane.around(road)
    shared = plane.to_plane(shapely.intersection(road, zone))
    edge = plane.to_plane(shapely.boundary(zone))
    every = shapely.points(shapely.get_coordinates(shapely.segmentize(shared, 1.0)))
    assert met(road, zone).depth_m == pytest.approx(shapely.distance(every, edge).max(), abs=1e-6)
