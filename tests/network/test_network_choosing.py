"""Repairs chosen by number, left alone, taken back."""

import pytest

from tests.network.drawing import layer
from watermap.errors import WatermapError
from watermap.network.building.build import build
from watermap.network.building.choosing import left_alone, repaired, undone
from watermap.network.building.repairs import Kept
from watermap.network.placing.telling import repair_told, river_names

LAYERS = {"river": (layer("river",
    ([(0, 0), (1000, 0)], {"name": "大河"}),
    ([(500, 400), (500, 30)], {"name": "小河"}),
    ([(0, 0), (1000, 0)], {"name": "大河"}),
    ([(800, 0), (800, 300)], {"name": "反河"})),)}  # fmt: skip
NOTHING = Kept()


@pytest.fixture(scope="module")
def built():
    return build(LAYERS)


def number(built, code):
    return next(at for at, one in enumerate(built.faults, start=1) if one.code == code)


def test_all_joins_and_takes_out_but_turns_nothing(built):
    chosen = repaired(NOTHING, built, ["all"])
    assert {one.do for one in chosen.added} == {"join", "remove"}
    passed = [built.faults[at - 1] for at in chosen.passed]
    assert {one.code for one in passed} >= {"against_flow"}
    assert all(one.severity != "note" for one in passed)
    after = build(LAYERS, repairs=chosen.kept.repair)
    assert not {"gap", "duplicate"} & {one.code for one in after.faults}
    assert repaired(chosen.kept, after, ["all"]).kept == chosen.kept


def test_of_two_answers_to_one_question_the_later_holds(built):
    at = number(built, "against_flow")
    turned = repaired(NOTHING, built, [str(at)])
    kept = repaired(turned.kept, built, [f"{at}.2"])
    assert [one.flow for one in turned.kept.repair] == ["against"]
    assert [one.flow for one in kept.kept.repair] == ["as_drawn"]
    assert (len(kept.added), kept.taken) == (1, turned.added)
    assert repaired(kept.kept, built, [f"{at}.2"]).kept == kept.kept


def test_taken_back_one_by_one_or_all(built):
    every = repaired(NOTHING, built, ["all"]).kept
    one = undone(every, ["1"])
    assert one.kept.repair == every.repair[1:]
    assert one.taken == every.repair[:1]
    assert undone(every, ["all"]).kept == NOTHING


def test_left_alone_is_listed_last_and_not_repaired_by_all(built):
    chosen = left_alone(NOTHING, built, [str(number(built, "gap"))])
    after = build(LAYERS, repairs=chosen.kept.repair)
    assert [one.code for one in after.faults if one.left] == ["gap"]
    assert "join" not in {one.do for one in repaired(chosen.kept, after, ["all"]).added}


@pytest.mark.parametrize("text", ["0", "-1", "99", "1.9", "一", "", "²"])
def test_what_is_no_number_of_the_list_is_refused(built, text):
    with pytest.raises(WatermapError):
        repaired(NOTHING, built, [text])


def test_every_wrong_number_is_told_at_once(built):
    with pytest.raises(WatermapError) as raised:
        repaired(NOTHING, built, ["77", "88"])
    assert [one.fields["number"] for one in raised.value.problems] == ["77", "88"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_repair_that_is_offered_is_told_by_the_rivers_name(built, language):
    names = river_names(built.lines)
    for fault in built.faults:
        for repair in fault.repairs:
            told = repair_told(repair, names).text(language)
            assert "river.shp" in told
            assert "None" not in told
