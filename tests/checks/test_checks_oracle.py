"""Random sites over random zones against an independent way, and what must not change an answer.

A few sites a run; all 2,000 with ``WATERMAP_LONG=1``.
"""

import pytest
import shapely

from tests.checks.oracle import Oracle
from tests.checks.surveyed import EPSGS, LONG, SITES, Group, groups
from watermap.checks.ground.features import near_features
from watermap.checks.ground.layer_index import index_of
from watermap.checks.ground.relation import encounter
from watermap.checks.ground.zone import Zone
from watermap.geodesy.plane import Plane

WITHIN_M = 3_000.0
HUNDREDTH_PCT, CENTIMETRE_M, EDGE_M = 1e-4, 0.01, 0.002


@pytest.mark.parametrize(("seed", "epsg"), groups(9))
def test_measures_are_those_of_an_independent_way(make_layer, kinds, seed, epsg):
    near, meeting = hold(Group(seed, epsg), make_layer, kinds)
    assert near > meeting > 0  # else nothing was compared


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not LONG, reason="2,000 sites take minutes; WATERMAP_LONG=1 runs them")
def test_measures_of_two_thousand_sites_are_those_of_an_independent_way(make_layer, kinds):
    counts = [
        hold(Group(1_000 + seed, epsg), make_layer, kinds) for seed, epsg in groups(2_000 // SITES)
    ]
    assert sum(near for near, _ in counts) > 2_000
    assert sum(meeting for _, meeting in counts) > 1_000


def hold(group, make_layer, kinds):
    """Holds each site and zone of a group; how many pairs were near, and how many of them met."""
    near_by, meeting = 0, 0
    layer = make_layer("red_line", *group.in_degrees(group.zones))
    for drawn, site in zip(group.sites, group.in_degrees(group.sites), strict=True):
        oracle, plane = Oracle(drawn, group.epsg), Plane.around(site)
        found = {
            near.record: near
            for near in near_features(
                layer, kinds["red_line"], site, within_m=WITHIN_M, plane=plane
            )
        }
        for record, zone in enumerate(group.zones):
            metres = oracle.distance_m(zone)
            if record not in found:
                assert metres > WITHIN_M - CENTIMETRE_M
                continue
            near_by += 1
            assert found[record].distance_m == pytest.approx(metres, abs=CENTIMETRE_M, rel=1e-6)
            if found[record].distance_m == 0:
                meeting += 1
                hold_meeting(oracle, site, zone, Zone.around(site, index_of(layer), record), plane)
    return near_by, meeting


def hold_meeting(oracle, site, drawn, zone, plane):
    met, shared, flat = encounter(site, zone, plane), oracle.shared(drawn), oracle.flat(drawn)
    assert not shared.is_empty
    dimensions = {shapely.get_dimensions(oracle.site), shapely.get_dimensions(flat)}
    if dimensions == {2}:
        area, of_site, of_zone = map(oracle.area_m2, (shared, oracle.site, flat))
        # 2 mm along its edge: long edges of a plane may bend by 1 mm when they come to degrees.
        slack = EDGE_M * shared.length
        assert met.overlap_m2 == pytest.approx(area, rel=HUNDREDTH_PCT, abs=slack)
        for share, whole in (
            (met.overlap_pct_of_site, of_site),
            (met.overlap_pct_of_zone, of_zone),
        ):
            expected = pytest.approx(area / whole * 100, rel=HUNDREDTH_PCT, abs=slack / whole * 100)
            assert share == expected
        rest = oracle.area_m2(shapely.difference(oracle.site, flat))
        assert (met.relation == "inside" and rest < slack) or (
            met.relation == "overlaps" and rest > 0
        )
    else:
        length = oracle.length_m(shared)
        assert (met.length_m or 0.0) == pytest.approx(length, rel=HUNDREDTH_PCT, abs=CENTIMETRE_M)
        if dimensions == {1, 2} and shapely.get_dimensions(oracle.site) == 1:
            inside = length > oracle.length_m(oracle.site) - CENTIMETRE_M
            assert met.relation == ("inside" if inside else "crosses")


def told(answer):
    """What a person reads of an answer, whatever the files and their order."""
    rows = sorted(
        (
            one.rule, one.feature.name, one.relation, one.verdict, round(one.distance_m, 1),
            round(one.overlap_m2 or 0.0), round(one.length_m or 0.0, 1),
        )
        for one in (*answer.findings, *answer.near_misses)
    )  # fmt: skip
    states = {theme.kind: theme.state for theme in answer.themes}
    return answer.verdict, states, rows


@pytest.mark.parametrize("seed", range(6))
def test_order_and_files_of_the_same_features_change_nothing(make_layer, check, seed):
    group = Group(500 + seed, EPSGS[seed % 3])
    pairs = [(shape, {"name": f"z{n}"}) for n, shape in enumerate(group.in_degrees(group.zones))]
    mixed = [pairs[i] for i in group.random.permutation(len(pairs))]
    ways = (
        [make_layer("red_line", *pairs)],
        [make_layer("red_line", *mixed)],
        [make_layer("red_line", *mixed[:9], path="a.shp"), make_layer("red_line", *mixed[9:])],
    )
    for site in group.in_degrees(group.sites)[:4]:
        answers = [told(check(site, *layers, within_m=(1_000.0,))) for layers in ways]
        assert answers[1:] == answers[:1] * 2


@pytest.mark.parametrize("seed", range(6))
def test_moving_between_crs_changes_nothing(make_layer, check, seed):  # N2b, N10f, G03
    """A survey in one CRS, written in another with points along its edges, is the same survey."""
    group = Group(700 + seed, (4527, 4548)[seed % 2])
    first = make_layer("red_line", *group.in_degrees(group.zones))
    second = make_layer("red_line", *group.by_another_zone(group.zones))
    here, there = group.in_degrees(group.sites), group.by_another_zone(group.sites)
    for site, same in zip(here[:5], there[:5], strict=True):
        one, two = (
            check(shape, layer, within_m=(1_000.0,))
            for shape, layer in ((site, first), (same, second))
        )
        assert (one.verdict, len(one.findings)) == (two.verdict, len(two.findings))
        for mine, theirs in zip(one.findings, two.findings, strict=True):
            assert mine.relation == theirs.relation
            measures = [
                (of.overlap_m2 or 0.0, of.length_m or 0.0, of.distance_m) for of in (mine, theirs)
            ]
            assert measures[0] == pytest.approx(measures[1], rel=1e-4, abs=CENTIMETRE_M)
