"""The administrative areas of the map: their names, and which of them a place lies in."""

from dataclasses import dataclass
from typing import Self

import shapely
from shapely.geometry.base import BaseGeometry

from watermap.harmonise.layer import Layers

KIND = "administrative_area"


@dataclass(frozen=True, slots=True)
class Areas:
    """``names`` are parallel to what ``tree`` holds."""

    names: tuple[str, ...]
    tree: shapely.STRtree

    @classmethod
    def of(cls, layers: Layers) -> Self:
        """The areas of a project that have a name and a shape."""
        found = [
            (str(name), shape)
            for layer in layers.get(KIND, ())
            if "name" in layer.frame
            for name, shape in zip(layer.frame["name"], layer.frame.geometry, strict=True)
            if isinstance(name, str) and shape is not None and not shape.is_empty
        ]
        return cls(
            names=tuple(name for name, _ in found), tree=shapely.STRtree([one for _, one in found])
        )

    def at(self, place: BaseGeometry) -> tuple[str, ...]:
        """The areas in which a place lies, by its representative point; on a border all of them."""
        found = self.tree.query(place.representative_point(), predicate="intersects")
        return tuple(self.names[at] for at in sorted(found.tolist()))
