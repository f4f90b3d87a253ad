"""Waters of the list by results (standards.md 6); lengths by pyproj.Geod."""

import datetime as dt
import json
from decimal import Decimal
from itertools import chain, groupby

import pytest
import shapely
from hypothesis import given, settings, strategies as st
from pyproj import Geod

from watermap.export.recording.black_odorous import black_odorous_record
from watermap.export.standing.black_odorous import black_odorous_sheets
from watermap.quality.black_odorous.black_odorous import black_odorous
from watermap.quality.period import Period

GEOD = Geod(ellps="GRS80")
LON, LAT = 117.5, 34.5
STEP_DEG = 0.004  # about 367 m at this latitude
DITCH = {"name": "北大沟", "degree": "heavy", "built_up": True,
         "geometry": shapely.LineString([(LON, LAT), (LON + 10 * STEP_DEG, LAT)])}  # fmt: skip
HEAVY, LIGHT, CLEAN = "0.1", "1", "5"  # oxygen, mg/L
DAYS = ("2019-06-03", "2019-06-10", "2019-06-17")


def codes(messages):
    return [one.code for one in messages]


@pytest.fixture(scope="session")
def judge(rows, measured, layer):
    """Waters held against points: name → (place along the ditch or None, results of oxygen)."""

    def run(points, waters=(DITCH,), *, sections=None, under=None, days=DAYS, **options):
        made = [
            rows(name, day, dissolved_oxygen=text)
            for name, (_, texts) in points.items()
            for day, text in zip(days, texts if isinstance(texts, list) else [texts] * len(days),
                                 strict=False)
        ]  # fmt: skip
        on_map = sections or [
            {"name": name, "geometry": shapely.Point(LON + at * STEP_DEG, LAT)}
            for name, (at, _) in points.items()
            if at is not None
        ]
        layers = {"black_odorous_water": (layer(
            "black_odorous_water", list(waters),
            fields=("name", "code", "degree", "remedied_year", "built_up", "river", "town"),
        ),)}  # fmt: skip
        if on_map:
            layers["section"] = (layer("section", on_map, fields=("name", "river", "water_body")),)
        return black_odorous(
            measured(list(chain.from_iterable(made))), layers, period=Period.parse("2019"),
            under=under or {}, **options,
        )  # fmt: skip

    return run


def row_of(degrees):
    """Points one after the other along the ditch."""
    return {f"北大沟{at}#": (at, text) for at, text in enumerate(degrees)}


@pytest.mark.parametrize(
    ("oxygen", "found", "pct", "reaches"),
    [
        ([HEAVY] * 3 + [LIGHT] * 2, "heavy", "60", [(0, 1, 2)]),
        ([HEAVY] * 3 + [LIGHT] * 3, "light", "50", [(0, 1, 2)]),
        ([HEAVY, HEAVY, LIGHT, HEAVY, HEAVY, LIGHT], "heavy", "66.7", []),
        ([LIGHT, CLEAN, CLEAN], "light", "0", []),
        ([CLEAN] * 3, "none", "0", []),
        ([HEAVY] * 3 + [CLEAN] + [HEAVY] * 4 + [CLEAN], "heavy", "77.8", [(0, 1, 2), (4, 5, 6, 7)]),
    ],
)
def test_points_reaches_and_the_whole_water(judge, oxygen, found, pct, reaches):
    (water,) = judge(row_of(oxygen)).waters
    assert (water.found, f"{water.heavy_pct:.3g}") == (found, pct)
    assert [one.points for one in water.heavy_reaches] == [
        tuple(f"北大沟{at}#" for at in reach) for reach in reaches
    ]
    assert (water.water.stated, water.provisional) == ("heavy", False)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([HEAVY, LIGHT, CLEAN]), min_size=1, max_size=9))
def test_rows_of_heavy_points_by_counting(judge, oxygen):
    (water,) = judge(row_of(oxygen)).waters
    runs = [len(list(run)) for text, run in groupby(oxygen) if text == HEAVY]
    assert [len(one.points) for one in water.heavy_reaches] == [n for n in runs if n >= 3]
    share = oxygen.count(HEAVY) * 100 / len(oxygen)
    expected = "none" if set(oxygen) == {CLEAN} else "heavy" if share >= 60 else "light"
    assert water.found == expected
    assert water.provisional == (len(oxygen) < 3)


def test_points_follow_the_line_and_not_the_table(judge):
    points = {
        "甲": (4, HEAVY),
        "乙": (2, LIGHT),
        "丙": (0, HEAVY),
        "丁": (3, HEAVY),
        "戊": (5, HEAVY),
    }
    (water,) = judge(points).waters
    assert [one.name for one in water.points] == ["丙", "乙", "丁", "甲", "戊"]
    assert [one.points for one in water.heavy_reaches] == [("丁", "甲", "戊")]
    (reach,) = water.heavy_reaches
    _, _, metres = GEOD.inv(LON + 3 * STEP_DEG, LAT, LON + 5 * STEP_DEG, LAT)
    assert float(reach.length_km) * 1000 == pytest.approx(metres, abs=0.01)


def test_the_length_is_geodesic(judge):
    (water,) = judge(row_of([CLEAN])).waters
    _, _, metres = GEOD.inv(LON, LAT, LON + 10 * STEP_DEG, LAT)
    assert float(water.water.length_km) * 1000 == pytest.approx(metres, abs=1e-6)


def test_a_line_of_parts_that_meet_is_one(judge):
    parts = shapely.MultiLineString([
        [(LON + 5 * STEP_DEG, LAT), (LON + 10 * STEP_DEG, LAT)],
        [(LON, LAT), (LON + 5 * STEP_DEG, LAT)],
    ])  # fmt: skip
    (water,) = judge(row_of([HEAVY] * 4), [{**DITCH, "geometry": parts}]).waters
    assert [len(one.points) for one in water.heavy_reaches] == [4]


@pytest.mark.parametrize(
    "shape",
    [
        shapely.MultiLineString(
            [[(LON, LAT), (LON + 0.01, LAT)], [(LON + 0.02, LAT), (LON + 0.04, LAT)]]
        ),
        shapely.box(LON - 0.001, LAT - 0.001, LON + 0.05, LAT + 0.001),
    ],
)  # fmt: skip
def test_where_there_is_no_order_no_reach_is_given_and_it_is_said(judge, shape):
    (water,) = judge(row_of([HEAVY] * 3), [{**DITCH, "geometry": shape}]).waters
    assert (water.found, water.heavy_reaches) == ("heavy", ())
    assert "black_odorous.order_unknown" in codes(water.why)


def test_points_without_a_place_have_no_order(judge):
    points = {f"北大沟{at}#": (None, HEAVY) for at in range(3)}
    (water,) = judge(points).waters
    assert (water.found, water.heavy_reaches) == ("heavy", ())
    assert "black_odorous.order_unknown" in codes(water.why)


@pytest.mark.parametrize(
    "name", ["北大沟", "北大沟1#", "北大沟-2号点", "北大沟（上游）", "北大沟监测点3"]
)
def test_a_name_tells_the_water(judge, name):
    (water,) = judge({name: (None, LIGHT)}).waters
    assert [one.name for one in water.points] == [name]


@pytest.mark.parametrize("name", ["北大沟桥西闸", "北大", "南大沟"])
def test_another_name_does_not(judge, name):
    (water,) = judge({name: (None, LIGHT)}).waters
    assert (water.found, water.points) == (None, ())
    assert "black_odorous.no_results" in codes(water.why)


def test_the_longest_name_fits(judge):
    waters = [DITCH, {"name": "北大沟上", "built_up": True, "geometry": None}]
    found = judge({"北大沟上1#": (None, LIGHT)}, waters)
    assert [len(one.points) for one in found.waters] == [0, 1]


def test_a_place_tells_the_water_within_the_distance(judge):
    """0.0004° of latitude is 44 m, 0.0006° is 67 m; the rules allow 50 m."""
    sections = [{"name": name, "geometry": shapely.Point(LON + STEP_DEG, LAT + north)}
                for name, north in (("近", 0.0004), ("远", 0.0006))]  # fmt: skip
    (water,) = judge({"近": (None, LIGHT), "远": (None, LIGHT)}, sections=sections).waters
    assert [one.name for one in water.points] == ["近"]


def test_a_river_tells_the_water_unless_it_lies_far_away(judge):
    sections = [
        {"name": "甲", "river": "北大沟", "geometry": None},
        {"name": "乙", "river": "北大沟", "geometry": shapely.Point(LON, LAT + 0.1)},
    ]
    found = judge({"甲": (None, LIGHT), "乙": (None, HEAVY)}, sections=sections)
    assert [one.name for one in found.waters[0].points] == ["甲"]
    assert "black_odorous.point_far" in codes(found.why)


def test_two_waters_of_one_name_are_told_apart_by_places(judge):
    other = {**DITCH, "geometry": shapely.LineString([(LON, LAT + 0.1), (LON + 0.04, LAT + 0.1)])}
    found = judge({"北大沟1#": (1, LIGHT), "北大沟2#": (None, HEAVY)}, [other, DITCH])
    assert [[one.name for one in water.points] for water in found.waters] == [[], ["北大沟1#"]]
    assert "black_odorous.which_water" in codes(found.why)


def test_a_table_name_goes_under_its_station(judge):
    sections = [{"name": "大桥", "geometry": shapely.Point(LON + STEP_DEG, LAT)}]
    found = judge({"大桥断面": (None, LIGHT)}, sections=sections, under={"大桥断面": "大桥"})
    assert [one.name for one in found.waters[0].points] == ["大桥"]


def test_few_points_and_few_samplings_are_provisional(judge):
    (water,) = judge({"北大沟1#": (0, [LIGHT]), "北大沟2#": (1, [LIGHT])}).waters
    assert water.provisional
    assert {"black_odorous.few_points", "black_odorous.few_times"} <= {*codes(water.why)}


@pytest.mark.parametrize(("built_up", "rules", "found"), [
    (True, "urban", "heavy"), (False, "rural", "black_odorous"), (None, "urban", "heavy"),
])  # fmt: skip
def test_towns_and_countryside(judge, built_up, rules, found):
    (water,) = judge(row_of([HEAVY] * 3), [{**DITCH, "built_up": built_up}]).waters
    assert (water.rules, water.found) == (rules, found)
    assert ("black_odorous.built_up_not_said" in codes(water.why)) == (built_up is None)
    assert (water.heavy_pct is None) == (rules == "rural")


def test_the_share_of_length_is_that_of_the_targets(judge):
    waters = [DITCH, {**DITCH, "name": "南沟", "remedied_year": 2019}]
    found = judge({}, waters, built_up_length_km=Decimal(20))
    _, _, metres = GEOD.inv(LON, LAT, LON + 10 * STEP_DEG, LAT)
    assert float(found.still.pct) == pytest.approx(metres / 20_000 * 100, abs=1e-5)
    without = judge({}, waters)
    assert (without.still.pct, codes(without.still.why)) == (
        None, ["black_odorous.no_built_up_length"],
    )  # fmt: skip


def test_points_with_redox_on_no_water_are_named(rows, measured, layer):
    made = rows("荒沟", "2019-06-03", redox_potential="-300")
    made += rows("大桥", "2019-06-03", dissolved_oxygen="5")
    found = black_odorous(measured(made), {}, period=Period.parse("2019"))
    assert (found.waters, found.elsewhere) == ((), ("荒沟",))


def test_the_sheets_are_of_one_language(judge, one_language, texts_of):
    waters = [DITCH, {"name": "南沟", "built_up": False, "geometry": None}]
    found = judge(row_of([HEAVY, HEAVY, HEAVY, CLEAN]), waters)
    own = ("北大沟", "南沟")
    for language in ("zh", "en"):
        sheets = black_odorous_sheets(found, language=language)
        assert all(0 < len(sheet.name) <= 31 for sheet in sheets)
        one_language(texts_of(sheets), language, own=own)
    first = black_odorous_sheets(found, language="zh")[0].rows[0]
    assert first[6:9] == ("重度黑臭", "重度黑臭", "否")
    assert first[11].startswith("北大沟0# 至 北大沟2#（")
    assert black_odorous_sheets(found, language="zh")[2].rows[0][2] == dt.date(2019, 6, 3)


def test_the_record_is_plain(judge):
    record = black_odorous_record(judge(row_of([HEAVY] * 3)), language="en")
    assert json.loads(json.dumps(record, allow_nan=False)) == record
    (water,) = record["waters"]
    assert (water["stated_degree"], water["found_degree"]) == ("heavy", "heavy")
    assert water["points"][0]["samplings"][0]["indicators"][0]["unit"] == "mg/L"
