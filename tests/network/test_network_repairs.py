import tomllib
from dataclasses import replace

import geopandas as gpd
import pytest

from tests.network.drawing import GROUND, flows, layer
from watermap.errors import WatermapError
from watermap.network.building.build import build
from watermap.network.building.finding import leave
from watermap.network.building.repairs import (
    Changed,
    Kept,
    LineKey,
    Repair,
    read_kept,
    read_repairs,
    write_kept,
)
from watermap.network.building.settings import Tolerances

GAP = {"river": (layer("river", ([(0, 0), (1000, 0)], {"name": "大河"}),
                       ([(500, 400), (500, 30)], {"name": "小河"})),)}  # fmt: skip


def codes(built):
    return sorted(fault.code for fault in built.faults if not fault.left)


def only(built, code):
    (fault,) = [fault for fault in built.faults if fault.code == code]
    return fault


def test_a_gap_is_closed_by_its_own_repair_and_opened_by_taking_it_back():
    broken = build(GAP)
    repair = only(broken, "gap").repairs[0]
    joined = build(GAP, repairs=[repair])
    assert codes(joined) == []
    assert len(joined.network.reaches) == 3
    assert [one.repair for one in joined.applied] == [repair]
    assert flows(build(GAP, repairs=[]).network) == flows(broken.network)


def test_the_same_line_turned():
    layers = {"river": (layer("river", ([(0, 0), (500, 0)], {"name": "大河"}),
                              ([(500, 0), (1000, 0)], {"name": "大河"}),
                              ([(500, 0), (500, 300)], {"name": "小河"})),)}  # fmt: skip
    fault = only(build(layers), "against_flow")
    turn, confirm = fault.repairs
    assert (turn.flow, confirm.flow) == ("against", "as_drawn")
    turned = build(layers, repairs=[turn])
    assert "小河 500,300 -> 500,0" in flows(turned.network)
    assert codes(turned) == []
    confirmed = build(layers, repairs=[confirm])
    assert "小河 500,0 -> 500,300" in flows(confirmed.network)
    assert codes(confirmed) == ["dangling"]
    assert confirmed.network.reaches.confidence[2] == 1.0


def test_a_line_drawn_twice_is_taken_out():
    layers = {"river": (layer("river", ([(0, 0), (1000, 0)], {}), ([(0, 0), (1000, 0)], {})),)}
    fault = only(build(layers), "duplicate")
    clean = build(layers, repairs=fault.repairs)
    assert len(clean.network.reaches) == 1
    assert codes(clean) == []


def test_lines_that_cross_are_kept_apart():
    layers = {"river": (layer("river", ([(0, 0), (1000, 0)], {"name": "渠"}),
                              ([(400, 300), (400, -300)], {"name": "河"})),)}  # fmt: skip
    crossed = build(layers)
    assert len(crossed.network.reaches) == 4
    key = [LineKey(layer="river.shp", record=record, fingerprint=crossed.lines.fingerprint(row))
           for row, record in ((0, 1), (1, 2))]  # fmt: skip
    apart = Repair(do="apart", line=key[0], other=key[1], at=GROUND.at(400, 0))
    assert flows(build(layers, repairs=[apart]).network) == [
        "河 400,300 -> 400,-300", "渠 0,0 -> 1000,0",
    ]  # fmt: skip


def test_an_outlet_is_marked():
    layers = {"river": (layer("river", ([(500, 0), (0, 0)], {"name": "大河"}),
                              ([(500, 0), (1000, 0)], {"name": "大河"})),)}  # fmt: skip
    assert "unknown_direction" in codes(build(layers))
    marked = build(layers, repairs=[Repair(do="outlet", at=GROUND.at(1000, 3))])
    assert flows(marked.network) == ["大河 0,0 -> 500,0", "大河 500,0 -> 1000,0"]
    assert set(marked.network.reaches.clue) == {"outlet"}


def test_a_fault_is_left_as_it_is_and_comes_last():
    broken = build(GAP)
    left = build(GAP, repairs=[leave(only(broken, "gap"))])
    assert [(fault.code, fault.left) for fault in left.faults] == [
        ("isolated", False),
        ("gap", True),
    ]


def moved(layers, row, *places):
    (one,) = layers["river"]
    frame = one.frame.copy()
    shapes = list(frame.geometry)
    shapes[row] = GROUND.line(*places)
    frame["geometry"] = gpd.GeoSeries(shapes, crs=4490)
    return {"river": (replace(one, frame=frame),)}


def test_a_repair_of_a_line_that_was_drawn_anew_is_stale_and_said():
    repair = only(build(GAP), "gap").repairs[0]
    anew = build(moved(GAP, 1, (500, 400), (505, 31)), repairs=[repair])
    assert anew.stale == (repair,)
    assert anew.applied == ()
    fault = only(anew, "stale_repair")
    assert "2" in fault.message.text("zh")
    assert "gap" in codes(anew)


def test_a_repair_finds_its_line_when_records_moved():
    repair = only(build(GAP), "gap").repairs[0]
    (one,) = GAP["river"]
    frame = one.frame.iloc[::-1].reset_index(drop=True)
    built = build({"river": (replace(one, frame=frame),)}, repairs=[repair])
    assert built.stale == ()
    assert codes(built) == []


def test_a_repair_of_a_layer_that_is_gone_is_stale():
    repair = Repair(do="believe", layer="别的.shp")
    assert build(GAP, repairs=[repair]).stale == (repair,)


def test_repairs_and_tolerances_are_kept_and_read_again(tmp_path):
    path = tmp_path / "network.toml"
    assert read_kept(path) == Kept()
    assert Kept().near() == Tolerances.shipped()
    broken = build(GAP)
    repairs = (only(broken, "gap").repairs[0], leave(only(broken, "isolated")))
    kept = Kept(repair=repairs, tolerances=Changed(join_m=5.0))
    write_kept(path, kept)
    assert read_kept(path) == kept
    assert read_repairs(path) == repairs
    assert read_kept(path).near() == replace(Tolerances.shipped(), join_m=5.0)
    assert tomllib.loads(path.read_text("utf-8"))["repair"][0]["line"]["record"] == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[repair]]\ndo = "join"\nend = "start"\n', "line, other"),
        ("[tolerances]\njoin_m = -1\n", "join_m"),
        ("[tolerances]\njoin = 1\n", "join_m"),
        ('[[repair]]\ndo = "jion"\n', "repair.0.do"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(tmp_path, text, said):
    path = tmp_path / "network.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(WatermapError) as refused:
        read_kept(path)
    assert said in refused.value.text("zh")
    assert said in refused.value.text("en")


def test_every_repair_of_every_fault_can_be_applied():
    """One by one: none raises, and the fault it was offered for is gone."""
    drawn = [
        ("甲", [(0, 0), (500, 0)]),
        ("甲", [(500, 0), (1000, 0)]),
        ("乙", [(500, 0), (500, 300)]),
        ("丙", [(0, 0), (500, 0)]),
        ("丁", [(800, 200), (800, 40)]),
        ("戊", [(1030, 0), (2000, 0)]),
    ]
    layers = {"river": (layer("river", *((line, {"name": name}) for name, line in drawn)),)}
    faults = build(layers).faults
    assert {"gap", "duplicate", "against_flow"} <= {fault.code for fault in faults}
    for fault in faults:
        for repair in fault.repairs:
            again = build(layers, repairs=[repair])
            assert again.stale == ()
            same = [
                one
                for one in again.faults
                if (one.code, one.lon, one.lat) == (fault.code, fault.lon, fault.lat)
            ]
            assert same == [] or fault.code in {"dangling", "loop", "isolated"}


@pytest.mark.parametrize("upper_first", [True, False])
def test_a_river_cut_in_two_is_a_warning_whichever_half_is_listed_first(upper_first):
    """The head below the cut alone would be a note: a river may well rise beside another."""
    upper = ([(500, 800), (500, 430)], {"name": "小河"})
    lower = ([(500, 400), (500, 0)], {"name": "小河"})
    halves = (upper, lower) if upper_first else (lower, upper)
    built = build({"river": (layer("river", ([(0, 0), (1000, 0)], {"name": "大河"}), *halves),)})
    assert only(built, "gap").severity == "warning"
