"""Every row of numbers in reliability.md has a test that names it in a comment."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
ROWS = Path(__file__).parents[3] / "shared" / "reliability.md"
_ROW = re.compile(r"^\| ((?:N|G)\d+[a-z]?) \|", re.MULTILINE)
_NAMED = re.compile(r"# .*?\b(?:N|G)\d+[a-z]?\b.*")
_ID = re.compile(r"\b(?:N|G)\d+[a-z]?\b")


def named():
    found = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for line in _NAMED.findall(path.read_text("utf-8")):
            for name in _ID.findall(line):
                found.setdefault(name, set()).add(path.name)
    return found


@pytest.mark.skipif(not ROWS.is_file(), reason="the table of wrong answers is not here")
def test_every_row_is_held_by_a_test():
    rows = _ROW.findall(ROWS.read_text("utf-8"))
    assert len(rows) > 40
    assert sorted(set(rows) - named().keys()) == []
