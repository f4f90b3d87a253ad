"""Sections of one month with their results."""

from itertools import chain

import pytest

from watermap.quality.classing.indicator import Setting
from watermap.quality.period import Period
from watermap.quality.ranking.rules import index_rules

# standards.md 13, the river of the CWQI vector.
VECTOR = {
    "ph": "7.6", "dissolved_oxygen": "8.0", "permanganate_index": "4.2",
    "chemical_oxygen_demand": "16", "biochemical_oxygen_demand": "2.6", "ammonia_nitrogen": "0.45",
    "total_phosphorus": "0.12", "copper": ".003", "zinc": ".02", "fluoride": ".55",
    "selenium": ".0002", "arsenic": ".0015", "mercury": ".00002", "cadmium": ".00005",
    "chromium_vi": ".002", "lead": ".001", "cyanide": ".0005", "volatile_phenols": ".0002",
    "petroleum": ".005", "anionic_surfactants": ".025", "sulphide": ".005",
}  # fmt: skip


@pytest.fixture
def vector():
    return VECTOR


@pytest.fixture
def rules():
    return index_rules()


@pytest.fixture
def setting(standard, method):
    return Setting(standard=standard, method=method, period=Period.parse("2019-06"))


@pytest.fixture
def results(assess, rows):
    """``results({"桥": {"ph": "7"}})``; lakes by name."""

    def make(cells, *, lakes=(), unknown=(), rivers=None, period="2019-06"):
        made = chain.from_iterable(rows(name, period, **own) for name, own in cells.items())
        layer = [
            {
                "name": name,
                "river": (rivers or {}).get(name, "河"),
                "water_body": "lake" if name in lakes else None if name in unknown else "river",
            }
            for name in cells
        ]
        return assess(list(made), layer, period=period).sections

    return make
