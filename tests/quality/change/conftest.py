"""Sections over several periods, from a few words."""

from itertools import chain

import pytest

from watermap.quality.change.rules import change_rules
from watermap.quality.classing.history import History
from watermap.quality.classing.indicator import Setting
from watermap.quality.period import Period


@pytest.fixture
def rules():
    return change_rules()


@pytest.fixture
def setting_of(standard, method):
    def make(period="2019-06"):
        return Setting(standard=standard, method=method, period=Period.parse(period))

    return make


@pytest.fixture
def results(assess, rows):
    """Sections of a month: ``results("2019-06", {"桥": {"ammonia_nitrogen": "0.5"}})``."""

    def make(period, cells, *, records=None, said=(), **common):
        made = chain.from_iterable(rows(name, period, **own) for name, own in cells.items())
        layer = records or [
            {"name": name, "river": "河", "water_body": "river", **common} for name in cells
        ]
        return assess(list(made), layer, period=period, said=said).sections

    return make


def months_from(first, count):
    """Months as text, one after the other."""
    year, month = (int(part) for part in first.split("-"))
    return [f"{year + (month - 1 + at) // 12}-{(month - 1 + at) % 12 + 1:02d}"
            for at in range(count)]  # fmt: skip


@pytest.fixture
def history(results):
    """One section's indicator by month: a None is a month without any result."""

    def make(indicator, values, *, first="2019-01", **common):
        found = {}
        for period, raw in zip(months_from(first, len(values)), values, strict=True):
            cells = {} if raw is None else {indicator: raw}
            found[Period.parse(period)] = results(period, {"桥": cells}, **common)
        return History(results=found)

    return make
