"""The health of a table of results: cells, months, units, repeats, sections."""

import pytest

from watermap.harmonise.health.health import health_of_table
from watermap.harmonise.measurements import empty
from watermap.harmonise.table import harmonise_table

HEAD = ["断面名称", "监测时间", "氨氮（mg/L）", "总磷（mg/L）"]
JANUARY, FEBRUARY, MAY = "2019-01-05", "2019-02-05", "2019-05-05"


@pytest.fixture
def health(sheet):
    def make(*rows, known=None):
        found = health_of_table(harmonise_table(sheet(HEAD, *rows)), known=known)
        for check in found.checks:
            for language in ("zh", "en"):
                assert "{" not in check.sentence.text(language), check.id
        return found

    return make


GOOD = [["甲", JANUARY, "0.5", "0.1"], ["乙", JANUARY, "0.4", "0.05L"],
        ["甲", FEBRUARY, "0.6", "0.2"]]  # fmt: skip


def test_a_sound_table_is_green(health):
    found = health(*GOOD, known=["甲", "乙"])
    assert {check.id: (check.colour, check.figure) for check in found.checks} == {
        "cells": ("green", 100.0), "months": ("green", 2), "sections": ("green", 2),
        "units": ("green", 0), "repeats": ("green", 0),
    }  # fmt: skip
    assert "其中 1 个低于检出限" in found.check("cells").sentence.text("zh")


@pytest.mark.parametrize(
    ("rows", "known", "row", "colour", "figure"),
    [
        ([*GOOD, ["乙", FEBRUARY, "坏了", "0.1"]], None, "cells", "amber", 87.5),
        (
            [["甲", JANUARY, "坏了", "见附件"], ["甲", FEBRUARY, "0.1", "0.1"]],
            None,
            "cells",
            "red",
            50,
        ),
        ([*GOOD, ["甲", MAY, "0.5", "0.1"]], None, "months", "amber", 3),
        (GOOD, ["甲"], "sections", "amber", 1),
        (GOOD, [], "sections", "red", 0),
        ([*GOOD, GOOD[0]], None, "repeats", "amber", 2),
    ],
)
def test_each_fault_shows_in_its_own_row(rows, known, row, colour, figure, health):
    check = health(*rows, known=known).check(row)
    assert (check.colour, check.figure) == (colour, pytest.approx(figure))


def test_missing_months_and_sections_are_named(health):
    found = health(*GOOD, ["丙", MAY, "0.5", "0.1"], known=["甲", "乙"])
    assert "2019-03、2019-04" in found.check("months").sentence.text("zh")
    assert "丙" in found.check("sections").sentence.text("zh")


def test_several_results_a_day_are_a_series_not_repeats(health):
    hours = [["甲", JANUARY, f"0.{hour}", "0.1"] for hour in range(1, 9)]
    assert health(*hours).check("repeats").colour == "green"


def test_no_results_are_said():
    assert [check.id for check in health_of_table(empty()).checks] == ["cells"]
    assert health_of_table(empty()).colour == "amber"
