"""From the long table to columns: what ``gather`` takes once is taken once."""

from decimal import Decimal
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from watermap.quality.bulk.long import wide_of
from watermap.quality.bulk.wide import Place
from watermap.quality.period import Period
from watermap.quality.stations.samples import gather

UNDER = {"桥": "大桥", "大桥": "大桥", "闸": "水闸", "别处": "无此站"}
PLACES = (Place(name="大桥", water_body="river"), Place(name="水闸", water_body="lake"))
CELLS = st.sampled_from(["0.5", "0.50", "0.6", "0.02L", "", "断流", "?9"])


@st.composite
def cell_rows(draw):
    return {
        "section": draw(st.sampled_from(["桥", "大桥", "闸", "别处", "不认识"])),
        "date": draw(st.sampled_from(["2019-06-03", "2019-06-04", "2019-07-01", "none"])),
        "source": draw(st.sampled_from(["甲.xlsx › 1", "乙.xlsx › 1", "丙.xlsx › 1"])),
        "row": draw(st.integers(5, 8)),
        "cells": draw(
            st.dictionaries(st.sampled_from(["ph", "ammonia_nitrogen"]), CELLS, min_size=1)
        ),
    }


def _held(wide):
    """Every value of a wide table: station, day, indicator, value, whether below detection."""
    found = []
    for name, column in wide.columns.items():
        below = wide.below_detection.get(name, np.zeros(wide.rows, dtype=bool))
        found += [
            (wide.places[wide.place[row]].name, wide.date[row].astype(object), name,
             Decimal(repr(float(column[row]))), bool(below[row]))
            for row in np.flatnonzero(~np.isnan(column))
        ]  # fmt: skip
    return sorted(found)


@given(st.lists(cell_rows(), min_size=1, max_size=12))
@settings(deadline=None)
def test_the_same_values_as_gathered(rows, measured, made):
    # A cell of a sheet has one day and one text, so rows of one place in it are kept once.
    by_place = {(one["source"], one["row"], one["section"], one["date"]): one for one in made}
    unique = {(one["source"], one["row"]): one for one in by_place.values()}
    table = measured(
        chain.from_iterable(
            rows(one["section"], one["date"], source=one["source"], row=one["row"], **one["cells"])
            for one in unique.values()
        )
    )
    gathered = gather(table, UNDER, period=Period(year=2019))
    expected = sorted(
        (name, one.date, indicator, one.value.normalize(), one.below_detection)
        for name, samples in gathered.by_name.items()
        if name != "无此站"
        for indicator, series in samples.items()
        for one in series
        if one.value is not None
    )
    found = wide_of(table, UNDER, PLACES)
    assert _held(found.wide) == expected
    assert not found.odd


@pytest.fixture
def table(rows, measured):
    def make(*cells, **known):
        return measured(
            chain.from_iterable(
                rows("桥", "2019-06-03", ammonia_nitrogen=cell, **known) for cell in cells
            )
        )

    return make


def test_a_cell_read_twice_is_one_result(table):
    found = wide_of(table("0.5", "0.5", row=7), UNDER, PLACES)
    assert len(_held(found.wide)) == 1


def test_results_of_one_day_stand_below_each_other(table):
    wide = wide_of(table("0.5", "0.5", "0.7"), UNDER, PLACES).wide
    assert wide.rows == 3
    assert sorted(wide.columns["ammonia_nitrogen"]) == [0.5, 0.5, 0.7]


@pytest.mark.parametrize("cell", ["0.1234567890123456", "123456789012", "1E-25"])
def test_what_float64_may_not_tell_apart_is_said(table, cell):
    assert wide_of(table("0.5", cell), UNDER, PLACES).odd == {"大桥"}


def test_half_a_limit_that_is_not_half_is_said(table):
    found = table("0.02L")
    found.frame["value"] = [Decimal("0.015")]
    assert wide_of(found, UNDER, PLACES).odd == {"大桥"}


def test_no_cell_gives_no_row(measured):
    found = wide_of(measured([]), UNDER, PLACES)
    assert found.wide.rows == 0
    assert found.wide.columns == {}
