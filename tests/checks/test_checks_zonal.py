"""Cells cut one by one, on the ellipsoid: turned, upside down, at high latitudes, with gaps.

The oracle knows no grid: every cell is a polygon of its four corners with points along its edges,
laid over a fine geodesic circle in an equal-area projection of PROJ.
"""

from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
from pyproj import CRS, Transformer
from rasterio import Affine

from tests.checks.ground import ORACLE
from watermap.checks.sources.raster_rings import raster_rings
from watermap.checks.sources.zonal import zonal_statistics
from watermap.errors import WatermapError
from watermap.reading.reader import Reader
from watermap.workspace.rasters import raster_of

CORNERS, ALONG = 3_600, 4  # of the circle; parts of a cell's edge
NODATA = -9999.0


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


def written(path, values, place, epsg):
    rows, columns = values.shape
    with rasterio.open(
        path, "w", driver="GTiff", width=columns, height=rows, count=1, dtype=values.dtype,
        crs=CRS.from_epsg(epsg).to_wkt(), transform=place, nodata=NODATA,
    ) as target:  # fmt: skip
        target.write(values, 1)
    return Path(path)


@pytest.fixture
def told(reader, make_layer, kinds):
    def run(path, at, *radii):
        layer = make_layer("water_source", (shapely.Point(at), {"name": "水源"}))
        return raster_rings(
            raster_of(path, reader=reader),
            {"water_source": (layer,)},
            sources=None,
            rings_m=radii,
            kinds=kinds,
        )

    return run


def middle_of(epsg, at):
    return Transformer.from_crs(4490, epsg, always_xy=True).transform(*at)


def grounds(place, shape, epsg, at, radius_m):
    """True m² of every cell, and of what of it lies in the circle, as two arrays."""
    rows, columns = shape
    steps = np.arange(ALONG) / ALONG
    edge = np.concatenate(
        [
            np.column_stack([steps, 0 * steps]), np.column_stack([0 * steps + 1, steps]),
            np.column_stack([1 - steps, 0 * steps + 1]), np.column_stack([0 * steps, 1 - steps]),
        ]
    )  # fmt: skip
    column, row = np.meshgrid(np.arange(columns), np.arange(rows))
    x = column.ravel()[:, None] + edge[:, 0]
    y = row.ravel()[:, None] + edge[:, 1]
    across, up = place.a * x + place.b * y + place.c, place.d * x + place.e * y + place.f
    flat = f"+proj=laea +lat_0={at[1]} +lon_0={at[0]} +ellps=GRS80 +units=m"
    to_flat = Transformer.from_crs(CRS.from_epsg(epsg), flat, always_xy=True)
    rings = np.stack(to_flat.transform(across, up), axis=-1)
    cells = shapely.polygons(rings)
    turns = np.linspace(0, 360, CORNERS, endpoint=False)
    lon, lat, _ = ORACLE.fwd(*(np.full(CORNERS, one) for one in at), turns,
                             np.full(CORNERS, radius_m))  # fmt: skip
    circle = shapely.Polygon(
        np.column_stack(Transformer.from_crs(4490, flat, always_xy=True).transform(lon, lat))
    )
    shapely.prepare(circle)
    cut = shapely.area(cells)
    at_edge = ~shapely.contains_properly(circle, cells)
    cut[at_edge] = shapely.area(shapely.intersection(cells[at_edge], circle))
    return shapely.area(cells).reshape(shape), cut.reshape(shape)


def hold(stats, values, whole, cut, *, rel=2e-5):
    """Statistics against cells that were cut one by one."""
    there = values != NODATA
    used = there & (cut > whole * 1e-7)
    ground = np.where(there, cut, 0.0)
    assert stats.with_data_m2 == pytest.approx(ground.sum(), rel=rel)
    assert stats.without_data_m2 == pytest.approx(cut[~there].sum(), rel=rel, abs=1.0)
    assert stats.mean == pytest.approx((values * ground).sum() / ground.sum(), rel=rel)
    assert stats.amount == pytest.approx((values * ground / whole)[there].sum(), rel=rel)
    assert stats.cells == pytest.approx((ground / whole).sum(), rel=rel)
    assert (stats.minimum, stats.maximum) == (values[used].min(), values[used].max())


def grid(random, rows=44, columns=52, gaps=0.1):
    values = random.gamma(2.0, 30.0, (rows, columns)) + 1
    return np.where(random.random((rows, columns)) < gaps, NODATA, values)


def laid(epsg, at, size, shape, *, turn_deg=0.0, flip=1, aside=0.0):
    """Where cells lie so that the middle of the grid is at a place, but for a part of it aside."""
    rows, columns = shape
    x, y = middle_of(epsg, at)
    across, up = size if isinstance(size, tuple) else (size, size)
    turned = Affine.rotation(turn_deg) @ Affine.scale(across, -up * flip)
    back = Affine.translation(-columns * (0.5 + aside), -rows / 2)
    return Affine.translation(x, y) @ turned @ back


WAYS = {
    "north up": {},
    "south up": {"flip": -1},
    "turned": {"turn_deg": 23.0},
    "turned and upside down": {"turn_deg": 200.0, "flip": -1},
    "rows run north": {"size": (40.0, 20.0), "turn_deg": 90.0},
    "the ring leaves the raster": {"aside": 0.3},
    "degrees at 20 N": {"epsg": 4490, "at": (117.5, 20.2), "size": 0.0003},
    "degrees at 45 N": {"epsg": 4490, "at": (117.5, 44.9), "size": 0.0004},
    "degrees at 60 N, south up": {
        "epsg": 4490, "at": (117.5, 60.0), "size": (0.0006, 0.0003), "flip": -1,
    },
    "degrees, turned": {"epsg": 4490, "at": (117.5, 44.9), "size": 0.0004, "turn_deg": 31.0},
    "Web Mercator at 45 N": {"epsg": 3857, "at": (117.5, 44.9), "size": 45.0},
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_statistics_are_those_of_cutting_every_cell(way, told, tmp_path):
    laying = {"epsg": 4548, "at": (117.5, 34.6), "size": 30.0, **WAYS[way]}
    epsg, at = laying["epsg"], laying["at"]
    values = grid(np.random.default_rng(11))
    place = laid(shape=values.shape, **laying)
    path = written(tmp_path / "a.tif", values, place, epsg)
    answer = told(path, at, 150.0, 420.0)
    for ring in answer.sources[0].rings:
        whole, cut = grounds(place, values.shape, epsg, at, ring.radius_m)
        hold(ring.statistics, values, whole, cut)
        disc = np.pi * ring.radius_m**2
        assert ring.statistics.outside_m2 == pytest.approx(disc - cut.sum(), abs=20.0)
        assert ring.statistics.complete == (cut[values != NODATA].sum() > 0.999 * disc)


def test_cells_shrink_northwards_within_one_ring(told, tmp_path):
    """Over 60 km at 45 N rows differ by 1 %: a mean of cells is not one of the ground."""
    at = (117.5, 44.9)
    values = np.repeat(np.arange(1.0, 61.0)[:, None], 70, axis=1)
    place = laid(4490, at, (0.014, 0.01), values.shape)
    path = written(tmp_path / "a.tif", values, place, 4490)
    stats = told(path, at, 30_000.0).sources[0].rings[0].statistics
    whole, cut = grounds(place, values.shape, 4490, at, 30_000.0)
    hold(stats, values, whole, cut)
    by_cells = (values * cut / whole).sum() / (cut / whole).sum()
    assert abs(stats.mean - by_cells) > 1e-3 * stats.mean


def test_a_value_that_only_touches_the_ring_counts_by_its_sliver(told, tmp_path):
    """A ring of 100 m in cells of 30 m: the cells at its edge are cut, none is in or out whole."""
    at = (117.5, 34.6)
    values = np.full((20, 20), 1.0)
    place = laid(4548, at, 30.0, values.shape)
    whole, cut = grounds(place, values.shape, 4548, at, 100.0)
    slivers = (cut > 0) & (cut < 0.2 * whole)
    assert slivers.sum() >= 4
    values[slivers] = 1000.0
    path = written(tmp_path / "a.tif", values, place, 4548)
    stats = told(path, at, 100.0).sources[0].rings[0].statistics
    hold(stats, values, whole, cut, rel=1e-4)  # slivers weigh a thousand times as much here
    assert stats.maximum == 1000.0


def test_a_ring_of_gaps_only_says_nothing(told, tmp_path):
    at = (117.5, 34.6)
    values = np.full((40, 40), NODATA)
    path = written(tmp_path / "a.tif", values, laid(4548, at, 30.0, values.shape), 4548)
    answer = told(path, at, 300.0)
    stats = answer.sources[0].rings[0].statistics
    assert (stats.mean, stats.minimum, stats.maximum, stats.amount, stats.classes) == (None,) * 5
    assert stats.with_data_m2 == 0
    assert stats.without_data_m2 == pytest.approx(np.pi * 300**2, rel=1e-4)
    assert "rasters.not_covering" in [one.code for one in answer.problems]


def test_a_raster_without_a_crs_is_refused_in_both_languages(told, tmp_path):
    at = (117.5, 34.6)
    values = np.ones((20, 20))
    path = written(tmp_path / "a.tif", values, laid(4548, at, 30.0, values.shape), 4548)
    with rasterio.open(path, "r+") as dataset:
        dataset.crs = rasterio.crs.CRS()
    with pytest.raises(WatermapError) as refused:
        told(path, at, 100.0)
    for language in ("zh", "en"):
        assert "a.tif" in refused.value.text(language)


@pytest.mark.parametrize("seed", range(5))
def test_sums_by_share_are_those_of_many_samples(seed):
    """A hundred samples a side in every cell: rougher, and knows no polygon at all."""
    random = np.random.default_rng(seed)
    values, areas = random.random((6, 7)) * 50, 100 + random.random((6, 7))
    middle, reach = random.random(2) * 5 + 1, 1 + 1.5 * random.random()
    fine = (np.arange(100) + 0.5) / 100
    x = (np.arange(7)[:, None] + fine).ravel()
    y = (np.arange(6)[:, None] + fine).ravel()
    inside = np.hypot(x[None] - middle[0], y[:, None] - middle[1]) <= reach
    shares = inside.reshape(6, 100, 7, 100).mean(axis=(1, 3))
    stats = zonal_statistics(
        values, np.ones_like(values, bool), areas, shares, zone_m2=float((shares * areas).sum())
    )
    weights = np.repeat(np.repeat(areas, 100, axis=0), 100, axis=1)[inside]
    every = np.repeat(np.repeat(values, 100, axis=0), 100, axis=1)[inside]
    assert stats.mean == pytest.approx(np.average(every, weights=weights))
    assert stats.amount == pytest.approx(every.sum() / 10_000)
    assert stats.with_data_m2 == pytest.approx(weights.sum() / 10_000)
    assert (stats.minimum, stats.maximum) == (every.min(), every.max())
