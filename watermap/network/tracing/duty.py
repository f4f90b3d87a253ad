"""Who answers for which part of which river: rivers cut by districts, with their river chiefs."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from watermap.errors import Message
from watermap.harmonise.layer import Layer, Layers
from watermap.language import Text
from watermap.network.building.build import Built
from watermap.network.network import Flow, Network, Placed
from watermap.network.placing.place import Placements, river_km
from watermap.network.tracing.passed import chief_of
from watermap.network.tracing.within import parts_within, rest_of

LEVELS = ("province", "city", "county", "town")
"""The levels of administrative areas, highest first; others come behind."""
_TOLD_KM = 0.001  # less than a metre comes from rounding
_Key = tuple[int, str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyStretch:
    """What of a river lies in one district and is of one river chief.

    ``district`` None: in no district of the level. ``from_km`` ≤ ``to_km`` above the river's mouth,
    None where its flow is not known. Along a border both districts have the same stretch.
    """

    river: str | None  # None: the line has no name
    river_number: int  # lines of one name that do not hang together are two rivers
    level: str | None  # None: there are no districts, or their layer says no level
    district: str | None
    code: str | None  # of the district
    chief: str | None
    length_m: float  # geodesic
    from_km: float | None
    to_km: float | None
    sections: tuple[Placed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """All stretches: by river, level of district, and from the head down."""

    stretches: tuple[DutyStretch, ...]
    said: tuple[Message, ...]


@dataclass(slots=True)
class _Stretch:
    """A stretch while its parts are put together."""

    length_m: float = 0.0
    kms: list[float] = field(default_factory=list)
    sections: list[tuple[float, Placed]] = field(default_factory=list)  # with their river-km


def duties(
    built: Built, placements: Placements, layers: Layers, *, levels: Mapping[str, Text]
) -> Duties:
    """The rivers of a network by district and river chief, with the sections that stand there.

    Args:
        built: the network.
        placements: the objects on it.
        layers: of the project; ``administrative_area`` is taken.
        levels: titles of the levels, for sentences.
    """
    areas = layers.get("administrative_area", ())
    found: dict[_Key, _Stretch] = {}
    cuts = _Cuts.of(built.network, areas)
    on_reach: dict[int, list[Placed]] = {}
    for one in placements.placed:
        if one.kind == "section":
            on_reach.setdefault(one.place.reach, []).append(one)
    for reach in range(len(built.network.reaches)):
        for level, name, code, begin, end in cuts.along(reach):
            key = _key(built, reach, level, name, code)
            stretch = found.setdefault(key, _Stretch())
            stretch.length_m += end - begin
            stretch.kms += _kms(built.network, reach, begin, end)
            stretch.sections += [
                (river_km(built.network, one.place), one)
                for one in on_reach.get(reach, ())
                if begin <= one.place.at_m <= end
            ]
    stretches = tuple(sorted((_stretch(key, one) for key, one in found.items()), key=_order_of))
    return Duties(
        stretches=stretches, said=tuple(_said(built.network, stretches, levels, bool(areas)))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cuts:
    """Which parts of each reach lie in which district, by level."""

    levels: tuple[str, ...]
    parts: Mapping[tuple[int, str], Sequence[tuple[str, str, float, float]]]
    lengths: Sequence[float]

    @classmethod
    def of(cls, network: Network, areas: Sequence[Layer]) -> "_Cuts":
        found: dict[tuple[int, str], list[tuple[str, str, float, float]]] = {}
        about = [
            list(zip(*(_texts(layer, field) for field in ("level", "name", "code")), strict=True))
            for layer in areas
        ]
        for part in parts_within(network, range(len(network.reaches)), areas):
            level, name, code = about[part.layer][part.record]
            found.setdefault((part.reach, level), []).append((name, code, part.from_m, part.to_m))
        levels = {level for layer in about for level, _, _ in layer}
        return cls(
            levels=tuple(sorted(levels or {""}, key=_level_order)),
            parts=found,
            lengths=network.reaches.length_m.tolist(),
        )

    def along(self, reach: int) -> Iterator[tuple[str, str, str, float, float]]:
        """Level, name and code of the district, and from where to where; "" for none."""
        for level in self.levels:
            parts = self.parts.get((reach, level), ())
            yield from ((level, *one) for one in parts)
            taken = [(begin, end) for _, _, begin, end in parts]
            for begin, end in rest_of(self.lengths[reach], taken):
                yield level, "", "", begin, end


def _key(built: Built, reach: int, level: str, name: str, code: str) -> _Key:
    reaches = built.network.reaches
    chief = chief_of(built.layers[int(reaches.layer[reach])], int(reaches.record[reach]))
    river = int(reaches.river[reach])
    return river, reaches.names[reach] or "", level, name, code, chief or ""


def _stretch(key: _Key, one: _Stretch) -> DutyStretch:
    number, river, level, name, code, chief = key
    down = sorted(one.sections, key=lambda pair: (math.isnan(pair[0]), -pair[0]))
    known = bool(one.kms) and not any(math.isnan(km) for km in one.kms)
    return DutyStretch(
        river=river or None,
        river_number=number,
        level=level or None,
        district=name or None,
        code=code or None,
        chief=chief or None,
        length_m=one.length_m,
        from_km=min(one.kms) if known else None,
        to_km=max(one.kms) if known else None,
        sections=tuple(dict.fromkeys(thing for _, thing in down)),
    )


def _kms(network: Network, reach: int, begin_m: float, end_m: float) -> list[float]:
    reaches = network.reaches
    low, length = float(reaches.km[reach]), float(reaches.length_m[reach])
    against = reaches.flow[reach] == Flow.AGAINST
    return [low + (at if against else length - at) / 1000 for at in (begin_m, end_m)]


def _order_of(one: DutyStretch) -> tuple[object, ...]:
    """Named rivers by number, then levels, then from the head down, what is in none last."""
    return (
        one.river is None,
        one.river_number,
        _level_order(one.level or ""),
        one.district is None,
        -(one.to_km or 0.0),
        one.district or "",
        one.chief or "",
    )


def _level_order(level: str) -> tuple[int, str]:
    return (LEVELS.index(level) if level in LEVELS else len(LEVELS), level)


def _texts(layer: Layer, field: str) -> list[str]:
    """A field of every record; "" where there is none."""
    if field not in layer.frame.columns:
        return [""] * len(layer.frame)
    return [
        value if isinstance(value, str) and value.strip() else "" for value in layer.frame[field]
    ]


def _said(
    network: Network,
    stretches: Sequence[DutyStretch],
    levels: Mapping[str, Text],
    divided: bool,
) -> Iterator[Message]:
    if not divided:
        yield Message.of("along.no_areas")
    if not any(one.chief for one in stretches):
        yield Message.of("along.no_chiefs")
    total = float(network.reaches.length_m.sum()) / 1000
    for level in dict.fromkeys(one.level for one in stretches):
        own = [one for one in stretches if one.level == level]
        title = levels.get(level or "", Text(zh="", en="—"))
        outside = sum(one.length_m for one in own if one.district is None) / 1000
        if divided and outside > _TOLD_KM:
            yield Message.of("along.outside", km=f"{outside:.2f}", level=title)
        twice = sum(one.length_m for one in own) / 1000 - total
        if twice > _TOLD_KM:
            yield Message.of("along.overlapping", km=f"{twice:.2f}", level=title)
