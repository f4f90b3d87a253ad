"""Shapes as they came: counted by type, the unreadable told, the invalid repaired and told.

Works on any format's geometries as WKB, in the reader process, where a repair that never ends can
be stopped.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely

from watermap.errors import Message
from watermap.reading.raw import RecordNote

Geometries = npt.NDArray[np.object_]
NONE, EMPTY = "None", "Empty"  # how types without a shape are counted

_REASONS = {
    "hole lies outside shell": "hole_outside",
    "holes are nested": "holes_nested",
    "interior is disconnected": "interior_disconnected",
    "self-intersection": "self_intersection",
    "ring self-intersection": "ring_self_intersection",
    "nested shells": "shells_nested",
    "duplicate rings": "duplicate_rings",
    "too few points in geometry component": "too_few_points",
    "ring is not closed": "ring_open",
}


@dataclass(slots=True, kw_only=True)
class Shapes:
    """Geometries on their way from the file; ``records`` are counted from 0.

    ``keep``: which records are used. A record that is used without a shape has None in ``wkb``.
    """

    wkb: list[bytes | None]
    keep: npt.NDArray[np.bool_]
    types: Counter[str] = field(default_factory=Counter)
    rejected: list[RecordNote] = field(default_factory=list)
    repaired: list[RecordNote] = field(default_factory=list)

    def reject(self, record: int, reason: Message) -> None:
        """Leave one record out, and say why."""
        if self.keep[record]:
            self.keep[record] = False
            self.rejected.append(RecordNote(record=record + 1, reason=reason))


def start(wkb: Sequence[bytes | None]) -> Shapes:
    """Shapes none of which has been looked at."""
    return Shapes(wkb=list(wkb), keep=np.ones(len(wkb), dtype=bool))


def settle(shapes: Shapes) -> Shapes:
    """Check every shape: reject what cannot be used, repair what is invalid, count the rest."""
    geometries = _decode(shapes)
    _reject_not_finite(shapes, geometries)
    shapes.types = _count(geometries[shapes.keep])
    _repair(shapes, geometries)
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


def _reject_not_finite(shapes: Shapes, geometries: Geometries) -> None:
    coordinates, owners = shapely.get_coordinates(geometries, return_index=True)
    bad = owners[~np.isfinite(coordinates).all(axis=1)]
    for record in np.unique(bad).tolist():
        shapes.reject(record, Message.of("reading.shape_not_finite"))


def _count(geometries: Geometries) -> Counter[str]:
    """How many of each type, as found; absent and empty ones by themselves."""
    missing, empty = shapely.is_missing(geometries), shapely.is_empty(geometries)
    found = Counter(one.geom_type for one in geometries[~missing & ~empty])
    found.update({NONE: int(missing.sum())} if missing.any() else {})
    found.update({EMPTY: int(empty.sum())} if empty.any() else {})
    return found


def _repair(shapes: Shapes, geometries: Geometries) -> None:
    kept = np.flatnonzero(shapes.keep & ~shapely.is_missing(geometries))
    for record in kept[~shapely.is_valid(geometries[kept])].tolist():
        before = geometries[record]
        after = shapely.make_valid(before, method="structure", keep_collapsed=False)
        reason = _reason(before)
        if after.is_empty:
            shapes.reject(record, Message.of("reading.shape_collapsed", reason=reason))
            continue
        areas = {"before": f"{before.area:.6g}", "after": f"{after.area:.6g}"}
        note = Message.of("reading.shape_repaired", reason=reason, **areas)
        shapes.repaired.append(RecordNote(record=record + 1, reason=note))
        shapes.wkb[record] = shapely.to_wkb(after)


def _reason(geometry: shapely.Geometry) -> Message:
    """Why a shape is invalid, without the place that GEOS writes behind it."""
    words = re.sub(r"\[.*", "", shapely.is_valid_reason(geometry)).strip().lower()
    return Message.of(f"reading.invalid_{_REASONS.get(words, 'other')}")
