"""Rows of a wide table, each as a section with one result of each indicator."""

from dataclasses import replace

import numpy as np
import pytest

from watermap.errors import WatermapError
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import CLASSES
from watermap.quality.bulk.column import period_of
from watermap.quality.bulk.rows import classify_rows
from watermap.quality.bulk.wide import Place, Wide, class_named
from watermap.quality.documents.standards import known_standards

BODIES = ("river", "lake", "unknown")


@pytest.fixture(scope="module")
def wide(standard, method):
    """Every fourth cell empty, every third below detection, values on and around the limits."""
    random = np.random.default_rng(4)
    rows = 700
    names = [*method.counted, "total_nitrogen", "water_temperature"]
    columns, below = {}, {}
    for name in names:
        limits = [row for row in standard.limits_for(name, "unknown") if row.gives_class]
        figures = [float(one) for row in limits for one in row.figures()] or [20.0]
        decimals = method.rounding.decimals[name]
        step = random.integers(-12, 13, rows) / 10.0 ** (decimals + 1)
        values = np.round(random.choice(figures, rows) + step, decimals + 2)
        values[random.random(rows) < 0.25] = np.nan
        columns[name] = np.where(values <= 0, 0.00004, values)
        below[name] = (random.random(rows) < 0.3) & ~np.isnan(values)
    return Wide(
        places=tuple(
            Place(name=f"{body}{target}", water_body=body, target=target)
            for body in BODIES
            for target in (None, *CLASSES)
        ),
        place=random.integers(0, 21, rows).astype(np.int32),
        date=np.full(rows, "2019-06-03", dtype="datetime64[D]"),
        columns=columns,
        below_detection=below,
    )


@pytest.mark.parametrize("name", ["hb-2011-22", "station-report", "unrounded"])
def test_every_row_is_as_it_is_evaluated(wide, standard, methods, in_decimal, name):
    method = methods[name]
    found = classify_rows(wide, standard=standard, method=method)
    day, seen = period_of(wide.date[0], "day"), set()
    for row in range(wide.rows):
        expected = in_decimal(wide, [row], day, method)
        assert class_named(int(found.water_class[row])) == expected.water_class
        assert found.deciding_of(row) == expected.deciding
        assert found.evaluated[row] == expected.evaluated
        untold = {
            one.id
            for one in expected.indicators
            if one.counts and one.water_class is None and one.value is not None
        }
        assert set(found.unclassed_of(row)) == untold
        seen.add(expected.water_class)
    assert seen >= {"IV", "V", "worse_than_V"}
    assert found.unclassed.any()


def test_rows_beyond_one_block_are_classed_like_the_first(standard, method):
    values = np.tile([0.1, 0.6, 1.2, 1.8, 9, np.nan], 10_000)
    table = Wide(
        places=(Place(name="桥", water_body="river"),),
        place=np.zeros(len(values), dtype=np.int32),
        date=np.full(len(values), "2019-06-03", dtype="datetime64[D]"),
        columns={"ammonia_nitrogen": values},
    )
    found = classify_rows(table, standard=standard, method=method)
    assert (found.water_class.reshape(-1, 6) == [1, 3, 4, 5, 6, 0]).all()
    assert (found.deciding.reshape(-1, 6) == [0, 1, 1, 1, 1, 0]).all()


def test_rivers_and_lakes_are_never_mixed_up(standard, method):
    table = Wide(
        places=tuple(Place(name=body, water_body=body) for body in BODIES),
        place=np.arange(3, dtype=np.int32),
        date=np.full(3, "2019-06-03", dtype="datetime64[D]"),
        columns={"total_phosphorus": np.full(3, 0.08)},
    )
    found = classify_rows(table, standard=standard, method=method)
    assert found.water_class.tolist() == [2, 4, 0]
    assert [found.unclassed_of(row) for row in range(3)] == [(), (), ("total_phosphorus",)]


def test_more_than_32_counted_indicators_have_longer_masks(standard, method):
    names = list(load_indicators())[:65]
    table = {
        "places": (Place(name="桥", water_body="river"),),
        "place": np.zeros(1, dtype=np.int32),
        "date": np.full(1, "2019-06-03", dtype="datetime64[D]"),
    }
    ammonia = standard.limits_for("ammonia_nitrogen", "river")[0]
    limits = [
        ammonia.model_copy(update={"indicator": name, "unit": load_indicators()[name].unit})
        for name in names
    ]
    known = {name: getattr(standard, name) for name in type(standard).model_fields}
    wide_standard = type(standard).model_construct(**{**known, "limits": tuple(limits)})
    for count in (40, 64):
        wide = Wide(columns={name: np.full(1, 1.2) for name in names[:count]}, **table)
        averaging = method.averaging.model_copy(update={"over_hydrogen_ions": ()})
        rounding = method.rounding.model_copy(update={"decimals": {}})
        counting = method.model_copy(
            update={"counted": tuple(names), "averaging": averaging, "rounding": rounding}
        )
        found = classify_rows(wide, standard=wide_standard, method=counting)
        assert found.deciding_of(0) == tuple(names[:count])
    wide = Wide(columns={name: np.full(1, 1.2) for name in names}, **table)
    with pytest.raises(WatermapError, match="64"):
        classify_rows(wide, standard=wide_standard, method=counting)


def test_tables_that_do_not_hold_together_are_refused():
    good = {
        "places": (Place(name="桥", water_body="river"),),
        "place": np.zeros(2, dtype=np.int32),
        "date": np.full(2, "2019-06-03", dtype="datetime64[D]"),
        "columns": {"ph": np.ones(2)},
    }
    for wrong in (
        {"date": np.full(2, "2019-06", dtype="datetime64[M]")},
        {"columns": {"ph": np.ones(2, dtype=np.float32)}},
        {"columns": {"ph": np.ones(3)}},
        {"place": np.ones(2, dtype=np.int32)},
    ):
        with pytest.raises(ValueError, match=r"."):
            Wide(**{**good, **wrong})


def test_documents_that_ask_for_more_than_values_are_refused(methods):
    """不得检出 hangs on whether anything was found, saturation on the water's temperature."""
    known = known_standards()
    small = Wide(
        places=(Place(name="井", water_body="unknown"),),
        place=np.zeros(1, dtype=np.int32),
        date=np.full(1, "2019-06-03", dtype="datetime64[D]"),
        columns={"dissolved_oxygen": np.ones(1)},
    )
    with pytest.raises(WatermapError) as said:
        classify_rows(small, standard=known["gb3838-2002"], method=methods["hb-2011-22-saturation"])
    assert [one.code for one in said.value.problems] == ["bulk.method_part"]
    groundwater = known["gbt14848-2017"]
    (name,) = [row.indicator for row in groundwater.limits if row.not_detected][:1]
    not_found = replace(small, columns={name: np.ones(1)})
    with pytest.raises(WatermapError) as said:
        classify_rows(not_found, standard=groundwater, method=methods["gbt14848-2017"])
    assert [one.code for one in said.value.problems] == ["bulk.not_detected"]
    for language in ("zh", "en"):
        assert said.value.text(language)
