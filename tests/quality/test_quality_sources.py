"""Drinking-water sources: class III, items of tables 2 and 3, groundwater (standards.md 1, 7.2)."""

import datetime as dt
import time

import pytest

SURFACE = {"name": "水源地", "source_type": "lake"}


@pytest.fixture
def source(assess, rows):
    def run(record=SURFACE, *, period="2019-06", dates=("2019-06",), **cells):
        made = [row for date in dates for row in rows("水源地", date, **cells)]
        result = assess(made, sources=[record], period=period)
        assert result.sections == ()
        return result.sources[0]

    return run


@pytest.mark.parametrize(
    ("cells", "water_class", "met", "codes"),
    [
        # table 2, item 1: exactly 250 keeps the limit
        ({"ammonia_nitrogen": "0.9", "sulphate": "250"}, "III", True, set()),
        ({"ammonia_nitrogen": "0.9", "sulphate": "251"}, "III", False, {"quality.item_over"}),
        ({"ammonia_nitrogen": "1.1", "sulphate": "10"}, "IV", False, set()),
        # table 2, item 4: half of 0.8 is over 0.3, but it may be anything below 0.8
        ({"ammonia_nitrogen": "0.1", "iron": "0.8L"}, "I", None, {"quality.item_may_be_over"}),
        ({"ammonia_nitrogen": "0.1", "iron": "0.3L"}, "I", True, set()),
        # 7.2: total nitrogen and coliforms are for reference only
        ({"ammonia_nitrogen": "0.1", "total_nitrogen": "4", "faecal_coliforms": "50000"}, "I", True,
         set()),
        # table 1, item 8: a lake source has the phosphorus limits of lakes
        ({"total_phosphorus": "0.06"}, "IV", False, set()),
    ],
)  # fmt: skip
def test_a_surface_source_keeps_class_three_and_table_two(source, cells, water_class, met, codes):
    result = source(**cells)
    assert (result.state, result.water_class, result.met) == ("evaluated", water_class, met)
    assert result.target == "III"
    assert result.kind == "water_source"
    assert {message.code for message in result.why} >= codes


def test_items_of_table_two_have_limit_and_multiple_and_no_class(source):
    result = source(ammonia_nitrogen="0.1", manganese="0.16")
    (item,) = [one for one in result.indicators if one.id == "manganese"]
    assert (item.water_class, item.counts) == (None, False)
    assert (str(item.limit), str(item.multiple)) == ("0.1", "0.6")


@pytest.mark.parametrize(("own", "held"), [("II", "II"), ("IV", "III"), (None, "III")])
def test_a_source_may_have_a_stricter_target_and_no_laxer_one(source, own, held):
    result = source({**SURFACE, "target": own}, ammonia_nitrogen="0.9")
    assert result.target == held
    assert result.met is (held == "III")


@pytest.mark.parametrize(("nitrate", "met"), [("9", True), ("11", None)])
def test_a_table_two_item_with_too_few_months_gives_no_verdict(assess, rows, nitrate, met):
    made = [
        row
        for month in range(1, 13)
        for row in rows("水源地", f"2019-{month:02d}", ammonia_nitrogen="0.1")
    ]
    made += rows("水源地", "2019-03", nitrate=nitrate)
    (result,) = assess(made, sources=[SURFACE], period="2019").sources
    assert (result.water_class, result.met) == ("I", met)


def test_items_of_table_three_are_held_each_against_its_limit(source):
    result = source(ammonia_nitrogen="0.1", benzo_a_pyrene="0.0000029", thallium="0.0001")
    items = {one.id: one for one in result.indicators if not one.counts}
    assert str(items["benzo_a_pyrene"].limit) == "0.0000028"
    assert items["benzo_a_pyrene"].multiple is not None
    assert items["thallium"].multiple is None
    assert (result.water_class, result.met) == ("I", False)


def test_all_85_items_are_held_at_once_and_quickly(source, standard):
    cells = {row.indicator: str(row.sources_at_most) for row in standard.source_rows}
    start = time.perf_counter()
    result = source(ammonia_nitrogen="0.1", **cells)
    assert time.perf_counter() - start < 1
    assert len([one for one in result.indicators if not one.counts]) == 85
    assert result.met is True


UNDER = {"name": "水源地", "source_type": "groundwater"}


@pytest.mark.parametrize(
    ("cells", "water_class", "met"),
    [
        # GB/T 14848-2017: ammonia 0.5 is the limit of class III, not 1.0 as in surface water
        ({"ammonia_nitrogen": "0.6", "iron": "0.1"}, "IV", False),
        ({"ammonia_nitrogen": "0.5", "iron": "0.3"}, "III", True),
        ({"iron": "2.1"}, "V", False),
        ({"nitrate": "15", "total_hardness": "100"}, "III", True),  # over 10, the limit of table 2
    ],
)
def test_groundwater_keeps_class_three_of_its_own_standard(
    assess, rows, underground, cells, water_class, met
):
    made = rows("水源地", "2019-06", **cells)
    (result,) = assess(made, sources=[UNDER], underground=underground).sources
    assert (result.water_class, result.target, result.met) == (water_class, "III", met)
    assert "quality.groundwater_standard" in {message.code for message in result.why}


def test_before_the_groundwater_standard_was_in_force_it_is_not_used(assess, rows, underground):
    made = rows("水源地", "2017-06", iron="0.5")
    (result,) = assess(
        made, sources=[UNDER], period="2017-06", as_of=dt.date(2017, 12, 31),
        underground=underground,
    ).sources  # fmt: skip
    assert result.state == "insufficient"
    assert [message.code for message in result.why] == ["quality.groundwater"]


def test_groundwater_has_no_surface_class_and_says_so(source):
    result = source({"name": "水源地", "source_type": "groundwater"}, iron="0.5", ph="7")
    assert (result.state, result.water_class, result.met) == ("insufficient", None, None)
    assert [message.code for message in result.why] == ["quality.groundwater"]
    assert {str(one.value) for one in result.indicators} == {"0.5", "7"}
    assert not any(one.counts or one.limit for one in result.indicators)


def test_a_section_is_not_held_against_table_two(assess, rows):
    result = assess(
        rows("桥", "2019-06", ph="7", sulphate="900"),
        [{"name": "桥", "water_body": "river", "target": "III"}],
    )
    assert result.sections[0].met is True
