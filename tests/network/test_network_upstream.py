"""The water above sources, up to some distances along it."""

import pytest

from tests.network.drawing import GROUND, layer
from watermap.network.answer import Waters
from watermap.network.building.build import build
from watermap.network.placing.place import placed
from watermap.network.upstream import upstream
from watermap.workspace.answers.flowing import gaps_of

MAIN = ([(0, 0), (5000, 0), (10_000, 0)], {"name": "大河"})
BRANCH = ([(5000, 4000), (5000, 0)], {"name": "支流"})
SOURCE = (GROUND.point(8000, 10), {"name": "取水口", "source_type": "river"})
WELL = (GROUND.point(9000, 10), {"name": "井", "source_type": "groundwater"})
OUTFALLS = [(7000, 10), (6500, 10), (5000, 3500), (9500, 10)]


def above(rivers, within_m, asked=(("water_source", 0, 0),), sources=(SOURCE, WELL)):
    layers = {
        "river": (layer("river", *rivers),),
        "water_source": (layer("water_source", *sources),),
        "outfall": (layer("outfall", *[(GROUND.point(*at), {}) for at in OUTFALLS]),),
    }
    built = build(layers)
    known = Waters(built=built, placements=placed(built.network, layers), problems=())
    return upstream(
        known, asked, within_m=within_m, gaps=gaps_of(built), kinds=("outfall", "section")
    )


def test_reaches_and_objects_grow_with_the_distance():
    (source,) = above([MAIN, BRANCH], (20_000, 2000, 4000)).sources
    assert [one.within_m for one in source.within] == [2000, 4000, 20_000]
    lengths = [one.trace.length_m for one in source.within]
    # To 4 km: 3 km to the confluence, then a kilometre of each river.
    assert lengths == [pytest.approx(far, abs=2) for far in (2000, 5000, 12_000)]
    counts = [{kind.kind: len(kind.objects) for kind in one.kinds} for one in source.within]
    assert counts == [{"outfall": 2, "section": 0}] * 2 + [{"outfall": 3, "section": 0}]
    nearest = source.within[0].kinds[0].objects[0]
    assert nearest.taken_m == pytest.approx(1000, abs=1)
    assert nearest.hours.earliest < nearest.hours.likely < nearest.hours.latest
    assert {one.reason for one in source.within[0].trace.ends} == {"distance"}
    assert {one.reason for one in source.within[-1].trace.ends} == {"source"}
    assert source.within[-1].cut() == ()


def test_a_gap_is_told_as_what_may_hide_more():
    broken = [([(5000, 4000), (5000, 2030)], {"name": "支流"}),
              ([(5000, 2000), (5000, 0)], {"name": "支流"})]  # fmt: skip
    (source,) = above([MAIN, *broken], (20_000,)).sources
    (cut,) = source.within[0].cut()
    assert cut.reason == "gap"
    assert cut.taken_m == pytest.approx(5000, abs=1)
    assert len(source.within[0].kinds[0].objects) == 2


def test_groundwater_and_what_is_not_there_are_on_no_reach_and_said():
    well, gone = above([MAIN], (5000,), asked=(("water_source", 0, 1), None)).sources
    assert (well.place, well.within, gone.place) == (None, (), None)
    assert [one.code for one in well.said] == ["network.unplaced_not_on_a_river"]
    assert [one.code for one in gone.said] == ["network.source_not_placed"]


def test_doubts_of_the_intakes_own_place_are_said():
    far = (GROUND.point(8000, 900), {"name": "取水口", "source_type": "river"})
    (source,) = above([MAIN], (5000,), sources=(far,)).sources
    assert "network.doubt_far" in [one.code for one in source.said]
