"""Above an intake, surely not above, or nobody can tell: on small drawings."""

import pytest

from tests.network.drawing import GROUND, layer
from watermap.network.building.build import build
from watermap.network.placing.place import placed
from watermap.network.tracing.above import Above
from watermap.workspace.answers.flowing import gaps_of

MAIN = ([(0, 0), (5000, 0), (10_000, 0)], {"name": "大河"})
BRANCH = ([(5000, 4000), (5000, 0)], {"name": "支流"})
CUT_BRANCH = [([(5000, 4000), (5000, 2030)], {"name": "支流"}),
              ([(5000, 2000), (5000, 0)], {"name": "支流"})]  # fmt: skip
OTHER = ([(0, -9000), (9000, -9000)], {"name": "邻河"})
INTAKE = (GROUND.point(8000, 30), {"name": "取水口", "source_type": "river"})


def lying(rivers, outfalls, *, intake=INTAKE, roads=(), farms=()):
    """How each outfall (or road, farm) lies to the intake."""
    layers = {
        "river": (layer("river", *rivers),),
        "water_source": (layer("water_source", intake),),
        "outfall": (layer("outfall", *[(GROUND.point(*at), {}) for at in outfalls]),),
        "transport_line": (layer("transport_line", *roads),),
    }
    built = build(layers)
    above = Above(built.network, placed(built.network, layers), gaps_of(built))
    things = [("outfall", 0, row) for row in range(len(outfalls))]
    things += [("transport_line", 0, row) for row in range(len(roads))]
    things += [("red_line", 0, row) for row in farms]
    return [above.lying(one, ("water_source", 0, 0)) for one in things]


def why(one):
    return None if one.why is None else one.why.code


def test_above_with_its_way_and_below_and_on_a_branch():
    up, branch, below = lying([MAIN, BRANCH], [(6000, 20), (5000, 1000), (9000, 20)])
    assert (up.above, up.way_m) == (True, pytest.approx(2000, abs=1))
    assert (branch.above, branch.way_m) == (True, pytest.approx(4000, abs=1))
    assert (below.above, below.way_m, below.why) == (False, None, None)


def test_a_branch_that_comes_in_below_is_surely_not_above():
    low = ([(9000, 4000), (9000, 0)], {"name": "下支"})
    (one,) = lying([MAIN, low], [(9000, 2000)])
    assert one.above is False


def test_beyond_a_gap_it_cannot_be_ruled_out():
    """The branch is cut: neither what lies beyond nor a third river may be told as safe."""
    beyond, below = lying([MAIN, *CUT_BRANCH], [(5000, 3000), (9000, 20)])
    assert (beyond.above, why(beyond)) == (None, "network.not_connected")
    assert below.above is False


def test_on_the_same_network_above_a_cut_elsewhere_it_cannot_be_ruled_out():
    low = ([(9000, 4000), (9000, 0)], {"name": "下支"})
    (one,) = lying([MAIN, *CUT_BRANCH, low], [(9000, 2000)])
    assert (one.above, why(one)) == (None, "network.above_cut")


def test_another_network_is_no_proof():
    (one,) = lying([MAIN, OTHER], [(3000, -9010)])
    assert (one.above, why(one)) == (None, "network.not_connected")


def test_a_doubtful_place_is_never_safe_and_stays_above_with_its_doubt():
    near_mouth, far_above = lying([MAIN, BRANCH], [(9000, 900), (6500, 900)])
    assert (near_mouth.above, why(near_mouth)) == (None, "network.doubt_far")
    assert (far_above.above, why(far_above)) == (True, "network.doubt_far")


def test_no_place_no_river_no_crossing():
    road = ([(9000, -500), (9000, 500)], {"name": "桥"})
    apart = ([(0, 2000), (900, 2000)], {"name": "乡道"})
    over = ([(2000, -500), (2000, 500)], {"name": "上游桥"})
    nowhere, low, away, high, farm = lying(
        [MAIN], [(2000, 3000)], roads=[road, apart, over], farms=[0]
    )
    assert (nowhere.above, why(nowhere)) == (None, "network.unplaced_too_far")
    assert (low.above, why(low)) == (None, "network.crosses_not_above")
    assert (away.above, why(away)) == (None, "network.crosses_no_river")
    assert (high.above, high.way_m) == (True, pytest.approx(6000, abs=1))
    assert (farm.above, why(farm)) == (None, "network.kind_not_placed")


def test_an_intake_of_groundwater_is_on_no_river():
    well = (GROUND.point(8000, 30), {"name": "井", "source_type": "groundwater"})
    (one,) = lying([MAIN], [(6000, 20)], intake=well)
    assert (one.above, why(one)) == (None, "network.unplaced_not_on_a_river")


def test_a_canal_that_flows_both_ways_is_said():
    canal = ([(0, 0), (5000, 0)], {"name": "运河", "flow": "both"})
    rest = ([(5000, 0), (10_000, 0)], {"name": "大河"})
    (one,) = lying([canal, rest], [(3000, 20)])
    assert one.above is True
    assert why(one) == "tracing.both_ways"
