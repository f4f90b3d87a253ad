"""What goes the slow way, and that its answer is the same."""

import datetime as dt
from dataclasses import replace
from itertools import chain

import pytest

from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.bulk.calendar import calendar
from watermap.quality.bulk.rules import unheeded
from watermap.quality.documents.particulars import Particular
from watermap.quality.evaluate import evaluate_periods
from watermap.quality.period import Period
from watermap.quality.stations.joined import join
from watermap.quality.stations.said import Said

MONTHS = [Period(year=2019, first=month, last=month) for month in range(1, 13)]
SECTIONS = [
    {"name": "桥", "water_body": "river", "target": "III"},
    {"name": "湖心", "water_body": "lake", "target": "II"},
    {"name": "不明", "water_body": None},
]
BACKGROUND = Particular(
    section="桥", indicator="fluoride", how="background", document="环水体函〔2019〕1号"
)


@pytest.fixture
def made(rows):
    """Three sections over four months; a value in doubt, detection limits, a contradiction."""
    cells = {
        1: {"ammonia_nitrogen": "0.55", "total_phosphorus": "0.08", "fluoride": "1.6"},
        2: {"ammonia_nitrogen": "1.2", "total_phosphorus": "0.6L", "fluoride": "?160"},
        3: {"ammonia_nitrogen": "断流", "fluoride": "0.2", "flow": "3.5"},
        4: {"flow": "3.5"},
    }
    made = [
        rows(section["name"], f"2019-{month:02d}-03", source="手工.xlsx › 1", **own)
        for section in SECTIONS
        for month, own in cells.items()
    ]
    made += [
        rows("桥", "2019-01-09", source="自动.xlsx › 1", ammonia_nitrogen="1.8"),
        rows("桥", "2019-02-03", source="别表.xlsx › 1", ammonia_nitrogen="1.2", fluoride="0.3"),
        rows("湖心", "2019-01-03", source="别表.xlsx › 1", ammonia_nitrogen="0.9"),
    ]
    return list(chain.from_iterable(made))


@pytest.fixture
def held(made, measured, layer, standard, method):
    """The calendar's entries, and that they are those of the evaluation of each month."""

    def run(*, said=None, sections=SECTIONS, sources=(), method=method, table=None):
        said, measurements = said or Said(), table or measured(made)
        fields = ("name", "code", "river", "water_body", "source_type", "target")
        layers = {"section": (layer("section", sections, fields=fields),)}
        if sources:
            layers["water_source"] = (layer("water_source", sources, fields=fields),)
        joined = join(measurements, layers, standard=standard, said=said)
        found = calendar(
            measurements, joined.under, joined.known,
            standard=standard, method=method, span="month", said=said,
        )  # fmt: skip
        history = evaluate_periods(
            measurements, layers, standard=standard, method=method, periods=MONTHS,
            as_of=dt.date(2021, 1, 1), said=said,
        )  # fmt: skip
        expected = {
            (one.kind, one.name, period): (one.state, one.water_class, one.deciding, one.evaluated)
            for period, results in history.results.items()
            for one in results
            if one.state != "no_data"
        }
        assert {
            (one.kind, one.name, one.period): (
                one.state, one.water_class, one.deciding, one.evaluated
            )
            for one in found.entries
        } == expected  # fmt: skip
        return found

    return run


def _of(found, name):
    return {str(one.period): one for one in found.entries if one.name == name}


def test_doubt_limits_and_contradictions_are_the_fast_way_too(held):
    found = held()
    assert found.one_by_one == ()
    bridge = _of(found, "桥")
    assert list(bridge) == ["2019-01", "2019-02", "2019-03"]  # flow alone is no result
    assert bridge["2019-01"].deciding == ("fluoride",)
    assert _of(found, "不明")["2019-01"].unclassed == ("total_phosphorus",)
    assert bridge["2019-02"].unclassed == ("total_phosphorus",)
    assert str(found.periods[0]) == "2019-01"
    for one in found.entries:
        assert bool(one.why) == bool(one.unclassed)
        for language in ("zh", "en"):
            assert all(message.text(language) for message in one.why)


def test_particulars_of_a_section_go_the_slow_way(held):
    found = held(said=Said(particulars=(BACKGROUND,)))
    assert found.one_by_one == ("桥",)
    assert _of(found, "桥")["2019-01"].deciding == ("ammonia_nitrogen",)


def test_automatic_results_go_the_slow_way(held):
    found = held(said=Said(automatic=frozenset({"自动.xlsx"}), particulars=(BACKGROUND,)))
    assert found.one_by_one == ("桥",)
    assert _of(found, "桥")["2019-01"].water_class == "V"


def test_a_well_goes_the_slow_way(held):
    well = {"name": "湖心", "source_type": "groundwater"}
    found = held(sections=SECTIONS[:1], sources=[well])
    assert found.one_by_one == ("湖心",)
    assert {one.state for one in found.entries if one.name == "湖心"} == {"insufficient"}


def test_a_section_and_a_source_of_one_name_share_results(held):
    found = held(sources=[{"name": "桥", "source_type": "river", "target": "IV"}])
    assert {one.kind for one in found.entries if one.name == "桥"} == {"section", "water_source"}


def test_names_that_are_not_unique_have_no_entry(held):
    found = held(sections=[*SECTIONS, SECTIONS[0]])
    assert _of(found, "桥") == {}


def test_a_value_of_too_many_digits_goes_the_slow_way(held, made, rows):
    made += rows("湖心", "2019-05-03", ammonia_nitrogen="0.50499999999999999999")
    found = held()
    assert found.one_by_one == ("湖心",)
    assert _of(found, "湖心")["2019-05"].water_class == "II"


def test_a_method_that_cannot_be_told_exactly_goes_the_slow_way(held, method):
    rounding = method.rounding.model_copy(update={"decimals": {"ammonia_nitrogen": 22}})
    found = held(method=method.model_copy(update={"rounding": rounding}))
    assert found.one_by_one == ("桥", "湖心", "不明")


def test_layers_of_the_water_go_the_slow_way(held, made, rows, measured):
    table = measured(made)
    layers = ["表层" if one == "湖心" else None for one in table.frame["section"]]
    found = held(table=replace(table, frame=table.frame.assign(layer=layers)))
    assert found.one_by_one == ("湖心",)


def test_sums_of_substances_go_the_slow_way(held, made, rows):
    (xylenes,) = [one for one in load_indicators().values() if one.id == "xylenes"]
    parts = dict.fromkeys(xylenes.sums[0], "0.3")
    made += rows("桥", "2019-06-03", ammonia_nitrogen="0.3", **parts)
    assert held().one_by_one == ("桥",)


def test_oxygen_by_saturation_goes_the_slow_way(held, methods):
    assert len(held(method=methods["hb-2011-22-saturation"]).one_by_one) == 3


def test_a_method_with_an_unknown_part_goes_the_slow_way(method):
    class More(type(method)):
        by_the_moon: str | None = None

    known = {name: getattr(method, name) for name in type(method).model_fields}
    assert unheeded(More.model_construct(**known)) == ()
    assert unheeded(More.model_construct(**known, by_the_moon="full")) == ("by_the_moon",)


def test_methods_that_come_with_watermap_go_the_fast_way(methods):
    assert {name for name, one in methods.items() if unheeded(one)} == {"hb-2011-22-saturation"}


def test_few_results_say_why(made, measured, layer, standard, method):
    measurements = measured(made)
    layers = {"section": (layer("section", SECTIONS),)}
    joined = join(measurements, layers, standard=standard, said=Said())
    for span, codes in (
        ("year", {"quality.few_months"}),
        ("quarter", {"quality.few_samples", None}),
    ):
        found = calendar(
            measurements, joined.under, joined.known,
            standard=standard, method=method, span=span,
        )  # fmt: skip
        said = {one.why[0].code if one.state == "insufficient" else None for one in found.entries}
        assert said <= codes
        slow = Said(automatic=frozenset({"手工.xlsx"}))
        again = calendar(
            measurements, joined.under, joined.known,
            standard=standard, method=method, span=span, said=slow,
        )  # fmt: skip
        assert set(again.one_by_one) == {"桥", "湖心", "不明"}
        assert {one.why[0].code for one in again.entries if one.state == "insufficient"} <= codes
