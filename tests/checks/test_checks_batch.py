"""Many sites at once: the answers are those of one by one, in order, and work can be stopped."""

import dataclasses

import numpy as np
import pytest
import shapely
from shapely import LineString, Point, Polygon

from tests.checks.ground import CODE
from tests.checks.random_ground import county, ground, places, site_shape
from watermap.checks.ground.layer_index import index_of
from watermap.checks.ground.relation import encounter
from watermap.checks.ground.zone import Zone
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.batch import check_sites
from watermap.checks.siting.site_check import check_site, make_ready
from watermap.geodesy.plane import Plane
from watermap.progress import Cancelled

WITHIN = (500.0, 1_000.0)


@pytest.fixture(scope="module")
def random_layers(make_layer):
    return ground(np.random.default_rng(11), make_layer)


@pytest.fixture(scope="module")
def sites():
    random = np.random.default_rng(12)
    works = [None, "new", "expand"]
    said = [None, True, False]
    return [
        Site(
            geometry=site_shape(random, at, float(random.choice([30.0, 300.0, 1_500.0]))),
            name=str(number),
            work=works[number % 3],
            discharges=said[number % 2],
            industry=[None, "C2614", "A03"][number % 3],
        )
        for number, at in enumerate(places(random, 150))
    ]


@pytest.fixture
def ready(random_layers, rules, kinds):
    def make(layers=random_layers, area=None):
        return make_ready(
            layers,
            rules=rules,
            kinds=kinds,
            circumstances=Circumstances(as_of=CODE, within_m=WITHIN),
            study_area=area,
        )

    return make


@pytest.mark.parametrize("area", [None, county()], ids=["bounds", "county"])
def test_hundreds_of_sites_get_the_very_answers_of_one_by_one(
    random_layers, sites, ready, rules, kinds, area
):
    answered = list(check_sites(sites, ready(area=area), threads=3))
    assert [one.number for one in answered] == list(range(len(sites)))
    for one, site in zip(answered, sites, strict=True):
        alone = check_site(
            site,
            random_layers,
            rules=rules,
            kinds=kinds,
            circumstances=Circumstances(as_of=CODE, within_m=WITHIN),
            study_area=area,
        )
        assert one.check == alone
    verdicts = {one.check.verdict for one in answered}
    assert len(verdicts) >= 2  # else nothing was compared
    assert sum(len(one.check.findings) for one in answered) > 100


def test_a_site_that_cannot_be_used_does_not_stop_the_others(ready):
    good = Site(geometry=Point(117.5, 34.6))
    bad = Site(geometry=Polygon(), name="没有图形")
    found = list(check_sites([good, bad, good], ready()))
    assert [one.check is None for one in found] == [False, True, False]
    assert [problem.code for problem in found[1].problems] == ["checks.site_empty"]


def test_no_sites_have_no_answers(ready):
    assert list(check_sites([], ready())) == []


def test_it_stops_where_it_is_told_to(sites, ready):
    class Stop:
        def step(self, done, total, message=""):
            assert total == len(sites)
            if done >= 64:
                raise Cancelled

    taken = []
    with pytest.raises(Cancelled):
        taken.extend(check_sites(sites, ready(), progress=Stop(), threads=2))
    assert len(taken) <= 64 + 32


def test_progress_ends_at_the_end(sites, ready):
    seen = []

    class Note:
        def step(self, done, total, message=""):
            seen.append((done, total))

    list(check_sites(sites[:70], ready(), progress=Note()))
    assert seen[0] == (0, 70)
    assert seen[-1] == (70, 70)
    assert seen == sorted(seen)


def test_the_index_of_a_layer_is_made_once_and_goes_with_it(make_layer):
    layer = make_layer("red_line", shapely.box(117, 34, 117.1, 34.1))
    first = index_of(layer)
    assert index_of(dataclasses.replace(layer, layer_name="other")) is first
    other = make_layer("red_line", shapely.box(117, 34, 117.1, 34.1))
    assert index_of(other) is not first


def test_nothing_shared_is_ever_prepared(random_layers, sites, ready):
    mine = [shapely.force_2d(site.geometry) for site in sites]
    list(check_sites(sites, ready(area=county()), threads=2))
    assert not shapely.is_prepared(np.array([site.geometry for site in sites])).any()
    assert (shapely.equals_exact(mine, [site.geometry for site in sites])).all()
    for layers in random_layers.values():
        for layer in layers:
            shapes = [index_of(layer).shape(at) for at in range(len(layer.frame) - 1)]
            assert not shapely.is_prepared(np.array(shapes, dtype=object)).any()


@pytest.mark.parametrize(
    "site",
    [
        shapely.box(117.59, 34.59, 117.61, 34.61),
        shapely.box(117.5, 34.6, 117.501, 34.601),
        shapely.box(117.4, 34.4, 117.6, 34.65),
        LineString([(117.45, 34.6), (117.65, 34.61)]),
        LineString([(117.5, 34.6), (117.5001, 34.61)]),
        Point(117.5, 34.6),
        Point(117.597, 34.6),
    ],
)
def test_a_large_shape_cut_to_the_site_measures_like_the_whole(make_layer, site):
    turns = np.linspace(0, 2 * np.pi, 20_001)[:-1]
    reach = 0.1 + 0.002 * np.sin(200 * turns)
    shape = Polygon(np.column_stack([117.5 + reach * np.cos(turns), 34.6 + reach * np.sin(turns)]))
    layer = make_layer("red_line", shape)
    plane = Plane.around(site)
    whole = encounter(site, shape, plane)
    found = encounter(site, Zone.around(site, index_of(layer), 0), plane)
    assert found.relation == whole.relation
    names = ("overlap_m2", "overlap_pct_of_zone", "length_m", "depth_m", "deepest_m", "inset_m")
    told = [{name: getattr(one, name) or 0.0 for name in names} for one in (found, whole)]
    assert told[0] == pytest.approx(told[1], rel=1e-9, abs=1e-6)
