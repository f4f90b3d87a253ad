"""Areas on the equal-area cylinder, held against pyproj.Geod."""

import numpy as np
import pytest
import shapely
from pyproj import CRS, Geod, Transformer

from watermap.geodesy.authalic import areas_m2, on_cylinder

GEOD = Geod(ellps="GRS80")


@pytest.mark.parametrize("latitude", [3.0, 18.3, 34.6, 53.5, -12.0])
@pytest.mark.parametrize("side", [0.001, 0.05])
def test_a_square_is_as_large_as_on_the_ellipsoid(latitude, side):
    square = shapely.box(117.0, latitude, 117.0 + side, latitude + side)
    truth = abs(GEOD.geometry_area_perimeter(shapely.segmentize(square, side / 50))[0])
    assert areas_m2(np.array([square], object))[0] == pytest.approx(truth, rel=1e-5)


def test_the_cylinder_is_that_of_proj():
    there = Transformer.from_crs(
        CRS.from_epsg(4490), CRS.from_proj4("+proj=cea +ellps=GRS80"), always_xy=True
    )
    places = np.array([[73.5, 3.0], [106.65, 29.03], [117.0, -34.0], [135.0, 53.9]])
    ours = on_cylinder(places)
    assert ours == pytest.approx(np.column_stack(there.transform(*places.T)), abs=1e-4)


def test_holes_are_left_out_and_lines_have_no_area():
    square = shapely.box(117, 34, 117.1, 34.1)
    hole = shapely.box(117.02, 34.02, 117.04, 34.04)
    line = shapely.LineString([(117, 34), (118, 35)])
    whole, less, none, lacking = areas_m2(
        np.array([square, shapely.difference(square, hole), line, None], object)
    )
    assert whole - less == pytest.approx(areas_m2(np.array([hole], object))[0], rel=1e-9)
    assert (none, lacking) == (0.0, 0.0)
