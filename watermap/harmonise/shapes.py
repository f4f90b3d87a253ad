"""The geometry of a layer: brought to its place, and held to what its kind may be."""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import shapely

from watermap.catalogue.kinds import Geometry, Kind
from watermap.errors import Problem
from watermap.harmonise.places.decision import PlaceDecision
from watermap.harmonise.places.evidence import look_at
from watermap.harmonise.places.moving import geographic
from watermap.harmonise.sheets.rows import spans
from watermap.language import Text, in_a_row

DIMENSIONS: Mapping[Geometry, int] = {"point": 0, "line": 1, "polygon": 2}
_WORDS: Mapping[Geometry, Text] = {
    "point": Text(zh="点", en="points"),
    "line": Text(zh="线", en="lines"),
    "polygon": Text(zh="面", en="polygons"),
}


def placed(
    geometry: npt.NDArray[np.object_],
    place: PlaceDecision,
    records: npt.NDArray[np.int64],
    where: Mapping[str, object],
) -> tuple[npt.NDArray[np.object_], list[Problem]]:
    """Geometry in EPSG:4490; what has no place on earth there becomes None and is named.

    Args:
        geometry: in the file's coordinates.
        place: as it was decided; its ``epsg`` is there.
        records: the file's record numbers, counted from 1, parallel to geometry.
        where: the file and layer, for the sentences.
    """
    moved = geographic(geometry, place)
    bounds = shapely.bounds(moved)
    there = ~shapely.is_missing(moved) & ~shapely.is_empty(moved)
    on_earth = (np.abs(bounds) <= np.array([360.0, 90.0, 360.0, 90.0])).all(axis=1)
    lost = there & ~on_earth
    moved[lost] = None
    problems = list(_of_strays(geometry, records, where, lost))
    if bool(shapely.has_z(geometry).any()):
        problems.append(Problem.note("harmonise.heights", **where))
    return moved, problems


def _of_strays(
    geometry: npt.NDArray[np.object_],
    records: npt.NDArray[np.int64],
    where: Mapping[str, object],
    lost: npt.NDArray[np.bool_],
) -> Iterator[Problem]:
    if lost.any():
        yield Problem.error(
            "harmonise.not_on_earth",
            **where,
            count=int(lost.sum()),
            records=spans([int(record) for record in records[lost]]),
        )
    others = [int(records[place]) for place in look_at(geometry).others if not lost[place]]
    if others:
        yield Problem.warning("harmonise.strays", **where, count=len(others), records=spans(others))


def problems_of_shapes(
    geometry: npt.NDArray[np.object_],
    kind: Kind,
    records: npt.NDArray[np.int64],
    where: Mapping[str, object],
) -> Iterator[Problem]:
    """Features without geometry, and features of another geometry than the kind's."""
    dimensions = shapely.get_dimensions(geometry)
    there = ~shapely.is_missing(geometry) & ~shapely.is_empty(geometry)
    if not there.all():
        nowhere = [int(record) for record in records[~there]]
        yield Problem.warning(
            "harmonise.no_geometry", **where, count=len(nowhere), records=spans(nowhere)
        )
    allowed = [DIMENSIONS[name] for name in kind.geometry]
    wrong = there & ~np.isin(dimensions, allowed)
    if wrong.any():
        say = Problem.error if wrong.sum() == there.sum() else Problem.warning
        yield say(
            "harmonise.other_geometry",
            **where,
            kind=kind.title,
            expected=_listed(kind.geometry),
            found=_listed([name for name, of in DIMENSIONS.items() if of in dimensions[wrong]]),
            count=int(wrong.sum()),
            records=spans([int(record) for record in records[wrong]]),
        )


def _listed(names: list[Geometry]) -> Text:
    return in_a_row(_WORDS[name] for name in names)
