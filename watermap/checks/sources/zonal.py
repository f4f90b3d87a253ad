"""What a raster says of the ground in a zone: each cell counts by the share that lies in it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
MOST_CLASSES = 256  # of whole numbers in one ring; more of them are no classes


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassArea:
    """The ground of one value of a raster of classes, as land cover."""

    value: int
    area_m2: float
    share_pct: float  # of the zone's ground with data


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonalStatistics:
    """One zone of one raster. All is None where no cell of it has a value.

    ``amount`` adds up the cells' values by their share, for rasters that hold persons a cell;
    ``mean`` weighs values by ground, for heights and densities. ``classes`` is None where values
    are no whole numbers, or too many.
    """

    zone_m2: float
    with_data_m2: float
    without_data_m2: float  # cells without a value
    outside_m2: float  # of the zone, beyond the raster's edge
    cells: float  # with values, by share
    mean: float | None
    minimum: float | None  # of all cells that the zone touches with any of its ground
    maximum: float | None
    amount: float | None
    classes: tuple[ClassArea, ...] | None

    @property
    def complete(self) -> bool:
        """Whether all but a thousandth of the zone has values."""
        return self.with_data_m2 >= self.zone_m2 * 0.999


def zonal_statistics(
    values: npt.NDArray[np.generic],
    present: npt.NDArray[np.bool_],
    areas_m2: Floats,
    shares: Floats,
    *,
    zone_m2: float,
) -> ZonalStatistics:
    """Statistics of a zone; all arrays are (rows, columns) of one grid.

    Args:
        values: of the cells.
        present: which cells have a value.
        areas_m2: true areas of the cells.
        shares: of each cell that lies in the zone.
        zone_m2: true area of the whole zone.
    """
    ground = shares * areas_m2
    touched = shares > 0
    used = touched & present
    with_data = float(ground[used].sum())
    without = float(ground[touched & ~present].sum())
    numbers = values[used].astype(np.float64)
    share, weight = shares[used], ground[used]
    some = len(numbers) > 0 and with_data > 0
    return ZonalStatistics(
        zone_m2=zone_m2,
        with_data_m2=with_data,
        without_data_m2=without,
        outside_m2=max(0.0, zone_m2 - with_data - without),
        cells=float(share.sum()),
        mean=float((numbers * weight).sum() / with_data) if some else None,
        minimum=float(numbers.min()) if some else None,
        maximum=float(numbers.max()) if some else None,
        amount=float((numbers * share).sum()) if some else None,
        classes=_classes(values[used], weight) if some else None,
    )


def _classes(values: npt.NDArray[np.generic], ground: Floats) -> tuple[ClassArea, ...] | None:
    if not np.issubdtype(values.dtype, np.integer):
        return None
    found, at = np.unique(values, return_inverse=True)
    if len(found) > MOST_CLASSES:
        return None
    sums = np.bincount(at, weights=ground)
    whole = float(ground.sum())
    return tuple(
        ClassArea(value=int(value), area_m2=float(area), share_pct=float(area) / whole * 100)
        for value, area in zip(found, sums, strict=True)
    )
