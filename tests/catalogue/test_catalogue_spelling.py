"""Which names are one, and what a DBF leaves of a name."""

import pytest
from hypothesis import given, strategies as st

from watermap.catalogue.spelling import bracketed, cut_spellings, may_be_cut, normalised

SAME = [
    ("断面名称", "断面 名称"),
    ("断面名称", " 断面名称 "),
    ("断面名称", "断面名称*"),
    ("断面名称", "断面名称："),
    ("断面名称", "断面名称（必填）"),
    ("断面名称", "断面\u200b名称"),
    ("断面名称", "断面\n名称"),
    ("面积", "面积(km²)"),
    ("面积", "面积（公顷）"),
    ("面积", "面积【亩】"),
    ("面积", "面积[hm2]"),
    ("面积", "面积（公"),  # the DBF has cut the bracket open
    ("所在县", "所在县(市/区)"),
    ("DMMC", "ｄｍｍｃ"),
    ("DMMC", "dm_mc"),
    ("BOD5", "BOD₅"),
    ("km2", "km²"),
    ("Ⅲ类", "III类"),
    ("water class", "Water_Class"),
]

DIFFERENT = [
    ("断面名称", "断面编码"),
    ("水质目标", "水质目标年"),
    ("SX", "SZ"),
    ("名称1", "名称2"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name(one, other):
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_names(one, other):
    assert normalised(one) != normalised(other)


def test_a_name_of_brackets_keeps_what_is_in_them():
    assert normalised("（名称）") == "名称"


@given(st.text(max_size=20))
def test_a_normalised_name_is_not_changed_again(name):
    assert normalised(normalised(name)) == normalised(name)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("面积(公顷)", "公顷"),
        ("面积（km²）", "km2"),
        ("处理能力【万m3/d】", "万m3/d"),
        ("面积", None),
        ("面积()", None),
        ("面积（扣除水面）(亩)", "亩"),
    ],
)
def test_brackets_hold_the_unit(name, unit):
    assert bracketed(name) == unit


@pytest.mark.parametrize(
    ("name", "cuts"),
    [
        ("DMMC", set()),  # fits
        ("断面名", set()),  # 9 bytes of UTF-8
        ("断面名称", {"断面名"}),  # 12 of UTF-8, 8 of GBK
        ("保护区级别", {"保护区"}),  # 15 of UTF-8, 10 of GBK
        ("入河排污口编码", {"入河排", "入河排污口"}),
        ("downstream_district", {"downstream"}),
        ("upstream_district", {"upstreamd"}),  # upstream_d
        ("A断面名称代码", {"a断面名", "a断面名称"}),  # the cut splits a character of GBK
    ],
)
def test_what_a_dbf_leaves(name, cuts):
    assert cut_spellings(name) == cuts


@pytest.mark.parametrize(
    ("name", "fits"),
    [("污水处理厂", True), ("污水处理厂名", False), ("upstream_d", True), ("upstream_di", False)],
)
def test_names_a_dbf_can_hold(name, fits):
    assert may_be_cut(name) is fits
