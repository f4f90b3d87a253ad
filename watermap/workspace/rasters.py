"""Rasters from files, read piece by piece in the reader's process."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from watermap.checks.sources.raster_rings import MOST_CELLS, Bounds, Raster
from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading.raw import RawRaster
from watermap.reading.reader import Reader


def raster_of(path: Path, *, reader: Reader, progress: Progress = SILENT) -> Raster:
    """A GeoTIFF, its cells still unread.

    Args:
        path: the file.
        reader: opens it now and reads its pieces later; it has to stay open till then.
        progress: where to be cancelled.

    Raises:
        WatermapError: the file cannot be used, or is no raster.
    """
    raw = reader.read(path, progress=progress)
    if not raw.rasters:
        raise WatermapError(Problem.error("rasters.not_a_raster", file=path.name))

    def piece(bounds: Bounds) -> tuple[RawRaster, npt.NDArray[np.generic]]:
        return reader.read_raster(path, max_pixels=2 * MOST_CELLS, bounds=bounds, progress=progress)

    return Raster(head=raw.rasters[0], read=piece)
