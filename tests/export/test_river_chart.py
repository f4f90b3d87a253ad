"""The chart of a river: what is joined, what is told, and names that neither meet nor leave it."""

import datetime as dt
import itertools
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from tests.export.conftest import indicator, section
from watermap.export.along_content import RiverContent, result_of
from watermap.export.charts.flags import Flag, hang, shortened
from watermap.export.charts.river import river_chart
from watermap.export.charts.river_readings import stops
from watermap.export.recording.river import river_record
from watermap.harmonise.names.joining import NameMatch
from watermap.language import Text
from watermap.mapping.drawlist import Areas, Label, Lines, Markers
from watermap.mapping.text import width_em
from watermap.network.network import Place, Placed
from watermap.network.tracing.along import Interval, OnRiver, RiverProfile
from watermap.network.tracing.joining import Joining
from watermap.quality.assessment import Assessment, RiverResult
from watermap.quality.documents.standards import known_standards
from watermap.quality.standing.course import course_limits

STANDARD = known_standards()["gb3838-2002"]
NAME = "ammonia_nitrogen"


def at(kind, name, km):
    place = Place(reach=0, at_m=0.0, snap_m=5.0)
    thing = Placed(kind=kind, layer=0, record=0, id=None, name=name, place=place)
    return OnRiver(object=thing, km=km)


def profile(*objects, joining=(), areas=(), gates=(), length=40.0):
    return RiverProfile(
        river="大河", length_km=length, reaches=(0,), flows_into=(),
        objects=tuple(sorted(objects, key=lambda one: -one.km)),
        joining=tuple(joining), areas=tuple(areas), gates=tuple(gates), said=(),
    )  # fmt: skip


def assessment(period, *sections):
    river = RiverResult(
        name="全区", sections=0, method="none", water_class=None, grade=None,
        share_good_pct=None, share_worse_v_pct=None,
    )  # fmt: skip
    return Assessment(
        standard="gb3838-2002", method="hb-2011-22", as_of=dt.date(2026, 11, 24), period=period,
        sections=sections, sources=(), rivers=(), overall=river, targets=(),
        names=NameMatch(matched={}, unmatched_table=(), unmatched_layer=(), suggestions=()),
    )  # fmt: skip


def with_value(name, value, **known):
    found = () if value is None else (indicator(NAME, value, raw=(value,)),)
    return section(name, "III", indicators=found, **known)


PLACES = [
    at("section", name, km) for name, km in zip("甲乙丙丁", (35.0, 25.0, 15.0, 5.0), strict=True)
]
NOW = assessment(
    "2019-06",
    with_value("甲", "0.4"),
    with_value("乙", "0.8"),
    with_value("丙", None),
    with_value("丁", "1.4"),
)
BEFORE = assessment("2018-06", *(with_value(name, "0.6") for name in "甲乙丙丁"))


def content(shown=NAME, *, river=None, now=NOW, before=None):
    river = river or profile(*PLACES)
    return RiverContent(
        profile=river, now=now, before=before, indicator=shown,
        limits=course_limits(now.sections, shown, STANDARD) if shown else None,
        standard=Text(zh="标准甲", en="standard A"), method=Text(zh="方法甲", en="method A"),
    )  # fmt: skip


def marks(drawing, symbol="circle"):
    found = [one for one in drawing.items if isinstance(one, Markers) and one.symbol == symbol]
    return [one for one in found if one.xy[0, 1] < 95]  # in the plot, not in the key


def joined(drawing):
    """Lines from mark to mark, by the marks' numbers from the left."""
    spots = sorted({tuple(np.round(one.xy[0], 6)) for one in marks(drawing)})
    ends = [
        [tuple(np.round(xy, 6)) for xy in one.xy]
        for one in drawing.items
        if isinstance(one, Lines) and len(one.xy) == 2
    ]
    return sorted(
        (spots.index(first), spots.index(last))
        for first, last in ends
        if first in spots and last in spots
    )


def test_the_head_is_left_and_only_neighbours_with_values_are_joined():
    drawing = river_chart(content(), language="zh")
    xs = [one.xy[0, 0] for one in marks(drawing)]
    assert len(xs) == 3
    shares = (np.array(xs) - xs[0]) / (xs[-1] - xs[0])
    assert shares == pytest.approx([0, 10 / 30, 1])  # by river-km: 35, 25, 5
    assert joined(drawing) == [(0, 1)]  # 丙 has no value: nothing leads over it
    assert "无数据" in texts(drawing)


def test_two_periods_are_filled_and_hollow_and_seen_where_they_agree():
    same = assessment("2018-06", *(with_value(name, "0.4") for name in "甲乙丙丁"))
    drawing = river_chart(content(before=same), language="zh")
    fills = [one.fill for one in marks(drawing)]
    assert fills.count("#ffffff") == 4
    first = [one for one in marks(drawing) if one.xy[0, 0] == marks(drawing)[0].xy[0, 0]]
    assert {one.fill == "#ffffff" for one in first} == {True, False}
    assert len({tuple(one.xy[0]) for one in first}) == 1
    assert len({one.size_mm for one in first}) == 2


def test_what_was_not_found_stands_at_its_limit_and_is_no_value():
    below = indicator(NAME, "0.0125", raw=("0.025L",))
    below = type(below)(**{
        name: getattr(below, name) for name in below.__dataclass_fields__
    } | {"censored": 1, "maximum": Decimal("0.0125")})  # fmt: skip
    now = assessment("2019-06", section("甲", "II", indicators=(below,)), with_value("乙", "0.5"))
    river = profile(*PLACES[:2])
    first, second = stops(content(river=river, now=now))
    assert (first.now.sort, first.now.height, first.now.text) == ("censored", 0.025, "<0.025")
    assert second.now.sort == "value"
    drawing = river_chart(content(river=river, now=now), language="zh")
    assert len(marks(drawing, "triangle")) == 1
    record = river_record(content(river=river, now=now), (), language="zh")
    assert record["sections"][0]["value"]["below_detection"] == 0.025


def test_the_class_stands_in_its_band_and_the_target_at_its_upper_end():
    now = assessment(
        "2019-06",
        section("甲", "II", target="III"),
        section("乙", "worse_than_V", target="IV"),
        section("丙", None, state="insufficient", target="III"),
        section("丁", None, state="no_data", target=None),
    )
    found = stops(content(None, now=now))
    assert [one.now.height for one in found] == [2.0, 6.0, None, None]
    assert [one.limits for one in found] == [(3.5,), (4.5,), (3.5,), ()]
    assert [one.now.sort for one in found] == ["value", "value", "few", "missing"]
    drawing = river_chart(content(None, now=now), language="zh")
    assert sorted(one.letters for one in marks(drawing)) == [("Ⅱ",), ("劣",)]
    (few,) = marks(drawing, "diamond")
    bands = [
        one for one in drawing.items
        if isinstance(one, Areas) and one.fill and one.fill.endswith("66")
    ]  # fmt: skip
    assert len(bands) == 6
    assert few.xy[0, 1] > max(one.xy[:, 1].max() for one in bands)  # no class looks like class I


def test_sections_of_one_name_are_told_apart_by_code_or_not_at_all():
    two = (section("桥", "II", code="A"), section("桥", "V", code="B"))
    thing = at("section", "桥", 1.0).object
    assert result_of(thing, two) is None
    coded = type(thing)(kind="section", layer=0, record=0, id="B", name="桥", place=thing.place)
    assert result_of(coded, two) is two[1]
    lost = content(river=profile(at("section", "桥", 1.0)), now=assessment("2019", *two))
    assert [one.code for one in lost.said()] == ["along.not_joined"]


def texts(drawing):
    return "\n".join(one.text for one in drawing.items if isinstance(one, Label))


def boxes(drawing):
    """Each label's left, top, right, bottom, by the widths it was placed with."""
    found = []
    for one in drawing.items:
        if not isinstance(one, Label):
            continue
        wide = width_em(one.text) * one.size_mm
        left = one.x_mm - {"left": 0.0, "centre": 0.5, "right": 1.0}[one.anchor] * wide
        found.append((one.text, left, one.y_mm - one.size_mm * 0.8, left + wide, one.y_mm))
    return found


def meet(first, second):
    return (
        first[1] < second[3] and second[1] < first[3]
        and first[2] < second[4] and second[2] < first[4]
    )  # fmt: skip


NAMES = st.text(alphabet="甲乙丙丁河排污口abc ", min_size=1, max_size=30)
KM = st.floats(0, 40)
OBJECTS = st.lists(
    st.tuples(
        st.sampled_from(["outfall", "sewage_plant", "water_source", "transport_line"]), NAMES, KM
    ),
    max_size=25,
)
JOINING = st.lists(
    st.builds(
        Joining,
        name=st.none() | NAMES,
        id=st.just("R1"),
        km=KM,
        side=st.sampled_from([None, "left", "right"]),
        way=st.sampled_from(["in", "out", "both", "unknown"]),
    ),
    max_size=8,
)
AREAS = st.lists(
    st.builds(
        lambda kind, name, level, ends: Interval(
            kind=kind, name=name, level=level, from_km=min(ends), to_km=max(ends)
        ),
        kind=st.sampled_from(["administrative_area", "protection_area"]),
        name=st.none() | NAMES,
        level=st.sampled_from([None, "county", "town", "grade_1"]),
        ends=st.tuples(KM, KM).filter(lambda pair: abs(pair[0] - pair[1]) > 0.01),
    ),
    max_size=8,
)


@given(objects=OBJECTS, joining=JOINING, areas=AREAS, language=st.sampled_from(["zh", "en"]))
@settings(max_examples=40, deadline=None)
def test_no_name_meets_another_and_all_stay_on_the_paper(objects, joining, areas, language):
    river = profile(*PLACES, *(at(*one) for one in objects), joining=joining, areas=areas)
    drawing = river_chart(content(river=river, before=BEFORE), language=language)
    found = boxes(drawing)
    for _, left, top, right, bottom in found:
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width_mm
        assert bottom <= drawing.height_mm
    for first, second in itertools.combinations(found, 2):
        assert not meet(first, second), (first, second)
    for one in drawing.items:
        if not isinstance(one, Label):
            assert (one.xy >= -0.01).all()
            assert (one.xy <= (drawing.width_mm + 0.01, drawing.height_mm + 0.01)).all()


@given(st.lists(st.tuples(st.floats(0, 200), NAMES), max_size=30))
def test_flags_cover_neither_names_nor_poles_and_none_is_lost(wanted):
    size = 2.4
    flags = hang([Flag(x_mm=x, text=shortened(text)) for x, text in wanted], size)
    assert len(flags.hung) + len(flags.left_off) == len(wanted)
    for (flag, row), (other, below) in itertools.permutations(flags.hung, 2):
        end = flag.x_mm + width_em(flag.text) * size
        if other.x_mm > flag.x_mm and other.x_mm < end:
            assert below < row  # the other's pole ends before this name's row


def test_the_english_chart_has_no_chinese_but_names():
    river = profile(*PLACES, at("outfall", "排口", 3.0))
    said = texts(river_chart(content(river=river, before=BEFORE), language="en"))
    for name in ("大河", "甲", "乙", "丙", "丁", "排口"):
        said = said.replace(name, "")
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in said)


def test_doubtful_places_are_marked_and_a_river_without_sections_is_drawn():
    doubtful = at("outfall", "排口", 3.0)
    thing = Placed(
        kind="outfall", layer=0, record=0, id=None, name="排口", place=doubtful.object.place,
        doubts=("far",),
    )  # fmt: skip
    river = profile(OnRiver(object=thing, km=3.0))
    for shown in (None, NAME):
        said = texts(river_chart(content(shown, river=river), language="zh"))
        assert "? 排口" in said
        assert "存疑" in said
    assert "存疑" not in texts(river_chart(content(river=profile(doubtful)), language="zh"))


def test_where_limits_differ_there_are_no_bands_and_it_is_said():
    sections = (
        section("甲", "II", indicators=(indicator("total_phosphorus", "0.1"),)),
        section("乙", "II", water_body="lake", indicators=(indicator("total_phosphorus", "0.1"),)),
    )
    limits = course_limits(sections, "total_phosphorus", STANDARD)
    assert limits.bands == ()
    assert [one.code for one in limits.said] == ["quality.bands_differ"]
    assert limits.targets == {("甲", None): (Decimal("0.2"),), ("乙", None): (Decimal("0.05"),)}
