"""Lakes of several points (standards.md 2.6), worked out by hand."""

from decimal import Decimal

import pytest

from watermap.export.recording.lakes import lakes_record
from watermap.export.standing.lakes import lakes_sheets


def codes(messages):
    return [one.code for one in messages]


def of(lake, name):
    return next(one for one in lake.indicators if one.id == name)


def test_one_point_is_the_lake(lakes_of, full):
    (lake,) = lakes_of({"湖心": full})
    assert (lake.name, lake.points, lake.state) == ("东湖", ("湖心",), "evaluated")
    assert (lake.water_class, lake.deciding) == ("III", ("total_phosphorus",))  # TP 0.05 of a lake
    assert lake.nitrogen.water_class == "III"
    assert lake.trophic.state == "light_eutrophic"
    assert f"{lake.trophic.index:.3f}" == "52.489"


def test_points_are_averaged_and_then_classed(lakes_of):
    (lake,) = lakes_of({
        "东": {"total_phosphorus": "0.02", "permanganate_index": "3"},
        "西": {"total_phosphorus": "0.10", "permanganate_index": "5"},
    })  # fmt: skip
    assert of(lake, "total_phosphorus").mean == Decimal("0.06")
    assert (lake.water_class, lake.grade, lake.met) == ("IV", "light", False)
    assert of(lake, "total_phosphorus").multiple == Decimal("0.2")
    assert [(one.id, one.multiple) for one in lake.main_pollutants] == [
        ("total_phosphorus", Decimal("0.2"))
    ]
    assert of(lake, "total_phosphorus").n == 2


def test_the_mean_over_time_comes_first(lakes_of):
    """Three results in the east, one in the west: (0.01 + 0.09) / 2, not (3 · 0.01 + 0.09) / 4."""
    east = [(f"2019-06-{day:02d}", {"total_phosphorus": "0.01"}) for day in (3, 13, 23)]
    (lake,) = lakes_of({"东": east, "西": {"total_phosphorus": "0.09"}})
    assert of(lake, "total_phosphorus").mean == Decimal("0.05")
    assert lake.water_class == "III"


def test_nitrogen_takes_no_part_in_the_class(lakes_of):
    (lake,) = lakes_of({
        "东": {"total_phosphorus": "0.02", "total_nitrogen": "3"},
        "西": {"total_phosphorus": "0.02", "total_nitrogen": "2"},
    })  # fmt: skip
    assert (lake.water_class, lake.nitrogen.water_class) == ("II", "worse_than_V")
    assert lake.nitrogen.mean == Decimal("2.5")
    assert lake.met is True


def test_ph_is_averaged_over_hydrogen_ions(lakes_of):
    (lake,) = lakes_of({"东": {"ph": "7.0"}, "中": {"ph": "8.0"}, "西": {"ph": "8.5"}})
    assert f"{of(lake, 'ph').mean:.4f}" == "7.4234"


@pytest.mark.parametrize("body", ["river", None])
def test_rivers_and_unknown_waters_are_no_lakes(lakes_of, body, full):
    """A reservoir of river type is a river, and its layer says so."""
    found = lakes_of({"湖心": full, "河口": full}, 河口={"water_body": body})
    assert [one.points for one in found] == [("湖心",)]


def test_each_water_is_a_lake(lakes_of, full):
    found = lakes_of({"甲": full, "乙": full, "丙": full}, 乙={"river": "西湖"})
    assert {one.name: one.points for one in found} == {"东湖": ("甲", "丙"), "西湖": ("乙",)}


def test_a_point_without_a_water_stands_alone_and_it_is_said(lakes_of, full):
    first, second = lakes_of({"甲": full, "乙": full}, 甲={"river": None}, 乙={"river": None})
    assert (first.name, second.name) == ("甲", "乙")
    assert "lakes.no_water_named" in codes(first.why)


def test_zones_are_told_beside_the_whole(lakes_of):
    cells = {name: {"total_phosphorus": tp} for name, tp in
             (("甲", "0.01"), ("乙", "0.02"), ("丙", "0.3"))}  # fmt: skip
    found = lakes_of(cells, zones={"甲": "东区", "乙": "东区", "丙": "西区"})
    assert [(one.zone, one.water_class) for one in found] == [
        (None, "V"), ("东区", "II"), ("西区", "worse_than_V"),
    ]  # fmt: skip


def test_one_zone_is_no_division(lakes_of, full):
    assert len(lakes_of({"甲": full, "乙": full}, zones={"甲": "东区"})) == 1


def test_points_without_enough_results_are_left_out_and_named(lakes_of):
    months = [(f"2019-{month:02d}", {"total_phosphorus": "0.02"}) for month in range(1, 13)]
    (lake,) = lakes_of({"甲": months, "乙": months[:3]}, period="2019")
    assert (lake.points, lake.left_out) == (("甲",), ("乙",))
    assert lake.water_class == "II"
    assert "lakes.points_left_out" in codes(lake.why)


def test_a_lake_without_results_has_no_class(lakes_of):
    (lake,) = lakes_of({"甲": [], "乙": []})
    assert (lake.state, lake.water_class, lake.met) == ("no_data", None, None)
    assert "lakes.points_left_out" in codes(lake.why)
    assert lake.trophic.index is None


def test_an_indicator_of_some_points_only_is_said(lakes_of):
    (lake,) = lakes_of({"甲": {"total_phosphorus": "0.02", "copper": "0.5"},
                        "乙": {"total_phosphorus": "0.02"}})  # fmt: skip
    assert of(lake, "copper").n == 1
    (said,) = [one for one in lake.why if one.code == "lakes.at_some_points"]
    assert "铜" in said.text("zh")


def test_a_doubt_at_a_point_is_a_doubt_of_the_lake(lakes_of):
    """Phosphorus below a detection limit of 0.3 mg/L may be anything up to worse than class V."""
    (lake,) = lakes_of({"甲": {"total_phosphorus": "0.3L", "ammonia_nitrogen": "0.4"},
                        "乙": {"total_phosphorus": "0.02", "ammonia_nitrogen": "0.4"}})  # fmt: skip
    assert (lake.water_class, lake.met) == ("II", None)
    assert "lakes.may_be_worse" in codes(lake.why)


def test_different_targets_are_none(lakes_of, full):
    (lake,) = lakes_of({"甲": full, "乙": full}, 乙={"target": "II"})
    assert (lake.target, lake.met) == (None, None)
    assert "lakes.targets_differ" in codes(lake.why)


def test_means_first_then_the_index(lakes_of, full):
    """The index of the mean chlorophyll, 20 µg/L of 5 and 35, is not the mean of two indices."""
    (lake,) = lakes_of({
        "甲": {**full, "chlorophyll_a": "0.005"}, "乙": {**full, "chlorophyll_a": "0.035"},
    })  # fmt: skip
    assert f"{lake.trophic.index:.3f}" == "52.489"


def test_the_sheets_are_of_one_language(lakes_of, full, one_language, texts_of):
    partial = {name: raw for name, raw in full.items() if name != "transparency"}
    found = lakes_of({"湖心": full, "库尾": partial, "坝前": []}, 库尾={"river": "库"},
                     坝前={"river": "坝"})  # fmt: skip
    for language in ("zh", "en"):
        sheets = lakes_sheets(found, language=language)
        assert all(0 < len(sheet.name) <= 31 for sheet in sheets)
        one_language(texts_of(sheets), language, own=("东湖", "湖心", "库尾", "坝前", "库", "坝"))
    rows = lakes_sheets(found, language="zh")[0].rows
    assert rows[0][15].value == "轻度富营养"
    assert rows[1][15] == "不判定（项目不全）"
    assert rows[1][16] == "透明度"


def test_the_record_is_plain(lakes_of, full):
    import json

    record = lakes_record(lakes_of({"湖心": full, "库尾": {"ph": "7"}}), language="zh")
    again = json.loads(json.dumps(record, allow_nan=False))
    assert again == record
    (lake,) = record["lakes"]
    assert lake["trophic"]["items"][0] == {
        "id": "chlorophyll_a", "value": 20.0, "unit": "mg/m³",
        "index": pytest.approx(57.534, abs=1e-3), "weight": pytest.approx(0.26626, abs=1e-5),
    }  # fmt: skip
    assert lake["total_nitrogen_class"] == "III"
