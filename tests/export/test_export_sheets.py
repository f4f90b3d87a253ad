"""Rows of a workbook show all of their wrapped text."""

import openpyxl
import pytest

from watermap.export.sheets import LINE_PT, Column, Sheet, write_sheets


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短", 1),
        ("两行\n文字", 2),
        ("一" * 20, 2),  # forty half characters over twenty
        ("word " * 4, 1),
        ("", 1),
        ("长" * 5000, 24),  # as high as Excel lets a row be
    ],
)
def test_a_row_is_as_high_as_its_wrapped_text(tmp_path, text, lines):
    columns = (Column(title="说明", width=20), Column(title="数", type="integer"))
    sheet = Sheet(name="表", columns=columns, rows=((text, 1),))
    write_sheets([sheet], tmp_path / "a.xlsx", title="t")
    height = openpyxl.load_workbook(tmp_path / "a.xlsx")["表"].row_dimensions[2].height
    assert height == (LINE_PT * lines if lines > 1 else None)
