"""A proposed grade beside the approved one: what only one of them has, and where."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.delineation.answer import LONGEST_M
from watermap.checks.delineation.banks import EMPTY
from watermap.checks.delineation.proposal import GRADES, Comparison, Gap, Grade, Piece, Zone
from watermap.checks.findings import FeatureRef
from watermap.checks.ground.features import made_valid, text_of
from watermap.errors import Problem
from watermap.geodesy.ellipsoid import GEOD
from watermap.geodesy.measure import drawn_area_m2
from watermap.geodesy.plane import Plane

Approved = tuple[FeatureRef, Mapping[str, object], BaseGeometry]

SMALLEST_M2 = 1.0  # smaller pieces are not listed
MOST_PIECES = 20
HAIR_M = 0.02  # half the width of a gap that rounding leaves
STEP_M = 5.0  # between the points of a boundary at which a gap is looked for


def compare(
    zones: Sequence[Zone], approved: Sequence[Approved]
) -> tuple[tuple[Comparison, ...], tuple[Problem, ...]]:
    """Each grade that both have, and what is odd about the approved areas.

    Grade 2 is taken without grade 1 on both sides. Gaps are true to half of ``STEP_M``.

    Args:
        zones: of the proposal.
        approved: the source's approved areas of all grades, valid.
    """
    comparisons: list[Comparison] = []
    problems: list[Problem] = []
    inner: BaseGeometry = EMPTY
    for grade in GRADES:
        own = [one for one in approved if one[0].level == grade]
        drawn = [zone.geometry for zone in zones if zone.grade == grade and zone.geometry]
        whole = shapely.union_all([EMPTY, *(shape for _, _, shape in own)])
        shape = shapely.difference(whole, inner)
        if own and drawn:
            if drawn_area_m2(shapely.intersection(whole, inner)) > SMALLEST_M2:
                problems.append(Problem.note("delineation.approved_nested"))
            if any(_open(zone) for zone in zones if zone.grade == grade):
                problems.append(Problem.warning("delineation.compared_in_part"))
            comparisons.append(_compared(grade, own, shape, _united(drawn)))
        inner = shapely.union_all([inner, whole])
    return tuple(comparisons), tuple(problems)


def _open(zone: Zone) -> bool:
    return zone.state in ("left_to_person", "needs_parameters")


def _united(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Water and land meet along a line of many points; the hair's gaps between them are closed."""
    plane = Plane.around(shapely.geometrycollections(list(shapes)))
    flat = shapely.union_all([plane.to_plane(shape) for shape in shapes])
    wide = flat.buffer(HAIR_M, join_style="mitre")
    closed = wide.buffer(-HAIR_M, join_style="mitre")
    return made_valid(plane.to_geographic(shapely.segmentize(closed, LONGEST_M)))


def _compared(
    grade: Grade, own: Sequence[Approved], approved: BaseGeometry, proposed: BaseGeometry
) -> Comparison:
    missing = shapely.difference(approved, proposed)
    added = shapely.difference(proposed, approved)
    pieces = [*_pieces("approved", missing), *_pieces("proposed", added)]
    pieces.sort(key=lambda one: -one.area_m2)
    return Comparison(
        grade=grade,
        approved=tuple(ref for ref, _, _ in own),
        approval=tuple(dict.fromkeys(text for _, values, _ in own for text in _approval(values))),
        approved_m2=drawn_area_m2(approved),
        proposed_m2=drawn_area_m2(proposed),
        shared_m2=drawn_area_m2(shapely.intersection(approved, proposed)),
        only_approved_m2=drawn_area_m2(missing),
        only_proposed_m2=drawn_area_m2(added),
        gaps=tuple(_gaps(approved, proposed)),
        pieces=tuple(pieces[:MOST_PIECES]),
    )


def _approval(values: Mapping[str, object]) -> Iterator[str]:
    parts = [text_of(values.get(name)) for name in ("approval", "approved_on")]
    if any(parts):
        yield " ".join(part for part in parts if part)


def _pieces(only: str, shape: BaseGeometry) -> Iterator[Piece]:
    for part in shapely.get_parts(shapely.get_parts(shape)):
        area_m2 = drawn_area_m2(part)
        if area_m2 > SMALLEST_M2:
            inside = shapely.point_on_surface(part)
            yield Piece(
                only="approved" if only == "approved" else "proposed",
                area_m2=area_m2,
                place=(inside.x, inside.y),
            )


def _gaps(approved: BaseGeometry, proposed: BaseGeometry) -> Iterator[Gap]:
    if approved.is_empty or proposed.is_empty:
        return
    plane = Plane.around(shapely.union_all([approved, proposed]))
    edges = [plane.to_plane(shapely.boundary(shape)) for shape in (approved, proposed)]
    metres, place, nearest = _farthest(edges[0], edges[1], plane)
    yield Gap(on="approved", metres=metres, place=place, nearest=nearest)
    metres, place, nearest = _farthest(edges[1], edges[0], plane)
    yield Gap(on="proposed", metres=metres, place=place, nearest=nearest)


def _farthest(
    edge: BaseGeometry, other: BaseGeometry, plane: Plane
) -> tuple[float, tuple[float, float], tuple[float, float]]:
    """The point of an edge that is farthest from another edge, and the nearest there."""
    points = shapely.points(shapely.get_coordinates(shapely.segmentize(edge, STEP_M)))
    shapely.prepare(other)
    farthest = points[int(np.argmax(shapely.distance(points, other)))]
    line = plane.to_geographic(shapely.shortest_line(farthest, other))
    (lon, lat), (lon_2, lat_2) = shapely.get_coordinates(line)
    metres = float(GEOD.inv(lon, lat, lon_2, lat_2)[2])
    return metres, (float(lon), float(lat)), (float(lon_2), float(lat_2))
