"""Which sections a target is of: by name, river, district, control unit, level, border."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import shapely

from watermap.errors import Message
from watermap.harmonise.layer import Layers
from watermap.quality.assessment import SectionResult
from watermap.quality.documents.plan import Scope
from watermap.quality.stations.districts import FIELDS, Districts
from watermap.quality.stations.map_stations import text
from watermap.quality.stations.on_border import on_border

UNIT_KIND = "control_unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped:
    """The sections of a target, and what has to be said of how they were found."""

    sections: tuple[SectionResult, ...]
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The sections that one key of a scope finds, by name."""

    names: frozenset[str]
    why: tuple[Message, ...] = ()


def resolve(scope: Scope | None, sections: Sequence[SectionResult], layers: Layers) -> Scoped:
    """The sections of a scope, in their order.

    A river is ``SectionResult.river``. A district is what the section's own field of that level
    says (town, county, assessed city or city, province), and its place in ``administrative_area``
    where that field is empty; of a district without an area, any of these fields. A control unit
    is found by place. A section of which a key cannot be told is left out, and that is said.

    Args:
        scope: of the target; None: all sections.
        sections: results, evaluated or not.
        layers: sections, administrative areas and control units among them.
    """
    if scope is None:
        return Scoped(sections=tuple(sections))
    said: list[Message] = []
    within = tuple(sections)
    for key, find in _FINDERS.items():
        if getattr(scope, key) is not None:
            part = find(scope, sections, layers)
            within = tuple(one for one in within if one.name in part.names)
            said += part.why
    if not within:
        said.append(Message.of("targets.scope_empty"))
    return Scoped(sections=within, why=tuple(said))


@dataclass(slots=True)
class _Sorted:
    """Sections sorted by an answer that may be missing."""

    names: set[str] = field(default_factory=set)
    unknown: int = 0
    by_place: int = 0

    def part(self) -> Part:
        """What was found, with what could not be told."""
        why = []
        if self.unknown:
            why.append(Message.of("targets.scope_not_told", n=self.unknown))
        if self.by_place:
            why.append(Message.of("targets.scope_by_place", n=self.by_place))
        return Part(names=frozenset(self.names), why=tuple(why))


def _by_name(scope: Scope, sections: Sequence[SectionResult], _layers: Layers) -> Part:
    known = {one.name for one in sections}
    wanted = scope.sections or ()
    lost = [name for name in wanted if name not in known]
    why = (Message.of("targets.scope_unknown", names="、".join(lost)),) if lost else ()
    return Part(names=frozenset(wanted), why=why)


def _by_river(scope: Scope, sections: Sequence[SectionResult], _layers: Layers) -> Part:
    found = _Sorted(names={one.name for one in sections if one.river == scope.river})
    found.unknown = sum(one.river is None for one in sections)
    return found.part()


def _by_district(scope: Scope, sections: Sequence[SectionResult], layers: Layers) -> Part:
    districts, found = Districts.of(layers), _Sorted()
    wanted = scope.district or ""
    level = districts.levels.get(wanted)
    for one in sections:
        if level is None:
            said = {districts.said(one.name, each) for each in FIELDS}
            found.unknown += said == {None}
        else:
            own = districts.said(one.name, level)
            said = {own} if own else set(districts.around(one.name))
            found.unknown += not said and one.name not in districts.shapes
            found.by_place += own is None and wanted in said
        if wanted in said:
            found.names.add(one.name)
    part = found.part()
    if districts.areas.names.count(wanted) < 2:
        return part
    return Part(names=part.names, why=(*part.why, Message.of("targets.scope_twice", name=wanted)))


def _by_unit(scope: Scope, sections: Sequence[SectionResult], layers: Layers) -> Part:
    wanted = [
        row["geometry"]
        for layer in layers.get(UNIT_KIND, ())
        for row in layer.frame.to_dict("records")
        if scope.control_unit in {text(row.get("name")), text(row.get("code"))}
        and isinstance(row["geometry"], shapely.Geometry)
    ]
    if not wanted:
        return Part(
            names=frozenset(), why=(Message.of("targets.scope_no_unit", unit=scope.control_unit),)
        )
    area = shapely.union_all(shapely.make_valid(wanted))
    shapes, found = Districts.of(layers).shapes, _Sorted()
    for one in sections:
        shape = shapes.get(one.name)
        found.unknown += shape is None
        if shape is not None and area.intersects(shape.representative_point()):
            found.names.add(one.name)
    return found.part()


def _by_level(scope: Scope, sections: Sequence[SectionResult], layers: Layers) -> Part:
    fields, found = Districts.of(layers).fields, _Sorted()
    for one in sections:
        level = fields.get(one.name, {}).get("level")
        found.unknown += level is None
        if level == scope.level:
            found.names.add(one.name)
    return found.part()


def _by_border(scope: Scope, sections: Sequence[SectionResult], layers: Layers) -> Part:
    fields, found = Districts.of(layers).fields, _Sorted()
    for one in sections:
        answer = on_border(fields.get(one.name, {}))
        found.unknown += answer is None
        if answer is scope.border:
            found.names.add(one.name)
    return found.part()


_FINDERS: dict[str, Callable[[Scope, Sequence[SectionResult], Layers], Part]] = {
    "sections": _by_name,
    "river": _by_river,
    "district": _by_district,
    "control_unit": _by_unit,
    "level": _by_level,
    "border": _by_border,
}
