"""A river intake: up and down the river lines, the water between the banks, the land beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.delineation.answer import Answer, less, proposed, state_of, without
from watermap.checks.delineation.banks import CAP_M, EMPTY, River, Way, land_along, water_of
from watermap.checks.delineation.found import (
    LAKE_KIND,
    RIVER_KIND,
    Drawn,
    Source,
    Water,
    flat_lines,
    flat_surfaces,
    of_name,
    told,
    waters,
)
from watermap.checks.delineation.proposal import Grade, Reach, Zone
from watermap.checks.delineation.settings import Settings
from watermap.checks.delineation.walk import Branch, Network, Walked, join, walk
from watermap.errors import Message
from watermap.figures import figure
from watermap.geodesy.plane import Plane
from watermap.harmonise.layer import Layers
from watermap.language import Text

WIDEST_M = 5_000.0  # surfaces of water farther than this outside the reach's bounds do not count


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """The project's layers around the intakes, and the plane on which all is drawn."""

    layers: Layers
    kinds: Mapping[str, Kind]
    settings: Settings
    place: BaseGeometry  # the intakes, longitude and latitude
    plane: Plane

    def near(self, kind: str, place: BaseGeometry, within_m: float) -> list[Water]:
        """Rivers or lakes within a distance of a place, nearest first."""
        return waters(self.layers, kind, self.kinds, place, within_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limits:
    """How far a grade goes from the intake, metres."""

    grade: Grade
    up_m: float
    down_m: float
    bank_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """One grade on the plane, with all that lies inside it."""

    water: BaseGeometry
    land: BaseGeometry
    covered_m: float
    with_surface_m: float  # of that, where a polygon shows the water


def propose_river(
    source: Source, layers: Layers, kinds: Mapping[str, Kind], settings: Settings
) -> Answer:
    """Grade 1 and 2 of one or more intakes (standards.md 7.1, river intakes).

    Args:
        source: with a place.
        layers: rivers as lines; rivers and lakes as polygons show the width of the water.
        kinds: of the layers.
        settings: of a river source.
    """
    place = shapely.multipoints(list(source.places))
    ground = _Ground(
        layers=layers, kinds=kinds, settings=settings, place=place, plane=Plane.around(place)
    )
    near = ground.near(RIVER_KIND, place, settings.metres("snap"))
    lines = [one for one in near if shapely.get_dimensions(one.geometry) == 1]
    if not lines:
        why = Message.of("delineation.no_line", snap=settings.choice("snap"), found=len(near))
        return Answer(state="no_water", settings=settings, said=(why,))
    named = told(source.values, "river")
    chosen = of_name(lines, named)[0]
    limits = _limits(settings)
    drawn = _drawn(ground, limits)
    network = _network(source, chosen, drawn, ground)
    zones, reaches, said_of_width = _zones(ground, network, drawn, limits)
    return Answer(
        state=state_of(zones),
        settings=settings,
        zones=zones,
        reaches=reaches,
        said=(
            *_of_river(chosen, lines[0], named),
            *_of_settings(source, settings),
            *said_of_width,
        ),
    )


def _limits(settings: Settings) -> tuple[_Limits, ...]:
    """Grade by grade; of a tidal reach grade 1 alone, which goes as far both ways."""
    bank_m = settings.metres("grade_1_bank")
    if settings.choice("tidal") == "yes":
        each_m = settings.metres("grade_1_tidal")
        return (_Limits(grade="grade_1", up_m=each_m, down_m=each_m, bank_m=bank_m),)
    up_m, down_m = settings.metres("grade_1_up"), settings.metres("grade_1_down")
    return (
        _Limits(grade="grade_1", up_m=up_m, down_m=down_m, bank_m=bank_m),
        _Limits(
            grade="grade_2",
            up_m=up_m + settings.metres("grade_2_up"),
            down_m=down_m + settings.metres("grade_2_down"),
            bank_m=settings.metres("grade_2_bank"),
        ),
    )


def _drawn(ground: _Ground, limits: Sequence[_Limits]) -> list[Drawn]:
    """Every river line that the walk may reach, running downstream."""
    reach_m = limits[-1].up_m + limits[-1].down_m + ground.settings.metres("snap")
    drawn = flat_lines(ground.near(RIVER_KIND, ground.place, reach_m), ground.plane)
    if ground.settings.choice("flows") == "as_drawn":
        return drawn
    return [Drawn(line=one.line.reverse(), name=one.name, ref=one.ref) for one in drawn]


def _network(source: Source, chosen: Water, drawn: Sequence[Drawn], ground: _Ground) -> Network:
    own = [at for at, one in enumerate(drawn) if one.ref == chosen.ref]
    marks = []
    for place in source.places:
        flat = ground.plane.to_plane(place)
        at = min(own, key=lambda which: drawn[which].line.distance(flat))
        marks.append((at, float(drawn[at].line.project(flat))))
    lines = [one.line for one in drawn]
    return join(lines, join_m=ground.settings.metres("join"), marks=marks)


def _zones(
    ground: _Ground, network: Network, drawn: Sequence[Drawn], limits: Sequence[_Limits]
) -> tuple[tuple[Zone, ...], tuple[Reach, ...], tuple[Message, ...]]:
    walks = [(one, _walks(network, one)) for one in limits]
    surfaces = _surfaces(ground, walks[-1][1])
    zones: list[Zone] = []
    shapes: list[_Shape] = []
    for limit, walked in walks:
        shape = _shape(walked, limit, drawn, surfaces, ground.settings)
        inner = [part for one in shapes for part in (one.water, one.land)]
        zones.append(proposed(limit.grade, "water", less(shape.water, inner), ground.plane))
        zones.append(proposed(limit.grade, "land", less(shape.land, inner), ground.plane))
        shapes.append(shape)
    if len(limits) == 1:
        why = Message.of("delineation.tidal_grade_2")
        zones += [without("grade_2", part, "left_to_person", why) for part in ("water", "land")]
    reaches = tuple(reach for limit, walked in walks for reach in _reaches(limit, walked, drawn))
    return tuple(zones), reaches, _of_width(shapes[-1], ground.settings)


def _walks(network: Network, limit: _Limits) -> list[tuple[Walked, Walked]]:
    """Up and down from each intake."""
    return [
        (
            walk(network, mark, distance_m=limit.up_m, upstream=True),
            walk(network, mark, distance_m=limit.down_m, upstream=False),
        )
        for mark in network.marks
    ]


def _surfaces(ground: _Ground, walked: Sequence[tuple[Walked, Walked]]) -> list[BaseGeometry]:
    """Polygons of rivers and lakes that the reach runs through, cut to what can count."""
    covered = shapely.union_all(list(_covered(walked)))
    if covered.is_empty:
        return []
    place = ground.plane.to_geographic(covered)
    found = [one for kind in (RIVER_KIND, LAKE_KIND) for one in ground.near(kind, place, 0.0)]
    box = shapely.box(*covered.buffer(WIDEST_M).bounds)
    return [shapely.intersection(flat, box) for flat in flat_surfaces(found, ground.plane)]


def _covered(walked: Sequence[tuple[Walked, Walked]]) -> list[LineString]:
    return [line for both in walked for one in both for line in one.covered]


def _shape(
    walked: Sequence[tuple[Walked, Walked]],
    limit: _Limits,
    drawn: Sequence[Drawn],
    surfaces: Sequence[BaseGeometry],
    settings: Settings,
) -> _Shape:
    covered = _covered(walked)
    if not covered:
        return _Shape(water=EMPTY, land=EMPTY, covered_m=0.0, with_surface_m=0.0)
    reach = shapely.union_all(covered)
    surface = shapely.union_all([EMPTY, *surfaces])
    beside = reach.buffer(CAP_M)
    rest = [one.line.intersection(surface).difference(beside) for one in drawn]
    river = River(
        surface=surface,
        others=tuple(
            part
            for shape in rest
            for part in shapely.get_parts(shape)
            if part.geom_type == "LineString"
        ),
        width_m=settings.metres("river_width"),
        box=shapely.box(*reach.buffer(WIDEST_M + limit.bank_m + WIDEST_M).bounds),
    )
    ways = [way for both in walked for way in _ways(*both)]
    water = water_of(ways, covered, river)
    return _Shape(
        water=water,
        land=land_along(ways, covered, water, river, depth_m=limit.bank_m),
        covered_m=reach.length,
        with_surface_m=shapely.intersection(reach, surface).length,
    )


def _ways(up: Walked, down: Walked) -> list[Way]:
    """From every upper end to every lower end."""
    if not up.branches or not down.branches:
        return [
            Way(line=one.line, capped=(True, one.ends != "loop"))
            for one in (*up.branches, *down.branches)
        ]
    return [_way(above, below) for above in up.branches for below in down.branches]


def _way(above: Branch, below: Branch) -> Way:
    parts = [shapely.get_coordinates(above.line)[::-1], shapely.get_coordinates(below.line)[1:]]
    return Way(
        line=LineString(np.concatenate(parts)),
        capped=(above.ends != "loop", below.ends != "loop"),
    )


def _reaches(
    limit: _Limits, walked: Sequence[tuple[Walked, Walked]], drawn: Sequence[Drawn]
) -> list[Reach]:
    return [
        Reach(
            grade=limit.grade,
            direction="up" if upstream else "down",
            rivers=tuple(dict.fromkeys(drawn[at].name for at in branch.of)),
            wanted_m=limit.up_m if upstream else limit.down_m,
            found_m=float(branch.line.length),
            ends=branch.ends,
        )
        for both in walked
        for upstream, one in zip((True, False), both, strict=True)
        for branch in one.branches
    ]


def _of_river(chosen: Water, nearest: Water, named: str | None) -> list[Message | Text]:
    said: list[Message | Text] = [
        Message.of(
            "delineation.river_taken",
            name=chosen.name,
            file=chosen.ref.path,
            record=chosen.ref.record + 1,
            metres=figure(chosen.distance_m, 1),
        )
    ]
    if named is not None and chosen.ref.name != named:
        said.append(Message.of("delineation.river_not_named", named=named, name=chosen.name))
    elif nearest is not chosen:
        said.append(Message.of("delineation.river_nearer", name=nearest.name, taken=chosen.name))
    return said


def _of_settings(source: Source, settings: Settings) -> list[Message]:
    """What was assumed of the river lines and the intakes."""
    as_drawn = settings.choice("flows") == "as_drawn"
    said = [
        Message.of("delineation.flows_as_drawn")
        if as_drawn
        else Message.of("delineation.flows_against"),
        Message.of("delineation.joined", metres=settings.choice("join")),
        Message.of("delineation.tributaries"),
        Message.of("delineation.grade_2_land_beside"),
    ]
    if settings.choice("tidal") == "no":
        said.append(Message.of("delineation.not_tidal"))
    if len(source.places) > 1:
        said.append(Message.of("delineation.several_intakes", count=len(source.places)))
    return said


def _of_width(shape: _Shape, settings: Settings) -> tuple[Message, ...]:
    """Where the width of the water comes from."""
    bare_m = shape.covered_m - shape.with_surface_m
    if not shape.covered_m:
        return ()
    if bare_m > 1:
        share = figure(bare_m / shape.covered_m * 100, 0)
        width = settings.choice("river_width")
        return (
            Message.of(
                "delineation.width_assumed", metres=figure(bare_m, 0), share=share, width=width
            ),
        )
    return (Message.of("delineation.width_from_layer"),)
