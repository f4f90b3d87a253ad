"""Themes as data, and which look each section gets."""

from dataclasses import replace
from typing import get_args

import pytest

from watermap.errors import WatermapError
from watermap.mapping.appearance import dress
from watermap.mapping.standings import ChangeName, TrendName
from watermap.mapping.themes import class_colours, find_theme, known_themes, section_looks
from watermap.quality.assessment import CLASSES

PALETTE = find_theme("class").palette


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_usual_theme_comes_first():
    assert list(known_themes()) == ["compliance", "class", "change", "trend", "zones"]


def test_every_class_has_its_stamp():
    assert tuple(PALETTE.classes) == CLASSES
    assert set(PALETTE.states) == {"insufficient", "no_data"}


def test_the_colour_figures_say_that_no_document_gives_them():
    assert not PALETTE.verified


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_colour_stands_alone(language):
    stamps = PALETTE.stamps().values()
    assert len({stamp.letter.of(language) for stamp in stamps}) == len(stamps)
    shapes = {name: stamp.symbol for name, stamp in PALETTE.stamps().items()}
    assert shapes["worse_than_V"] != shapes["V"]
    assert shapes["no_data"] not in (shapes["I"], shapes["worse_than_V"])
    rings = [[(ring.symbol, ring.width_mm, ring.grow_mm) for ring in mark.rings]
             for mark in find_theme("compliance").marks.values()]  # fmt: skip
    assert rings[0] != rings[1] != rings[2]


@pytest.mark.parametrize("name", PALETTE.stamps())
def test_letters_can_be_read(name):
    stamp = PALETTE.stamps()[name]
    assert contrast(stamp.fill, stamp.letter_colour) >= 3.0


@pytest.mark.parametrize(
    ("names", "strongest"),  # 环办〔2011〕22号: blue, blue, green, yellow, orange, red
    [("I II", "blue"), ("III", "green"), ("worse_than_V", "red")],
)
def test_the_officially_named_colours(names, strongest):
    for name in names.split():
        fill = PALETTE.classes[name].fill
        parts = dict(zip(("red", "green", "blue"), (fill[1:3], fill[3:5], fill[5:7]), strict=True))
        assert max(parts, key=parts.get) == strongest


def test_an_unknown_theme_names_the_nearest():
    with pytest.raises(WatermapError) as caught:
        find_theme("complience")
    assert "compliance" in caught.value.text("zh")


def test_titles_and_looks_for_a_list():
    looks = section_looks(find_theme("compliance"))
    assert [title.zh for title, _ in looks][:3] == ["Ⅰ类", "Ⅱ类", "Ⅲ类"]
    assert section_looks(find_theme("zones")) == ()
    assert class_colours(find_theme("class"))["III"] == PALETTE.classes["III"].fill


def by_name(layers, kinds, kind, theme, assessment):
    layer = layers[kind][0]
    dressed = dress(kinds[kind], layer.frame, find_theme(theme), assessment)
    chosen = [dressed.appearances[number] for number in dressed.chosen]
    return dict(zip(layer.frame["name"], chosen, strict=True))


@pytest.mark.parametrize(
    ("name", "letter", "mark"),
    [
        ("上桥", "Ⅱ", "达到水质目标"),
        ("中桥", "劣", "未达到水质目标"),
        ("下桥", "?", None),  # not evaluated: meets nothing, misses nothing
        ("出境", "–", None),
    ],
)
def test_sections_by_class_and_target(layers, kinds, assessment, name, letter, mark):
    found = by_name(layers, kinds, "section", "compliance", assessment)[name]
    assert found.stamp.letter.zh == letter
    assert (found.mark.title.zh if found.mark else None) == mark
    assert by_name(layers, kinds, "section", "class", assessment)[name].mark is None


def test_a_section_without_any_result_has_no_data(make_layer, kinds, assessment):
    layer = make_layer("section", (None, {"name": "新桥"}), (None, {"name": None}))
    dressed = dress(kinds["section"], layer.frame, find_theme("class"), assessment)
    assert [dressed.appearances[n].stamp.letter.zh for n in dressed.chosen] == ["–", "–"]


def test_sources_keep_their_drop(layers, kinds, assessment):
    found = by_name(layers, kinds, "water_source", "compliance", assessment)["东水源"]
    assert found.look.symbol == "drop"
    assert found.look.fill == PALETTE.classes["III"].fill


def test_without_an_assessment_and_in_a_plain_theme_all_is_grey(layers, kinds, assessment):
    grey = kinds["section"].style.look
    for theme, results in (("compliance", None), ("zones", assessment)):
        found = by_name(layers, kinds, "section", theme, results)
        assert {one.look for one in found.values()} == {grey}


def test_zones_by_the_value_of_their_field(layers, kinds):
    found = by_name(layers, kinds, "protection_area", "class", None)
    assert found["水源一级区"].title.zh == "一级保护区"
    assert found["水源二级区"].look == kinds["protection_area"].style.looks["grade_2"]


def test_every_change_has_a_look_of_its_own():
    stamps = known_themes()["change"].stamps()
    assert set(stamps) == set(get_args(ChangeName))
    assert len({(one.fill, one.letter.zh) for one in stamps.values()}) == len(stamps)


def test_every_trend_has_a_look_of_its_own():
    stamps = known_themes()["trend"].stamps()
    assert set(stamps) == {f"trend_{one}" for one in get_args(TrendName)}
    assert len({(one.fill, one.letter.zh) for one in stamps.values()}) == len(stamps)
    assert len({one.symbol for one in stamps.values()}) == len(stamps)


@pytest.mark.parametrize("trend", [*get_args(TrendName), None])
def test_sections_by_their_trend(layers, kinds, assessment, trend):
    sections = [replace(one, trend=trend) for one in assessment.sections]
    found = by_name(layers, kinds, "section", "trend", replace(assessment, sections=sections))
    expected = PALETTE.trends[trend or "untold"]
    assert {one.stamp for name, one in found.items() if name in {s.name for s in sections}} == {
        expected
    }
    assert all(one.mark is None for one in found.values())


def test_letters_of_trends_can_be_read_on_their_ground():
    for stamp in known_themes()["trend"].stamps().values():
        assert contrast(stamp.fill, stamp.letter_colour) >= 4.5


def test_letters_of_changes_can_be_read_on_their_ground():
    """WCAG 2.1, 1.4.3."""
    for stamp in known_themes()["change"].stamps().values():
        assert contrast(stamp.fill, stamp.letter_colour) >= 4.5
