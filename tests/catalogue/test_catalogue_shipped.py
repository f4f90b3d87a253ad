"""What every kind in layers/ must keep."""

import itertools
import re

import pytest

from watermap.catalogue.consistency import values_of
from watermap.catalogue.spelling import normalised
from watermap.resources import shipped_layers

CONTRACT = {
    "section", "monitoring_well", "water_source", "protection_area", "red_line", "control_unit",
    "industrial_zone", "enterprise", "outfall", "sewage_plant", "black_odorous_water",
    "livestock_zone", "groundwater_zone", "river", "lake", "wetland", "diversion_line",
    "diversion_zone", "transport_line", "petrol_station", "shoreline", "administrative_area",
    "basin", "nature_reserve", "farmland", "complaint", "proposed_site",
}  # fmt: skip

# Kind: fields that rules, assessment and map read by these ids.
RELIED_ON = {
    "section": "name code river water_body target level property upstream_district "
    "downstream_district town river_chief",
    "water_source": "name code source_type target approval",
    "protection_area": "name source level approval approved_on",
    "red_line": "name code type",
    "control_unit": "name code class spatial emission risk resource control",
    "industrial_zone": "name level type leading_industry",
    "enterprise": "name industry industry_code risk_level credit card discharge_to",
    "outfall": "name code river enterprise type",
    "sewage_plant": "name capacity",
    "black_odorous_water": "name degree remedied_year built_up",
    "livestock_zone": "name zone",
    "groundwater_zone": "name zone",
    "monitoring_well": "name code water_class water_class_base",
    "river": "name level order",
    "transport_line": "name type",
    "diversion_line": "name",
    "diversion_zone": "name zone",
    "shoreline": "name type",
    "administrative_area": "name code level",
    "proposed_site": "name industry work discharges",
    "petrol_station": "name",
    "nature_reserve": "name zone level",
}

VALUES = {
    ("section", "water_body"): {"river", "lake"},
    ("water_source", "source_type"): {"river", "lake", "groundwater"},
    ("protection_area", "level"): {"grade_1", "grade_2", "quasi"},
    ("control_unit", "class"): {"priority", "key", "general"},
    ("enterprise", "risk_level"): {"major", "considerable", "general"},
    ("enterprise", "credit"): {"green", "blue", "yellow", "red", "black"},
    ("enterprise", "card"): {"yellow", "red"},
    ("black_odorous_water", "degree"): {"light", "heavy"},
    ("livestock_zone", "zone"): {"ban", "limit", "suitable"},
    ("groundwater_zone", "zone"): {"ban", "limit", "spring", "karst"},
    ("diversion_zone", "zone"): {"core", "key", "general"},
    ("nature_reserve", "zone"): {"core", "general"},
    ("transport_line", "type"): {"road", "bridge", "pipeline", "railway"},
    ("proposed_site", "work"): {"new", "rebuild", "expand"},
}

SPELLINGS = [
    ("protection_area", "level", "一级", "grade_1"),
    ("protection_area", "level", "Ⅰ级", "grade_1"),
    ("protection_area", "level", "1", "grade_1"),
    ("protection_area", "level", "二级保护区", "grade_2"),
    ("protection_area", "level", "Ⅱ级保护区", "grade_2"),
    ("protection_area", "level", "准保护区", "quasi"),
    ("section", "water_body", "HK", "lake"),
    ("section", "water_body", "河流", "river"),
    ("section", "level", "国考", "national"),
    ("control_unit", "class", "2", "key"),
    ("control_unit", "class", "优先保护单元", "priority"),
    ("enterprise", "risk_level", "较大", "considerable"),
    ("enterprise", "credit", "环保警示", "yellow"),
    ("enterprise", "card", "黄牌", "yellow"),
    ("livestock_zone", "zone", "禁养区", "ban"),
    ("groundwater_zone", "zone", "限制开采区", "limit"),
    ("diversion_zone", "zone", "核心保护区", "core"),
    ("nature_reserve", "zone", "缓冲区", "core"),
    ("nature_reserve", "zone", "实验区", "general"),
    ("black_odorous_water", "degree", "重度", "heavy"),
]


def _drawn(kind):
    return [kind.style.look, *kind.style.looks.values()]


def test_every_kind_of_the_contract_is_there(kinds):
    assert set(kinds) == CONTRACT


@pytest.mark.parametrize("kind", sorted(RELIED_ON))
def test_fields_others_rely_on(kinds, kind):
    assert set(RELIED_ON[kind].split()) <= set(kinds[kind].fields)


@pytest.mark.parametrize(("kind", "field"), sorted(VALUES))
def test_values_others_rely_on(kinds, kind, field):
    assert set(kinds[kind].fields[field].values) == VALUES[kind, field]


@pytest.mark.parametrize(("kind", "field", "written", "value"), SPELLINGS)
def test_spellings_of_values(kinds, kind, field, written, value):
    found = [
        known
        for known, spellings in kinds[kind].fields[field].values.items()
        if normalised(written) in {normalised(spelling) for spelling in [known, *spellings]}
    ]
    assert found == [value]


def test_every_kind_has_a_name_and_an_id_to_report(kinds):
    lacking = [kind.id for kind in kinds.values() if not (kind.role("name"))]
    assert lacking == []


def test_areas_below_lines_below_points_below_sections(kinds):
    order = {kind.id: kind.style.order for kind in kinds.values()}
    most = {
        shape: max(order[kind.id] for kind in kinds.values() if kind.geometry[0] == shape
                   and kind.id not in {"section", "proposed_site"})
        for shape in ("polygon", "line", "point")
    }  # fmt: skip
    points = [order[kind.id] for kind in kinds.values() if kind.geometry[0] == "point"]
    lines = [order[kind.id] for kind in kinds.values() if kind.geometry[0] == "line"]
    assert most["polygon"] < min(lines)
    assert most["line"] < min(points)
    assert order["section"] == max(order.values())
    assert len(set(order.values())) == len(order), "two kinds with one order draw by chance"


def test_zones_let_the_map_through(kinds):
    for kind in kinds.values():
        if kind.geometry[0] != "polygon" or kind.id == "lake":
            continue
        for look in _drawn(kind):
            assert look.fill is None or (len(look.fill) == 9 and int(look.fill[7:], 16) <= 0x40)
            assert look.line is not None, kind.id


def test_grades_of_protection_differ_without_colour(kinds):
    looks = kinds["protection_area"].style.looks
    drawn = [looks[grade] for grade in ("grade_1", "grade_2", "quasi")]
    assert [look.hatch for look in drawn] == ["cross", "forward", "none"]
    assert [look.width_mm for look in drawn] == sorted(
        (look.width_mm for look in drawn), reverse=True
    )


def test_no_two_kinds_of_points_look_alike(kinds):
    looks = {
        kind.id: {(look.symbol, look.fill) for look in _drawn(kind)}
        for kind in kinds.values()
        if kind.geometry[0] == "point"
    }
    for (one, first), (other, second) in itertools.combinations(looks.items(), 2):
        assert not first & second, (one, other)


@pytest.mark.parametrize("part", ["line", "fill"])
def test_colours_show_on_white(kinds, part):
    """Lines and point fills reach a contrast of 2 on white, or are rimmed by a line that does."""
    for kind in kinds.values():
        for look in _drawn(kind):
            colour = getattr(look, part)
            rims = [other for other in (look.line, look.fill) if other and other != "#ffffff"]
            opaque = [rim for rim in rims if len(rim) == 7] or rims
            if colour is not None:
                assert max(map(_contrast_on_white, opaque)) >= 2, (kind.id, look)


def _contrast_on_white(colour):
    """WCAG contrast of an opaque colour."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    luminance = sum(
        weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )
    return 1.05 / (luminance + 0.05)


def test_credit_colours_are_those_of_the_facts(kinds):
    looks = kinds["enterprise"].style.looks
    assert {value: look.fill for value, look in looks.items()} == {
        "green": "#2e8b57",
        "blue": "#1e70c8",
        "yellow": "#f2c200",
        "red": "#d62828",
        "black": "#222222",
    }


def test_looks_of_a_kind_have_titles_of_their_own(kinds):
    for kind in kinds.values():
        titles = [look.title.zh for look in kind.style.looks.values() if look.title]
        assert len(titles) == len(kind.style.looks), kind.id
        assert len(set(titles)) == len(titles)


def test_no_file_word_belongs_to_two_kinds(kinds):
    owner = {}
    for kind in kinds.values():
        for word in [*kind.file_aliases, kind.title.zh, kind.title.en]:
            assert owner.setdefault(normalised(word), kind.id) == kind.id, word


def test_no_chinese_title_holds_english(kinds):
    for kind in kinds.values():
        texts = [kind.title, kind.definition, *(field.title for field in kind.fields.values())]
        for text in texts:
            assert not re.search("[A-Za-z]{2}", text.zh), text
            assert not re.search("[\u4e00-\u9fff]", text.en), text


def test_people_and_telephones_never_leave_unasked(kinds):
    for kind in kinds.values():
        for field_id, field in kind.fields.items():
            if field_id in {"person", "phone"}:
                assert field.sensitive, (kind.id, field_id)
    assert kinds["water_source"].sensitive
    assert kinds["water_source"].fields["longitude"].sensitive


def test_what_no_source_was_compared_with_says_so(kinds):
    assert {kind.id for kind in kinds.values() if kind.verified} == {"control_unit"}
    assert all("未核对" in kind.source for kind in kinds.values() if not kind.verified)


def test_a_field_with_looks_has_values(kinds):
    for kind in kinds.values():
        if kind.style.by:
            assert set(kind.style.looks) <= set(values_of(kind.fields[kind.style.by]))


def test_files_are_utf8_with_unix_ends():
    for path in shipped_layers().rglob("*.toml"):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")
        assert b"\r" not in data


def test_units_are_known_where_values_are_converted(kinds):
    from watermap.harmonise.terms.units import load_units

    symbols = set(load_units())
    for kind in kinds.values():
        for field_id, field in kind.fields.items():
            assert field.unit is None or field.unit in symbols, (kind.id, field_id)
