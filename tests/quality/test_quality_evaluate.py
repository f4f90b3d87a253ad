"""The whole evaluation: names, tables, days in force, and what does not change the answer."""

import dataclasses
import datetime as dt
import random
from pathlib import Path

import pandas as pd
import pytest

from watermap.errors import WatermapError
from watermap.harmonise.measurements import COLUMNS
from watermap.harmonise.table import harmonise_table
from watermap.progress import Cancelled
from watermap.reading.raw import RawTable, Source

BRIDGE = {"name": "大桥", "code": "001", "river": "河", "water_body": "river", "target": "III"}
DOCUMENTS = {"quality.unverified"}  # said of every evaluation until the method is compared


def codes(result):
    return {problem.code for problem in result.problems} - DOCUMENTS


def test_a_layer_of_sections_without_names_is_not_said_to_be_missing(assess, rows):
    result = assess(rows("大桥", "2019-06", ph="7"), [{**BRIDGE, "name": None}])
    assert codes(result) == {"quality.nameless", "quality.unmatched_table"}


def test_no_sections_and_no_results_are_said_and_no_error(assess, rows):
    empty = assess([])
    assert codes(empty) == {"quality.no_sections", "quality.no_measurements"}
    assert (empty.sections, empty.overall.method) == ((), "none")
    without = assess(rows("大桥", "2019-06", ph="7"))
    assert (without.names.unmatched_table, without.names.matched) == ((), {})
    assert [(one.name, one.place, one.water_class) for one in without.sections] == [
        ("大桥", "no_geometry", "I")
    ]
    assert codes(without) == {"quality.sections_of_tables"}
    only = assess([], [BRIDGE])
    assert only.sections[0].state == "no_data"
    assert codes(only) == {"quality.no_measurements", "quality.unmatched_layer"}


def test_every_problem_has_both_languages(assess, rows):
    made = rows("别处", "2019-06", ph="7") + rows("大桥", "none", ph="7")
    result = assess(made, [BRIDGE, {"name": None}])
    for problem in result.problems:
        assert problem.text("zh") != problem.text("en")
    assert codes(result) == {
        "quality.nameless", "quality.undated", "quality.unmatched_table",
    }  # fmt: skip


def test_unmatched_rows_are_listed_and_change_no_section(assess, rows):
    made = rows("大桥", "2019-06", ph="7")
    plain = assess(made, [BRIDGE])
    more = assess(made + rows("大桥东", "2019-06", ammonia_nitrogen="9"), [BRIDGE])
    assert more.sections == plain.sections
    assert more.names.unmatched_table == ("大桥东",)
    assert [one.layer for one in more.names.suggestions] == ["大桥"]
    made += rows("大桥东", "2019-06", ammonia_nitrogen="9")
    confirmed = assess(made, [BRIDGE], said={"confirmed": {"大桥东": "大桥"}})
    assert confirmed.sections[0].water_class == "worse_than_V"


def test_a_result_that_stands_in_two_tables_counts_once(assess, rows):
    made = rows("大桥", "2019-05", ammonia_nitrogen="0.5", source="甲.xlsx › 1")
    again = rows("大桥", "2019-05", ammonia_nitrogen="0.5", source="乙.xlsx › 1")
    result = assess(made + again, [BRIDGE], period="2019-Q2")
    assert result.sections[0].state == "insufficient"
    assert codes(result) == {"quality.repeated"}


def test_a_table_added_twice_counts_once(assess, rows):
    made = rows("大桥", "2019-05", ammonia_nitrogen="0.5")
    result = assess(made + made, [BRIDGE], period="2019-Q2")
    assert result.sections[0].indicators[0].n == 1
    assert codes(result) == {"quality.repeated"}


def test_tables_that_contradict_each_other_are_averaged_and_it_is_said(assess, rows):
    made = rows("大桥", "2019-06", ammonia_nitrogen="0.4", source="甲.xlsx › 1")
    made += rows("大桥", "2019-06", ammonia_nitrogen="0.8", source="乙.xlsx › 1")
    result = assess(made, [BRIDGE])
    assert str(result.sections[0].indicators[0].value) == "0.60"
    assert codes(result) == {"quality.contradicting"}


def test_two_samplings_of_a_month_in_one_table_are_two(assess, rows):
    made = rows("大桥", "2019-05", ammonia_nitrogen="0.5")
    made += rows("大桥", "2019-05", ammonia_nitrogen="0.5")
    result = assess(made, [BRIDGE], period="2019-Q2")
    assert result.sections[0].indicators[0].n == 2


def test_sections_of_one_name_are_never_mixed_up(assess, rows):
    twins = [BRIDGE, {**BRIDGE, "code": "002", "river": "江"}]
    made = rows("大桥", "2019-06", ammonia_nitrogen="9")
    for confirmed in ({}, {"大桥": "大桥"}):
        result = assess(made, twins, said={"confirmed": confirmed})
        assert [one.state for one in result.sections] == ["no_data", "no_data"]
        assert "harmonise.name_twice" in codes(result)


def test_a_section_and_a_source_of_one_name_share_results(assess, rows):
    result = assess(
        rows("水库", "2019-06", ammonia_nitrogen="0.9"),
        [{"name": "水库", "water_body": "lake", "target": "II"}],
        sources=[{"name": "水库", "source_type": "lake"}],
    )
    assert (result.sections[0].water_class, result.sources[0].water_class) == ("III", "III")
    assert (result.sections[0].met, result.sources[0].met) == (False, True)


def test_what_the_layer_says_and_cannot_be_read_is_said(assess, rows):
    result = assess(
        rows("大桥", "2019-06", ph="7"), [{"name": "大桥", "water_body": "渠", "target": "好"}]
    )
    (section,) = result.sections
    assert (section.target, section.met, section.water_body) == (None, None, "unknown")
    assert [message.code for message in section.why] == [
        "quality.target_unreadable", "quality.water_body_unreadable",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "good"),
    [("2002-05-31", False), ("2011-03-08", False), ("2011-03-09", True), ("2026-11-24", True)],
)
def test_standard_and_method_have_to_be_in_force(assess, rows, day, good):
    made, day = rows("大桥", "2019-06", ph="7"), dt.date.fromisoformat(day)
    if good:
        assert assess(made, [BRIDGE], as_of=day).as_of == day
        return
    with pytest.raises(WatermapError) as caught:
        assess(made, [BRIDGE], as_of=day)
    assert str(day) in caught.value.text("zh")


def test_the_last_day_in_force_is_in_force(assess, standard):
    ended = standard.model_copy(update={"in_force_to": dt.date(2020, 5, 1)})
    assess([], [BRIDGE], standard=ended, as_of=dt.date(2020, 5, 1))
    with pytest.raises(WatermapError):
        assess([], [BRIDGE], standard=ended, as_of=dt.date(2020, 5, 2))


def test_a_method_of_another_standard_is_refused(assess, method):
    other = method.model_copy(update={"standards": ("gb-t-14848-2017",)})
    with pytest.raises(WatermapError):
        assess([], [BRIDGE], method=other)


def test_decimals_of_a_later_document_are_said(assess):
    result = assess([], [BRIDGE], as_of=dt.date(2015, 1, 1))
    assert "quality.rounding_is_later" in codes(result)


def test_the_order_of_rows_changes_nothing(assess, rows):
    shuffle = random.Random(3)
    made = [
        row
        for month in range(1, 13)
        for name in ("大桥", "小桥", "闸")
        for row in rows(
            name, f"2019-{month:02d}", ph=f"{shuffle.uniform(6, 9):.2f}",
            ammonia_nitrogen=shuffle.choice(["0.025L", "0.7", "1.31", ""]),
            total_phosphorus=f"{shuffle.uniform(0, 0.4):.3f}",
        )
    ]  # fmt: skip
    sections = [{**BRIDGE, "name": name, "code": None} for name in ("大桥", "小桥", "闸")]
    first = assess(made, sections, period="2019")
    shuffle.shuffle(made)
    second = assess(made, sections, period="2019")
    for one, other in zip(first.sections, second.sections, strict=True):
        for mine, theirs in zip(one.indicators, other.indicators, strict=True):
            assert sorted(mine.raw) == sorted(theirs.raw)
            assert dataclasses.replace(mine, raw=()) == dataclasses.replace(theirs, raw=())
        assert dataclasses.replace(one, indicators=()) == dataclasses.replace(other, indicators=())
    assert first.rivers == second.rivers


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NaT])
def test_a_missing_date_is_counted_however_it_is_written(assess, rows, nothing):
    made = [(*row[:2], nothing, *row[3:]) for row in rows("大桥", "2019-06", ph="7", lead="—")] * 2
    result = assess(made + rows("大桥", "2019-06", ph="8"), [BRIDGE])
    (said,) = [one for one in result.problems if one.code == "quality.undated"]
    assert said.fields["count"] == 2
    assert str(result.sections[0].indicators[0].value) == "8"


def test_months_of_other_years_do_not_count(assess, rows):
    made = [row for year in (2018, 2020) for month in range(1, 13)
            for row in rows("大桥", f"{year}-{month:02d}", ph="7")]  # fmt: skip
    result = assess(made, [BRIDGE], period="2019")
    assert result.sections[0].state == "no_data"


def test_it_can_be_told_to_stop(assess, rows):
    class Impatient:
        def step(self, done, total, message=""):
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        assess([], [BRIDGE, {**BRIDGE, "name": "二桥"}], progress=Impatient())


def test_two_values_of_one_sample_give_no_class_and_are_named(assess):
    """Found where the table is read; the evaluation picks neither, nor their mean."""
    head = ("断面名称", "采样日期", "氨氮(mg/L)", "总磷(mg/L)")
    cells = (head, ("大桥", "2019-06-03", 0.1, 0.1), ("大桥", "2019-06-03", 1.8, 0.1))
    source = Source(path=Path("表.xlsx"), format="XLSX", sha256="0", modified=dt.date(2020, 1, 1))
    raw = RawTable(source=source, name="1", encoding=None, rows=cells)
    frame = harmonise_table(raw).frame[list(COLUMNS)]
    result = assess(list(frame.itertuples(index=False, name=None)), [BRIDGE])
    (section,) = result.sections
    ammonia = next(one for one in section.indicators if one.id == "ammonia_nitrogen")
    assert (ammonia.value, ammonia.water_class) == (None, None)
    assert "quality.implausible" in [one.code for one in ammonia.why]
    phosphorus = next(one for one in section.indicators if one.id == "total_phosphorus")
    assert (phosphorus.n, phosphorus.water_class) == (1, "II")
