"""Polygons of one ring on their way, piece by piece: sent ahead first, and checked meanwhile."""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from watermap.errors import Message
from watermap.progress import Progress
from watermap.reading.found import Polygons, Send
from watermap.reading.shapes.geometry import THREADS, Shapes
from watermap.reading.shapes.repair import too_complex
from watermap.reading.shapes.round_rings import surely_simple

_AHEAD = 3  # pieces that may wait to be checked


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubts:
    """What has to be said against the rings of one piece; records are counted from 0."""

    repeated: list[int]
    unchecked: dict[int, Message]
    invalid: dict[int, shapely.Geometry]


def check_rings(
    shapes: Shapes, pieces: Iterable[tuple[int, Polygons]], *, send: Send, progress: Progress
) -> list[int]:
    """Send every piece and check its rings, which ``settle`` need not look at any more.

    Args:
        shapes: all records of the layer; what is found is put into them.
        pieces: the number of the first record, and the polygons from there.
        send: takes each piece.
        progress: told how many records are through.

    Returns:
        The numbers of the pieces.
    """
    numbers = []
    waiting: deque[Future[_Doubts]] = deque()
    total = len(shapes.wkb)
    with ThreadPoolExecutor(THREADS) as threads:
        for first, polygons in pieces:
            numbers.append(send(polygons))
            shapes.checked[first : first + len(polygons.there)] = polygons.there
            waiting.append(threads.submit(_doubts, first, polygons, shapes.keep))
            while len(waiting) > _AHEAD:
                _take(shapes, waiting.popleft().result())
            progress.step(first + len(polygons.there), total)
        for one in waiting:
            _take(shapes, one.result())
    return numbers


def _take(shapes: Shapes, doubts: _Doubts) -> None:
    shapes.repeated += doubts.repeated
    shapes.invalid.update(doubts.invalid)
    for record, reason in doubts.unchecked.items():
        shapes.give_up(record, reason)


def _doubts(first: int, polygons: Polygons, keep: npt.NDArray[np.bool_]) -> _Doubts:
    """What GEOS and columns find; rings that are sure to be simple cost GEOS no time."""
    records = first + np.flatnonzero(polygons.there)
    unsure = keep[records] & ~surely_simple(polygons)
    doubted = polygons.without(np.flatnonzero(polygons.there)[~unsure]).shapes()
    doubted, records = doubted[polygons.there][unsure], records[unsure]
    unchecked = too_complex(doubted)
    doubted[list(unchecked)] = None
    wrong = np.flatnonzero(~shapely.is_valid(doubted) & ~shapely.is_missing(doubted)).tolist()
    return _Doubts(
        repeated=(first + polygons.repeated()).tolist(),
        unchecked={int(records[place]): reason for place, reason in unchecked.items()},
        invalid={int(records[place]): doubted[place] for place in wrong},
    )
