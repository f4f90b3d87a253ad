"""What the layers of a project say about each other's places: one far from all, one offset."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from watermap.errors import Problem
from watermap.geodesy.ellipsoid import GEOD
from watermap.harmonise.layer import Layer
from watermap.harmonise.places.ground import Points
from watermap.harmonise.places.offset_signs import sample_points, suspect_points

FAR_KM = 100.0  # a neighbouring zone is 250 km away and more
FEWEST = 15  # points for a suspicion that nobody asked for
# Known features that are held against; where there are more, fewer points are looked at.
MOST_KNOWN = 5_000
_THINNER = 4
_REACH_DEG = 0.03  # to what a web map's offset could have brought a layer away from
_TRIM_PCT = (5, 95)  # so that one stray record does not make a layer reach everywhere
OF_NEIGHBOURS = frozenset({"harmonise.far_from_known", "harmonise.offset_suspected"})
"""The codes of what is found here."""
Box = npt.NDArray[np.float64]


def doubts_of_places(layers: Sequence[Layer]) -> tuple[tuple[Problem, ...], ...]:
    """Warnings for each layer, parallel to ``layers``, by all the others."""
    if len(layers) < 2:
        return tuple(() for _ in layers)
    geometry = [np.asarray(layer.frame.geometry.array, dtype=object) for layer in layers]
    boxes = [_box(shapes) for shapes in geometry]
    others = _Others(geometry)
    return tuple(
        (*_far(layer, place, boxes), *_offset(layer, geometry[place], others, place))
        for place, layer in enumerate(layers)
    )


def _far(layer: Layer, place: int, boxes: Sequence[Box | None]) -> Iterator[Problem]:
    own = boxes[place]
    rest = [box for at, box in enumerate(boxes) if at != place and box is not None]
    if own is None or not rest:
        return
    nearest = min(_kilometres(own, box) for box in rest)
    if nearest > FAR_KM:
        yield Problem.warning("harmonise.far_from_known", **_where(layer), nearest=f"{nearest:.0f}")


def _offset(
    layer: Layer, geometry: npt.NDArray[np.object_], others: "_Others", place: int
) -> Iterator[Problem]:
    if layer.place.shift is not None:
        return
    points = sample_points(geometry)
    known = others.near(points, place)
    while len(known) > MOST_KNOWN and len(points) >= FEWEST:
        points = points[::_THINNER]
        known = others.near(points, place)
    suspicion = suspect_points(points, known)
    if suspicion is not None and suspicion.count >= FEWEST:
        yield Problem.warning(
            "harmonise.offset_suspected",
            **_where(layer),
            offset=suspicion.words,
            evidence=suspicion.evidence,
        )


def _where(layer: Layer) -> dict[str, object]:
    return {"file": layer.source.path.name, "layer": layer.layer_name}


def _box(geometry: npt.NDArray[np.object_]) -> Box | None:
    """West, south, east, north of the middles of most features; None: there is none."""
    bounds = shapely.bounds(geometry)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return None
    low, high = np.percentile((bounds[:, :2] + bounds[:, 2:]) / 2, _TRIM_PCT, axis=0)
    # One large feature reaches as far as it does.
    return np.concatenate(
        [
            np.minimum(low, np.median(bounds[:, :2], axis=0)),
            np.maximum(high, np.median(bounds[:, 2:], axis=0)),
        ]
    )


def _kilometres(one: Box, other: Box) -> float:
    line = shapely.shortest_line(shapely.box(*one), shapely.box(*other))
    (west, south), (east, north) = shapely.get_coordinates(line)
    return float(GEOD.inv(west, south, east, north)[2]) / 1000


class _Others:
    """The features of all layers, to be asked for those around one layer."""

    def __init__(self, geometry: Sequence[npt.NDArray[np.object_]]) -> None:
        self._all = np.concatenate([np.array([], dtype=object), *geometry])
        self._owners = np.repeat(np.arange(len(geometry)), [len(one) for one in geometry])
        self._tree = shapely.STRtree(self._all)

    def near(self, points: Points, place: int) -> npt.NDArray[np.object_]:
        """Features of other layers near one layer's points."""
        lon, lat = points.T
        around = shapely.box(lon - _REACH_DEG, lat - _REACH_DEG, lon + _REACH_DEG, lat + _REACH_DEG)
        found = np.unique(self._tree.query(around)[1])
        near: npt.NDArray[np.object_] = self._all[found[self._owners[found] != place]]
        return near
