"""Features of layers as checks need them: found near a place, named so that a person finds them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import FeatureRef
from watermap.geodesy.ellipsoid import degrees_around
from watermap.geodesy.measure import distances
from watermap.harmonise.layer import Layer

Geometries = npt.NDArray[np.object_]
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A feature near a place. ``bearing_deg`` is NaN where the two meet, then 0 m apart."""

    layer: Layer
    kind: Kind
    record: int
    values: Mapping[str, object]  # by field of the kind, without geometry
    geometry: BaseGeometry  # valid
    distance_m: float
    bearing_deg: float
    repaired: bool = False

    @property
    def ref(self) -> FeatureRef:
        """How a person finds it again."""
        return feature_ref(self.layer, self.kind, self.record, self.values)


def feature_ref(layer: Layer, kind: Kind, record: int, values: Mapping[str, object]) -> FeatureRef:
    """How a person finds a feature of a layer again."""
    by_role = {role: values.get(kind.role(role) or "") for role in ("id", "name", "level")}
    return FeatureRef(
        id=text_of(by_role["id"]),
        name=text_of(by_role["name"]),
        level=text_of(by_role["level"]),
        record=record,
        path=layer.source.path.name,
    )


def with_shape(layer: Layer) -> npt.NDArray[np.bool_]:
    """Which records of a layer have a geometry that is not empty."""
    shapes = layer.frame.geometry.to_numpy()
    there: npt.NDArray[np.bool_] = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    return there


def text_of(value: object) -> str | None:
    """A value of a layer as text; None where there is none."""
    missing = value is None or value is pd.NaT or value is pd.NA or value != value  # noqa: PLR0124
    return None if missing else str(value).strip() or None


def near_features(
    layer: Layer, kind: Kind, place: BaseGeometry, *, within_m: float
) -> tuple[Near, ...]:
    """The features of a layer within a geodesic distance of a place, nearest first.

    Args:
        layer: records without geometry are passed over.
        kind: of the layer.
        place: valid, longitude and latitude.
        within_m: both ends count.
    """
    box = search_box(place, within_m)
    at = np.sort(layer.frame.sindex.query(shapely.box(*box)))
    shapes = np.asarray(layer.frame.geometry.to_numpy()[at], dtype=object)
    # Only what lies in the box can be near; cut off, far-reaching features cost little.
    cut = shapely.clip_by_rect(shapes, *box)
    there = ~shapely.is_empty(cut)
    at, shapes, cut = at[there], shapes[there], cut[there]
    if not len(at):
        return ()
    metres, bearings = distances(place, cut)
    chosen = np.flatnonzero(metres <= within_m)
    rows = layer.frame.iloc[at[chosen]].drop(columns="geometry")
    found = (
        _near(layer, kind, int(record), values, shapes[i], (float(metres[i]), float(bearings[i])))
        for i, record, values in zip(chosen, rows.index, rows.to_dict("records"), strict=True)
    )
    return tuple(sorted(found, key=lambda near: (near.distance_m, near.record)))


def _near(
    layer: Layer,
    kind: Kind,
    record: int,
    values: Mapping[str, object],
    shape: BaseGeometry,
    way: tuple[float, float],
) -> Near:
    valid = bool(shapely.is_valid(shape))
    return Near(
        layer=layer,
        kind=kind,
        record=record,
        values=values,
        geometry=shape if valid else made_valid(shape),
        distance_m=way[0],
        bearing_deg=way[1],
        repaired=not valid,
    )


def made_valid(shape: BaseGeometry) -> BaseGeometry:
    """A repaired shape; overlapping parts become one, holes outside are dropped (N7)."""
    return shapely.make_valid(shape, method="structure", keep_collapsed=False)


def search_box(place: BaseGeometry, metres: float) -> Box:
    """Bounds that surely hold all that lies within a distance of a place."""
    west, south, east, north = place.bounds
    sideways, upwards = degrees_around(max(abs(south), abs(north)), metres)
    # A hair more, so that what is at the very distance is not cut off by rounding.
    sideways, upwards = sideways * 1.001 + 1e-9, upwards * 1.001 + 1e-9
    return west - sideways, south - upwards, east + sideways, north + upwards
