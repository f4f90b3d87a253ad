"""Pollutant flux (standards.md 3.1, 9): months, below detection, what is missing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.classing.history import History
from watermap.quality.loads.flux import G_PER_T, loads, months_of, section_load
from watermap.quality.loads.volume import month_volume, seconds_of
from watermap.quality.period import Period

COD = "chemical_oxygen_demand"


def codes(messages):
    return [message.code for message in messages]


def result(**indicators):
    """A section's month of ready means."""
    return SectionResult(
        code=None, name="桥", river=None, water_body="river", state="evaluated", water_class=None,
        deciding=(), evaluated=0, target=None, met=None, samples=1, months=1,
        indicators=tuple(
            IndicatorResult(
                id=name, unit="mg/L", raw=(mean,), n=1, censored=0, mean=Decimal(mean),
                value=Decimal(mean), water_class=None, limit=None, multiple=None, counts=True,
            )
            for name, mean in indicators.items()
        ),
    )  # fmt: skip


def test_a_month_is_concentration_times_flow_times_its_seconds(histories):
    history = histories({"桥": {"2019": {COD: ["20"] * 12, "flow": ["10"] * 12}}})
    load = section_load(history, "桥", COD, year=2019)
    january, february = load.months[:2]
    # 20 g/m³ × 10 m³/s × 2 678 400 s = 535.68 t; February has 28 days.
    assert january.load_t == Decimal("535.68")
    assert february.load_t == Decimal("20") * 10 * 28 * 86_400 / 1_000_000
    assert load.complete
    assert load.year_t == Decimal(20 * 10 * 365 * 86_400) / 1_000_000
    assert load.why == ()


def test_a_leap_year_has_a_longer_february():
    assert seconds_of(Period.parse("2020-02")) == 29 * 86_400
    assert seconds_of(Period.parse("2100-02")) == 28 * 86_400


def test_below_detection_counts_as_nothing_and_is_said(histories):
    history = histories({"桥": {"2019": {COD: ["4L"] + ["20"] * 11, "flow": ["10"] * 12}}})
    load = section_load(history, "桥", COD, year=2019)
    assert load.months[0].load_t == 0
    assert load.months[0].below_detection
    assert "loads.below_detection" in codes(load.months[0].why)
    assert codes(load.why) == ["loads.below_detection_rule"]
    assert load.complete


def test_a_month_partly_below_detection_takes_the_mean_with_nothing(rows, assess):
    made = [
        *rows("桥", "2019-06-01", flow="10", **{COD: "20"}),
        *rows("桥", "2019-06-20", flow="10", **{COD: "4L"}),
    ]
    period = Period.parse("2019-06")
    found = assess(made, [{"name": "桥", "water_body": "river"}], period="2019-06").sections
    load = section_load(History(results={period: found}), "桥", COD, year=2019)
    month = load.months[5]
    assert month.concentration_mg_l == 10  # (20 + 0)/2, where a class takes (20 + 2)/2
    assert month.load_t == Decimal(10 * 10 * 30 * 86_400) / 1_000_000


def test_a_year_with_a_month_missing_has_no_load_of_the_year(histories):
    history = histories({"桥": {"2019": {COD: ["20"] * 12, "flow": ["10"] * 10 + ["", ""]}}})
    load = section_load(history, "桥", COD, year=2019)
    assert (load.known, load.complete, load.year_t) == (10, False, None)
    assert load.so_far_t == sum(month.load_t for month in load.months[:10])
    assert load.months[11].load_t is None
    assert "loads.no_flow" in codes(load.months[11].why)
    assert "11、12" in load.why[-1].text("zh")


def test_without_flow_nothing_is_told(histories):
    history = histories({"桥": {"2019": {COD: ["20"] * 12}}})
    load = section_load(history, "桥", COD, year=2019)
    assert load.so_far_t is None
    assert loads(history, year=2019, indicators=[COD]) == ()


def test_negative_flow_is_water_running_back_and_no_load(histories):
    history = histories({"桥": {"2019": {COD: ["20"] * 12, "flow": ["2L"] + ["10"] * 11}}})
    load = section_load(history, "桥", COD, year=2019)
    assert load.months[0].load_t is None
    assert "loads.flow_negative" in codes(load.months[0].why)


def test_volume_stands_in_for_flow_and_flow_goes_first(histories):
    both = histories(
        {
            "桥": {
                "2019": {COD: ["20"] * 12, "flow": ["10"] + [""] * 11, "water_volume": ["300"] * 12}
            }
        }
    )
    load = section_load(both, "桥", COD, year=2019)
    assert [one.volume.source for one in load.months[:2]] == ["flow", "water_volume"]
    assert load.months[1].load_t == 60  # 20 g/m³ × 3 000 000 m³
    only = section_load(both, "桥", COD, year=2019, source="water_volume")
    assert only.months[0].load_t == 60


def test_several_volumes_of_a_month_are_not_guessed_at(rows, assess):
    made = [
        *rows("桥", "2019-06-01", water_volume="100"),
        *rows("桥", "2019-06-20", water_volume="150"),
    ]
    (found,) = assess(made, [{"name": "桥", "water_body": "river"}], period="2019-06").sections
    volume = month_volume(found, Period.parse("2019-06"))
    assert volume.m3 is None
    assert codes(volume.why) == ["loads.volumes_several"]


@pytest.mark.parametrize("indicator", ["ph", "water_temperature", "conductivity", "什么"])
def test_what_is_no_concentration_has_no_load(histories, indicator):
    load = section_load(History(), "桥", indicator, year=2019)
    assert load.months == ()
    assert codes(load.why) == ["loads.no_concentration"]
    assert load.year_t is None


@given(
    st.lists(
        st.tuples(
            st.decimals("0", "500", places=3), st.decimals("0", "9999", places=2)
        ),
        min_size=12, max_size=12,
    )
)  # fmt: skip
def test_the_year_is_the_sum_of_exact_fractions(cells):
    results = {
        month: (result(**{COD: str(c), "flow": str(q)}),)
        for month, (c, q) in zip(months_of(2019), cells, strict=True)
    }
    load = section_load(History(results=results), "桥", COD, year=2019)
    exact = sum(
        Fraction(c) * Fraction(q) * seconds_of(month) / int(G_PER_T)
        for month, (c, q) in zip(months_of(2019), cells, strict=True)
    )
    assert abs(Fraction(load.year_t) - exact) < Fraction(1, 10**15)


def test_every_sentence_can_be_said(histories):
    history = histories(
        {"桥": {"2019": {COD: ["4L", *["20"] * 11], "flow": ["10"] * 10 + ["", ""]}}}
    )
    (load,) = loads(history, year=2019, indicators=[COD, "ammonia_nitrogen"])
    for language in ("zh", "en"):
        for message in (*load.why, *(said for month in load.months for said in month.why)):
            assert message.text(language)
