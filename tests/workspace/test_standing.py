"""Everything that follows from the sample's evaluation, as the doors ask for it."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import openpyxl
import pytest

from watermap.export.recording.standing import standing_record
from watermap.export.standing.sheets import standing_sheets
from watermap.quality.documents.plan import Plan
from watermap.quality.period import Period
from watermap.reading.reader import Reader
from watermap.resources import shipped_samples
from watermap.workspace.answers import assess, periods, stand
from watermap.workspace.opened import open_project

SAMPLE: Path = shipped_samples() / "taierzhuang"


@pytest.fixture(scope="module")
def opened():
    reader = Reader()
    yield open_project(SAMPLE, reader=reader)
    reader.close()


@pytest.fixture(scope="module")
def year(opened):
    return stand(opened, assess(opened, period=Period.parse("2019")))


def test_a_year_is_compared_with_the_year_before_only(year):
    assert str(year.on_year_before.before) == "2018"
    assert year.on_period_before is None
    assert year.bulletin is None


def test_sections_carry_their_change_for_the_map(year):
    """季庄桥 劣Ⅴ → Ⅴ, 于沟桥 Ⅲ → Ⅲ, 邳庄桥 insufficient in 2019 (test_quality_sample.py)."""
    changes = {one.name: one.change for one in year.assessment.sections}
    assert changes["季庄桥"] == "improved_1"
    assert changes["于沟桥"] == "same"
    assert changes["邳庄桥"] == "not_comparable"


def test_the_plan_is_held_against_every_year(year):
    shares = {
        one.year: (one.required_pct, one.met)
        for target in year.plan.targets
        if target.id == "sections_good"
        for one in target.years
    }
    assert {of: met for of, (_, met) in shares.items()} == {
        2017: True, 2018: False, 2019: True, 2020: False, 2030: None
    }  # fmt: skip


def test_a_month_has_a_notice_of_the_sections_that_fail(opened):
    found = stand(opened, assess(opened, period=Period.parse("2019-06")))
    failing = {one.name for one in found.assessment.sections if one.met is False}
    assert {one.section for one in found.bulletin.failing} == failing
    assert str(found.on_period_before.before) == "2019-05"
    assert not [one for one in found.problems if one.severity == "error"]


def test_districts_are_ranked_by_the_field_that_the_project_names(opened):
    by_town = replace(opened, project=opened.project.model_copy(update={"ranked_by": "town"}))
    found = stand(by_town, assess(by_town, period=Period.parse("2019")))
    (towns,) = [one for one in found.rankings if one.level == "district"]
    names = {one.name for one in towns.entries}
    assert names == {"张山子镇", "运河街道", "邳庄镇", "涧头集镇", "马兰屯镇"}


def test_the_earliest_year_has_nothing_to_be_compared_with(opened):
    found = stand(opened, assess(opened, period=Period.parse("2016")))
    assert found.on_year_before is None
    assert {one.change for one in found.assessment.sections} == {None}


def test_parts_of_a_year_are_offered_where_there_are_results(opened):
    texts = [str(one) for one in periods(opened)]
    assert {"2019", "2019-H1", "2019-Q4", "2019-12"} <= set(texts)
    assert len(texts) == 5 * (1 + 2 + 4 + 12)


def codes(found):
    return {one.code for one in found.problems}


def test_a_credit_scheme_of_a_later_day_keeps_no_class_away(opened):
    """jiangsu-12 holds from 2020 on; the classes of 2019 have nothing to do with it."""
    day = dt.date(2019, 6, 30)
    found = stand(opened, assess(opened, period=Period.parse("2019-05"), as_of=day))
    assert found.credit is None
    assert "quality.not_in_force" in codes(found)
    assert found.assessment.by_name()["季庄桥"].water_class is not None
    assert found.trends


def test_a_credit_scheme_that_nobody_knows_is_said(opened):
    odd = replace(opened, project=opened.project.model_copy(update={"credit_scheme": "jiangsu"}))
    found = stand(odd, assess(odd, period=Period.parse("2019")))
    assert found.credit is None
    (said,) = [one for one in found.problems if one.fields.get("id") == "jiangsu"]
    assert "jiangsu-12" in said.text("zh")


@pytest.mark.parametrize("name", ["change/change.toml", "change/warning.toml", "ranking/cwqi.toml"])
def test_a_users_own_broken_rules_are_said_and_the_rest_is_told(
    opened, tmp_path, monkeypatch, name
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    path = tmp_path / "watermap" / name
    path.parent.mkdir(parents=True)
    path.write_text("colour = 1\n", "utf-8")
    assessment = assess(opened, period=Period.parse("2019"))
    found = stand(opened, assessment)
    assert any(path.name in one.text("zh") for one in (*assessment.problems, *found.problems))
    assert assessment.by_name()["季庄桥"].water_class == "V"
    assert standing_sheets(found, language="zh")
    assert standing_record(found, language="zh")["lakes"]


def test_a_kept_class_is_told_with_the_other_targets_too(opened):
    """The plan by year and the evaluation of the year must not tell two things of one target."""
    plan = Plan.model_validate(
        {
            "title": {"zh": "规划", "en": "plan"},
            "source": "示例",
            "target": [
                {
                    "id": "kept",
                    "title": {"zh": "断面不变差", "en": "no section worse"},
                    "measure": "class_kept",
                    "base_year": 2016,
                    "years": [2019],
                }
            ],
        }
    )
    kept = replace(opened, papers=replace(opened.papers, plan=plan))
    assessment = assess(kept, period=Period.parse("2019"))
    (target,) = assessment.targets
    (by_year,) = stand(kept, assessment).plan.targets
    assert target.actual_pct is not None
    assert [target] == list(by_year.years)


def test_wells_are_no_sections_of_the_calendar(tmp_path):
    """In a project without sections, names of tables are sections; those of wells are not."""
    folder = copytree(SAMPLE, tmp_path / "p")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["监测点位", "采样日期", "氨氮(mg/L)", "总硬度(mg/L)"])
    sheet.append(["泥沟中学", "2019-05-06", 0.1, 300])
    sheet.append(["某断面", "2019-05-06", 0.3, 200])
    book.save(folder / "井.xlsx")
    text = (folder / "project.toml").read_text("utf-8")
    parts = re.split(r"(?=^\[\[)", text, flags=re.M)
    kept = [one for one in parts if not one.startswith("[[") or 'kind = "monitoring_well"' in one]
    (folder / "project.toml").write_text("".join(kept) + '[[table]]\npath = "井.xlsx"\n', "utf-8")
    with Reader() as reader:
        wells = open_project(folder, reader=reader)
    found = stand(wells, assess(wells, period=Period.parse("2019-05")))
    assert {one.name for one in found.calendar.entries} == {"某断面"}
    assert any(one.name == "泥沟中学" and one.result.water_class for one in found.wells.wells)
