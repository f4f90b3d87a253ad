"""docs/layers.md is what the data says."""

import subprocess
import sys
from pathlib import Path

import pytest

from watermap.catalogue.docs import layers_page
from watermap.catalogue.load import load_kinds
from watermap.catalogue.themes import by_theme, theme_titles
from watermap.resources import shipped_layers

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_up_to_date(kinds):
    written = (ROOT / "docs" / "layers.md").read_text("utf-8")
    assert written == layers_page(kinds.values()), "run make docs"


def test_the_page_shows_all_of_a_kind(kinds):
    page = layers_page([kinds["protection_area"]])
    for words in (
        "`protection_area` 饮用水水源保护区",
        "BHQJB",
        "`grade_1`: 一级保护区",
        "⚠",
        "km²",
    ):
        assert words in page
    assert "控制断面" not in page


def test_rows_have_as_many_cells_as_heads(kinds):
    tables = [block for block in layers_page(kinds.values()).split("\n\n") if block[0] == "|"]
    for table in tables:
        counts = {line.replace("\\|", "").count("|") for line in table.splitlines()}
        assert len(counts) == 1


def test_every_theme_of_the_data_has_a_title(kinds):
    assert {kind.theme for kind in kinds.values()} == set(theme_titles())


def test_a_theme_of_the_users_own_comes_last_under_its_name(write_kind):
    both = load_kinds([shipped_layers(), write_kind(theme="soil")])
    themes = by_theme(both.values())
    assert list(themes)[-1] == "soil"
    assert themes["soil"][0].zh == "soil"
    assert sum(len(members) for _, members in themes.values()) == len(both)


@pytest.mark.slow
def test_the_script_finds_no_stale_page():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "docs.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
