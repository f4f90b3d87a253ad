"""Does a layer say anything about the place at all? A sparse layer's own extent cannot tell."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.ground.layer_index import index_of
from watermap.checks.ground.places import search_box
from watermap.checks.ground.study_area import Stands
from watermap.errors import Message
from watermap.harmonise.layer import Layer

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


def coverage(
    layers: Sequence[Layer],
    site: BaseGeometry,
    study_area: BaseGeometry | None,
    stands: Stands | None,
) -> Coverage:
    """Whether usable layers of one kind cover a site.

    With a study area (the project's administrative areas): the site lies in it, and a layer has
    features in it or near it. Without one: the site lies within ``MARGIN_M`` of the bounds of a
    layer's features.

    Args:
        layers: usable, of one kind.
        site: longitude and latitude.
        study_area: as one geometry, longitude and latitude; None: there is none.
        stands: how the site lies to it; None where there is none.
    """
    if study_area is None or stands is None:
        margin = int(MARGIN_M / 1000)
        near = any(_near_bounds(layer, site) for layer in layers)
        code = "covered_by_bounds" if near else "not_covered_by_bounds"
        return Coverage(covers=near, why=Message.of(f"checks.{code}", km=margin))
    if not stands.covered:
        code = "site_partly_outside" if stands.meets else "site_outside"
        return Coverage(covers=False, why=Message.of(f"checks.{code}"))
    speaks = search_box(study_area, MARGIN_M)
    if not any(index_of(layer).touches(speaks) for layer in layers):
        return Coverage(covers=False, why=Message.of("checks.layer_elsewhere"))
    return Coverage(covers=True, why=Message.of("checks.covered_by_area"))


def _near_bounds(layer: Layer, site: BaseGeometry) -> bool:
    bounds = index_of(layer).total_bounds
    if bounds is None:
        return False
    corners = shapely.multipoints([bounds[:2], bounds[2:]])
    return bool(shapely.intersects(site, shapely.box(*search_box(corners, MARGIN_M))))
