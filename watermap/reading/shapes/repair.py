"""Invalid shapes repaired, each one told, and none allowed to keep the reader busy without end.

A shape that would take too long is not used: kept broken it would stop every check it takes part
in, and half repaired it would be a wrong area. It is rejected by number, as an error.
"""

import re
import time
from collections.abc import Callable, Iterator

import numpy as np
import shapely

from watermap.errors import Message
from watermap.reading.shapes.ruler import Geometries, Ruler, ruler_for
from watermap.reading.shapes.tangle import FEW_POINTS, tangle_of

COLLAPSED = "reading.shape_collapsed"  # the one reason that is the shape's own
BUDGET_S = 30.0  # for all repairs of one layer; the reader's own deadline is four times that
_MANY_POINTS = 20_000  # below this no shape takes a second to check

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
Repaired = tuple[int, shapely.Geometry | None, Message]


def too_complex(geometry: Geometries) -> dict[int, Message]:
    """The shapes (by position) that cannot even be checked in time."""
    many = np.flatnonzero(shapely.get_num_coordinates(geometry) > _MANY_POINTS)
    return {
        place: _complex(geometry[place])
        for place in many.tolist()
        if not tangle_of(geometry[place]).checkable
    }


def repairs(
    geometry: Geometries,
    invalid: list[int],
    *,
    crs: str | None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Repaired]:
    """Each invalid shape by position, as repaired, with what was done.

    None in place of a shape: it cannot be used, and the message says why.

    Args:
        geometry: all shapes of the layer.
        invalid: positions of those to repair.
        crs: of the layer as the file writes it, for the areas.
        clock: gives seconds.
    """
    ruler = ruler_for(geometry[invalid], crs) if invalid else None
    end = clock() + BUDGET_S
    for place in invalid:
        before = geometry[place]
        if clock() > end:
            yield place, None, Message.of("reading.shape_no_time", seconds=f"{BUDGET_S:g}")
        elif shapely.get_num_coordinates(before) > FEW_POINTS and not tangle_of(before).repairable:
            yield place, None, _complex(before)
        elif ruler is not None:
            yield place, *_repaired(before, ruler)


def _complex(geometry: shapely.Geometry) -> Message:
    points = int(shapely.get_num_coordinates(geometry))
    return Message.of("reading.shape_too_complex", points=points)


def _repaired(before: shapely.Geometry, ruler: Ruler) -> tuple[shapely.Geometry | None, Message]:
    reason = reason_of(before)
    after = shapely.make_valid(before, method="structure", keep_collapsed=False)
    if after.is_empty:
        return None, Message.of(COLLAPSED, reason=reason)
    if shapely.get_dimensions(after) < 2:
        return after, Message.of("reading.line_repaired", reason=reason)
    areas = ruler.areas(np.array([before, after], dtype=object))
    return after, Message.of(
        "reading.shape_repaired",
        reason=reason,
        before=_shown(areas[0]),
        after=_shown(areas[1]),
        before_m2=float(areas[0]),
        after_m2=float(areas[1]),
        basis=ruler.basis,
    )


def _shown(area: float) -> str:
    """Square metres as people write them: 12,345 or 0.25."""
    return f"{area:,.0f}" if area >= 100 else f"{area:.2f}".rstrip("0").rstrip(".")


def reason_of(geometry: shapely.Geometry) -> Message:
    """Why a shape is invalid, without the place that GEOS writes behind it."""
    words = re.sub(r"\[.*", "", shapely.is_valid_reason(geometry)).strip().lower()
    return Message.of(f"reading.invalid_{_REASONS.get(words, 'other')}")
