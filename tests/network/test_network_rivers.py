import networkx
import numpy as np
import pytest

from tests.network.drawing import GROUND, layer
from watermap.network.building.build import build
from watermap.network.building.repairs import LineKey, Repair
from watermap.network.building.rivers import upstream_km
from watermap.network.network import Flow


def network_of(*lines):
    return build({"river": (layer("river", *lines),)}).network


def by_name(network, name):
    return [row for row, one in enumerate(network.reaches.names) if one == name]


def test_kilometres_begin_at_the_mouth_of_each_river():
    network = network_of(
        ([(0, 0), (1000, 0), (3000, 0)], {"name": "大河"}),
        ([(1000, 500), (1000, 0)], {"name": "小河"}),
    )
    upper, lower = by_name(network, "大河")
    (brook,) = by_name(network, "小河")
    assert network.reaches.km[[upper, lower, brook]] == pytest.approx([2.0, 0.0, 0.0], abs=1e-4)
    assert (
        network.reaches.river[upper] == network.reaches.river[lower] != network.reaches.river[brook]
    )


BRAID = (
    ([(0, 0), (1000, 0)], {"name": "大河"}),
    ([(1000, 0), (1500, 20), (2000, 0)], {"name": "大河", "order": 3}),  # the main branch
    ([(1000, 0), (1500, -600), (2000, 0)], {"name": "大河", "order": 1}),
    ([(2000, 0), (3000, 0)], {"name": "大河", "order": 3}),
)


def test_kilometres_go_along_the_main_branch_of_a_braid():
    network = network_of(*BRAID)
    first, main, side, last = range(4)
    km = network.reaches.km
    assert km[last] == 0.0
    assert km[[main, side]] == pytest.approx([1.0, 1.0], abs=1e-4)
    assert km[first] == pytest.approx(1.0 + network.reaches.length_m[main] / 1000, abs=1e-9)


def test_without_orders_the_main_branch_is_the_shorter_one_by_no_rule_but_the_same_each_time():
    orders = [[dict(values, order=None) for _, values in BRAID]] * 2
    runs = [
        network_of(*((line, values) for (line, _), values in zip(BRAID, one, strict=True)))
        for one in orders
    ]
    assert runs[0].reaches.km.tolist() == runs[1].reaches.km.tolist()


def test_kilometres_are_not_known_above_a_reach_whose_flow_is_not():
    lines = [([(0, 0), (500, 0)], {"name": "甲", "flow": "as_drawn"}),
             ([(1000, 0), (500, 0)], {"name": "甲"}),
             ([(1000, 0), (1500, 0)], {"name": "甲", "flow": "as_drawn"})]  # fmt: skip
    network = network_of(*lines)
    assert network.reaches.flow.tolist()[1] == Flow.UNKNOWN
    assert np.isnan(network.reaches.km[[0, 1]]).all()
    assert network.reaches.km[2] == 0.0


def test_kilometres_of_a_circle_are_not_known():
    network = network_of(
        ([(0, 0), (500, 0)], {"name": "甲", "flow": "as_drawn"}),
        ([(500, 0), (500, 500)], {"name": "甲", "flow": "as_drawn"}),
        ([(500, 500), (0, 0)], {"name": "甲", "flow": "as_drawn"}),
    )
    assert np.isnan(network.reaches.km).all()


def test_a_canal_that_flows_both_ways_has_kilometres_as_it_is_drawn():
    network = network_of(([(0, 0), (500, 0)], {"name": "渠", "flow": "both"}),
                         ([(500, 0), (1500, 0)], {"name": "渠", "flow": "both"}))  # fmt: skip
    assert network.reaches.km.tolist() == pytest.approx([1.0, 0.0], abs=1e-4)


def test_rivers_of_one_name_that_do_not_hang_together_are_two():
    network = network_of(
        ([(0, 0), (500, 0)], {"name": "沙河"}), ([(0, 900), (500, 900)], {"name": "沙河"})
    )
    assert len(set(network.reaches.river.tolist())) == 2


def test_nameless_reaches_hang_together_up_to_the_next_confluence():
    network = network_of(
        ([(0, 0), (500, 0)], {}),
        ([(500, 0), (1000, 0)], {}),
        ([(1000, 0), (1500, 0)], {}),
        ([(1000, 500), (1000, 0)], {}),
    )
    river = network.reaches.river.tolist()
    assert river[0] == river[1]
    assert len({river[0], river[2], river[3]}) == 3


def test_what_drains_through_a_reach_is_the_sum_above_it():
    """networkx sums the same over a random tree; where a river divides, each half counts half."""
    random = np.random.default_rng(1)
    parent = [random.integers(0, node) for node in range(1, 200)]
    upper, lower = np.arange(1, 200), np.array(parent)
    length = random.uniform(10, 5000, 199)
    found = upstream_km(upper, lower, length, 200)
    tree = networkx.DiGraph(zip(upper.tolist(), lower.tolist(), strict=True))
    for row, node in enumerate(upper.tolist()):
        above = networkx.ancestors(tree, node) | {node}
        assert found[row] == pytest.approx(sum(length[one - 1] for one in above) / 1000)


def test_what_drains_through_a_braid_counts_once():
    network = network_of(*BRAID)
    total = network.reaches.length_m.sum() / 1000
    last = 3
    rank = network.reaches.rank
    assert rank[last] - 1e6 - 3e7 == pytest.approx(total, abs=1e-3)


@pytest.mark.parametrize(
    ("main", "brook"), [(3, 1), (1, 2)], ids=["Strahler: the main one is high", "branches: it is 1"]
)
def test_stated_orders_are_read_the_way_rivers_end_on_each_other(main, brook):
    network = network_of(
        ([(0, 0), (4000, 0)], {"name": "大河", "order": main}),
        ([(1000, 500), (1000, 0)], {"name": "小河", "order": brook}),
        ([(3000, 5000), (3000, 0)], {"name": "长沟", "order": brook}),
    )
    rank = network.reaches.rank
    assert rank[by_name(network, "大河")].min() > rank[by_name(network, "长沟")].max()


def test_attributes_of_reaches_come_from_the_layer():
    network = network_of(
        ([(0, 0), (500, 0)], {"name": "渠", "sort": "canal", "gate": "节制闸", "speed": 0.4}),
        ([(500, 0), (900, 0)], {"name": "渠", "sort": "culvert", "slow": 0.9, "fast": 0.2}),
        ([(900, 0), (1900, 0)], {"name": "渠"}),
    )
    reaches = network.reaches
    assert [one.value for one in reaches.sort] == ["canal", "culvert", "river"]
    assert reaches.gate == ("节制闸", None, None)
    assert reaches.slow_m_s[:2].tolist() == [0.4, 0.2]
    assert reaches.fast_m_s[:2].tolist() == [0.4, 0.9]
    assert np.isnan(reaches.slow_m_s[2])


def test_a_person_may_set_a_reach_to_both_ways():
    rivers = layer("river", ([(0, 0), (500, 0)], {"name": "渠"}))
    print_ = build({"river": (rivers,)}).lines.fingerprint(0)
    key = LineKey(layer="river.shp", record=1, fingerprint=print_)
    built = build({"river": (rivers,)}, repairs=[Repair(do="flow", line=key, flow="both")])
    assert built.network.reaches.flow.tolist() == [Flow.BOTH]
    assert built.network.reaches.clue == ("repair",)
    assert GROUND.at(0, 0) == pytest.approx(tuple(built.network.node_xy[0]))


def test_the_evidence_of_a_reach_is_every_clue_that_speaks():
    rivers = layer("river", ([(0, 0), (500, 0)], {"name": "河", "flow": "against"}))
    built = build(
        {"river": (rivers,)}, heights=lambda lon, lat: np.where(lon > lon.min(), 9.0, 1.0)
    )
    assert built.direction.evidence(0) == {
        "attribute": Flow.AGAINST, "heights": Flow.AGAINST, "digitised": Flow.AS_DRAWN,
    }  # fmt: skip
    assert built.network.reaches.confidence[0] == pytest.approx(0.95 * 0.7)
