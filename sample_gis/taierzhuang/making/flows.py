"""How much water flows past the sections on a border: a mean, the rains, some chance."""

import math
from collections.abc import Mapping
from decimal import Decimal

from making.ground import chance
from making.tables import rows

HEADING, GROUP, UNIT = "流量", "水文", "m³/s"
PEAK_MONTH = 8
SPREAD = 0.08  # standard deviation of the logarithm from month to month
MEANS: Mapping[str, tuple[float, float]] = {
    row["name"]: (float(row["mean_m3_s"]), float(row["swing"])) for row in rows("flows")
}
WITHOUT: Mapping[tuple[int, int, str], str] = {(2019, 9, "于沟桥"): "—"}  # the gauge was in repair


def flow_cell(place: str, year: int, month: int) -> float | str | None:
    """The flow of a month in m³/s; None where it is not measured, a text where it failed."""
    if place not in MEANS:
        return None
    if (year, month, place) in WITHOUT:
        return WITHOUT[year, month, place]
    mean, swing = MEANS[place]
    dice = chance(f"{place} flow {year} {month}")
    season = 1 + swing * math.cos(math.tau * (month - PEAK_MONTH) / 12)
    return float(round(Decimal(repr(mean * season * math.exp(SPREAD * dice.gauss(0, 1)))), 2))
