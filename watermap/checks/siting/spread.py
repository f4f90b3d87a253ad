"""Many sites on the workers of a Dask cluster: the answers of ``check_sites``, in its order."""

import pickle
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from watermap.checks.site import Site
from watermap.checks.siting.batch import IN_A_BLOCK, Answered
from watermap.checks.siting.cluster import connected, told
from watermap.checks.siting.held import Held
from watermap.checks.siting.worker import ANSWER, NUMBER, SITE, answers_of, build, packed
from watermap.progress import SILENT, Progress

if TYPE_CHECKING:
    import dask_geopandas
    import pandas as pd
    from distributed import Client, Future

AHEAD = 4  # parts a thread of a worker may be ahead of who takes the answers
_POLL_S = 0.2
_NOWHERE = None


def check_spread(
    sites: Sequence[Site], held: Held, *, address: str | None, progress: Progress = SILENT
) -> Iterator[Answered]:
    """Hold sites against all rules and layers, on a cluster, one after the other in their order.

    The sites go as parts of a dask_geopandas frame; what they are held against goes to each worker
    once. Nothing stays on the cluster, however it ends.

    Args:
        sites: as many as there are.
        held: layers, rules, circumstances.
        address: of the scheduler; None: a cluster on this computer.
        progress: one step several times a second.

    Raises:
        WatermapError: no cluster can be had, a worker is another watermap, or one has died.
        Cancelled: asked for through ``progress``.
    """
    if not sites:
        return
    progress.step(0, len(sites))
    with connected(address) as client, told(address):
        everywhere = client.scatter(packed(held), broadcast=True, hash=False)
        parts = _parts(sites, everywhere)
        room = AHEAD * max(1, sum(client.nthreads().values()))
        waiting: deque[Future] = deque()
        done = 0
        try:
            while parts or waiting:
                while parts and len(waiting) < room:
                    waiting.append(client.compute(parts.popleft()))
                answers = _waited_for(waiting[0], done, len(sites), progress)
                waiting.popleft().release()
                progress.step(done, len(sites))
                for text in answers[ANSWER]:
                    done += 1
                    yield pickle.loads(bytes.fromhex(text))
            progress.step(done, len(sites))
        finally:
            _let_go(client, [*waiting, everywhere])


def _parts(sites: Sequence[Site], everywhere: "Future") -> "deque[Any]":
    import dask
    import pandas as pd

    meta = pd.DataFrame({NUMBER: pd.Series(dtype="int64"), ANSWER: pd.Series(dtype=object)})
    with dask.config.set({"dataframe.convert-string": False}):
        frame = _frame(sites)
        answered = frame.map_partitions(answers_of, everywhere, build(), meta=meta)
        return deque(answered.to_delayed())


def _frame(sites: Sequence[Site]) -> "dask_geopandas.GeoDataFrame":
    import dask_geopandas
    import geopandas as gpd

    from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG

    whole: gpd.GeoDataFrame = gpd.GeoDataFrame(
        {NUMBER: range(len(sites)), SITE: [_packed_site(site) for site in sites]},
        geometry=[site.geometry for site in sites],
        crs=GEOGRAPHIC_EPSG,
    )
    return dask_geopandas.from_geopandas(whole, chunksize=IN_A_BLOCK, sort=False)


def _packed_site(site: Site) -> str:
    """All of a site but its shape, which goes in a column of its own."""
    lean = replace(site, geometry=_NOWHERE)
    return pickle.dumps(lean, protocol=pickle.HIGHEST_PROTOCOL).hex()


def _waited_for(future: "Future", done: int, total: int, progress: Progress) -> "pd.DataFrame":
    while not future.done():
        progress.step(done, total)
        with suppress(TimeoutError):
            future.result(timeout=_POLL_S)
    answers: pd.DataFrame = future.result()
    return answers


def _let_go(client: "Client", futures: "Sequence[Future]") -> None:
    if client.status == "running":
        client.cancel(futures, force=True)
