"""Does a layer say anything about the place at all? A sparse layer's own extent cannot tell."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.ground.cutting import Box
from watermap.checks.ground.layer_index import index_of
from watermap.checks.ground.places import search_box
from watermap.checks.ground.study_area import Stands
from watermap.errors import Message
from watermap.harmonise.layer import Layer

Geometries = npt.NDArray[np.object_]

MARGIN_M = 5_000.0
"""Without a study area: how far from its own features a layer is taken to speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Whether layers of one kind cover a site, by which rule."""

    covers: bool
    why: Message


def usable(layer: Layer) -> bool:
    """Whether a layer has a known place and at least one geometry."""
    return layer.place.epsg is not None and index_of(layer).total_bounds is not None


def coverage_each(
    layers: Sequence[Layer],
    sites: Geometries,
    study_area: BaseGeometry | None,
    stands: Sequence[Stands | None],
) -> list[Coverage]:
    """Whether usable layers of one kind cover each of some sites.

    With a study area (the project's administrative areas): the site lies in it, and a layer has
    features in it or near it. Without one: the site lies within ``MARGIN_M`` of the bounds of a
    layer's features.

    Args:
        layers: usable, of one kind.
        sites: longitude and latitude.
        study_area: as one geometry, longitude and latitude; None: there is none.
        stands: how each site lies to it; None where there is none.
    """
    if study_area is None:
        boxes = [_speaks_of(layer) for layer in layers]
        return [_by_bounds(boxes, site) for site in sites]
    speaks = search_box(study_area, MARGIN_M)
    here = any(index_of(layer).touches(speaks) for layer in layers)
    return [_by_area(one, here=here) for one in stands]


def _by_area(stands: Stands | None, *, here: bool) -> Coverage:
    if stands is None or not stands.covered:
        code = "site_partly_outside" if stands is not None and stands.meets else "site_outside"
        return Coverage(covers=False, why=Message.of(f"checks.{code}"))
    code = "covered_by_area" if here else "layer_elsewhere"
    return Coverage(covers=here, why=Message.of(f"checks.{code}"))


def _by_bounds(boxes: Sequence[Box | None], site: BaseGeometry) -> Coverage:
    near = any(box is not None and _meets(site, box) for box in boxes)
    code = "covered_by_bounds" if near else "not_covered_by_bounds"
    return Coverage(covers=near, why=Message.of(f"checks.{code}", km=int(MARGIN_M / 1000)))


def _meets(site: BaseGeometry, box: Box) -> bool:
    west, south, east, north = site.bounds
    if box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3]:
        return True
    return bool(shapely.intersects(site, shapely.box(*box)))


def _speaks_of(layer: Layer) -> Box | None:
    """The bounds of what a layer is taken to speak of."""
    bounds = index_of(layer).total_bounds
    if bounds is None:
        return None
    return search_box(shapely.multipoints([bounds[:2], bounds[2:]]), MARGIN_M)
