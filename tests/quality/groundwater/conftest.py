"""Wells made from a few words."""

import datetime as dt

import pytest

from watermap.quality.groundwater.evaluate_wells import evaluate_wells
from watermap.quality.period import Period
from watermap.quality.stations.said import Said

WELL_FIELDS = ("name", "code", "water_class", "water_class_base")


@pytest.fixture(scope="session")
def wells_of(ground, layer, measured):
    """Evaluate records of wells (and of other layers) with rows of results."""

    def run(
        made, records, *, period="2020", base_year=2016, date="2020-12-15", said=(), layers=None
    ):
        found = dict(layers or {})
        if records:
            found["monitoring_well"] = (
                layer("monitoring_well", records, date=date, fields=WELL_FIELDS),
            )
        return evaluate_wells(
            measured(made),
            found,
            standard=ground.standard,
            method=ground.method,
            period=Period.parse(period),
            as_of=dt.date(2021, 1, 1),
            base_year=base_year,
            said=Said(**dict(said)),
        )

    return run
