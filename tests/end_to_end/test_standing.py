"""``watermap assess``, ``methods``: what follows from classes, by command line and in files."""

from pathlib import Path

import openpyxl
import pytest

TOPICS = {
    "change_on_year_before", "change_on_period_before", "trends", "warnings", "rankings", "plan",
    "outlook", "lakes", "source_rates", "wells", "black_odorous", "duties", "compensation", "loads",
    "calendar", "capacity", "credit", "bulletin",
}  # fmt: skip


def test_json_has_every_topic(answer, sample):
    found = answer("assess", sample, "--period", "2019-06", "--lang", "zh")
    assert set(found) >= TOPICS
    assert found["change_on_period_before"]["before"] == "2019-05"
    failing = {one["name"] for one in found["sections"] if one["met"] is False}
    assert {one["section"] for one in found["bulletin"]["failing"]} == failing
    section = next(one for one in found["sections"] if one["name"] == "季庄桥")
    assert "断面水质为劣Ⅴ类" in "".join(section["chain"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_has_the_same_tables_as_the_terminal(run, sample, tmp_path, language):
    out = tmp_path / "r.xlsx"
    done = run("assess", sample, "--period", "2019-06", "--lang", language, "--tables",
               "--out", str(out))  # fmt: skip
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(out)
    names = book.sheetnames
    assert len(names) == len(set(names)) > 20
    assert "乡镇通报" in names if language == "zh" else "Notices by town" in names
    river = next(row for row in book[names[1]].iter_rows(values_only=True) if row[0] == "伊家河")
    assert any("张山子" in str(cell) and "伊家河口" in str(cell) for cell in river)


def test_methods_lists_every_rule_with_its_topic(answer):
    listed = answer("methods")["methods"]
    assert {one["topic"] for one in listed} == {
        "classing", "change", "ranking", "lakes", "sources", "black_odorous", "borders",
        "compensation", "credit", "capacity", "delineation",
    }  # fmt: skip
    assert all(one["citation"] and one["in_force_from"] for one in listed)
    (guideline,) = [one for one in listed if one["topic"] == "delineation"]
    assert (guideline["id"], guideline["citation"]) == ("hj338-2018", "HJ 338-2018")
    assert (guideline["in_force_from"], guideline["in_force_to"]) == ("2018-07-01", None)
    assert guideline["verified"] is False


def test_the_change_theme_is_a_map(run, sample, tmp_path):
    out = tmp_path / "change.png"
    done = run("map", sample, "--theme", "change", "--period", "2019", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert Path(out).stat().st_size > 50_000
