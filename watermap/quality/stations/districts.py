"""To which town, county or city a section belongs: as its layer says, else by its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from shapely.geometry.base import BaseGeometry

from watermap.harmonise.layer import Layers
from watermap.quality.stations.areas import KIND, Areas
from watermap.quality.stations.attributes import Attributes, attributes
from watermap.quality.stations.map_stations import SECTION_KIND, stations, text

# Which fields of a section say which level; of two the first that is filled in. The city that a
# section is held against goes before the city in which it lies.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "town": ("town",),
    "county": ("county",),
    "city": ("assessed_city", "city"),
    "province": ("province",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """To which area of one level a section belongs."""

    name: str | None  # None: not said, and no area or several lie there
    by_place: bool = False  # True: its layer does not say it, the map does


@dataclass(frozen=True, slots=True, kw_only=True)
class Districts:
    """What the layers know of the districts of sections."""

    fields: Mapping[str, Attributes]  # of each section, by name
    shapes: Mapping[str, BaseGeometry]  # of each section that has one
    areas: Areas
    levels: Mapping[str, str]  # of the areas that say it: province, city, county, town

    @classmethod
    def of(cls, layers: Layers) -> Self:
        """Read them once for a project."""
        return cls(
            fields=attributes(layers),
            shapes={
                one.name: one.shape
                for one in stations(layers)
                if one.kind == SECTION_KIND and one.shape is not None
            },
            areas=Areas.of(layers),
            levels=_levels(layers),
        )

    def said(self, section: str, level: str) -> str | None:
        """What the section's own fields say of a level; None: nothing."""
        fields = self.fields.get(section, {})
        return next((fields[name] for name in FIELDS[level] if name in fields), None)

    def around(self, section: str) -> tuple[str, ...]:
        """The areas in which it lies; on a border all of them; empty without a place."""
        shape = self.shapes.get(section)
        return () if shape is None else self.areas.at(shape)

    def belonging(self, section: str, level: str) -> Belonging:
        """The area of a level that it belongs to; on a border of two, by place, to none."""
        own = self.said(section, level)
        if own is not None:
            return Belonging(name=own)
        found = {name for name in self.around(section) if self.levels.get(name) == level}
        return (
            Belonging(name=found.pop(), by_place=True) if len(found) == 1 else Belonging(name=None)
        )


def _levels(layers: Layers) -> Mapping[str, str]:
    pairs = [
        (text(row["name"]), text(row["level"]))
        for layer in layers.get(KIND, ())
        if "level" in layer.frame and "name" in layer.frame
        for row in layer.frame[["name", "level"]].to_dict("records")
    ]
    return {name: level for name, level in pairs if name and level and level in FIELDS}
