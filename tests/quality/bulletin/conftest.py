"""Months of a few sections, as a project has them."""

import datetime as dt
from itertools import chain

import pytest

from watermap.quality.bulletin.bulletin import month_bulletin
from watermap.quality.classing.history import History
from watermap.quality.classing.indicator import Setting
from watermap.quality.period import Period

SECTIONS = [
    {"name": "季庄桥", "river": "小季河", "water_body": "river", "target": "IV", "town": "运河街道",
     "river_chief": "周季平", "county": "台儿庄区", "assessed_city": "枣庄市"},
    {"name": "赵村", "river": "韩庄运河", "water_body": "river", "target": "III", "town": "邳庄镇",
     "river_chief": "王运生", "county": "台儿庄区"},
    {"name": "于沟桥", "river": "陶沟河", "water_body": "river", "target": "III", "town": "邳庄镇",
     "county": "台儿庄区"},
    {"name": "闫浅", "river": "韩庄运河", "water_body": "river", "target": "III"},
    {"name": "无目标", "river": "韩庄运河", "water_body": "river"},
]  # fmt: skip


@pytest.fixture
def bulletin(assess, rows, layer, standard, method):
    """The notice of the last of some months: {month: {section: cells}}."""

    def make(months, *, sections=SECTIONS, rules=None, issued=None, layers=None, history=True):
        assessed = {}
        for month, cells in months.items():
            made = [rows(name, month, **own) for name, own in cells.items()]
            assessed[month] = assess(list(chain.from_iterable(made)), sections, period=month)
        last = max(assessed)
        setting = Setting(standard=standard, method=method, period=Period.parse(last))
        return month_bulletin(
            assessed[last],
            History(
                results={Period.parse(month): one.sections for month, one in assessed.items()}
                if history
                else {}
            ),
            layers={"section": (layer("section", sections),), **(layers or {})},
            setting=setting,
            rules=rules,
            issued=None if issued is None else dt.date.fromisoformat(issued),
        )

    return make
