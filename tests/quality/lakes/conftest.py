"""Lakes from points with results."""

from itertools import chain

import pytest

from watermap.quality.classing.indicator import Setting
from watermap.quality.lakes.lakes import lakes
from watermap.quality.period import Period

FULL = {"total_phosphorus": "0.05", "total_nitrogen": "1.0", "permanganate_index": "4.0",
        "chlorophyll_a": "0.020", "transparency": "0.5"}  # fmt: skip


@pytest.fixture
def full():
    """Results of the five items of a trophic index: vector a of standards.md 13."""
    return FULL


@pytest.fixture
def lakes_of(assess, rows, standard, method):
    """``lakes_of({"湖心": {…}}, 湖心={…})``: points with their cells, of one day or several."""

    def make(points, *, period="2019-06", zones=None, **records):
        made = [
            rows(name, date, **cells)
            for name, dates in points.items()
            for date, cells in (dates if isinstance(dates, list) else [("2019-06-03", dates)])
        ]
        sections = [
            {"name": name, "water_body": "lake", "river": "东湖", "target": "III"}
            | records.get(name, {})
            for name in points
        ]
        found = assess(list(chain.from_iterable(made)), sections, period=period)
        setting = Setting(standard=standard, method=method, period=Period.parse(period))
        return lakes(found.sections, setting=setting, zones=zones or {})

    return make
