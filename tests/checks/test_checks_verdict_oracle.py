"""Verdicts of random projects on random ground against an independent way (verdict_oracle.py).

Some sites a run; all 2,000 with ``WATERMAP_LONG=1``. Order, files and CRS change no verdict.
"""

import datetime as dt
from collections import Counter

import numpy as np
import pytest
import shapely
from shapely import Point

from tests.checks.random_ground import line
from tests.checks.surveyed import EPSGS, LONG, SITES, Group, groups
from tests.checks.verdict_oracle import INDUSTRIES, LEVEL, ROWS, verdict

DAYS = (dt.date(2020, 12, 31), dt.date(2022, 6, 30), dt.date(2026, 8, 14), dt.date(2026, 11, 25))
KINDS = sorted({row["kind"] for row in ROWS})
QUIET = ("lake", "wetland", "basin", "diversion_line")  # kinds that must be there, and say nothing
MAY_LACK = ("farmland", "nature_reserve", "livestock_zone", "control_unit")
LEVELS = {
    "protection_area": ["grade_1", "grade_2", "quasi", None],
    "nature_reserve": ["core", "general", None],
    "livestock_zone": ["ban", "limit", "suitable", None],
    "groundwater_zone": ["ban", "limit", "spring", "karst", None],
    "diversion_zone": ["core", "key", "general", None],
    "control_unit": ["priority", "key", "general"],
}
YES_OR_NO = ("discharges", "outfall_inside", "takes_groundwater", "water_related")
FAR_DEG = 0.15  # two specks of every kind stand there, so that its layer speaks of the whole ground


class Ground(Group):
    """Zones of all kinds, projects and days."""

    def __init__(self, seed, epsg):
        super().__init__(seed, epsg, lon=(115.6, 117.8))
        self.zones = {kind: [self.feature(kind, n) for n in range(4)] for kind in KINDS}
        lacking = self.random.choice([*MAY_LACK, ""])
        self.zones.pop(str(lacking), None)
        self.placed = self.in_degrees
        self.day = DAYS[int(self.random.integers(len(DAYS)))]

    def feature(self, kind, number):
        level = self.random.choice(np.array(LEVELS.get(kind, [None]), dtype=object))
        if kind == "shoreline":
            return self.drawn(lambda at, size: line(self.random, at, size), 3_000.0), level
        return self.zone(number), level

    def project(self):
        said = {name: self.may_be([True, False]) for name in YES_OR_NO}
        return {
            **said,
            "work": self.may_be(["new", "rebuild", "expand"]),
            "industry": self.may_be(list(INDUSTRIES)),
            "permitted_kind": self.may_be([6]) if self.random.random() < 0.3 else None,
        }

    def may_be(self, answers):
        """An answer, or none in one of ten."""
        some = answers[int(self.random.integers(len(answers)))]
        return None if self.random.random() < 0.1 else some

    def layers(self, make_layer, *, mixed=False, halves=False):
        """All layers; mixed: features in another order; halves: every kind in two files."""
        made = []
        for kind in (*self.zones, *QUIET):
            pairs = [*self.pairs(kind), *self.specks(kind)]
            if mixed:
                pairs = [pairs[i] for i in self.random.permutation(len(pairs))]
            if halves:
                made.append(make_layer(kind, *pairs[::2], path=f"{kind}_a.shp"))
                pairs = pairs[1::2]
            made.append(make_layer(kind, *pairs))
        return made

    def pairs(self, kind):
        zones = self.zones.get(kind, [])
        shapes = self.placed([shape for shape, _ in zones]) if zones else []
        for shape, (_, level) in zip(shapes, zones, strict=True):
            values = {"river": "长江"} if kind == "shoreline" else {}
            yield shape, values | ({LEVEL[kind]: level} if kind in LEVEL else {})

    def specks(self, kind):
        (middle,) = self.in_degrees([Point(self.middle)])
        for by in (-FAR_DEG, FAR_DEG):
            x, y = middle.x + by, middle.y + by
            values = {"river": "淮河", "name": "淮河"} if kind in ("shoreline", "basin") else {}
            if kind in ("shoreline", "diversion_line"):
                yield shapely.LineString([(x, y), (x + 1e-4, y)]), values
            else:
                yield shapely.box(x, y, x + 1e-4, y + 1e-4), values


def hold(ground, make_layer, check):
    """Holds all sites of a ground; how often each verdict came, None: nobody could tell."""
    layers, told = ground.layers(make_layer), Counter()
    for drawn, site in zip(ground.sites, ground.in_degrees(ground.sites), strict=True):
        project = ground.project()
        expected = verdict(drawn, ground.epsg, project, ground.zones, ground.day)
        told[expected] += 1
        if expected is None:
            continue
        answer = check(site, *layers, as_of=ground.day, within_m=(100.0,), **project)
        found = [(one.rule, one.verdict, one.depth_m) for one in answer.findings]
        assert answer.verdict == expected, (ground.day, project, found)
    return told


@pytest.mark.parametrize(("seed", "epsg"), groups(12))
def test_verdicts_are_those_of_an_independent_way(make_layer, check, seed, epsg):
    told = hold(Ground(3_000 + seed, epsg), make_layer, check)
    assert told[None] <= 1


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not LONG, reason="2,000 sites take minutes; WATERMAP_LONG=1 runs them")
def test_verdicts_of_two_thousand_sites_are_those_of_an_independent_way(make_layer, check):
    told = Counter()
    for seed, epsg in groups(2_000 // SITES):
        told += hold(Ground(5_000 + seed, epsg), make_layer, check)
    assert sum(told.values()) == 2_000
    assert told[None] < 40
    for one in ("prohibited", "restricted", "notice", "no_conflict", "incomplete"):
        assert told[one] > 20  # all of them were really asked for


@pytest.mark.parametrize("seed", range(6))
def test_order_and_files_change_no_verdict(make_layer, check, seed):
    ground = Ground(7_000 + seed, EPSGS[seed % 3])
    ways = [
        ground.layers(make_layer),
        ground.layers(make_layer, mixed=True),
        ground.layers(make_layer, mixed=True, halves=True),
    ]
    for site in ground.in_degrees(ground.sites)[:5]:
        project = ground.project()
        answers = [
            check(site, *layers, as_of=ground.day, within_m=(100.0,), **project) for layers in ways
        ]
        told = [
            (one.verdict, Counter((found.rule, found.verdict) for found in one.findings))
            for one in answers
        ]
        assert told[1:] == told[:1] * 2


@pytest.mark.parametrize("seed", range(4))
def test_moving_between_crs_changes_no_verdict(make_layer, check, seed):
    ground = Ground(8_000 + seed, EPSGS[1 + seed % 2])
    here = ground.layers(make_layer)
    ground.placed = ground.by_another_zone
    there = ground.layers(make_layer)
    for site, same in zip(
        ground.in_degrees(ground.sites)[:6], ground.by_another_zone(ground.sites)[:6], strict=True
    ):
        asked = {"as_of": ground.day, "within_m": (100.0,), **ground.project()}
        one, two = check(site, *here, **asked), check(same, *there, **asked)
        assert one.verdict == two.verdict
        assert [found.rule for found in one.findings] == [found.rule for found in two.findings]


def test_the_oracle_has_read_every_kind_that_it_draws(rules):
    """Each kind of the table has a zone rule of ours, and every verdict is one that rules have."""
    assert set(KINDS) <= {rule.zone.kind for rule in rules}
    assert {row["verdict"] for row in ROWS} == {"notice", "restricted", "prohibited"}
