"""Many sites on a Dask cluster: the answers of this computer, and nothing left behind."""

import itertools
import multiprocessing
import operator
import sys
import time

import numpy as np
import pytest
import shapely

from tests.checks.ground import CODE
from tests.checks.random_ground import county, ground, places, site_shape
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting import cluster, worker
from watermap.checks.siting.batch import IN_A_BLOCK, check_sites
from watermap.checks.siting.held import Held
from watermap.checks.siting.site_check import make_ready
from watermap.checks.siting.spread import check_spread
from watermap.errors import Problem, WatermapError
from watermap.progress import Cancelled

WITHIN = (500.0, 1_000.0)


@pytest.fixture(scope="module")
def sites():
    """Some of all sorts; one is empty, one has problems of its own and a shape in three axes."""
    random = np.random.default_rng(5)
    found = [
        Site(geometry=site_shape(random, at, 300.0), name=f"场址{n}", discharges=bool(n % 2))
        for n, at in enumerate(places(random, 70))
    ]
    found[3] = Site(geometry=shapely.Point(), name="空")
    said = (Problem.note("checks.site_repaired", why="…"),)
    found[40] = Site(geometry=shapely.force_3d(found[40].geometry, 7.5), problems=said)
    return found


@pytest.fixture(scope="module")
def held(make_layer, rules, kinds):
    return Held(
        layers=ground(np.random.default_rng(11), make_layer),
        rules=rules,
        kinds=kinds,
        circumstances=Circumstances(as_of=CODE, within_m=WITHIN),
        study_area=county(),
    )


@pytest.fixture(scope="module")
def local(sites, held):
    ready = make_ready(
        held.layers, rules=held.rules, kinds=held.kinds, circumstances=held.circumstances,
        study_area=held.study_area,
    )  # fmt: skip
    return list(check_sites(sites, ready))


@pytest.fixture(scope="module")
def scheduler():
    """A cluster of somebody's: two workers in this process, over TCP."""
    distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
    pytest.importorskip("dask_geopandas", reason="the extra dask is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp://", host="127.0.0.1",
        dashboard_address='127.0.0.1:0', silence_logs=50,
    ) as made:  # fmt: skip
        yield made


def in_memory(scheduler):
    """What the cluster still keeps, a moment after."""
    for _ in range(100):
        kept = [one.key for one in scheduler.scheduler.tasks.values() if one.state == "memory"]
        if not kept:
            break
        time.sleep(0.1)
    return kept


class OtherBuild:
    """The build of a computer that is not that of the workers."""

    def __init__(self, own):
        self.own = own

    def __call__(self):
        return self.own

    def __reduce__(self):
        return operator.attrgetter("build"), (worker,)


def code_of(address, sites, held):
    with pytest.raises(WatermapError) as refused:
        list(check_spread(sites[:2], held, address=address))
    for language in ("zh", "en"):
        assert refused.value.text(language)
    return refused.value.problems[0].code


def test_answers_are_those_of_this_computer(scheduler, sites, held, local):
    spread = list(check_spread(sites, held, address=scheduler.scheduler_address))
    assert [one.number for one in spread] == list(range(70))
    assert [repr(one) for one in spread] == [repr(one) for one in local]
    assert spread[3].check is None
    assert spread[3].problems[0].code == "checks.site_empty"


def test_what_is_held_against_is_made_ready_once_and_nothing_stays(
    scheduler, sites, held, monkeypatch
):
    made = []
    once = worker.make_ready
    monkeypatch.setattr(
        worker, "make_ready", lambda *args, **more: made.append(1) or once(*args, **more)
    )
    fewer = Held(
        layers=held.layers, rules=held.rules, kinds=held.kinds,
        circumstances=Circumstances(as_of=CODE, within_m=(800.0,)), study_area=None,
    )  # fmt: skip
    assert len(list(check_spread(sites, fewer, address=scheduler.scheduler_address))) == 70
    assert made == [1]
    assert not in_memory(scheduler)


def test_it_can_be_stopped(scheduler, sites, held):
    class Stop:
        def step(self, done, total, message=""):
            if done:
                raise Cancelled

    answers = check_spread(sites, held, address=scheduler.scheduler_address, progress=Stop())
    answered = [one.number for one in itertools.islice(answers, IN_A_BLOCK)]
    assert answered == list(range(IN_A_BLOCK))
    with pytest.raises(Cancelled):
        next(answers)
    assert not in_memory(scheduler)


@pytest.mark.slow
def test_the_own_cluster_gives_the_same_and_is_gone_afterwards(scheduler, sites, held, local):
    before = set(multiprocessing.active_children())
    spread = list(check_spread(sites, held, address=None))
    assert [repr(one) for one in spread] == [repr(one) for one in local]
    assert set(multiprocessing.active_children()) <= before


def test_what_cannot_be_had_is_told(scheduler, sites, held, monkeypatch):
    monkeypatch.setattr(cluster, "REACHED_S", 1)
    assert code_of("http://x y", sites, held) == "scale.address"
    assert code_of("127.0.0.1:1", sites, held) == "scale.silent"
    monkeypatch.setitem(sys.modules, "dask_geopandas", None)
    assert code_of(scheduler.scheduler_address, sites, held) == "scale.extra_missing"


def test_no_workers(scheduler, sites, held):
    import distributed

    with distributed.LocalCluster(
        n_workers=0,
        processes=False,
        protocol="tcp://",
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
    ) as empty:
        assert code_of(empty.scheduler_address, sites, held) == "scale.no_workers"


def test_another_watermap_is_refused_with_what_differs(scheduler, sites, held, monkeypatch):
    own = dict(worker.build())
    monkeypatch.setattr(cluster, "build", OtherBuild(own | {"geos": "0.0"}))
    with pytest.raises(WatermapError) as refused:
        list(check_spread(sites, held, address=scheduler.scheduler_address))
    problem = refused.value.problems[0]
    assert problem.code == "scale.other_build"
    assert problem.fields["n"] == 2
    assert problem.fields["differs"] == f"geos {own['geos']} ≠ 0.0"


def test_a_worker_without_watermap_is_refused(scheduler, sites, held, monkeypatch):
    def nothing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(cluster.metadata, "version", nothing)
    assert code_of(scheduler.scheduler_address, sites, held) == "scale.lacking"


def test_what_breaks_on_the_way_is_told(scheduler):
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError
    from distributed.comm import CommClosedError

    broken = {
        "scale.died": KilledWorker("x", None, 3),
        "scale.joined": worker.OtherBuild(),
        "scale.lost": CommClosedError(),
    }
    for code, error in broken.items():
        with pytest.raises(WatermapError) as told, cluster.told("h:1"):
            raise error
        assert told.value.problems[0].code == code
    with pytest.raises(WatermapError), cluster.told(None):
        raise FutureCancelledError("x", "lost")
    with pytest.raises(ZeroDivisionError), cluster.told(None):
        raise ZeroDivisionError
