"""Sum parameters from their members (GB 3838-2002 table 3, notes 1 to 6; standards.md 1.3)."""

import datetime as dt
from decimal import Decimal

import pytest

from watermap.harmonise.terms.indicators import load_indicators, recognise

SOURCE = {"name": "水源地", "source_type": "lake"}
ISOMERS = ("xylene_para", "xylene_meta", "xylene_ortho")


@pytest.fixture
def source(assess, rows):
    def run(*days, **cells):
        made = rows("水源地", "2019-06-05", ammonia_nitrogen="0.1", **cells)
        made += [row for day, found in days for row in rows("水源地", day, **found)]
        return assess(made, sources=[SOURCE]).sources[0]

    return run


def item(section, name="xylenes"):
    return next((one for one in section.indicators if one.id == name), None)


@pytest.mark.parametrize(
    ("cells", "value", "met"),
    [
        (("0.2", "0.2", "0.1"), "0.5", True),  # exactly the limit of 0.5 mg/L
        (("0.2", "0.2", "0.11"), "0.51", False),
        (("0.2", "0.2", "0.02L"), "0.41", True),  # half of a member below detection
        (("0.2", "0.2", "0.16L"), "0.48", None),  # from 0.40 to 0.56
        (("0.002L", "0.002L", "0.002L"), "0.003", True),
    ],
)
def test_xylenes_are_added_when_all_three_are_there(source, cells, value, met):
    section = source(**dict(zip(ISOMERS, cells, strict=True)))
    found = item(section)
    assert (found.value, found.n) == (Decimal(value), 1)
    assert found.raw == (" + ".join(cells),)
    assert section.met is met
    assert {one.id for one in section.indicators} >= set(ISOMERS)
    assert "quality.summed" in {message.code for message in section.why}


def test_meta_and_para_may_come_as_one(source):
    assert item(source(xylene_meta_para="0.3", xylene_ortho="0.1")).value == Decimal("0.4")


def test_a_member_that_lacks_makes_no_sum_and_is_said(source):
    section = source(xylene_para="0.6", xylene_ortho="0.6")
    assert item(section) is None
    assert "quality.sum_incomplete" in {message.code for message in section.why}


def test_members_of_several_days_are_not_added_to_each_other(source):
    section = source(("2019-06-06", {"xylene_ortho": "0.1"}), xylene_para="0.1", xylene_meta="0.1")
    assert item(section) is None


def test_a_doubtful_or_missing_member_makes_no_sum(source):
    for cell in ("?9", "断流"):
        assert item(source(xylene_para=cell, xylene_meta="0.1", xylene_ortho="0.1")) is None


def test_the_sum_that_the_table_gives_goes_before(source):
    cells = dict.fromkeys(ISOMERS, "0.3")
    found = item(source(xylenes="0.1", **cells))
    assert (found.value, found.n) == (Decimal("0.1"), 1)


def test_groundwater_is_held_against_the_sum_too(assess, rows, underground):
    made = rows("水源地", "2019-06", **dict.fromkeys(ISOMERS, "0.2"))
    record = {"name": "水源地", "source_type": "groundwater"}
    (section,) = assess(made, sources=[record], underground=underground,
                        as_of=dt.date(2021, 1, 1)).sources  # fmt: skip
    assert (section.water_class, section.deciding) == ("IV", ("xylenes",))  # 600 µg/L


def test_the_six_sums_of_the_standard_have_their_members():
    sums = {one.id: one.sums for one in load_indicators().values() if one.sums}
    counts = {name: len(members[0]) for name, members in sums.items()}
    assert counts == {
        "xylenes": 3, "trichlorobenzenes": 3, "tetrachlorobenzenes": 3, "dinitrobenzenes": 3,
        "nitrochlorobenzenes": 3, "pcbs": 7,
    }  # fmt: skip
    known = load_indicators()
    assert {name for lists in sums.values() for one in lists for name in one} <= known.keys()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("对-二甲苯(μg/L)", "xylene_para"),
        ("间，对-二甲苯", "xylene_meta_para"),
        ("邻二甲苯", "xylene_ortho"),
        ("1,2,4-三氯苯", "trichlorobenzene_124"),
        ("1,2,4,5-四氯苯", "tetrachlorobenzene_1245"),
        ("间硝基氯苯", "nitrochlorobenzene_meta"),
        ("PCB-1254", "pcb_1254"),
    ],
)
def test_members_are_recognised(header, name):
    assert recognise(header)[0] == name
