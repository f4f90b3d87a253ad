"""The features of a kind that sites are held against, each once, and how each lies to its site."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from watermap.catalogue.kinds import Kind
from watermap.checks.ground.features import Near, near_each
from watermap.checks.ground.layer_index import index_of
from watermap.checks.ground.places import Places
from watermap.checks.ground.relation import Encounter, apart, encounters
from watermap.checks.ground.zone import Zone
from watermap.harmonise.layer import Layer

Duplicates = tuple[tuple[Near, Near], ...]  # the one left out, the one kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What lies around one site, nearest first."""

    held: tuple[tuple[Near, Encounter], ...]
    duplicates: Duplicates


def met_each(layers: Sequence[Layer], kind: Kind, places: Places, *, within_m: float) -> list[Met]:
    """The features of layers of one kind within a distance of each of some sites."""
    by_layer = [near_each(layer, kind, places, within_m=within_m) for layer in layers]
    kept, duplicates = [], []
    for of_layers in zip(*by_layer, strict=True):
        found = sorted((near for some in of_layers for near in some), key=_nearest_first)
        kept_of_site, duplicates_of_site = _without_duplicates(found)
        kept.append(kept_of_site)
        duplicates.append(duplicates_of_site)
    encountered = _encountered(kept, places)
    return [
        Met(held=tuple(zip(nears, mets, strict=True)), duplicates=twice)
        for nears, mets, twice in zip(kept, encountered, duplicates, strict=True)
    ]


def _nearest_first(near: Near) -> tuple[float, str, int]:
    return near.distance_m, near.ref.path, near.record


def _without_duplicates(found: Sequence[Near]) -> tuple[Sequence[Near], Duplicates]:
    """Features with the same shape and the same level count once: two offices, one zone."""
    shapes = np.array([near.geometry for near in found], dtype=object)
    boxes: list[list[float]] = shapely.bounds(shapes).tolist()
    keys = [(*box, near.ref.level) for box, near in zip(boxes, found, strict=True)]
    # Only what has the same bounds can have the same shape.
    if len(set(keys)) == len(keys):
        return found, ()
    alike = {key: keys.count(key) for key in keys}
    first: dict[tuple[bytes, str | None], Near] = {}
    kept, duplicates = [], []
    for near, box in zip(found, keys, strict=True):
        key = (shapely.normalize(near.geometry).wkb, near.ref.level) if alike[box] > 1 else None
        if key is not None and key in first:
            duplicates.append((near, first[key]))
            continue
        kept.append(near)
        if key is not None:
            first[key] = near
    return kept, tuple(duplicates)


def _encountered(kept: Sequence[Sequence[Near]], places: Places) -> list[list[Encounter]]:
    """How the features of each site lie to it, in their order."""
    pairs = [
        (owner, near) for owner, nears in enumerate(kept) for near in nears if near.distance_m <= 0
    ]
    owners = np.array([owner for owner, _ in pairs], dtype=np.intp)
    zones = [
        Zone.around(places.shapes[owner], index_of(near.layer), near.at) for owner, near in pairs
    ]
    meeting = iter(_meeting(owners, zones, places))
    return [
        [
            apart(near.distance_m, near.bearing_deg) if near.distance_m > 0 else next(meeting)
            for near in nears
        ]
        for nears in kept
    ]


def _meeting(
    owners: npt.NDArray[np.intp], zones: Sequence[Zone], places: Places
) -> list[Encounter]:
    if not zones:
        return []
    parts = np.array([zone.part for zone in zones], dtype=object)
    meets: npt.NDArray[np.bool_] = shapely.intersects(places.shapes[owners], parts)
    chosen = np.flatnonzero(meets)
    met = iter(encounters(places, owners[chosen].tolist(), [zones[i] for i in chosen.tolist()]))
    # Those that do not meet are a hair apart.
    return [next(met) if yes else Encounter(relation="outside") for yes in meets.tolist()]
