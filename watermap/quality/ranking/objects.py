"""What is ranked: sections, rivers, lakes, districts, each with the sections that belong to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self

from watermap.quality.assessment import SectionResult
from watermap.quality.classing.indicator import Setting
from watermap.quality.ranking.index import WATERS, Water, WaterIndex, water_index
from watermap.quality.ranking.rules import IndexRules
from watermap.quality.stations.attributes import Attributes
from watermap.quality.stations.map_stations import SECTION_KIND

Level = Literal["section", "river", "lake", "district"]
_BODIES: Mapping[Level, tuple[Water, ...]] = {
    "section": WATERS,
    "river": ("river",),
    "lake": ("lake",),
    "district": WATERS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """One object with its indices; ``parts`` is empty where there is none."""

    name: str
    parts: tuple[WaterIndex, ...]  # rivers, then lakes
    left_out: tuple[str, ...]  # sections without a usable result, or of unknown water body

    @classmethod
    def of(
        cls,
        name: str,
        sections: Sequence[SectionResult],
        bodies: Sequence[Water],
        *,
        setting: Setting,
        rules: IndexRules,
    ) -> Self:
        """The indices of some sections together."""
        found = [water_index(sections, body, setting=setting, rules=rules) for body in bodies]
        parts = tuple(one for one in found if one is not None)
        counted = {section for one in parts for section in one.sections}
        left_out = tuple(one.name for one in sections if one.name not in counted)
        return cls(name=name, parts=parts, left_out=left_out)

    @property
    def items(self) -> frozenset[str]:
        """The indicators that all of its parts have."""
        return frozenset.intersection(*(one.names for one in self.parts)) if self.parts else _NONE


_NONE: frozenset[str] = frozenset()


def members(
    sections: Sequence[SectionResult], level: Level, districts: Mapping[str, str]
) -> Mapping[str, list[SectionResult]]:
    """The sections of each object by its name; those that belong to none are left out.

    Args:
        sections: of one period; drinking-water sources are not ranked.
        level: what is ranked. Rivers and lakes go by the water that sections name.
        districts: name of a section: its district.
    """
    found: dict[str, list[SectionResult]] = {}
    for one in sections:
        name = _object_of(one, level, districts)
        if one.kind == SECTION_KIND and name is not None:
            found.setdefault(name, []).append(one)
    return found


def _object_of(one: SectionResult, level: Level, districts: Mapping[str, str]) -> str | None:
    if level == "section":
        return one.name
    if level == "district":
        return districts.get(one.name)
    return one.river if one.water_body == level else None


def indexed(
    by_name: Mapping[str, Sequence[SectionResult]],
    level: Level,
    *,
    setting: Setting,
    rules: IndexRules,
) -> list[Indexed]:
    """Every object with its indices, in the order given."""
    return [
        Indexed.of(name, sections, _BODIES[level], setting=setting, rules=rules)
        for name, sections in by_name.items()
    ]


def districts_by(attributes: Mapping[str, Attributes], field: str) -> Mapping[str, str]:
    """Section: district, from a field of the section layer (county, city, assessed_city)."""
    return {name: said[field] for name, said in attributes.items() if field in said}
