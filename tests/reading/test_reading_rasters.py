"""GeoTIFFs: the header, and pieces thinned out for a map; nothing beside the file is heeded."""

import numpy as np
import pytest
import rasterio
from rasterio import Affine


@pytest.fixture
def raster(tmp_path):
    path = tmp_path / "dem.tif"
    values = np.arange(600, dtype="float32").reshape(1, 20, 30)
    options = {"driver": "GTiff", "width": 30, "height": 20, "count": 1, "dtype": "float32"}
    with rasterio.open(
        path, "w", crs="EPSG:4524", transform=Affine(10, 0, 36_000_000, 0, -10, 3_000_200),
        nodata=-9999, **options,
    ) as dataset:  # fmt: skip
        dataset.write(values)
    return path


def test_header(raster, reader):
    header = reader.read(raster).rasters[0]
    assert (header.width, header.height, header.bands, header.dtype) == (30, 20, 1, "float32")
    assert header.nodata == -9999
    assert header.transform == (10, 0, 36_000_000, 0, -10, 3_000_200)
    assert "36" in header.crs_wkt


def test_the_whole_raster_thinned_out(raster, reader):
    piece, values = reader.read_raster(raster, max_pixels=150)
    assert values.shape == (1, 10, 15)
    assert (piece.width, piece.height) == (15, 10)
    assert piece.transform == (20, 0, 36_000_000, 0, -20, 3_000_200)


def test_a_piece_by_its_bounds(raster, reader):
    bounds = (36_000_100, 3_000_100, 36_000_150, 3_000_140)
    piece, values = reader.read_raster(raster, max_pixels=10_000, bounds=bounds)
    assert values.shape == (1, 4, 5)
    assert values[0, 0, 0] == 6 * 30 + 10
    assert piece.transform == (10, 0, 36_000_100, 0, -10, 3_000_140)


def test_bounds_beside_the_raster(raster, reader):
    from watermap.errors import WatermapError

    with pytest.raises(WatermapError) as caught:
        reader.read_raster(raster, max_pixels=100, bounds=(0, 0, 1, 1))
    assert [problem.code for problem in caught.value.problems] == ["reading.outside_raster"]


def test_a_table_is_no_raster(tmp_path, reader):
    from watermap.errors import WatermapError

    (tmp_path / "t.csv").write_text("a,b\n")
    with pytest.raises(WatermapError) as caught:
        reader.read_raster(tmp_path / "t.csv", max_pixels=100)
    assert [problem.code for problem in caught.value.problems] == ["reading.no_raster"]


def test_a_huge_sparse_raster(tmp_path, reader):  # B10
    path = tmp_path / "huge.tif"
    with rasterio.open(
        path, "w", driver="GTiff", width=20_000, height=20_000, count=1, dtype="float32",
        sparse_ok=True, tiled=True, blockxsize=2048, blockysize=2048,
        crs="EPSG:4524", transform=Affine(1, 0, 5, 0, -1, 5),
    ):  # fmt: skip
        pass
    assert reader.read(path).rasters[0].width == 20_000
    _, values = reader.read_raster(path, max_pixels=10_000)
    assert values.size <= 10_000


def test_what_lies_beside_is_told_not_heeded(raster, reader, codes):  # A08
    raster.with_name("dem.tif.aux.xml").write_text(
        "<PAMDataset><GeoTransform>1, 1, 0, 2, 0, -1</GeoTransform></PAMDataset>"
    )
    raw = reader.read(raster)
    assert raw.rasters[0].transform[2] == 36_000_000
    assert codes(raw) == ["reading.sidecar_place"]


def test_a_cut_raster_is_refused(raster, refusal):
    raster.write_bytes(raster.read_bytes()[:6])
    assert refusal(raster) == ["reading.damaged"]
