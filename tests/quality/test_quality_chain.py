"""A class explains itself: cells, mean, rounding, limits, worst indicator, target."""

import pytest

from watermap.quality.classing.chain import indicator_chain, section_chain

RIVER = {"name": "桥", "water_body": "river", "target": "III"}


def _text(messages, language="zh"):
    return "".join(one.text(language) for one in messages)


@pytest.fixture
def section(assess, rows):
    def run(**cells):
        return assess(rows("桥", "2019-06", **cells), [RIVER]).sections[0]

    return run


@pytest.mark.parametrize(
    ("cells", "steps"),
    [
        ({"ammonia_nitrogen": "1.2"}, ["1.2（采用1个）", "类别限值 1.0 mg/L", "1.5 mg/L，为Ⅳ类"]),
        ({"ammonia_nitrogen": "2.5"}, ["不符合最后一个限值 2.0 mg/L", "劣Ⅴ类"]),
        ({"ammonia_nitrogen": "0.1"}, ["符合限值 0.15 mg/L，为Ⅰ类"]),
        ({"ammonia_nitrogen": "0.05L"}, ["0.05L", "1个低于检出限，按检出限的一半计"]),
        ({"ammonia_nitrogen": "1.004"}, ["修约为 1.00 mg/L"]),
        ({"ph": "7.6"}, ["8 在规定范围内，为Ⅰ类"]),
        ({"ph": "9.8"}, ["不符合最后一个限值 9，为", "劣Ⅴ类"]),
        ({"dissolved_oxygen": "4.2"}, ["不符合上一类别限值 5 mg/L", "限值 3 mg/L，为Ⅳ类"]),
    ],
)  # fmt: skip
def test_each_step_is_said(section, cells, steps):
    (found,) = section(**cells).indicators
    said = _text(indicator_chain(found))
    for step in steps:
        assert step in said


def test_the_section_says_which_indicator_is_the_worst_and_which_misses_the_target(section):
    found = section(ammonia_nitrogen="1.2", total_phosphorus="0.15", ph="7.5")
    said = _text(section_chain(found))
    assert "21项参评指标中有3项可以评价" in said
    assert "其中氨氮最差，断面水质为Ⅳ类" in said
    assert "水质目标为Ⅲ类，未达标：氨氮。" in said
    assert "ammonia nitrogen" in _text(section_chain(found), "en")


def test_all_first_class_has_no_worst(section):
    assert "各项均为Ⅰ类" in _text(section_chain(section(ammonia_nitrogen="0.1")))


def test_a_section_without_a_class_has_no_chain(assess, rows):
    found = assess(rows("桥", "2019-06", ammonia_nitrogen="断流"), [RIVER]).sections[0]
    assert section_chain(found) == ()


def test_many_cells_are_cut_and_counted(assess, rows):
    made = [
        one
        for day in range(1, 21)
        for one in rows("桥", f"2019-06-{day:02d}", ammonia_nitrogen=f"0.{day:02d}")
    ]
    (found,) = assess(made, [RIVER]).sections[0].indicators
    said = _text(indicator_chain(found))
    assert "等20个（采用20个）" in said
    assert "平均值 0.105 mg/L。" in said
