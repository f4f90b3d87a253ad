"""Many sites at once: the same answers as one by one, with everything made ready once."""

import itertools
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

from watermap.checks.findings import SiteCheck
from watermap.checks.site import Site
from watermap.checks.siting.site_check import Ready, check_usable, usable_site
from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Cancelled, Progress

IN_A_BLOCK = 64  # sites that a thread takes at once
AHEAD = 2  # blocks a thread may be ahead of who takes the answers, so that memory stays flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One site of many. ``check`` is None where the site cannot be used; ``problems`` say why."""

    number: int  # in the list that was handed in, counted from 0
    site: Site
    check: SiteCheck | None
    problems: tuple[Problem, ...] = ()


def check_sites(
    sites: Sequence[Site], ready: Ready, *, progress: Progress = SILENT, threads: int | None = None
) -> Iterator[Answered]:
    """Hold sites against all rules and layers, one after the other in their order.

    A site that cannot be used does not keep the others from being checked. Answers come as they are
    made; what is not kept by the caller is gone.

    Args:
        sites: as many as there are.
        ready: from ``make_ready``; its indexes are shared by all threads and are never changed.
        progress: one step a block of sites.
        threads: how many work; None: one a processor.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    blocks = _blocks(sites)
    count = threads or os.cpu_count() or 1
    stop = Event()
    done = 0
    with ThreadPoolExecutor(count) as pool:
        waiting: deque[Future[list[Answered]]] = deque()
        try:
            while True:
                for block in itertools.islice(blocks, count * AHEAD - len(waiting)):
                    waiting.append(pool.submit(_answered, block, ready, stop))
                if not waiting:
                    break
                progress.step(done, len(sites))
                answered = waiting.popleft().result()
                done += len(answered)
                yield from answered
            progress.step(done, len(sites))
        finally:
            stop.set()  # where nobody wants the rest


def _blocks(sites: Sequence[Site]) -> Iterator[list[tuple[int, Site]]]:
    numbered = enumerate(sites)
    while block := list(itertools.islice(numbered, IN_A_BLOCK)):
        yield block


def _answered(block: Sequence[tuple[int, Site]], ready: Ready, stop: Event) -> list[Answered]:
    if stop.is_set():
        raise Cancelled
    used = [_usable(site) for _, site in block]
    good = [site for site in used if isinstance(site, Site)]
    checks = iter(check_usable(good, ready) if good else ())
    return [
        Answered(number=number, site=site, check=next(checks))
        if isinstance(one, Site)
        else Answered(number=number, site=site, check=None, problems=one.problems)
        for (number, site), one in zip(block, used, strict=True)
    ]


def _usable(site: Site) -> Site | WatermapError:
    try:
        return usable_site(site)
    except WatermapError as error:
        return error
