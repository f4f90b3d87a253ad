"""A recipe of a sheet: read again without a question, corrected by hand, and changes noticed."""

import tomllib
from decimal import Decimal

import pytest
import tomlkit
from pydantic import ValidationError

from watermap.harmonise import measurements as m
from watermap.harmonise.sheets.recipe import Recipe, changes, fits, recipe_of
from watermap.harmonise.table import harmonise_table

D = Decimal
MAY = """
2019年5月监测结果 | < | < | < | < | <
断面名称 | 采样日期 | pH | 氨氮 | 铜 | 神秘指标
 | | 无量纲 | mg/L | μg/L |
赵村 | 2019-05-06 | 7.5 | 0.4 | 5 | 0.2
"""


@pytest.fixture
def may(drawn):
    return drawn(MAY, name="5月")


def corrected(recipe, column, **said):
    """A recipe with what a person has said of one column."""
    tables = [table.model_dump() for table in recipe.tables]
    for entry in tables[0]["columns"]:
        if entry["column"] == column:
            entry.update(said, confirmed=True)
    return Recipe.model_validate({"sheet": recipe.sheet, "tables": tables})


def test_a_recipe_says_what_was_decided(may):
    recipe = recipe_of(may)
    assert recipe.sheet == "#月"
    (table,) = recipe.tables
    assert (table.names_row, table.header_rows, table.turned) == (2, [2, 3], False)
    assert (table.section, table.date) == ("column", "column")
    told = [(c.column, c.header, c.role, c.indicator, c.unit) for c in table.columns]
    assert told == [
        ("A", "断面名称", "section", None, None),
        ("B", "采样日期", "date", None, None),
        ("C", "pH", None, "ph", None),
        ("D", "氨氮", None, "ammonia_nitrogen", "mg/L"),
        ("E", "铜", None, "copper", "μg/L"),
        ("F", "神秘指标", None, None, None),
    ]


def test_a_recipe_comes_back_from_toml(may):
    recipe = recipe_of(may)
    text = tomlkit.dumps({"recipe": [recipe.model_dump(exclude_defaults=True)]})
    assert Recipe.model_validate(tomllib.loads(text)["recipe"][0]) == recipe
    with pytest.raises(ValidationError):
        Recipe.model_validate({"sheet": "x", "tables": [{"names_row": 1, "colums": []}]})


@pytest.mark.parametrize(
    ("name", "other", "fit"),
    [
        ("5月", "12月", True),
        ("五月", "十一月", True),
        ("2019年5月", "2020年6月", True),
        ("Sheet1", "Sheet2", True),
        ("赵村", "闫浅", False),
        ("5月", "汇总", False),
    ],
)
def test_which_sheets_a_recipe_is_meant_for(drawn, name, other, fit):
    assert fits(recipe_of(drawn(MAY, name=name)), other) is fit


def test_the_same_shape_is_read_the_same_and_nothing_is_said(drawn, may):
    recipe = recipe_of(may)
    june = drawn(MAY.replace("5月", "6月").replace("-05-", "-06-"), name="6月")
    assert changes(recipe, june) == ()
    with_recipe, without = harmonise_table(june, recipe=recipe), harmonise_table(june)
    columns = list(m.COLUMNS)
    assert with_recipe.frame[columns].equals(without.frame[columns])
    assert with_recipe.problems == without.problems


def test_a_column_that_a_person_has_named(may, said):
    recipe = corrected(recipe_of(may), "F", indicator="zinc", unit="mg/L")
    result = harmonise_table(may, recipe=recipe)
    frame = result.frame
    assert list(frame[m.INDICATOR]) == ["ph", "ammonia_nitrogen", "copper", "zinc"]
    assert frame[m.VALUE].iloc[3] == D("0.2")
    assert said(result.problems) == ["column_converted"]


def test_a_unit_that_a_person_has_corrected(may):
    recipe = corrected(recipe_of(may), "D", unit="μg/L")
    assert harmonise_table(may, recipe=recipe).frame[m.VALUE].iloc[1] == D("0.0004")


def test_a_unit_where_the_sheet_says_none(drawn, said):
    sheet = drawn("断面名称 | 采样日期 | pH | 透明度\n赵村 | 2019-05-06 | 7.5 | 45")
    assert "column_unusable" in said(harmonise_table(sheet).problems)
    recipe = corrected(recipe_of(sheet), "D", unit="cm")
    result = harmonise_table(sheet, recipe=recipe)
    assert result.frame[m.VALUE].iloc[1] == D("0.45")
    assert said(result.problems) == ["column_converted"]


def test_a_column_that_a_person_wants_nothing_of(may, said):
    recipe = corrected(recipe_of(may), "E", ignored=True)
    result = harmonise_table(may, recipe=recipe)
    assert list(result.frame[m.INDICATOR]) == ["ph", "ammonia_nitrogen"]
    assert "columns_ignored" in said(result.problems)


def test_a_key_that_a_person_has_named(drawn):
    sheet = drawn("名字 | 采样日期 | pH | 氨氮(mg/L)\n赵村 | 2019-05-06 | 7.5 | 0.4", name="Sheet1")
    assert harmonise_table(sheet).frame.empty
    recipe = corrected(recipe_of(sheet), "A", role="section")
    assert set(harmonise_table(sheet, recipe=recipe).frame[m.SECTION]) == {"赵村"}


def test_a_header_row_that_a_person_has_pointed_out(drawn):
    picture = """
断面名称 | pH | 氨氮(mg/L)
样例 | 7 | 1
断面名称 | 铜(mg/L) | 锌(mg/L)
赵村 | 0.5 | 0.4
"""
    sheet = drawn(picture, name="2019年5月")
    recipe = Recipe.model_validate({"sheet": "#", "tables": [{"names_row": 3, "confirmed": True}]})
    frame = harmonise_table(sheet, recipe=recipe).frame
    assert list(frame[m.INDICATOR]) == ["copper", "zinc"]
    assert set(frame[m.SECTION]) == {"赵村"}


def test_a_corrected_unit_does_not_outlive_the_sheets_own(drawn, may, said):
    """Confirmed for μg/L in the sheet; next month the sheet says something else: nobody guesses."""
    recipe = corrected(recipe_of(may), "E", unit="mg/L")
    june = drawn(MAY.replace("μg/L", "ng/L"), name="6月")
    result = harmonise_table(june, recipe=recipe)
    assert result.frame[m.VALUE].iloc[2] is None
    assert said(result.problems)[:2] == ["recipe_unit", "column_unusable"]


@pytest.mark.parametrize(
    ("change", "code", "quoted"),
    [
        (("| 神秘指标\n", "|\n"), "recipe_gone", "F 神秘指标"),
        (("神秘指标", "锌(mg/L)"), "recipe_renamed", "锌(mg/L)"),
        (("神秘指标\n", "神秘指标 | 锌(mg/L)\n"), "recipe_new", "G 锌(mg/L)"),
        (("铜 | 神秘指标", "神秘指标 | 铜"), "recipe_moved", "铜"),
        (("| mg/L |", "| μg/L |"), "recipe_unit", "μg/L"),
        (("| mg/L |", "| |"), "recipe_unit", "mg/L"),
        (("2019年5月监测结果 | < | < | < | < | <\n", "x\ny\n"), "recipe_header_rows", "3、4"),
        (("采样日期", ""), "recipe_date", "标题"),
        (("| 5 | 0.2\n", "| 5 | 0.2\n断面名称 | 采样日期 | 锌(mg/L)\n闫浅 | 2019-05-06 | 1\n"),
         "recipe_tables", "2"),
    ],
)  # fmt: skip
def test_changes_are_said_one_by_one(drawn, may, said, change, code, quoted):
    old, new = change
    assert old in MAY
    found = changes(recipe_of(may), drawn(MAY.replace(old, new), name="6月"))
    assert code in said(found)
    assert any(quoted in one.text("zh") for one in found if one.code.endswith(code))


def test_units_written_otherwise_are_no_change(drawn, may):
    assert changes(recipe_of(may), drawn(MAY.replace("μg/L", "ug/L"))) == ()


def test_a_table_on_its_side_has_a_recipe_too(drawn, said):
    turned = drawn("项目 | 单位 | 赵村 | 闫浅\npH | | 7.5 | 7.6\n氨氮 | mg/L | 0.4 | 0.5",
                   name="2019年5月")  # fmt: skip
    recipe = recipe_of(turned)
    assert recipe.tables[0].turned
    assert [column.column for column in recipe.tables[0].columns] == ["1", "2", "3"]
    assert changes(recipe, turned) == ()
    recipe = corrected(recipe, "3", unit="μg/L")
    frame = harmonise_table(turned, recipe=recipe).frame
    assert set(frame[m.VALUE]) == {D("7.5"), D("7.6"), D("0.0004"), D("0.0005")}
    upright = drawn("断面名称 | pH | 氨氮(mg/L)\n赵村 | 7.5 | 0.4", name="2019年6月")
    assert said(changes(recipe, upright)) == ["recipe_turned"]


def test_columns_of_months_fit_next_months(drawn, said):
    picture = "断面名称 | 4月 | <\n^ | 氨氮(mg/L) | 总磷(mg/L)\n赵村 | 0.1 | 0.2"
    recipe = recipe_of(drawn(picture, name="2019"))
    assert changes(recipe, drawn(picture.replace("4月", "5月"), name="2019")) == ()
    frame = harmonise_table(drawn(picture.replace("4月", "5月"), name="2019"), recipe=recipe).frame
    assert set(frame[m.DATE].map(str)) == {"2019-05-01"}
