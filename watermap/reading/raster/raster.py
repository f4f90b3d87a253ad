"""GeoTIFFs in the reader process: the header, and pieces made small enough for a map."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from watermap.errors import Problem, WatermapError
from watermap.reading import gdal
from watermap.reading.found import FoundFile, source_of
from watermap.reading.raster.sidecars import about_sidecars
from watermap.reading.raw import RawRaster, Source

Dataset = Any  # rasterio has no types
Affine = tuple[float, float, float, float, float, float]  # a b c d e f
Array = npt.NDArray[Any]
_MOST_BANDS = 1000
_MOST_BLOCK_MB = 512
Bounds = tuple[float, float, float, float]  # west, south, east, north in the raster's CRS


def read_raster(path: Path) -> FoundFile:
    """The header only.

    Raises:
        WatermapError: GDAL cannot read it as a GeoTIFF.
    """
    source = source_of(path, "GTiff")
    with _opened(path) as dataset:
        raster = _described(path, source, dataset)
        problems = about_sidecars(path, dataset)
    return FoundFile(source=source, rasters=[raster], problems=problems)


def read_piece(path: Path, *, bounds: Bounds | None, max_pixels: int) -> FoundFile:
    """The pixels within ``bounds``, thinned out to at most ``max_pixels`` a band.

    The header that comes with them describes the piece: its width, height and transform.

    Raises:
        WatermapError: not a GeoTIFF, damaged, or nothing of it lies within the bounds.
    """
    source = source_of(path, "GTiff")
    rasterio = gdal.raster_library()
    with _opened(path) as dataset:
        _refuse_block(path, dataset)
        left, top, width, height = _window(path, dataset, bounds)
        thin = max(1.0, math.sqrt(width * height / max_pixels))
        columns, rows = max(1, int(width / thin)), max(1, int(height / thin))
        window = rasterio.windows.Window(left, top, width, height)
        try:
            pixels = dataset.read(window=window, out_shape=(dataset.count, rows, columns))
        except rasterio.errors.RasterioIOError as error:
            raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error
        transform = _of_piece(
            tuple(dataset.transform)[:6], left, top, width / columns, height / rows
        )
        raster = _described(path, source, dataset, pixels=pixels, transform=transform)
    return FoundFile(source=source, rasters=[raster], pixels=pixels)


def _opened(path: Path) -> Dataset:
    rasterio = gdal.raster_library()
    try:
        dataset = rasterio.open(path, driver="GTiff")
    except rasterio.errors.RasterioIOError as error:
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error
    if dataset.count > _MOST_BANDS:
        raise WatermapError(Problem.error("reading.raster_bands", file=path.name, n=dataset.count))
    return dataset


def _refuse_block(path: Path, dataset: Dataset) -> None:
    """GDAL unpacks whole blocks, as large as the header says, to give a single pixel of them."""
    high, wide = dataset.block_shapes[0]
    bands = (
        dataset.count
        if dataset.interleaving == gdal.raster_library().enums.Interleaving.pixel
        else 1
    )
    megabytes = high * wide * bands * np.dtype(dataset.dtypes[0]).itemsize >> 20
    if megabytes > _MOST_BLOCK_MB:
        raise WatermapError(
            Problem.error("reading.raster_block", file=path.name, megabytes=megabytes)
        )


def _window(path: Path, dataset: Dataset, bounds: Bounds | None) -> tuple[int, int, int, int]:
    """Left, top, width and height in pixels of what the bounds cover of the raster."""
    if bounds is None:
        return 0, 0, dataset.width, dataset.height
    west, south, east, north = bounds
    corners = [
        _pixel_at(tuple(dataset.transform)[:6], x, y)
        for x, y in ((west, south), (west, north), (east, south), (east, north))
    ]
    left = max(0, math.floor(min(x for x, _ in corners)))
    top = max(0, math.floor(min(y for _, y in corners)))
    right = min(dataset.width, math.ceil(max(x for x, _ in corners)))
    bottom = min(dataset.height, math.ceil(max(y for _, y in corners)))
    if right <= left or bottom <= top:
        raise WatermapError(Problem.error("reading.outside_raster", file=path.name))
    return left, top, right - left, bottom - top


def _pixel_at(transform: Affine, x: float, y: float) -> tuple[float, float]:
    """Column and row, with fractions, of a place; the transform solved for them."""
    a, b, c, d, e, f = transform
    determinant = a * e - b * d
    return (
        (e * (x - c) - b * (y - f)) / determinant,
        (a * (y - f) - d * (x - c)) / determinant,
    )


def _of_piece(transform: Affine, left: int, top: int, wide: float, high: float) -> Affine:
    """The transform of a piece that starts at a pixel and has pixels so many times as large."""
    a, b, c, d, e, f = transform
    return (
        a * wide,
        b * high,
        a * left + b * top + c,
        d * wide,
        e * high,
        d * left + e * top + f,
    )


def _described(
    path: Path,
    source: Source,
    dataset: Dataset,
    *,
    pixels: Array | None = None,
    transform: Affine | None = None,
) -> RawRaster:
    height, width = dataset.shape if pixels is None else pixels.shape[1:]
    return RawRaster(
        source=source,
        width=width,
        height=height,
        bands=dataset.count,
        dtype=dataset.dtypes[0],
        nodata=_number(dataset.nodata),
        crs_wkt=dataset.crs.to_wkt() if dataset.crs else None,
        transform=transform or tuple(dataset.transform)[:6],
        problems=tuple(_problems(path, dataset)),
    )


def _number(nodata: float | None) -> float | None:
    return None if nodata is None else float(nodata)


def _problems(path: Path, dataset: Dataset) -> list[Problem]:
    problems = []
    if dataset.transform.is_identity:
        problems.append(Problem.warning("reading.raster_not_placed", file=path.name))
    if any(scale != 1 for scale in dataset.scales) or any(dataset.offsets):
        problems.append(Problem.warning("reading.raster_scaled", file=path.name))
    if len(set(dataset.dtypes)) > 1:
        problems.append(Problem.note("reading.raster_mixed_types", file=path.name))
    return problems
