"""Means over days, months, quarters, half-years and years, beside the evaluation in Decimal."""

import math
from decimal import Decimal

import numpy as np
import pytest

from watermap.quality.bulk.means import STATES, means
from watermap.quality.bulk.wide import Place, Wide, class_named

SPANS = ("day", "month", "quarter", "half", "year")
FEW = ("ph", "dissolved_oxygen", "permanganate_index", "total_phosphorus", "copper", "lead",
       "total_nitrogen", "flow")  # fmt: skip


def _values(name, kind, rows, random):
    """Results as they are written; ``tied``: so few digits that means fall on ties."""
    sizes = {"ph": 8, "dissolved_oxygen": 5, "permanganate_index": 6, "total_phosphorus": 0.2,
             "copper": 0.00008, "lead": 0.01, "total_nitrogen": 1.0, "flow": 40}  # fmt: skip
    size = sizes[name]
    if kind == "computed":
        return size * random.lognormal(0, 0.4, rows)
    if kind == "constant":
        return np.full(rows, float({"ph": 9.5, "copper": 0.000045}.get(name, size)))
    steps = {"ph": 0.5, "dissolved_oxygen": 0.1, "permanganate_index": 0.1,
             "total_phosphorus": 0.01, "copper": 0.00001, "lead": 0.0005, "total_nitrogen": 0.01,
             "flow": 1}  # fmt: skip
    step = steps[name]
    units = np.round(random.normal(size / step, 3, rows)).clip(1)
    return units / round(1 / step)


def _wide(kind, *, seed=1, rows=900, sorted_=False, below=True, names=FEW):
    random = np.random.default_rng(seed)
    places = tuple(
        Place(name=f"{body}{at}", water_body=body, target=target)
        for at, (body, target) in enumerate(
            [("river", None), ("lake", "II"), ("unknown", "III"), ("river", "V")]
        )
    )
    place = random.integers(0, len(places), rows).astype(np.int32)
    date = np.datetime64("2018-11-01") + random.integers(0, 500, rows).astype("timedelta64[D]")
    if sorted_:
        order = np.lexsort((date, place))
        place, date = place[order], date[order]
    columns = {name: _values(name, kind, rows, random) for name in names}
    flags = {}
    for name, column in columns.items():
        column[random.random(rows) < 0.2] = np.nan
        if below and name in ("copper", "lead", "total_phosphorus"):
            flags[name] = (random.random(rows) < 0.3) & ~np.isnan(column)
    for column in columns.values():
        column[(place == 3) & (date < np.datetime64("2019-03-01"))] = np.nan  # no result at all
    flags = {name: flag & ~np.isnan(columns[name]) for name, flag in flags.items()}
    return Wide(places=places, place=place, date=date, columns=columns, below_detection=flags)


def _rows_of(wide, found, group):
    period = found.period(group)
    dates = [one.astype(object) for one in wide.date]
    return [
        row
        for row in np.flatnonzero(wide.place == found.place[group])
        if period.contains(dates[row])
    ]


def _hold(wide, found, method, in_decimal, every=1):
    """Holds groups against their evaluation; how many means were compared."""
    compared = 0
    for group in range(0, len(found.place), every):
        rows = _rows_of(wide, found, group)
        expected = in_decimal(wide, rows, found.period(group), method)
        assert STATES[found.state[group]] == expected.state
        assert class_named(int(found.decided.water_class[group])) == expected.water_class
        assert found.decided.deciding_of(group) == expected.deciding
        assert found.decided.evaluated[group] == expected.evaluated
        assert (found.samples[group], found.months[group]) == (expected.samples, expected.months)
        by_name = {one.id: one for one in expected.indicators}
        for name, column in found.columns.items():
            one = by_name.get(name)
            if one is None:
                assert column.n[group] == 0
                assert np.isnan(column.value[group])
                continue
            assert column.n[group] == one.n
            assert class_named(int(column.classes[group])) == one.water_class, (name, group)
            assert float(column.mean[group]) == pytest.approx(float(one.mean), rel=1e-9, abs=1e-12)
            if method.rounding.decimals.get(name) is not None:
                assert float(column.value[group]) == float(one.value), (name, one.mean)
            compared += 1
    return compared


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("name", ["hb-2011-22", "station-report", "unrounded"])
@pytest.mark.parametrize("kind", ["tied", "constant", "computed"])
def test_every_group_is_as_it_is_evaluated(standard, methods, in_decimal, kind, name, span):
    wide = _wide(kind)
    found = means(wide, spans=(span,), standard=standard, method=methods[name])[span]
    assert (
        len(found.place) == {"day": 716, "month": 68, "quarter": 24, "half": 16, "year": 12}[span]
    )
    every = 9 if span == "day" else 1
    assert _hold(wide, found, methods[name], in_decimal, every) >= len(found.place) // every
    if kind != "constant" and span == "month":
        assert found.decided.water_class.any()


@pytest.mark.parametrize("kind", ["tied", "computed"])
def test_annual_means_of_unrounded_months_rounded_once(standard, method, in_decimal, kind):
    averaging = method.averaging.model_copy(update={"year_over": "unrounded_months"})
    once = method.model_copy(update={"averaging": averaging})
    for seed in range(3):
        wide = _wide(kind, seed=seed)
        found = means(wide, spans=("year",), standard=standard, method=once)["year"]
        assert len(found.place) == 12
        assert _hold(wide, found, once, in_decimal) >= 12


def test_the_order_of_rows_and_of_spans_changes_nothing(standard, method):
    wide = _wide("tied")
    order = np.lexsort((wide.date, wide.place))
    in_order = Wide(
        places=wide.places, place=wide.place[order], date=wide.date[order],
        columns={name: one[order] for name, one in wide.columns.items()},
        below_detection={name: one[order] for name, one in wide.below_detection.items()},
    )  # fmt: skip
    first = means(wide, spans=SPANS, standard=standard, method=method)
    second = means(in_order, spans=SPANS[::-1], standard=standard, method=method)
    third = {
        span: means(wide, spans=(span,), standard=standard, method=method)[span] for span in SPANS
    }
    for span in SPANS:
        for other in (second[span], third[span]):
            assert np.array_equal(first[span].decided.water_class, other.decided.water_class)
            assert np.array_equal(first[span].decided.deciding, other.decided.deciding)
            for name, column in first[span].columns.items():
                same = other.columns[name]
                assert np.array_equal(column.value, same.value, equal_nan=True)
                assert np.array_equal(column.n, same.n)


def test_groups_longer_than_a_block(standard, method):
    """Results every minute of a fortnight; 0.15 of class I is met by the mean exactly."""
    random, rows = np.random.default_rng(3), 40_000
    noise = random.integers(-90, 91, rows // 2)
    values = (1500 + np.concatenate([noise, -noise])) / 10_000
    wide = Wide(
        places=(Place(name="站", water_body="river"),),
        place=np.zeros(rows, dtype=np.int32),
        date=np.full(rows, "2019-06-03", dtype="datetime64[D]"),
        columns={"ammonia_nitrogen": values, "ph": np.full(rows, 9.5)},
    )
    found = means(wide, spans=("month",), standard=standard, method=method)["month"]
    assert found.columns["ammonia_nitrogen"].mean.tolist() == [0.15]
    assert found.columns["ammonia_nitrogen"].classes.tolist() == [1]
    assert found.columns["ph"].value.tolist() == [10]  # 9.5 exactly, half to even
    assert found.decided.deciding_of(0) == ("ph",)


def test_the_mean_of_ph_is_that_of_the_acid(standard, method):
    wide = _wide("computed", names=("ph",), below=False)
    found = means(wide, spans=("month",), standard=standard, method=method)["month"]
    for group in range(len(found.place)):
        values = [wide.columns["ph"][row] for row in _rows_of(wide, found, group)]
        values = [one for one in values if not np.isnan(one)]
        if values:
            acid = math.fsum(10.0**-one for one in values) / len(values)
            assert found.columns["ph"].mean[group] == pytest.approx(-math.log10(acid), abs=1e-9)


def test_no_rows_give_no_groups(standard, method):
    wide = Wide(
        places=(), place=np.zeros(0, dtype=np.int32), date=np.zeros(0, dtype="datetime64[D]"),
        columns={"ph": np.zeros(0)},
    )  # fmt: skip
    assert means(wide, spans=SPANS, standard=standard, method=method) == {}


def test_a_mean_beside_a_tie_by_less_than_float64_shows(standard, methods, in_decimal):
    """Eleven and twelve decimals, summed over thousands of results."""
    random = np.random.default_rng(8)
    rows = 3000
    values = np.full(rows, 0.155)
    values[:2] = [0.155 + 1e-11, 0.155 - 1e-11]
    values[2] += 1e-12 * random.integers(1, 9)
    wide = Wide(
        places=(Place(name="站", water_body="river"),),
        place=np.zeros(rows, dtype=np.int32),
        date=np.full(rows, "2019-06-03", dtype="datetime64[D]"),
        columns={"ammonia_nitrogen": values},
    )
    method = methods["hb-2011-22"]
    found = means(wide, spans=("month",), standard=standard, method=method)["month"]
    expected = in_decimal(wide, range(rows), found.period(0), method).indicators[0]
    assert Decimal(repr(float(found.columns["ammonia_nitrogen"].value[0]))) == expected.value
