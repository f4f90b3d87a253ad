"""Every shape of a layer used, repaired or rejected, each with its number and its reason."""

import time

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from pyproj import Geod

from watermap.reading.shapes import geometry, notes, repair
from watermap.reading.shapes.tangle import MOST_CROSSING, tangle_of

GEOD = Geod(ellps="GRS80")
METRES = (
    'PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["x",UNIT["Degree",0.0174532925199433]],'
    'UNIT["Meter",1.0]]'
)
FEET = METRES.replace('UNIT["Meter",1.0]', 'UNIT["Foot",0.3048]')
E0, N0 = 39_500_000.0, 3_800_000.0


def wkb(*geometries):
    return [None if one is None else shapely.to_wkb(one) for one in geometries]


def settled(*geometries, crs=METRES):
    return geometry.settle(geometry.start(wkb(*geometries)), crs=crs)


def at(*rings):
    """A polygon of rings in metres from a corner of zone 39, as broken as it is given."""
    moved = [[(x + E0, y + N0) for x, y in ring] for ring in rings]
    return shapely.Polygon(moved[0], moved[1:])


# reliability.md N7: what was drawn, and its one right area
BOW_TIE = at([(0, 0), (100, 100), (100, 0), (0, 100)])
DOUBLE = shapely.MultiPolygon(
    [at([(0, 0), (0, 60), (60, 60), (60, 0)]), at([(30, 0), (30, 60), (90, 60), (90, 0)])]
)
HOLE_OUT = at([(0, 0), (0, 100), (100, 100), (100, 0)], [(80, 20), (80, 70), (120, 70), (120, 20)])
N7 = [
    ("bow-tie", BOW_TIE, "0", "5,000", "self_intersection"),
    ("overlapping parts", DOUBLE, "7,200", "5,400", "self_intersection"),
    ("hole out of shell", HOLE_OUT, "8,000", "9,000", "self_intersection"),
]


# N7, N7c, G08
@pytest.mark.parametrize(("name", "shape", "before", "after", "reason"), N7)
def test_invalid_areas_are_repaired_to_the_one_right_area(name, shape, before, after, reason):
    (note,) = settled(shape).repaired
    said = note.reason
    assert (said.fields["before"], said.fields["after"]) == (before, after), name
    assert said.fields["reason"].code == f"reading.invalid_{reason}"
    assert "m²" in said.text("zh")
    assert "平面" in said.text("zh")


def test_the_repaired_area_is_the_union_of_what_was_drawn():  # N7b
    """reliability.md N7b: the overlap of parts must not become a hole."""
    (shape,) = shapely.from_wkb(settled(DOUBLE).wkb)
    assert shape.area == pytest.approx(shapely.unary_union(list(DOUBLE.geoms)).area)


def test_degrees_are_told_in_square_metres_of_the_ellipsoid():
    bow_tie = shapely.Polygon([(117.0, 34.0), (117.01, 34.01), (117.01, 34.0), (117.0, 34.01)])
    for crs in ("EPSG:4490", None, METRES):  # the numbers go before what the file says
        (note,) = settled(bow_tie, crs=crs).repaired
        after = shapely.make_valid(bow_tie, method="structure")
        truth = abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(after))[0])
        assert note.reason.fields["after_m2"] == pytest.approx(truth, rel=1e-5)
        assert "椭球" in note.reason.text("zh")


def test_latitude_first_is_measured_all_the_same():
    bow_tie = [(34.0, 117.0), (34.01, 117.01), (34.0, 117.01), (34.01, 117.0)]
    turned = [(y, x) for x, y in bow_tie]
    notes_of = [settled(shapely.Polygon(ring), crs=None).repaired[0] for ring in (bow_tie, turned)]
    first, second = (note.reason.fields["after_m2"] for note in notes_of)
    assert first == pytest.approx(second)
    assert first > 100_000


@pytest.mark.parametrize(
    ("crs", "after", "basis"),
    [(METRES, 5000.0, "on_plane"), (FEET, 5000 * 0.3048**2, "on_plane"),
     (None, 5000.0, "if_metres"), ("EPSG:4527", 5000.0, "if_metres")],
)  # fmt: skip
def test_the_unit_of_a_plane_is_that_of_the_file(crs, after, basis):
    (note,) = settled(BOW_TIE, crs=crs).repaired
    assert note.reason.fields["after_m2"] == pytest.approx(after)
    assert note.reason.fields["basis"].code == f"reading.area_{basis}"


def test_lines_without_length_are_rejected_and_parts_without_length_left_out():
    point, line = (E0, N0), [(E0, N0), (E0 + 10, N0)]
    shapes = settled(
        shapely.LineString([point, point]),
        shapely.MultiLineString([[point, point], line]),
        shapely.LineString(line),
    )
    assert [(note.record, note.reason.code) for note in shapes.rejected] == [
        (1, "reading.shape_collapsed")
    ]
    assert [(note.record, note.reason.code) for note in shapes.repaired] == [
        (2, "reading.line_repaired")
    ]
    assert shapely.from_wkb(shapes.wkb[1]).equals(shapely.LineString(line))


def test_repeated_points_are_counted_and_kept():
    line = shapely.LineString([(E0, N0), (E0, N0), (E0 + 5, N0)])
    chain = shapely.MultiLineString(
        [[(E0, N0), (E0 + 5, N0)], [(E0 + 5, N0), (E0 + 9, N0)]]  # parts meet: no repetition
    )
    twins = shapely.MultiPoint([(E0, N0), (E0, N0)])
    shapes = settled(line, chain, twins)
    assert shapes.repeated == [0]
    assert shapes.wkb[0] == shapely.to_wkb(line)
    said = {one.code: one for one in notes.about_shapes("a.shp", "a", shapes)}
    assert said["reading.repeated_points"].fields["records"] == "1"


def test_types_are_counted_and_a_mixture_is_said():
    shapes = settled(
        shapely.Point(E0, N0), shapely.box(E0, N0, E0 + 1, N0 + 1), None, shapely.Point(),
        shapely.from_wkt(f"POINT Z ({E0} {N0} 5)"), shapely.from_wkt(f"POINT M ({E0} {N0} 5)"),
    )  # fmt: skip
    assert shapes.types == {"Point": 3, "Polygon": 1, "None": 1, "Empty": 1}
    said = {one.code: one for one in notes.about_shapes("a.geojson", "a", shapes)}
    assert said["reading.mixed_types"].fields["counts"] == "Point 3、Polygon 1"
    assert said["reading.without_shape"].fields["n"] == 2
    alike = settled(shapely.box(0, 0, 1, 1), shapely.MultiPolygon([shapely.box(2, 2, 3, 3)]))
    assert notes.about_shapes("a.shp", "a", alike) == []


def test_a_tangle_that_would_take_minutes_is_left_out_loudly_and_the_others_are_used():
    points = np.random.default_rng(5).random((3000, 2)) * 1000 + (E0, N0)
    started = time.monotonic()
    shapes = settled(shapely.Polygon(points), BOW_TIE, shapely.box(E0, N0, E0 + 1, N0 + 1))
    assert time.monotonic() - started < 5
    assert [note.reason.code for note in shapes.rejected] == ["reading.shape_too_complex"]
    assert shapes.rejected[0].reason.fields["points"] == 3001
    assert [note.record for note in shapes.repaired] == [2]
    (loud,) = [
        one for one in notes.about_shapes("红线.shp", "红线", shapes) if one.severity == "error"
    ]
    assert loud.code == "reading.too_complex"
    assert "结论不完整" in loud.text("zh")


def test_a_long_coast_with_one_flaw_is_repaired_not_rejected():
    turns = np.linspace(0, 2 * np.pi, 300_000, endpoint=False)
    ring = np.column_stack([np.cos(turns), np.sin(turns)]) * 50_000 + (E0, N0)
    ring[[10, 11]] = ring[[11, 10]]
    shapes = settled(shapely.Polygon(ring))
    assert (len(shapes.repaired), len(shapes.rejected)) == (1, 0)


def test_what_cannot_even_be_checked_in_time_is_left_out():
    turns = np.linspace(0, 2 * np.pi, 150_000, endpoint=False)
    spikes = 1 + 0.3 * np.random.default_rng(3).random(len(turns))
    ring = np.column_stack([np.cos(turns) * spikes, np.sin(turns) * spikes]) * 1000 + (E0, N0)
    shapes = settled(shapely.Polygon(ring))
    assert [note.reason.code for note in shapes.rejected] == ["reading.shape_too_complex"]


def test_repairs_end_when_their_time_is_used_up():
    ticks = iter([0.0, 1.0, repair.BUDGET_S + 1])
    shapes = np.array([BOW_TIE, BOW_TIE], dtype=object)
    found = list(repair.repairs(shapes, [0, 1], crs=METRES, clock=lambda: next(ticks)))
    assert [after is not None for _, after, _ in found] == [True, False]
    assert found[1][2].code == "reading.shape_no_time"


def test_the_estimate_of_crossings_is_near_the_truth():
    points = np.random.default_rng(2).random((400, 2))
    edges = [shapely.LineString([points[i], points[i - 1]]) for i in range(len(points))]
    tree = shapely.STRtree(edges)
    crossing = len(tree.query(edges, predicate="crosses")[0]) / 2
    found = tangle_of(shapely.Polygon(points))
    assert found.crossing == pytest.approx(crossing, rel=0.25)
    assert found.crossing < MOST_CROSSING


SMALL = st.integers(0, 6)
POINT = st.tuples(SMALL, SMALL)
RING = st.lists(POINT, min_size=3, max_size=7)
SHAPE = st.one_of(
    st.none(),
    st.just(shapely.Polygon()),
    POINT.map(shapely.Point),
    st.just(shapely.Point(float("inf"), 1.0)),
    st.lists(POINT, min_size=2, max_size=5).map(shapely.LineString),
    RING.map(shapely.Polygon),
    st.lists(RING.map(shapely.Polygon), min_size=1, max_size=3).map(shapely.MultiPolygon),
    st.lists(POINT, min_size=1, max_size=4).map(shapely.MultiPoint),
)
BYTES = st.one_of(SHAPE.map(lambda one: None if one is None else shapely.to_wkb(one)),
                  st.just(b"\x01\x03\x00\x00\x00\xff"))  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(BYTES, max_size=8))
def test_records_in_file_are_used_or_rejected_and_repaired_ones_are_used(given_shapes):
    shapes = geometry.settle(geometry.start(given_shapes))
    used = set(np.flatnonzero(shapes.keep).tolist())
    rejected = [note.record - 1 for note in shapes.rejected]
    repaired = {note.record - 1 for note in shapes.repaired}
    assert len(set(rejected)) == len(rejected)
    assert used | set(rejected) == set(range(len(given_shapes)))
    assert not used & set(rejected)
    assert repaired <= used
    for record in used:
        shape = None if shapes.wkb[record] is None else shapely.from_wkb(shapes.wkb[record])
        assert shape is None or (shape.is_valid and not shape.is_empty)
    untouched = used - repaired
    assert all(shapes.wkb[record] in (given_shapes[record], None) for record in untouched)
    for note in (*shapes.rejected, *shapes.repaired):
        assert "{" not in note.reason.text("zh") + note.reason.text("en")
