import re
from collections import Counter

import pytest

from watermap.errors import sentences
from watermap.export.colours import colours
from watermap.export.words import all_words, word
from watermap.resources import package_file

SOURCES = {path: path.read_text("utf-8") for path in package_file("export").rglob("*.py")}
FAMILIES = (  # words whose id ends in a value of the data
    "work_", "geometry_", "meaning_", "threshold_", "severity_", "state_", "grade_", "kind_",
    "river_method_", "met_", "place_",
    "delineation_grade_", "delineation_part_", "delineation_zone_", "delineation_state_",
    "delineation_origin_", "delineation_ends_", "delineation_farthest_", "delineation_piece_",
    "delineation_topic_",
    "trace_title_", "trace_end_", "trace_doubt_", "trace_map_", "trace_up", "trace_down",
    "spill_above_", "spill_side_", "suspects_standing_", "suspects_bracket_", "suspects_emits_",
    "chart_", "network_tolerance_", "river_row_", "river_way_", "river_side_", "river_joining_",
    "report_title_", "report_before_", "report_year_", "report_part_", "report_level_",
    "report_caption_map_", "report_tab_classes_", "report_tab_exceedances_", "report_unmatched_",
)  # fmt: skip


def test_every_word_that_is_asked_for_is_there():
    asked = set()
    for text in SOURCES.values():
        asked |= set(re.findall(r'\bword\(\s*"([a-z0-9_]+)"', text))
    assert asked
    assert asked <= all_words().keys()


def test_every_word_is_used_somewhere():
    code = "\n".join(SOURCES.values())
    unused = [
        name for name in all_words() if not name.startswith(FAMILIES) and f'"{name}"' not in code
    ]
    assert unused == []


def test_both_languages_have_the_same_fields():
    for name, text in all_words().items():
        fields = [Counter(re.findall(r"{(\w+)", said)) for said in (text.zh, text.en)]
        assert fields[0] == fields[1], name


def test_chinese_words_hold_no_english_but_names():
    names = r"EPSG|SHA-256|watermap|CGCS2000|GB/T|JSON|m²|km|\(h\)|mg/L|[mnⅠ-Ⅴ]"
    for name, text in all_words().items():
        rest = re.sub(r"{\w+}", "", text.zh)
        assert not re.search(r"[A-Za-z]", re.sub(names, "", rest)), name


def test_the_rooms_own_problems_have_sentences():
    asked = {
        code
        for text in SOURCES.values()
        for code in re.findall(r'Problem\.\w+\(\s*"(export\.\w+)"', text)
    }
    assert asked
    assert asked <= sentences().keys()


@pytest.mark.parametrize("family", ["verdict", "state"])
def test_a_coloured_word_can_be_read_on_its_ground(family):
    """WCAG 2.1, 1.4.3: a contrast of 4.5 to 1."""
    for pair in getattr(colours(), family).values():
        dark, light = sorted(_luminance(colour) for colour in (pair.fill, pair.text))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def test_dates_are_written_as_offices_write_them():
    assert word("day", "zh", year=2026, month=8, day=5) == "2026年8月5日"
    assert word("day", "en", year=2026, month=8, day=5) == "2026-08-05"
