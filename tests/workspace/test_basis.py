"""Choosing standard and method, keeping them, and the parts of time a project has."""

import re
from dataclasses import replace
from shutil import copytree

import pytest

from watermap.errors import WatermapError
from watermap.quality.period import Period
from watermap.reading.reader import Reader
from watermap.resources import shipped_samples
from watermap.workspace.answers import (
    assess,
    calendar_of,
    curves_of,
    periods_every,
    spans,
    with_trends,
)
from watermap.workspace.basis import choices, keep_basis
from watermap.workspace.folder import read_project
from watermap.workspace.opened import open_project
from watermap.workspace.selected import select_named, selected_station
from watermap.workspace.workspace import Workspace

SAMPLE = shipped_samples() / "taierzhuang"


@pytest.fixture(scope="module")
def opened():
    reader = Reader()
    yield open_project(SAMPLE, reader=reader)
    reader.close()


@pytest.fixture
def own(opened, tmp_path):
    """A copy of the project's folder, open without reading its files again."""
    return replace(opened, folder=copytree(SAMPLE, tmp_path / "own"))


def test_only_what_classes_surface_water_can_be_chosen(opened):
    (choice,) = choices(opened)
    assert choice.standard.id == "gb3838-2002"
    assert [one.id for one in choice.methods] == [
        "hb-2011-22", "hb-2011-22-saturation", "station-report", "unrounded"
    ]  # fmt: skip


def test_keeping_changes_two_lines_and_nothing_else(own):
    before = (own.folder / "project.toml").read_text("utf-8").splitlines()
    kept = keep_basis(own, standard="gb3838-2002", method="unrounded")
    after = (own.folder / "project.toml").read_text("utf-8").splitlines()
    assert kept.project.method == read_project(own.folder).project.method == "unrounded"
    changed = [one for one in before if one not in after]
    added = [one for one in after if one not in before]
    assert all(re.match(r"(standard|method)\b", one) for one in changed + added)
    assert 'method = "unrounded"' in added


def test_what_stands_on_disk_besides_is_not_lost(own):
    path = own.folder / "project.toml"
    text = path.read_text("utf-8")
    assert "[names]\n" in text
    path.write_text(text.replace("[names]\n", "[names]\n'老桥' = '赵村'\n"), "utf-8")
    keep_basis(own, standard="gb3838-2002", method="unrounded")
    assert read_project(own.folder).project.names["老桥"] == "赵村"


def test_a_newer_project_is_not_written(own):
    path = own.folder / "project.toml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^format = \d+", "format = 99", text), "utf-8")
    with pytest.raises(WatermapError):
        keep_basis(own, standard="gb3838-2002", method="unrounded")


def test_the_parts_of_time_are_those_with_results(opened):
    assert spans(opened) == ("day", "month", "quarter", "half", "year")
    counts = {every: len(periods_every(opened, every)) for every in spans(opened)}
    days = set(opened.measurements.frame["date"].dropna())
    assert counts["day"] == len(days)
    assert counts["month"] == len({(one.year, one.month) for one in days})
    assert counts["year"] == len({one.year for one in days})
    for every in spans(opened):
        found = periods_every(opened, every)
        assert all(one.span == every for one in found)
        assert [one.begin for one in found] == sorted(one.begin for one in found)
        assert all(sum(one.contains(day) for one in found) == 1 for day in days)


def test_a_curve_agrees_with_the_calendar_and_the_evaluation(opened):
    """Three ways to one class: curve, calendar, evaluation of the month."""
    shown = assess(opened, period=Period.parse("2019"))
    calendar = {
        (one.name, one.period): one.water_class
        for one in calendar_of(opened, shown, every="month").entries
    }
    curves = curves_of(opened, shown, "季庄桥", "section", every="month")
    for period, result in curves.results:
        if result.state != "no_data":
            assert calendar["季庄桥", period] == result.water_class
    june = assess(opened, period=Period.parse("2019-06")).by_name()["季庄桥"]
    found = dict(curves.results)[Period.parse("2019-06")]
    assert (found.water_class, found.indicators) == (june.water_class, june.indicators)


def test_trends_of_sections_are_those_of_the_table(opened):
    shown = assess(opened, period=Period.parse("2019"))
    assert {one.trend for one in shown.sections} == {None}
    told = with_trends(opened, shown)
    for section in told.assessment.sections:
        meanings = {one.meaning for one in told.of(section.name) if one.state == "told"}
        assert ("worse" in meanings) == (section.trend in {"worse", "mixed"})
        assert (section.trend == "untold") == (not meanings)


def test_selecting_by_name_and_back(opened):
    workspace = Workspace()
    assert selected_station(workspace) is None
    workspace.show(opened)
    assert select_named(workspace, "section", "赵村")
    assert selected_station(workspace) == ("section", "赵村")
    assert not select_named(workspace, "section", "没有")
    assert selected_station(workspace) == ("section", "赵村")


def test_time_is_divided_otherwise_only_when_it_changes():
    workspace = Workspace()
    heard = []
    workspace.every_changed.connect(heard.append)
    for every in ("month", "quarter", "quarter"):
        workspace.set_every(every)
    assert heard == ["quarter"]
