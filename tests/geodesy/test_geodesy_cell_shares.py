"""Shares of cells against cutting every cell, and areas of cells against pyproj.Geod."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from pyproj import Geod, Transformer

from watermap.geodesy.cell_shares import cell_areas_m2, cell_shares

COLUMNS, ROWS = 9, 7
CELLS = np.array(
    [[shapely.box(c, r, c + 1, r + 1) for c in range(COLUMNS)] for r in range(ROWS)], dtype=object
)
ORACLE = Geod(a=6378137, rf=298.257222101)


def by_cutting(shape):
    return shapely.area(shapely.intersection(CELLS, shape))


def star(seed):
    rng = np.random.default_rng(seed)
    count = rng.integers(3, 12)
    angles = np.sort(rng.uniform(0, 2 * np.pi, count))
    far = rng.uniform(0.5, 7, count)
    middle = rng.uniform((-2, -2), (COLUMNS + 2, ROWS + 2))
    return shapely.make_valid(
        shapely.Polygon(
            np.column_stack([middle[0] + far * np.cos(angles), middle[1] + far * np.sin(angles)])
        )
    )


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**6))
def test_shares_equal_cutting_every_cell(seed):
    shape = star(seed)
    if seed % 2:
        shape = shape.difference(star(seed + 1).buffer(-0.5))
    np.testing.assert_allclose(cell_shares(shape, COLUMNS, ROWS), by_cutting(shape), atol=1e-9)


@pytest.mark.parametrize(
    "shape",
    [
        shapely.box(0, 0, COLUMNS, ROWS),
        shapely.box(2, 3, 5, 4),  # on the very lines of the grid
        shapely.box(-5, -5, 50, 50),
        shapely.box(-5, 2.25, -1, 3),
        shapely.box(COLUMNS + 1, 0, COLUMNS + 2, 3),
        shapely.box(1, 1, 8, 6).difference(shapely.box(2.5, 2.5, 4, 4)),
        shapely.MultiPolygon([shapely.box(0.2, 0.2, 0.4, 0.4), shapely.box(0.6, 0.2, 3.5, 0.4)]),
        shapely.Polygon(),
    ],
)
def test_shares_on_lines_beyond_edges_and_with_holes(shape):
    np.testing.assert_allclose(cell_shares(shape, COLUMNS, ROWS), by_cutting(shape), atol=1e-12)


@pytest.mark.parametrize("epsg", [4490, 4548, 3857])
def test_cells_have_their_true_areas(epsg):
    """Cells of about 100 m; edges straight on the grid, cut finely for the oracle."""
    to_degrees = Transformer.from_crs(epsg, 4490, always_xy=True)
    x0, y0 = Transformer.from_crs(4490, epsg, always_xy=True).transform(117.6, 34.6)
    size = 0.001 if epsg == 4490 else 100.0

    def degrees(cells):
        return np.column_stack(
            to_degrees.transform(x0 + cells[:, 0] * size, y0 - cells[:, 1] * size)
        )

    found = cell_areas_m2(COLUMNS, ROWS, degrees)
    for row, column in ((0, 0), (3, 5), (ROWS - 1, COLUMNS - 1)):
        fine = shapely.segmentize(CELLS[row, column], 0.01)
        lon, lat = degrees(shapely.get_coordinates(fine)).T
        truth = abs(ORACLE.polygon_area_perimeter(lon, lat)[0])
        assert found[row, column] == pytest.approx(truth, rel=1e-6)
