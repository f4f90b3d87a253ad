"""Drinking-water sources (standards.md 7.2): tests/tables/sources_verdicts.toml, rates by hand."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from watermap.errors import WatermapError
from watermap.export.recording.sources import sources_record
from watermap.export.standing.sources import sources_sheets
from watermap.quality.documents.pairs import Documents
from watermap.quality.documents.standards import known_standards
from watermap.quality.groundwater.underground import Underground
from watermap.quality.period import Period
from watermap.quality.sources.items import reached, source_method
from watermap.quality.sources.rates import rate_of
from watermap.quality.sources.verdicts import Volume
from watermap.quality.sources.volumes import volume_of

TABLE = Path(__file__).parents[2] / "tables" / "sources_verdicts.toml"
CASES = tomllib.loads(TABLE.read_text("utf-8"))["case"]
GOOD, BAD = {"ammonia_nitrogen": "0.5"}, {"ammonia_nitrogen": "1.5"}
MONTHS = [f"2019-{month:02d}" for month in range(1, 13)]


def codes(messages):
    return [one.code for one in messages]


def year(*good):
    """Twelve months, of which some are bad."""
    return {month: GOOD if month in good or not good else BAD for month in MONTHS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_month(case, sources_of):
    record = {"source_type": case.get("source_type", "river") or None, "target": case.get("target")}
    papers = dict.fromkeys(case.get("backgrounds", []), "闽环〔2018〕1号")
    found = sources_of(
        {"水源": {"2019-06": case["cells"]}}, period="2019-06",
        backgrounds={"水源": papers}, 水源=record,
    )  # fmt: skip
    (verdict,) = found.months[0].sources
    expected = None if case["attained"] == "none" else case["attained"]
    assert verdict.attained is expected
    over = {one.id: one.multiple for one in verdict.over}
    assert over == {
        name: Decimal(text) if text else None for name, text in case.get("over", {}).items()
    }
    assert [one.id for one in verdict.natural] == case.get("natural", [])
    assert all(one.document == "闽环〔2018〕1号" for one in verdict.natural)
    assert verdict.nitrogen_class == case.get("nitrogen")
    if expected is None:
        assert verdict.why
    assert found.sources[0].attained is expected
    for language in ("zh", "en"):
        assert all(one.text(language) for one in verdict.why)


def test_the_lists_are_61_and_109(standard):
    method = source_method()
    monthly, yearly = method.monthly.of(standard), method.yearly.of(standard)
    assert (len(monthly), len(yearly)) == (61, 109)
    assert "chemical_oxygen_demand" not in monthly
    assert {"water_temperature", "sulphate", "benzene", "thallium"} <= {*monthly}
    assert {*monthly} | {"chemical_oxygen_demand"} <= {*yearly}
    assert sum(row.table == 3 and row.preferred for row in standard.limits) == 33


def test_a_standard_with_other_tables_is_refused(standard):
    fewer = standard.model_copy(update={"limits": standard.limits[:20]})
    with pytest.raises(WatermapError) as caught:
        source_method().monthly.of(fewer)
    assert "61" in caught.value.text("zh")


def test_what_was_measured_is_counted_and_the_rest_named(sources_of):
    cells = {**GOOD, "water_temperature": "20", "chemical_oxygen_demand": "10", "benzene": "—"}
    found = sources_of({"水源": {"2019-06": cells}}, period="2019-06")
    (verdict,) = found.months[0].sources
    assert (verdict.monthly_measured, verdict.yearly_measured) == (2, 3)
    assert len(verdict.monthly_missing) == 59
    assert "benzene" in verdict.monthly_missing
    assert (found.monthly_count, found.yearly_count) == (61, 109)


def test_wells_have_no_list_of_surface_water(sources_of):
    well = {"source_type": "groundwater"}
    found = sources_of({"井": {"2019-06": GOOD}}, period="2019-06", 井=well)
    (verdict,) = found.months[0].sources
    assert verdict.groundwater
    assert (verdict.monthly_measured, verdict.monthly_missing) == (None, ())
    assert "quality.groundwater" in codes(verdict.why)


@pytest.mark.parametrize(
    ("cells", "attained"),
    [
        ({"ammonia_nitrogen": "0.5"}, True),
        ({"ammonia_nitrogen": "0.51"}, False),
        ({"iron": "0.4", "ph": "7"}, False),
    ],
)
def test_wells_are_held_against_class_iii_of_groundwater(sources_of, methods, cells, attained):
    """GB/T 14848-2017: ammonia up to 0.50 mg/L, iron up to 0.3 mg/L."""
    documents = Documents(
        standard=known_standards()["gbt14848-2017"], method=methods["gbt14848-2017"]
    )
    found = sources_of(
        {"井": {"2019-06": cells}},
        period="2019-06",
        underground=Underground(documents=documents),
        井={"source_type": "groundwater"},
    )
    assert found.months[0].sources[0].attained is attained


def test_both_rates_of_a_month(sources_of):
    found = sources_of({
        "甲": {"2019-06": {**GOOD, "intake_volume": "300"}},
        "乙": {"2019-06": {**BAD, "intake_volume": "100"}},
        "丙": {"2019-06": {**GOOD, "intake_volume": "50"}},
    }, period="2019-06")  # fmt: skip
    rate = found.months[0].rate
    assert (rate.total, rate.told, rate.attained) == (3, 3, 2)
    assert f"{rate.count_pct:.2f}" == "66.67"
    assert (rate.volume_10k_m3, rate.attained_10k_m3) == (450, 350)
    assert f"{rate.volume_pct:.2f}" == "77.78"
    assert found.rate == rate


def test_volumes_of_the_layer_are_said(sources_of):
    found = sources_of(
        {"甲": {"2019-06": GOOD}, "乙": {"2019-06": {**BAD, "intake_volume": "30"}}},
        period="2019-06", 甲={"supply": 2.5},
    )  # fmt: skip
    rate = found.months[0].rate
    assert rate.volume_10k_m3 == Decimal("2.5") * 30 + 30
    assert f"{rate.volume_pct:.2f}" == "71.43"
    assert "sources.rate_of_supply" in codes(rate.why)
    first, second = found.months[0].sources
    assert (first.volume.origin, second.volume.origin) == ("supply", "table")


def test_without_a_volume_there_is_no_rate_of_water(sources_of):
    found = sources_of({"甲": {"2019-06": GOOD}, "乙": {"2019-06": BAD}}, period="2019-06",
                       乙={"supply": 3})  # fmt: skip
    rate = found.months[0].rate
    assert (rate.count_pct, rate.volume_pct, rate.volume_10k_m3) == (50, None, None)
    (said,) = [one for one in rate.why if one.code == "sources.no_volume_rate"]
    assert said.fields["names"] == "甲"


def test_several_volumes_of_a_month_are_used_by_nobody(sources_of, assess, rows):
    made = rows("甲", "2019-06-05", **GOOD, intake_volume="10")
    made += rows("甲", "2019-06-20", **GOOD, intake_volume="12")
    (source,) = assess(made, sources=[{"name": "甲", "source_type": "river"}]).sources
    volume, why = volume_of(source, Period.parse("2019-06"), Decimal(9))
    assert (volume, codes(why)) == (None, ["sources.volumes_several"])


def test_sources_that_cannot_be_told_are_in_no_rate(sources_of):
    found = sources_of({"甲": {"2019-06": GOOD}, "乙": {"2019-06": {"ammonia_nitrogen": "断流"}}},
                       period="2019-06")  # fmt: skip
    rate = found.months[0].rate
    assert (rate.total, rate.told, rate.count_pct) == (2, 1, 100)
    assert "sources.left_out" in codes(rate.why)


def test_a_year_by_means_and_by_months(sources_of):
    """Ten months of 0.5 and two of 1.5: the mean 0.67 keeps class III, two months do not."""
    bad = {"2019-03", "2019-04"}
    results = {"甲": {month: BAD if month in bad else GOOD for month in MONTHS}}
    by_mean = sources_of(results, year_by="mean")
    by_months = sources_of(results, year_by="months")
    assert (by_mean.sources[0].attained, by_months.sources[0].attained) == (True, False)
    for found in (by_mean, by_months):
        (one,) = found.sources
        assert (one.by_mean.attained, one.by_months) == (True, False)
        assert (one.months_attained, one.months) == (10, 12)
    assert (by_mean.rate.count_pct, by_months.rate.count_pct) == (100, 0)
    assert (by_mean.by, by_months.by) == ("mean", "months")
    assert codes(by_mean.why) == ["sources.by_mean"]
    assert sources_of(results).by == source_method().year.by


def test_the_water_of_a_year_follows_what_judges(sources_of):
    """Twice the water in the bad months: 12 + 2 of them, 10 attained."""
    bad = {"2019-03", "2019-04"}
    results = {"甲": {
        month: {**(BAD if month in bad else GOOD), "intake_volume": "2" if month in bad else "1"}
        for month in MONTHS
    }}  # fmt: skip
    assert sources_of(results, year_by="mean").rate.volume_pct == 100
    rate = sources_of(results, year_by="months").rate
    assert (rate.volume_10k_m3, rate.attained_10k_m3) == (14, 10)


def test_a_year_of_few_months_cannot_be_told_by_means(sources_of):
    results = {"甲": dict.fromkeys(MONTHS[:5], GOOD)}
    found = sources_of(results, months=MONTHS)
    (one,) = found.sources
    assert (one.attained, one.by_months, one.months) == (None, True, 5)
    assert "sources.months_empty" in codes(one.why)


def test_a_list_of_backgrounds_for_no_source_is_said(sources_of):
    found = sources_of({"甲": {"2019-06": GOOD}}, period="2019-06",
                       backgrounds={"乙": {"iron": "文"}})  # fmt: skip
    assert "sources.background_unknown" in codes(found.why)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 100))
def test_a_share_of_months_hangs_on_those_not_told(good, untold, bad, needed):
    whole = good + untold + bad
    answers = {
        (good + more) * 100 >= needed * whole for more in range(untold + 1)
    }  # what may come of the months not told
    expected = None if not whole or len(answers) > 1 else answers.pop()
    assert reached(good, untold, whole, Decimal(needed)) is expected


VOLUMES = st.decimals("0.1", "1000", places=1)


@given(st.lists(st.tuples(st.sampled_from([True, False, None]), VOLUMES), max_size=8))
def test_rates_by_counting(sources):
    rate = rate_of([
        (str(at), attained, Volume(volume_10k_m3=volume, origin="table"))
        for at, (attained, volume) in enumerate(sources)
    ])  # fmt: skip
    told = [(attained, volume) for attained, volume in sources if attained is not None]
    good = [volume for attained, volume in told if attained]
    if not told:
        assert (rate.count_pct, rate.volume_pct) == (None, None)
        return
    assert rate.count_pct == Decimal(100 * len(good)) / len(told)
    assert rate.volume_pct == 100 * sum(good, Decimal(0)) / sum(volume for _, volume in told)
    assert 0 <= rate.volume_pct <= 100


@pytest.fixture
def several(sources_of):
    return sources_of(
        {
            "甲水库": {"2019-06": {**GOOD, "total_nitrogen": "3", "iron": "0.9"}},
            "乙河": {"2019-06": {**BAD, "intake_volume": "30", "benzene": "0.05L"}},
            "丙井": {"2019-06": GOOD},
        },
        period="2019-06", backgrounds={"甲水库": {"iron": "省厅文件"}},
        甲水库={"source_type": "lake", "supply": 2}, 丙井={"source_type": "groundwater"},
    )  # fmt: skip


def test_the_sheets_are_of_one_language(several, one_language, texts_of):
    own = ("甲水库", "乙河", "丙井", "省厅文件")
    for language in ("zh", "en"):
        sheets = sources_sheets(several, language=language)
        assert all(0 < len(sheet.name) <= 31 for sheet in sheets)
        one_language(texts_of(sheets), language, own=own)
    rates, sources, *_ = sources_sheets(several, language="zh")
    assert rates.rows[0][0] == "全期（2019-06）"
    assert [row[0] for row in sources.rows] == ["甲水库", "乙河", "丙井"]
    assert sources.rows[1][10] == "氨氮(0.5)"
    assert sources.rows[0][11] == "铁(2.0)"


def test_the_record_is_plain_and_names_no_place(several):
    record = sources_record(several, language="zh")
    text = json.dumps(record, allow_nan=False, ensure_ascii=False)
    assert json.loads(text) == record
    assert "117.5" not in text
    first, second, third = record["months"][0]["sources"]
    assert [one["attained"] for one in (first, second, third)] == [True, False, None]
    assert (first["total_nitrogen_class"], second["volume_10k_m3"]) == ("worse_than_V", 30)
