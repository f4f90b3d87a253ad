"""Hatches: real strokes inside their polygons, as dense as they should be."""

import numpy as np
import pytest
import shapely

from watermap.mapping.hatching import DOT_SPACING_MM, SPACING_MM, hatch_dots, hatch_lines

SHELL = [(0, 0), (40, 0), (40, 30), (0, 30), (0, 0)]
HOLE = [(10, 10), (10, 20), (30, 20), (30, 10), (10, 10)]
RINGED = shapely.Polygon(SHELL, [HOLE])
XY = np.array(SHELL + HOLE, float)
RINGS, ONE = np.array([0, 5, 10]), np.array([0, 2])
ORIGIN = np.array([0.3, 0.7])


@pytest.mark.parametrize(
    ("hatch", "directions"),
    [
        ("forward", 1),
        ("backward", 1),
        ("horizontal", 1),
        ("vertical", 1),
        ("cross", 2),
    ],
)
def test_strokes_lie_inside_and_are_dense_enough(hatch, directions):
    xy, parts = hatch_lines(XY, RINGS, ONE, hatch, origin=ORIGIN)
    strokes = shapely.MultiLineString([xy[a : a + 2] for a in parts[:-1]])
    assert RINGED.buffer(1e-6).contains(strokes)
    assert strokes.length == pytest.approx(directions * RINGED.area / SPACING_MM, rel=0.03)


def test_dots_lie_inside_and_are_dense_enough():
    dots = hatch_dots(XY, RINGS, ONE, origin=ORIGIN)
    assert RINGED.buffer(1e-6).covers(shapely.multipoints(dots))
    assert len(dots) == pytest.approx(RINGED.area / DOT_SPACING_MM**2, rel=0.08)


def test_no_hatch_has_no_strokes():
    assert len(hatch_lines(XY, RINGS, ONE, "none", origin=ORIGIN)[0]) == 0


def test_strokes_move_with_the_ground():
    still, _ = hatch_lines(XY, RINGS, ONE, "forward", origin=ORIGIN)
    step = np.array([3.1, 2.2])
    moved, _ = hatch_lines(XY + step, RINGS, ONE, "forward", origin=ORIGIN + step)
    assert moved == pytest.approx(still + step)


def test_polygons_over_each_other_are_hatched_each():
    twice = np.vstack([SHELL, SHELL]).astype(float)
    xy, _ = hatch_lines(twice, np.array([0, 5, 10]), np.array([0, 1, 2]), "vertical", origin=ORIGIN)
    once, _ = hatch_lines(
        np.array(SHELL, float), np.array([0, 5]), np.array([0, 1]), "vertical", origin=ORIGIN
    )
    assert len(xy) == 2 * len(once)
