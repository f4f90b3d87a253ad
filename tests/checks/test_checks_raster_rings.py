"""Population, land cover and height in rings, against cutting every cell with a fine circle."""

import math
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from pyproj import CRS, Transformer

from tests.checks.ground import HERE, ORACLE, Ground
from watermap.checks.sources.raster_rings import raster_rings
from watermap.errors import WatermapError
from watermap.geodesy.cell_shares import cell_shares
from watermap.reading.reader import Reader
from watermap.workspace.rasters import raster_of

GROUND = Ground()
REAL = Path(__file__).parents[3] / "shared" / "real" / "olinda_dem"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real files is not here")


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


@pytest.fixture
def grid(tmp_path):
    """A GeoTIFF of values around HERE."""

    def make(values, *, epsg=4548, size=30.0, nodata=None, name="a.tif", **more):
        rows, columns = values.shape
        x, y = Transformer.from_crs(4490, epsg, always_xy=True).transform(*HERE)
        place = rasterio.Affine(size, 0, x - columns * size / 2, 0, -size, y + rows * size / 2)
        path = tmp_path / name
        with rasterio.open(
            path, "w", driver="GTiff", width=columns, height=rows, count=1, dtype=values.dtype,
            crs=CRS.from_epsg(epsg).to_wkt(), transform=place, nodata=nodata,
        ) as target:  # fmt: skip
            target.write(values, 1)
            for key, value in more.items():
                setattr(target, key, value)
        return path

    return make


@pytest.fixture
def told(reader, make_layer, kinds):
    def run(path, *radii, place=None):
        source = make_layer("water_source", (place or GROUND.point(0, 0), {"name": "水源"}))
        return raster_rings(
            raster_of(path, reader=reader),
            {"water_source": (source,)},
            sources=None,
            rings_m=radii,
            kinds=kinds,
        )

    return run


def cut_by_hand(path, radius_m, place=HERE):
    """Shares and true areas of cells by cutting each with a circle of 20 000 corners."""
    with rasterio.open(path) as dataset:
        values, place_of = dataset.read(1), dataset.transform
        there = Transformer.from_crs(4490, CRS.from_wkt(dataset.crs.to_wkt()), always_xy=True)
    bearings = np.linspace(0, 360, 20_000, endpoint=False)
    lon, lat, _ = ORACLE.fwd(*np.broadcast_to([[place[0]], [place[1]]], (2, 20_000)), bearings,
                             np.full(20_000, radius_m))  # fmt: skip
    circle = shapely.Polygon(np.column_stack(there.transform(lon, lat)))
    rows, columns = values.shape
    cells = np.array(
        [
            [
                shapely.box(*(place_of @ (c, r + 1)), *(place_of @ (c + 1, r)))
                for c in range(columns)
            ]
            for r in range(rows)
        ],
        dtype=object,
    )
    return values, shapely.area(shapely.intersection(cells, circle)) / shapely.area(cells)


@pytest.mark.parametrize(("epsg", "size"), [(4548, 30.0), (4490, 0.0004), (3857, 35.0)])
def test_population_and_mean_equal_cutting_every_cell(epsg, size, grid, told):
    values = np.random.default_rng(5).gamma(2.0, 3.0, (60, 60)).astype(np.float64)
    path = grid(values, epsg=epsg, size=size)
    found = told(path, 200.0, 500.0).sources[0]
    for ring in found.rings:
        numbers, shares = cut_by_hand(path, ring.radius_m)
        stats = ring.statistics
        assert stats.amount == pytest.approx((numbers * shares).sum(), rel=1e-5)
        assert stats.cells == pytest.approx(shares.sum(), rel=1e-5)
        # Cells so near each other differ in size by less than a thousandth of a percent.
        assert stats.mean == pytest.approx((numbers * shares).sum() / shares.sum(), rel=1e-5)
        assert (stats.minimum, stats.maximum) == (
            numbers[shares > 0].min(), numbers[shares > 0].max(),
        )  # fmt: skip
        assert stats.with_data_m2 == pytest.approx(math.pi * ring.radius_m**2, rel=1e-5)
        assert stats.complete
    assert found.here in values


def test_classes_add_up_to_the_ring(grid, told):
    values = np.random.default_rng(6).choice([10, 20, 40], (60, 60)).astype(np.uint8)
    stats = told(grid(values), 400.0).sources[0].rings[0].statistics
    assert [one.value for one in stats.classes] == [10, 20, 40]
    assert sum(one.share_pct for one in stats.classes) == pytest.approx(100)
    assert sum(one.area_m2 for one in stats.classes) == pytest.approx(stats.zone_m2, rel=1e-5)


def test_nodata_is_never_a_value(grid, told):  # N15: -2 349.75 for 200
    values = np.full((60, 60), 200.0)
    values[:, :30] = -9999.0
    answer = told(grid(values, nodata=-9999.0), 400.0)
    stats = answer.sources[0].rings[0].statistics
    assert (stats.mean, stats.minimum) == (pytest.approx(200.0), 200.0)
    assert stats.without_data_m2 == pytest.approx(stats.zone_m2 / 2, rel=1e-2)
    assert not stats.complete
    assert [one.code for one in answer.problems] == ["rasters.not_covering"]


def test_what_lies_beyond_the_rasters_edge_is_said(grid, told):
    answer = told(grid(np.ones((20, 20))), 300.0, 400.0)
    stats = answer.sources[0].rings[1].statistics
    square = (shapely.box(-300, -300, 300, 300) & shapely.Point(0, 0).buffer(400, 256)).area
    assert stats.with_data_m2 == pytest.approx(square, rel=1e-3)
    assert stats.outside_m2 == pytest.approx(math.pi * 400**2 - square, rel=1e-3)
    assert [one.fields["radius"] for one in answer.problems] == ["400"]


def test_a_raster_elsewhere_has_nothing(grid, told):
    answer = told(grid(np.ones((20, 20))), 300.0, place=GROUND.point(9000, 0))
    stats = answer.sources[0].rings[0].statistics
    assert (stats.mean, stats.amount, stats.classes, stats.with_data_m2) == (None, None, None, 0)
    assert answer.problems[0].fields["share"] == "0.0"


@pytest.mark.parametrize(
    ("epsg", "code"), [(2414, "rasters.old_datum"), (None, "rasters.no_place")]
)
def test_a_raster_of_an_uncertain_place_is_refused(epsg, code, grid, told, tmp_path):
    path = grid(np.ones((20, 20)), epsg=4548)
    with rasterio.open(path, "r+") as dataset:
        dataset.crs = rasterio.crs.CRS() if epsg is None else CRS.from_epsg(epsg).to_wkt()
    with pytest.raises(WatermapError) as refused:
        told(path, 300.0)
    assert refused.value.problems[0].code == code


def test_scaled_cells_are_no_values(grid, told):
    with pytest.raises(WatermapError) as refused:
        told(grid(np.ones((20, 20), dtype=np.int16), scales=(0.1,)), 300.0)
    assert refused.value.problems[0].code == "rasters.scaled"


def test_too_many_cells_are_refused_and_never_thinned_out(grid, told):
    path = grid(np.zeros((3000, 3000), dtype=np.uint8), size=0.2)
    with pytest.raises(WatermapError) as refused:
        told(path, 290.0)
    assert refused.value.problems[0].code == "rasters.too_fine"


@needs_real
def test_heights_of_a_real_dem(reader, told):
    """Around a place in Olinda, in a CRS without any EPSG number."""
    place = shapely.Point(-34.88, -8.0)
    path = REAL / "olinda_dem_utm25s.tif"
    answer = told(path, 500.0, 1000.0, place=place)
    for ring in answer.sources[0].rings:
        numbers, shares = cut_by_hand(path, ring.radius_m, (place.x, place.y))
        assert ring.statistics.mean == pytest.approx(
            (numbers * shares).sum() / shares.sum(), rel=1e-4
        )
    with rasterio.open(path) as dataset:
        x, y = Transformer.from_crs(4490, dataset.crs.to_wkt(), always_xy=True).transform(
            place.x, place.y
        )
        assert answer.sources[0].here == next(dataset.sample([(x, y)]))[0]
    assert "rasters.other_datum" in [one.code for one in answer.problems]


@needs_real
def test_mean_height_of_real_census_tracts_is_that_of_cell_centres():
    """22.55 m by cell centres over all tracts; exact shares differ little in sum."""
    tracts = gpd.read_file(REAL / "olinda1.shp")
    with rasterio.open(REAL / "olinda_dem_utm25s.tif") as dataset:
        values, place = dataset.read(1), dataset.transform
        shapes = tracts.to_crs(dataset.crs).geometry.union_all()
    back = ~place
    cells = shapely.transform(shapes, lambda xy: np.column_stack(back @ (xy[:, 0], xy[:, 1])))
    shares = cell_shares(cells, values.shape[1], values.shape[0])
    assert shares.sum() == pytest.approx(cells.intersection(shapely.box(0, 0, 111, 111)).area)
    assert (values * shares).sum() / shares.sum() == pytest.approx(22.55, abs=0.3)


@needs_real
def test_land_cover_of_a_real_raster(told):
    place_m = 3_200_000.0, 0.0
    back = Transformer.from_crs(5070, 4490, always_xy=True)
    place = shapely.Point(back.transform(*place_m))
    answer = told(REAL / "lc.tif", 30_000.0, place=place)
    stats = answer.sources[0].rings[0].statistics
    numbers, shares = cut_by_hand(REAL / "lc.tif", 30_000.0, (place.x, place.y))
    # The CRS keeps areas, so a class has its share of the cells.
    for one in stats.classes:
        share = 100 * shares[numbers == one.value].sum() / shares.sum()
        assert one.share_pct == pytest.approx(share, abs=1e-3)
    assert sum(one.area_m2 for one in stats.classes) == pytest.approx(9e6 * shares.sum(), rel=1e-4)
