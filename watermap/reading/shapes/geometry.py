"""Shapes as they came: counted by type, the unreadable told, the invalid repaired and told.

Works on any format's geometries as WKB, in the reader process, where a repair that never ends can
be stopped.
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely

from watermap.errors import Message
from watermap.progress import SILENT, Progress
from watermap.reading.raw import RecordNote
from watermap.reading.shapes.repair import COLLAPSED, repairs, too_complex
from watermap.reading.shapes.tangle import points_of_curves

Geometries = npt.NDArray[np.object_]
THREADS = 2
_PIECE = 2_000  # shapes one thread checks before it takes the next ones
NONE, EMPTY = "None", "Empty"  # how types without a shape are counted
_POLYGON = int(shapely.GeometryType.POLYGON)


@dataclass(slots=True, kw_only=True)
class Shapes:
    """Geometries on their way from the file; ``records`` are counted from 0.

    ``keep``: which records are used. A record that is used without a shape has None in ``wkb``.
    ``checked``: which have a polygon that was checked and sent ahead; where such a one has WKB too,
    that is what it was repaired to. ``invalid``: those of them that have to be.
    """

    wkb: list[bytes | None]
    keep: npt.NDArray[np.bool_]
    checked: npt.NDArray[np.bool_]
    invalid: dict[int, shapely.Geometry] = field(default_factory=dict)
    types: Counter[str] = field(default_factory=Counter)
    rejected: list[RecordNote] = field(default_factory=list)
    repaired: list[RecordNote] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)  # used, with a point twice in a row
    too_complex: list[int] = field(default_factory=list)  # of the rejected: would take too long

    def reject(self, record: int, reason: Message) -> None:
        """Leave one record out, and say why."""
        if self.keep[record]:
            self.keep[record] = False
            self.rejected.append(RecordNote(record=record + 1, reason=reason))

    def give_up(self, record: int, reason: Message) -> None:
        """Leave one out that may be sound, since nobody can tell in time."""
        if self.keep[record]:
            self.too_complex.append(record)
        self.reject(record, reason)


def start(wkb: Sequence[bytes | None]) -> Shapes:
    """Shapes none of which has been looked at."""
    count = len(wkb)
    return Shapes(wkb=list(wkb), keep=np.ones(count, bool), checked=np.zeros(count, bool))


def settle(shapes: Shapes, *, crs: str | None = None, progress: Progress = SILENT) -> Shapes:
    """Check every other shape: reject what cannot be used, repair what is invalid, count all.

    Args:
        shapes: as they came.
        crs: as the file writes it, WKT or a code, for the areas of repaired shapes.
        progress: told how many shapes are checked.
    """
    geometries = _decode(shapes)
    _look_at_points(shapes, geometries)
    rest = geometries[shapes.keep & ~shapes.checked]
    shapes.types = _count(rest, polygons=int((shapes.keep & shapes.checked).sum()))
    _repair(shapes, geometries, crs, progress)
    for record in np.flatnonzero(shapely.is_empty(geometries)).tolist():
        shapes.wkb[record] = None
    shapes.rejected.sort(key=lambda note: note.record)
    return shapes


def _decode(shapes: Shapes) -> Geometries:
    geometries = np.asarray(shapely.from_wkb(np.array(shapes.wkb, object), on_invalid="ignore"))
    broken = shapely.is_missing(geometries) & np.array(
        [one is not None for one in shapes.wkb], dtype=bool
    )
    for record in np.flatnonzero(broken & shapes.keep).tolist():
        shapes.reject(record, Message.of("reading.shape_unreadable"))
    return geometries


def _look_at_points(shapes: Shapes, geometries: Geometries) -> None:
    """Reject what is nowhere; count lines and areas with the same point twice in a row."""
    points, owners = shapely.get_coordinates(geometries, return_index=True)
    bad = owners[~np.isfinite(points).all(axis=1)]
    for record in np.unique(bad).tolist():
        shapes.reject(record, Message.of("reading.shape_not_finite"))
    twice = (points[1:] == points[:-1]).all(axis=1) & (owners[1:] == owners[:-1])
    maybe = np.unique(owners[1:][twice])
    maybe = maybe[shapes.keep[maybe]]
    if len(maybe):  # parts may well meet in a point, which is no repetition
        points, curves, of = points_of_curves(geometries[maybe])
        twice = (points[1:] == points[:-1]).all(axis=1) & (curves[1:] == curves[:-1])
        shapes.repeated += maybe[np.unique(of[curves[1:][twice]])].tolist()
    shapes.repeated = [record for record in sorted(shapes.repeated) if shapes.keep[record]]


def _count(geometries: Geometries, *, polygons: int) -> Counter[str]:
    """How many of each type, as found; absent and empty ones by themselves.

    ``polygons``: so many more there are of these.
    """
    missing, empty = shapely.is_missing(geometries), shapely.is_empty(geometries)
    there = geometries[~missing & ~empty]
    ids, first, counts = np.unique(
        shapely.get_type_id(there), return_index=True, return_counts=True
    )
    by_id = {
        number: (one.geom_type, count)
        for number, one, count in zip(ids.tolist(), there[first], counts.tolist(), strict=True)
    }
    if polygons:
        by_id[_POLYGON] = ("Polygon", polygons + by_id.get(_POLYGON, ("Polygon", 0))[1])
    found = Counter(dict(by_id[number] for number in sorted(by_id)))
    found.update({NONE: int(missing.sum())} if missing.any() else {})
    found.update({EMPTY: int(empty.sum())} if empty.any() else {})
    return found


def _valid(geometries: Geometries, progress: Progress) -> npt.NDArray[np.bool_]:
    """Which are valid: the longest part of the reading, so on two processors where there are."""
    pieces = np.array_split(geometries, max(1, len(geometries) // _PIECE))
    with ThreadPoolExecutor(THREADS) as threads:
        found = []
        for piece in threads.map(shapely.is_valid, pieces):
            found.append(piece)
            progress.step(len(found), len(pieces))
        return np.concatenate(found)


def _repair(shapes: Shapes, geometries: Geometries, crs: str | None, progress: Progress) -> None:
    """Check and repair; what would take too long is left out and counted as unchecked."""
    for record, reason in too_complex(geometries).items():
        shapes.give_up(record, reason)
    kept = np.flatnonzero(shapes.keep & ~shapely.is_missing(geometries))
    invalid = kept[~_valid(geometries[kept], progress)].tolist()
    geometries[list(shapes.invalid)] = list(shapes.invalid.values())
    invalid = sorted([*invalid, *shapes.invalid])
    for record, after, reason in repairs(geometries, invalid, crs=crs):
        if after is not None:
            shapes.repaired.append(RecordNote(record=record + 1, reason=reason))
            shapes.wkb[record] = shapely.to_wkb(after)
        elif reason.code == COLLAPSED:
            shapes.reject(record, reason)
        else:
            shapes.give_up(record, reason)
