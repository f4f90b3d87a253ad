"""Whole pages: what they say, and that nothing leaves the paper."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from watermap.mapping.drawlist import Label
from watermap.mapping.layout import LAYOUTS
from watermap.mapping.page import figure_map, page, round_scale
from watermap.mapping.scene import build
from watermap.mapping.summary import count, rows
from watermap.mapping.text import width_em


@pytest.fixture(scope="module")
def scenes(layers, kinds, assessment):
    return {
        language: build(
            layers, kinds=kinds, assessment=assessment, theme="compliance", language=language
        )
        for language in ("zh", "en")
    }


@pytest.fixture
def made(scenes):
    def make(language="zh", size="A4", scene=None, **more):
        return page(
            scene or scenes[language],
            layout=LAYOUTS[size],
            language=language,
            title="示例县水质达标图" if language == "zh" else "Water of the sample county",
            subtitle="2019 年",
            notes=("示例数据。",) if language == "zh" else ("Sample data.",),
            office="示例县生态环境局",
            made_on=dt.date(2020, 1, 15),
            **more,
        )

    return make


def test_what_the_page_says(made, texts):
    said = "".join(texts(made().items))
    for wanted in (
        "示例县水质达标图", "2019 年", "图  例", "比例尺 1:", "N", "台儿庄区生态环境局",
        "2000 国家大地坐标系", "中央经线 117°E", "图层资料日期：2019-06-30。",
        "1 个图层未注明日期",
        "示例数据。",
        "不作为许可或划界的依据", "制图单位：示例县生态环境局", "制图日期：2020-01-15",
        "断面评价结果（2019）", "117°3", "34°3",
    ):  # fmt: skip
        assert wanted in said, wanted


def test_no_english_in_a_chinese_page(made, texts):
    allowed = {"N", "km", "E", "m"}
    words = set(re.findall(r"[A-Za-z]+", " ".join(texts(made().items))))
    assert words <= allowed


def test_the_english_page_has_the_same_parts(made, texts):
    said = " ".join(texts(made("en").items))
    for wanted in ("Legend", "Scale 1:", "Gauss–Krüger", "Sections in 2019", "Made on: 2020-01-15",
                   "For screening only", "Target missed"):  # fmt: skip
        assert wanted in said, wanted


@pytest.mark.parametrize("size", ["A4", "A3"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_leaves_the_paper(made, size, language):
    drawn = made(language, size)
    for item in drawn.items:
        if isinstance(item, Label):
            wide = width_em(item.text) * item.size_mm
            left = item.x_mm - {"left": 0, "centre": wide / 2, "right": wide}[item.anchor]
            if item.angle_deg == 0:
                assert 0 <= left <= drawn.width_mm - wide, item
            assert 0 < item.y_mm < drawn.height_mm, item
        elif len(item.xy):
            assert item.xy.min() >= 0
            assert (item.xy.max(axis=0) <= [drawn.width_mm, drawn.height_mm]).all()


def test_a_long_title_gets_smaller(scenes):
    title = "示例县" * 20 + "水质达标图"
    drawn = page(scenes["zh"], language="zh", title=title)
    (label,) = [one for one in drawn.items if isinstance(one, Label) and one.text == title]
    assert width_em(title) * label.size_mm < drawn.width_mm
    assert drawn.title == title


def test_the_focus_decides_what_is_seen(made, scenes, texts):
    close = made(focus=scenes["zh"].bounds_of("water_source"))
    assert "东水源" in texts(close.items)
    assert "上桥" not in texts(close.items)


@pytest.mark.parametrize(
    ("scale", "rounder"),
    [(100_000, 100_000), (100_001, 110_000), (228_000, 240_000), (9_100, 10_000), (999, 1_000)],
)
def test_round_scales(scale, rounder):
    assert round_scale(scale) == rounder


def test_counts(assessment):
    counts = count(assessment)
    assert (counts.sections, counts.evaluated, counts.met, counts.missed) == (4, 2, 1, 1)
    assert (counts.insufficient, counts.no_data, counts.no_target) == (1, 1, 0)
    assert rows(counts, "zh") == [
        ("图上断面（个）", "4"),
        ("达到目标", "1（50.0%）"),
        ("未达到目标", "1（50.0%）"),
        ("未评价（无数据或数据不足）", "2"),
        ("Ⅰ—Ⅲ类（占已评价断面）", "1（50.0%）"),
    ]


def test_results_without_a_section_on_the_map_are_not_counted(assessment):
    stray = replace(assessment.sections[0], name="图外", in_layer=False)
    bare = replace(assessment.sections[0], name="图内无形", has_geometry=False)
    counts = count(replace(assessment, sections=(*assessment.sections, stray, bare)))
    assert (counts.sections, counts.no_geometry) == (4, 2)
    assert ("无位置、未上图的断面", "2") in rows(counts, "zh")


def test_results_that_belong_to_nothing_on_the_map_are_said_on_it(assessment):
    names = replace(assessment.names, unmatched_table=("别处",))
    counts = count(replace(assessment, names=names))
    assert ("Results of no section of the map", "1") in rows(counts, "en")


def test_no_evaluated_section_gives_no_share(assessment):
    none = replace(assessment, sections=assessment.sections[2:])
    assert ("达到目标", "0") in rows(count(none), "zh")


def test_a_page_without_results_has_no_counts(made, layers, kinds, texts):
    scene = build(layers, kinds=kinds, assessment=None, theme="class", language="zh")
    assert "断面评价结果" not in "".join(texts(made(scene=scene).items))


def test_problems_of_drawing_are_printed(made, scenes, layers, kinds, assessment, texts):
    without = {name: kind for name, kind in kinds.items() if name != "river"}
    scene = build(layers, kinds=without, assessment=assessment, theme="class", language="zh")
    assert "有 1 条绘图提示" in "".join(texts(made(scene=scene).items))


def test_an_empty_project_has_a_page(kinds, made):
    scene = build({}, kinds=kinds, assessment=None, theme="class", language="zh")
    assert made(scene=scene).items


def test_a_figure_for_a_report(scenes, texts):
    drawn = figure_map(scenes["zh"], width_mm=160, height_mm=100, language="zh")
    said = "".join(texts(drawn.items))
    assert "图  例" in said
    assert "断面评价结果" not in said
    for item in drawn.items:
        if not isinstance(item, Label) and len(item.xy):
            assert item.xy.min() >= 0
            assert (item.xy.max(axis=0) <= [160, 100]).all()
