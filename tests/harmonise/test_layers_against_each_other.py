"""What layers of one project say of each other's places."""

import numpy as np
import pytest
import shapely
from pyproj import CRS

from watermap.geodesy.web_offset import offset_degrees
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.neighbours import doubts_of_places
from watermap.harmonise.places.shift import WebOffset

COUNTY = shapely.box(117.4, 34.4, 118.0, 34.9)
TURNS = np.random.default_rng(1).normal(0, 0.5, 120).cumsum()
STEPS = np.column_stack([np.cos(TURNS), np.sin(TURNS)]) * 0.004
RIVER = shapely.LineString(np.array([117.6, 34.6]) + STEPS.cumsum(axis=0))
ON_RIVER = np.array([RIVER.interpolate(n / 40, normalized=True).coords[0] for n in range(40)])


@pytest.fixture
def layer(raw_layer, kind):
    def make(shapes, epsg=4490, **said):
        raw = raw_layer(list(shapes), wkt=CRS.from_epsg(epsg).to_wkt())
        return harmonise_layer(raw, kind({}, geometry=("point", "line", "polygon")), **said)

    return make


def test_layers_that_fit_raise_no_doubt(layer, said):
    layers = [layer([COUNTY]), layer([RIVER]), layer(shapely.points(ON_RIVER))]
    assert doubts_of_places(layers) == ((), (), ())


def test_sections_from_a_web_map_are_noticed(layer, said):
    offset = shapely.points(np.column_stack(offset_degrees(*ON_RIVER.T, "gcj02")))
    county, river = layer([COUNTY]), layer([RIVER])
    first, second, third = doubts_of_places([county, river, layer(offset)])
    assert (first, second) == ((), ())
    assert said(third) == ["offset_suspected"]
    assert third[0].severity == "warning"
    assert "GCJ-02" in third[0].text("zh")
    taken_back = layer(offset, shift=WebOffset(method="gcj02", why="高德"))
    assert doubts_of_places([county, river, taken_back]) == ((), (), ())


def test_a_layer_in_another_zone_than_it_says_lies_far_from_the_others(layer, said):
    """N5b: valid-looking, 275 km to the east; its .prj says 120° instead of 117°."""
    points = [shapely.Point(555_000 + n, 3_820_000) for n in range(3)]
    right, wrong = layer(points, 4548), layer(points, 4549)
    rest = [layer([COUNTY]), layer([RIVER])]
    assert doubts_of_places([*rest, right]) == ((), (), ())
    *others, doubts = doubts_of_places([*rest, wrong])
    assert others == [(), ()]
    assert said(doubts) == ["far_from_known"]
    assert doubts[0].fields["nearest"] == "239"


def test_two_layers_far_from_each_other_are_both_doubted(layer, said):
    doubts = doubts_of_places([layer([COUNTY]), layer([shapely.Point(120.5, 31.2)])])
    assert [said(one) for one in doubts] == [["far_from_known"], ["far_from_known"]]


def test_one_stray_record_does_not_make_a_layer_near(layer, said):
    points = [shapely.Point(120.5 + n / 1000, 31.2) for n in range(60)]
    doubts = doubts_of_places([layer([COUNTY]), layer([*points, shapely.Point(117.6, 34.6)])])
    assert said(doubts[1]) == ["far_from_known"]


def test_layers_with_nothing_on_the_map(layer):
    assert doubts_of_places([]) == ()
    assert doubts_of_places([layer([None]), layer([COUNTY])]) == ((), ())
    assert doubts_of_places([layer([COUNTY])]) == ((),)
