"""Features of layers as checks need them: found near a place, named so that a person finds them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import FeatureRef
from watermap.checks.ground.layer_index import LayerIndex, index_of
from watermap.checks.ground.naming import ref_of, text_of
from watermap.checks.ground.places import search_box
from watermap.checks.ground.repairing import made_valid
from watermap.geodesy.measure import distances
from watermap.geodesy.plane import Plane
from watermap.harmonise.layer import Layer

__all__ = ["Near", "feature_ref", "made_valid", "near_features", "search_box", "text_of"]


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
    index = index_of(layer)
    # Only what lies in the box can be near; cut off, far-reaching features cost little.
    at, shapes, fine = index.within(search_box(place, within_m))
    if not len(at):
        return ()
    metres, bearings = distances(place, shapes, plane=plane, fine=fine)
    # Those in reach, nearest first; of equals the first in the file.
    chosen = np.flatnonzero(metres <= within_m)
    chosen = chosen[np.argsort(metres[chosen], kind="stable")]
    ways = zip(at[chosen].tolist(), metres[chosen].tolist(), bearings[chosen].tolist(), strict=True)
    return tuple(_near(layer, kind, index, i, way) for i, *way in ways)


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
