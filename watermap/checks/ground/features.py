"""Features of layers as checks need them: found near a place, named so that a person finds them."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import FeatureRef
from watermap.checks.ground.layer_index import LayerIndex, index_of
from watermap.checks.ground.naming import ref_of, text_of
from watermap.checks.ground.places import Places, search_box
from watermap.checks.ground.repairing import made_valid
from watermap.geodesy.measure import pair_distances
from watermap.geodesy.plane import Plane
from watermap.harmonise.layer import Layer

__all__ = ["Near", "feature_ref", "made_valid", "near_features", "search_box", "text_of"]

AT_ONCE = 4_000  # shapes that are measured in one go

Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]
Whole = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A feature near a place. ``bearing_deg`` is NaN where the two meet, then 0 m apart."""

    layer: Layer
    kind: Kind
    record: int
    values: Mapping[str, object]  # by field of the kind, without geometry
    geometry: BaseGeometry  # valid
    ref: FeatureRef  # how a person finds it again
    distance_m: float
    bearing_deg: float
    at: int  # its place in the layer's index
    repaired: bool = False


def feature_ref(layer: Layer, kind: Kind, record: int, values: Mapping[str, object]) -> FeatureRef:
    """How a person finds a feature of a layer again."""
    return ref_of(layer.source.path.name, kind, record, values)


def with_shape(layer: Layer) -> npt.NDArray[np.bool_]:
    """Which records of a layer have a geometry that is not empty."""
    return index_of(layer).there


def near_features(
    layer: Layer, kind: Kind, place: BaseGeometry, *, within_m: float, plane: Plane | None = None
) -> tuple[Near, ...]:
    """The features of a layer within a geodesic distance of a place, nearest first.

    Args:
        layer: records without geometry are passed over.
        kind: of the layer.
        place: valid, longitude and latitude.
        within_m: both ends count.
        plane: around the place, where the caller has it already.
    """
    around = Places.of([place], None if plane is None else [plane])
    return near_each(layer, kind, around, within_m=within_m)[0]


def near_each(
    layer: Layer, kind: Kind, places: Places, *, within_m: float
) -> list[tuple[Near, ...]]:
    """The features of a layer within a geodesic distance of each of some places, nearest first.

    Args:
        layer: records without geometry are passed over.
        kind: of the layer.
        places: no matter how many, each gets the answer that it gets alone.
        within_m: both ends count.
    """
    index = index_of(layer)
    # Only what lies in its box can be near; cut off, far-reaching features cost little.
    owners, at, shapes, fine = index.within(places.boxes(within_m))
    metres, bearings = _measured(places, owners, shapes, fine)
    # Those in reach, nearest first; of equals the first in the file.
    chosen = np.flatnonzero(metres <= within_m)
    chosen = chosen[np.lexsort((metres[chosen], owners[chosen]))]
    ways = zip(at[chosen].tolist(), metres[chosen].tolist(), bearings[chosen].tolist(), strict=True)
    nears = [_near(layer, kind, index, i, way) for i, *way in ways]
    ends = np.searchsorted(owners[chosen], np.arange(len(places.shapes) + 1)).tolist()
    return [tuple(nears[start:end]) for start, end in itertools.pairwise(ends)]


def _measured(
    places: Places, owners: Whole, shapes: Geometries, fine: Geometries
) -> tuple[Floats, Floats]:
    """How far and in which direction each shape lies; not more at once than memory holds easily."""
    metres, bearings = np.empty(len(owners)), np.empty(len(owners))
    for start in range(0, len(owners), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        metres[some], bearings[some] = pair_distances(
            places.shapes, places.planes, owners[some], shapes[some], fine=fine[some]
        )
    return metres, bearings


def _near(layer: Layer, kind: Kind, index: LayerIndex, at: int, way: list[float]) -> Near:
    metres, bearing = way
    return Near(
        layer=layer,
        kind=kind,
        record=index.records[at],
        values=index.values(at),
        geometry=index.shape(at),
        ref=index.ref(at, kind),
        distance_m=metres,
        bearing_deg=bearing,
        repaired=bool(index.repaired[at]),
        at=at,
    )
