"""What bureaus' sheets hold besides results, and what a name may hide."""

from decimal import Decimal

import pytest

from watermap.harmonise import measurements as m
from watermap.harmonise.sheets.sheet_words import is_limits, is_summary
from watermap.harmonise.table import harmonise_table

D = Decimal
HEAD = ("断面名称", "采样日期", "氨氮(mg/L)")


def sections(result):
    return list(dict.fromkeys(result.frame[m.SECTION]))


@pytest.mark.parametrize(
    "text",
    ["甲镇平均", "乙镇小计", "全县平均值（2023年）", "南片合计", "干流最大值", "Town average"],
)
def test_a_sum_of_some_rows_is_no_section(sheet, said, text):
    result = harmonise_table(
        sheet(HEAD, ("新桥", "2023-01-05", 0.3), (text, "2023-01-05", 9), ("老桥", "2023-01-05", 1))
    )
    assert sections(result) == ["新桥", "老桥"]
    assert "rows_summary" in said(result.problems)


@pytest.mark.parametrize(
    "text",
    ["GB3838-2002 Ⅲ类", "地表水Ⅲ类标准", "（GB 3838-2002）III类", "Ⅲ类", "Ⅳ类水质标准限值",
     "GB/T14848-2017 3类", "《地表水环境质量标准》（GB3838-2002）Ⅱ类"],
)  # fmt: skip
def test_the_limits_of_a_standard_among_the_results_are_no_section(sheet, said, text):
    result = harmonise_table(
        sheet(HEAD, ("新桥", "2023-01-05", 0.3), (text, "2023-01-05", 1), ("老桥", "2023-01-05", 1))
    )
    assert sections(result) == ["新桥", "老桥"]
    assert {"rows_limits", "rows_summary"} & set(said(result.problems))


@pytest.mark.parametrize(
    "name", ["三类河桥", "标准桥", "2类水闸", "1", "三桥", "一标段", "环境2", "太平", "V1", "1#"]
)
def test_names_that_look_a_little_so_stay_sections(name):
    assert not is_limits(name)
    assert not is_summary(name)


def test_a_target_before_the_name_takes_no_row_away(sheet):
    result = harmonise_table(
        sheet(
            ("水质目标", *HEAD),
            ("Ⅲ类", "新桥", "2023-01-05", 0.3),
            ("Ⅲ类", "老桥", "2023-01-05", 1),
        )
    )
    assert list(result.frame[m.VALUE]) == [D("0.3"), D("1")]


def test_one_name_in_two_towns_is_said(sheet, said):
    result = harmonise_table(
        sheet(
            ("乡镇", *HEAD),
            ("甲镇", "新桥", "2023-01-05", 0.3),
            ("乙镇", "新 桥", "2023-01-06", 1.8),
            ("乙镇", "老桥", "2023-01-06", 1.8),
        )
    )
    assert said(result.problems) == ["name_of_several"]
    assert {"甲镇", "乙镇", "新桥"} <= set(result.problems[0].text("zh").replace("“", "、").replace(
        "”", "、").replace("（", "、").replace("）", "、").split("、"))  # fmt: skip


def test_one_name_with_two_codes_is_said(sheet, said):
    result = harmonise_table(
        sheet(
            ("断面编码", *HEAD),
            ("0012", "新桥", "2023-01-05", 0.3),
            ("0013", "新桥", "2023-02-06", 1.8),
        )
    )
    assert said(result.problems) == ["name_of_several"]


@pytest.mark.parametrize("code", ["1.10102E+11", "5.0011e+17", 500110200001011234.0])
def test_a_code_that_lost_its_digits_joins_nothing_and_is_said(sheet, said, code):
    result = harmonise_table(sheet(("断面编码", *HEAD), (code, "新桥", "2023-01-05", 0.3)))
    assert list(result.frame[m.SECTION_CODE]) == [None]
    assert said(result.problems) == ["codes_ruined"]


@pytest.mark.parametrize("code", ["1E5", "00110102", 110102000123.0])
def test_other_codes_stay_as_they_are(sheet, said, code):
    result = harmonise_table(sheet(("断面编码", *HEAD), (code, "新桥", "2023-01-05", 0.3)))
    written = str(int(code)) if isinstance(code, float) else code
    assert list(result.frame[m.SECTION_CODE]) == [written]
    assert said(result.problems) == []


def test_one_value_in_a_doubtful_unit_is_evaluated_and_said(sheet, said):
    result = harmonise_table(sheet(("断面名称", "采样日期", "汞"), ("新桥", "2023-01-05", 0.04)))
    assert list(result.frame[m.FLAG]) == ["ok"]
    assert "unit_suspicious_few" in said(result.problems)


def test_nanograms_in_a_millilitre_are_micrograms_in_a_litre(sheet):
    result = harmonise_table(
        sheet(("断面名称", "采样日期", "镉(ng/mL)"), ("新桥", "2023-01-05", 1))
    )
    assert list(result.frame[m.VALUE]) == [D("0.001")]


def test_an_unknown_unit_is_told_the_units_that_fit(sheet):
    result = harmonise_table(
        sheet(("断面名称", "采样日期", "镉"), (None, None, "mg/桶"), ("新桥", "2023-01-05", 1))
    )
    text = "".join(problem.text("zh") for problem in result.problems)
    assert "µg/L" in text
    assert "亩" not in text
