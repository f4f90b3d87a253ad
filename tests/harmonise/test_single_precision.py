"""Coordinates that went through 32 bits on their way (N5d)."""

import numpy as np
import pytest
import shapely
from pyproj import CRS

from watermap.harmonise.places.crs import decide_place

RANDOM = np.random.default_rng(6)
PREFIXED = RANDOM.uniform((36_368_000, 3_210_000), (36_420_000, 3_260_000), (40, 2))
PLAIN = PREFIXED - (36_000_000, 0)
DEGREES = RANDOM.uniform((106.5, 28.9), (106.8, 29.2), (40, 2))


def doubts(raw_layer, points, epsg, shape=shapely.MultiPoint):
    raw = raw_layer([shape(points)], wkt=CRS.from_epsg(epsg).to_wkt("WKT1_ESRI"))
    return [one for one in decide_place(raw).problems if one.code.endswith("single_precision")]


@pytest.mark.parametrize(
    ("points", "epsg", "metres"),
    [(PREFIXED, 4524, "4"), (PLAIN, 4545, "0.25"), (DEGREES, 4490, "0.85")],
)
def test_it_is_said_with_the_size_of_the_steps(raw_layer, points, epsg, metres):  # N5d
    """36 368 500.37 becomes 36 368 500; the spacing of 32-bit numbers there is 4 m."""
    (problem,) = doubts(raw_layer, points.astype(np.float32).astype(float), epsg)
    assert problem.severity == "warning"
    assert problem.fields["metres"] == metres
    assert "单精度" in problem.text("zh")
    assert "图层.shp" in problem.text("en")


@pytest.mark.parametrize(
    ("points", "epsg"),
    [
        (PREFIXED, 4524),
        (PLAIN, 4545),
        (DEGREES, 4490),
        (PREFIXED.round(), 4524),
        (PLAIN.round(), 4545),
        (PREFIXED.round(-2), 4524),
        (PREFIXED.round(-1), 4524),
        (PLAIN.round(1), 4545),
        (DEGREES.round(1), 4490),
        (np.round(DEGREES * 8) / 8, 4490),
        (DEGREES[:2].astype(np.float32).astype(float), 4490),
    ],
)
def test_rounded_numbers_and_few_of_them_are_no_single_precision(raw_layer, points, epsg):
    assert doubts(raw_layer, points, epsg) == []


def test_one_number_of_double_precision_shows_that_all_are(raw_layer):
    points = DEGREES.astype(np.float32).astype(float)
    points[7, 0] += 1e-10
    assert doubts(raw_layer, points, 4490) == []


def test_a_layer_that_is_still_a_question_says_it_too(raw_layer):
    raw = raw_layer([shapely.MultiPoint(DEGREES.astype(np.float32).astype(float))])
    assert [one.code for one in decide_place(raw).problems] == ["harmonise.single_precision"]
