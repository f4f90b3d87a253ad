"""D05, D09, D10 for what is written: cleaned where it must be, said, and else unchanged."""

import openpyxl
import pytest

from tests.export.wild import CLEANED, KEPT
from watermap.atomic import atomic
from watermap.errors import WatermapError
from watermap.export.sheets import LONGEST_TEXT, Column, Sheet, write_sheets


def written(texts, path):
    column = Column(title="名称")
    sheet = Sheet(name="表", columns=(column,), rows=tuple((text,) for text in texts))
    problems = write_sheets([sheet], path, title="题")
    cells = [row[0] for row in openpyxl.load_workbook(path)["表"].iter_rows(min_row=2)]
    return cells, [problem.code for problem in problems]


def test_texts_come_back_as_they_are(tmp_path):
    cells, said = written(KEPT, tmp_path / "t.xlsx")
    assert [cell.value for cell in cells] == KEPT
    assert {cell.data_type for cell in cells} == {"s"}
    assert said == []


def test_what_a_workbook_cannot_hold_is_replaced_and_said(tmp_path):
    cells, said = written(CLEANED, tmp_path / "t.xlsx")
    assert [cell.value for cell in cells] == ["控�制�", "�", "半�个", "�", "�"]
    assert said == ["export.text_cleaned"]


def test_a_cell_of_forty_thousand_characters_is_cut_and_said(tmp_path):
    cells, said = written(["长" * 40_000], tmp_path / "t.xlsx")
    assert cells[0].value == "长" * LONGEST_TEXT
    assert said == ["export.text_cut"]


@pytest.mark.parametrize("name", ["名" * 83 + ".xlsx", "x" * 251 + ".csv", "%s{0} a\"b'c;--😀.txt"])
def test_a_name_as_long_as_the_disk_takes_is_written(name, tmp_path):
    assert len(name.encode()) <= 255
    with atomic(tmp_path / name) as temporary:
        temporary.write_text("断面")
    assert (tmp_path / name).read_text() == "断面"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_longer_name_is_refused_in_words(tmp_path):
    with (
        pytest.raises(WatermapError) as refused,
        atomic(tmp_path / ("名" * 90 + ".xlsx")) as _temporary,
    ):
        pass
    assert [problem.code for problem in refused.value.problems] == ["atomic.not_written"]
