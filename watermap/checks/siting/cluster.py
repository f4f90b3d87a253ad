"""A Dask cluster to ask: the one a person has named, or one on this computer for as long as needed.

Whoever reaches a scheduler can have it do anything, so nothing but the named address is ever
contacted, and the one made here listens on this computer only and asks for a certificate.
"""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib import metadata
from typing import TYPE_CHECKING, Any

from watermap.checks.siting.worker import OtherBuild, build
from watermap.errors import Problem, WatermapError

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?:[\w.-]+|\[[0-9A-Fa-f:.%]+\]):[0-9]{1,5}")
REACHED_S = 10
READY_S = 120  # for workers on this computer to start


@contextmanager
def connected(address: str | None) -> Iterator["Client"]:
    """A client of a cluster all of whose workers are this very watermap.

    Args:
        address: ``host:port``, ``tcp://host:port`` or ``tls://host:port`` (certificates as Dask's
            own configuration has them); None: a cluster of this computer's processors, which is
            gone afterwards.

    Raises:
        WatermapError: the extra is missing, nobody answers, nobody works, or workers are another
            watermap.
    """
    if address is not None and not _ADDRESS.fullmatch(address):
        raise WatermapError(Problem.error("scale.address", found=address))
    try:
        import dask_geopandas  # noqa: F401
        import distributed
    except ImportError as error:
        raise WatermapError(Problem.error("scale.extra_missing", name=error.name)) from None
    shown = address or "127.0.0.1"
    with ExitStack() as stack:
        try:
            if address is None:
                cluster = stack.enter_context(_of_this_computer())
                client = distributed.Client(cluster, timeout=READY_S, set_as_default=False)
            else:
                client = distributed.Client(address, timeout=REACHED_S, set_as_default=False)
        except (TimeoutError, OSError, ValueError) as error:
            why = type(error).__name__
            raise WatermapError(Problem.error("scale.silent", address=shown, why=why)) from None
        stack.enter_context(client)
        hold_to_build(client, shown)
        yield client


@contextmanager
def _of_this_computer() -> Iterator["LocalCluster"]:
    """One process a processor, reachable by who has the certificate that was made just now."""
    from distributed import LocalCluster
    from distributed.security import Security

    with (
        tempfile.TemporaryDirectory(prefix="watermap-") as folder,
        LocalCluster(
            n_workers=os.cpu_count() or 1,
            threads_per_worker=1,
            processes=True,
            host="tls://127.0.0.1",
            security=Security.temporary(),
            dashboard_address="127.0.0.1:0",
            local_directory=folder,
            silence_logs=50,
        ) as cluster,
    ):
        yield cluster


def hold_to_build(client: "Client", shown: str) -> None:
    """Refuse workers that would not give the very same digits.

    Raises:
        WatermapError: there are no workers, or some lack watermap or have another one.
    """
    # Asked with a function of Python's own first: a worker that lacks watermap can answer that.
    found = client.run(metadata.version, "watermap", on_error="return")
    if not found:
        raise WatermapError(Problem.error("scale.no_workers", address=shown))
    lacking = [worker for worker, one in found.items() if not isinstance(one, str)]
    if lacking:
        raise _of_workers("lacking", shown, lacking)
    builds: Mapping[str, Any] = client.run(build, on_error="return")
    others = [worker for worker, one in builds.items() if one != build()]
    if others:
        raise _of_workers("other_build", shown, others, differs=_differing(builds[others[0]]))


def _differing(other: object) -> str:
    if not isinstance(other, Mapping):
        return "watermap"
    own = build()
    return "、".join(
        f"{name} {other.get(name, '—')} ≠ {own[name]}"
        for name in own
        if other.get(name) != own[name]
    )


def _of_workers(code: str, shown: str, workers: list[str], **fields: object) -> WatermapError:
    named = "、".join(workers[:5]) + (" …" if len(workers) > 5 else "")
    return WatermapError(
        Problem.error(f"scale.{code}", address=shown, n=len(workers), workers=named, **fields)
    )


@contextmanager
def told(address: str | None) -> Iterator[None]:
    """What goes wrong between here and the workers, in our sentences.

    Raises:
        WatermapError: a worker died, the scheduler is gone, or a worker is another watermap.
    """
    from distributed import KilledWorker
    from distributed.client import FutureCancelledError
    from distributed.comm import CommClosedError

    shown = address or "127.0.0.1"
    try:
        yield
    except KilledWorker:
        raise WatermapError(Problem.error("scale.died", address=shown)) from None
    except (OtherBuild, ModuleNotFoundError):
        raise WatermapError(Problem.error("scale.joined", address=shown)) from None
    except (TimeoutError, CommClosedError, FutureCancelledError):
        raise WatermapError(Problem.error("scale.lost", address=shown)) from None
