"""What is drawn above the map's own layers: a site, rings, chosen features."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Look
from watermap.language import Text
from watermap.mapping.appearance import Appearance
from watermap.mapping.scene_layer import SceneLayer, label_colour
from watermap.mapping.shapes import shapes_of

OVERLAY_ORDER = 10_000
UNDER_POINTS = 62  # above rivers and roads, below what stands at them
SITE = Look(symbol="flag", size_mm=5.0, fill="#c2185b40", line="#c2185b", width_mm=0.8)
RING = Look(line="#00695c", width_mm=0.4, dash="dash")
SELECTED = Look(symbol="circle", size_mm=6.0, fill="#ffd40040", line="#ff8f00", width_mm=0.8)
_UNSAID = Text(zh="", en="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Something above the map: a site, a ring, chosen features."""

    geometry: BaseGeometry
    look: Look
    title: Text
    label: str
    order: int = OVERLAY_ORDER


def overlay(
    geometry_lonlat: BaseGeometry,
    look: Look,
    label: str,
    *,
    title: Text | None = None,
    order: int = OVERLAY_ORDER,
) -> Overlay:
    """An overlay of longitude and latitude (EPSG:4490).

    Args:
        geometry_lonlat: any geometry.
        look: how it is drawn; its title is the legend's where ``title`` is None.
        label: what is written beside; "" for nothing.
        title: the legend's words; None and no title of the look: it is not in the legend.
        order: among the orders of kinds; as it is: above all of them.
    """
    words = title or look.title or _UNSAID
    return Overlay(geometry=geometry_lonlat, look=look, title=words, label=label, order=order)


def overlay_layer(one: Overlay, number: int, epsg: int) -> SceneLayer:
    """The layer of one overlay, the ``number``-th from below."""
    shapes, _ = shapes_of(np.array([one.geometry], object), epsg)
    return SceneLayer(
        key=f"overlay/{number}",
        kind=None,
        title=one.title,
        order=one.order + number,
        min_scale=None,
        shapes=shapes,
        outlines=(),
        appearances=(Appearance(look=one.look, title=one.title),),
        chosen=np.zeros(1, np.int64),
        records=np.zeros(1, np.int64),
        labels=(one.label,),
        label_size_mm=3.0,
        label_colour=label_colour(one.look),
    )


def selected_layer(layer: SceneLayer, records: Collection[int]) -> SceneLayer | None:
    """Some records of a layer once more, marked; None where it has none of them."""
    chosen = np.flatnonzero(np.isin(layer.records, list(records)))
    if not len(chosen):
        return None
    shapes = tuple(
        one.take(np.flatnonzero(np.isin(one.rows, chosen)).astype(np.int64)) for one in layer.shapes
    )
    return replace(
        layer,
        key=f"selected/{layer.key}",
        kind=None,
        title=_UNSAID,
        order=OVERLAY_ORDER,
        min_scale=None,
        shapes=tuple(one for one in shapes if len(one.rows)),
        outlines=(),
        appearances=(Appearance(look=SELECTED, title=_UNSAID),),
        chosen=np.zeros(len(layer.records), np.int64),
        labels=(),
    )
