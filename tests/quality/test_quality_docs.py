"""docs/standards.md is what the data says."""

from pathlib import Path

import pytest

from watermap.quality.docs import standards_page
from watermap.quality.docs_rules import rules_lines
from watermap.quality.documents.methods import load_methods
from watermap.quality.documents.standards import load_standards
from watermap.quality.standing.rule_books import rule_books
from watermap.resources import package_file

ROOT = Path(__file__).resolve().parents[2]
QUALITY = package_file("quality")


@pytest.fixture(scope="module")
def page():
    standards = load_standards([QUALITY / "standards"]).values()
    found = standards_page(standards, load_methods([QUALITY / "methods"]).values())
    return "\n".join([found, *rules_lines(rule_books())])


def test_the_page_is_up_to_date(page):
    assert (ROOT / "docs" / "standards.md").read_text("utf-8") == page, "run make docs"


def test_the_page_shows_limits_methods_and_marks(page):
    for words in (
        "`gb3838-2002` 地表水环境质量标准", "2002-06-01", "≥ 7.5", "≤ 0.00005", "6～9",
        "水源地 sources ≤ 250", "Counted (21)", "环办监测函〔2020〕82号", "原文无此行", "⚠",
    ):  # fmt: skip
        assert words in page


def test_rows_have_as_many_cells_as_heads(page):
    blocks = [block for block in page.split("\n\n") if "|---|" in block]
    # two standards, the shares of four methods, grades, and every rule book
    assert len(blocks) == 7 + len(list(rule_books()))
    for block in blocks:
        rows = [line for line in block.splitlines() if line.startswith("|")]
        assert len({row.replace("\\|", "").count("|") for row in rows}) == 1
