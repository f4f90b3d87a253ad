"""One station through time: every point as the evaluation of that period has it, between bands."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from watermap.quality.bulk.groups import GroupSpan
from watermap.quality.classing.classify import class_of
from watermap.quality.documents.methods import known_methods
from watermap.quality.documents.standards import known_standards
from watermap.quality.period import Period
from watermap.quality.standing.curve import bands_of, station_curves
from watermap.quality.standing.material import Material
from watermap.quality.stations.said import Said

ROWS = [
    row
    for standard in known_standards().values()
    for rows in standard.rows.values()
    for row in rows
    if row.gives_class
]


@given(row=st.sampled_from(ROWS), share=st.decimals(-1, 3, places=4))
@settings(max_examples=300, deadline=None)
def test_every_value_lies_in_a_band_of_its_class(row, share):
    """``class_of`` is held against the limits one by one; bands are told from ends alone."""
    value = max(row.figures()) * share
    within = [
        band.water_class
        for band in bands_of(row)
        if (band.low is None or band.low <= value) and (band.high is None or value <= band.high)
    ]
    assert class_of(value, row) in within
    assert len(within) <= 2  # two on a limit between them


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.indicator}-{row.water_body}")
def test_bands_follow_each_other_without_a_gap(row):
    bands = bands_of(row)
    assert bands[0].low is None
    assert bands[-1].high is None
    assert [one.high for one in bands[:-1]] == [one.low for one in bands[1:]]


def test_the_bands_of_some_indicators(standard):
    """GB 3838-2002, table 1: oxygen 7.5 6 5 3 2, pH 6 to 9, COD 15 15 20 30 40."""

    def told(indicator):
        (row,) = standard.limits_for(indicator, "river")
        return [(str(one.high) if one.high is not None else "", one.water_class)
                for one in bands_of(row)]  # fmt: skip

    assert told("dissolved_oxygen") == [
        ("2", "worse_than_V"), ("3", "V"), ("5", "IV"), ("6", "III"), ("7.5", "II"), ("", "I")
    ]  # fmt: skip
    assert told("ph") == [("6", "worse_than_V"), ("9", "I"), ("", "worse_than_V")]
    assert told("chemical_oxygen_demand") == [
        ("15", "I"), ("20", "III"), ("30", "IV"), ("40", "V"), ("", "worse_than_V")
    ]  # fmt: skip


@pytest.fixture
def curves(standard, method, layer, measured):
    def make(made, *, sections=None, span: GroupSpan = "month", name="桥"):
        known = sections or [{"name": "桥", "water_body": "river", "target": "III"}]
        fields = ("name", "code", "river", "water_body", "target")
        material = Material(
            measurements=measured(made),
            layers={"section": (layer("section", known, fields=fields),)},
            standard=standard,
            method=method,
            period=Period.parse("2019"),
            as_of=dt.date(2021, 1, 1),
            said=Said(),
            seasons={},
        )
        return station_curves(material, name, "section", span=span)

    return make


def test_what_was_written_is_told_by_period(curves, rows):
    made = [
        *rows("桥", "2019-01", ammonia_nitrogen="0.4", total_phosphorus="0.25"),
        *rows("桥", "2019-02", ammonia_nitrogen="0.05L"),
        *rows("桥", "2019-04", ammonia_nitrogen="断流"),
    ]
    found = curves(made).curve("ammonia_nitrogen")
    assert [str(one.period) for one in found.points] == ["2019-01", "2019-02", "2019-04"]
    assert [one.result.value for one in found.points] == [Decimal("0.40"), Decimal("0.02"), None]
    assert [one.detection_limit for one in found.points] == [None, Decimal("0.05"), None]
    assert (found.target, found.target_limits) == ("III", (Decimal("1.0"),))
    assert curves(made).deciding() == ("total_phosphorus",)


def test_a_point_is_what_the_evaluation_of_its_period_says(curves, rows, assess):
    made = [
        *(one for month in range(1, 13)
          for one in rows("桥", f"2019-{month:02d}", permanganate_index=f"{3 + month / 4}")),
        *rows("桥", "2019-05-20", permanganate_index="9.9"),
    ]  # fmt: skip
    sections = [{"name": "桥", "water_body": "river", "target": "III"}]
    for span, periods in (("month", ["2019-05", "2019-12"]), ("quarter", ["2019-Q2"]),
                          ("day", ["2019-05-20"]), ("year", ["2019"])):  # fmt: skip
        (curve,) = curves(made, span=span).curves
        points = {str(one.period): one.result for one in curve.points}
        for period in periods:
            (section,) = assess(made, sections, period=period).sections
            (expected,) = (one for one in section.indicators if one.id == "permanganate_index")
            assert points[period] == expected


def test_of_a_water_that_may_be_river_or_lake_there_are_no_bands(curves, rows):
    made = rows("桥", "2019-01", total_phosphorus="0.25", ph="8")
    found = curves(made, sections=[{"name": "桥", "target": "III"}])
    phosphorus = found.curve("total_phosphorus")
    assert phosphorus.bands == ()
    assert [one.code for one in phosphorus.why] == ["quality.water_body_unknown"]
    assert found.curve("ph").bands


def test_a_name_that_two_sections_share_has_no_curve(curves, rows):
    made = rows("桥", "2019-01", ph="8")
    both = [{"name": "桥", "water_body": "river"}, {"name": "桥", "water_body": "lake"}]
    assert curves(made, sections=both) is None
    assert curves(made, name="坝") is None


def test_every_method_that_classes_rivers_can_be_drawn(rows, standard, layer, measured):
    for method in known_methods().values():
        if standard.id in method.standards:
            material = Material(
                measurements=measured(rows("桥", "2019-01", ph="8")),
                layers={"section": (layer("section", [{"name": "桥", "water_body": "river"}],
                                          fields=("name", "water_body", "target")),)},
                standard=standard, method=method, period=Period.parse("2019"),
                as_of=dt.date(2021, 1, 1), said=Said(), seasons={},
            )  # fmt: skip
            assert station_curves(material, "桥", "section", span="month").curve("ph").points
