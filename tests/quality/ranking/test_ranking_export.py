"""The record and tables of a ranking, in both languages."""

import json
import re

import pytest

from watermap.export.recording.ranking import ranking_record
from watermap.export.sheets import write_sheets
from watermap.export.standing.ranking import ranking_sheets
from watermap.quality.ranking.ranking import rank

CELLS = {
    "ph": "7", "dissolved_oxygen": "5", "permanganate_index": "6",
    "ammonia_nitrogen": "1", "total_phosphorus": "0.2",
}  # fmt: skip


@pytest.fixture
def rankings(results, setting, rules):
    now = results(
        {"A": CELLS, "B": {**CELLS, "lead": "0.01"}, "C": {"ph": "7"}, "D": {}, "E": CELLS},
        lakes=("E",), rivers=dict.fromkeys("ABCDE", "R"),
    )  # fmt: skip
    before = results({"A": CELLS, "B": {**CELLS, "ammonia_nitrogen": "2"}})
    return [
        rank(
            now, level=level, setting=setting, rules=rules, reference=before,
            districts={"A": "X", "B": "X", "E": "X"},
        )
        for level in ("section", "river", "lake", "district")
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_tables_are_in_one_language_and_fit_excel(rankings, language, tmp_path):
    made = [sheet for one in rankings for sheet in ranking_sheets(one, language=language)]
    assert len({sheet.name for sheet in made}) == 12
    assert all(len(sheet.name) <= 31 for sheet in made)
    for sheet in made:
        said = [sheet.name, *(column.title for column in sheet.columns)]
        said += [value for row in sheet.rows for value in row if isinstance(value, str)]
        for text in said:
            if language == "zh":
                assert not re.search(r"[A-Za-z]{2,}", re.sub(r"mg/L|pH", "", text)), text
            else:
                assert not re.search(r"[\u4e00-\u9fff]", text), text
    assert write_sheets(made, tmp_path / "a.xlsx", title="a") == ()


def test_the_best_stands_first(rankings):
    ranks, items, notes = ranking_sheets(rankings[0], language="zh")
    assert any("共同的 5 项指标" in row[0] for row in notes.rows)
    rows = [row[:3] for row in ranks.rows]
    assert rows == [
        (1, "A", "参与排名"), (1, "B", "参与排名"), (3, "E", "参与排名"),
        (None, "C", "指标太少"), (None, "D", "无可用结果"),
    ]  # fmt: skip
    assert sum(row[0] == "B" for row in items.rows) == 6


def test_the_record_is_json(rankings):
    for one in rankings:
        for language in ("zh", "en"):
            record = ranking_record(one, language=language)
            json.dumps(record, allow_nan=False)
    section = ranking_record(rankings[0], language="zh")
    changes = {one["name"]: one["change"]["change_pct"] for one in section["entries"]}
    assert changes == {"A": 0, "B": -20, "C": None, "D": None, "E": None}
    district = ranking_record(rankings[3], language="zh")
    assert [one["water_body"] for one in district["entries"][0]["parts"]] == ["river", "lake"]
    assert district["unassigned"] == ["C", "D"]
