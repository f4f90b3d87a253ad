"""The answers of the evaluation in Decimal for rows of a wide table."""

from decimal import Decimal

import numpy as np
import pytest

from watermap.quality.bulk.wide import Place
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.section import evaluate_section
from watermap.quality.stations.map_stations import Station
from watermap.quality.stations.samples import Sample


def station_of(place: Place) -> Station:
    return Station(
        kind="section", name=place.name, code=None, river=None,
        water_body=place.water_body, target=place.target,
    )  # fmt: skip


def samples_of(wide, rows):
    """The cells of some rows as the tables' room would hand them over."""
    found = {}
    for name, column in wide.columns.items():
        below = wide.below_detection.get(name, np.zeros(wide.rows, dtype=bool))
        for row in rows:
            if np.isnan(column[row]):
                continue
            value = Decimal(repr(float(column[row])))
            found.setdefault(name, []).append(
                Sample(
                    date=wide.date[row].astype(object), raw="", value=value,
                    below_detection=bool(below[row]),
                    detection_limit=2 * value if below[row] else None,
                    doubtful=None, reason=None,
                )
            )  # fmt: skip
    return found


@pytest.fixture(scope="session")
def in_decimal(standard):
    """One place's rows in one period, evaluated one cell after the other."""

    def evaluate(wide, rows, period, method):
        place = wide.places[int(wide.place[rows[0]])]
        setting = Setting(standard=standard, method=method, period=period)
        return evaluate_section(station_of(place), samples_of(wide, rows), setting=setting)

    return evaluate
