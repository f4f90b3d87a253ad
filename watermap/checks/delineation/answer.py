"""What a type of source gives: zones on a plane become zones on the ground."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.delineation.banks import EMPTY, polygons
from watermap.checks.delineation.proposal import Grade, Part, Radius, Reach, State, Zone, ZoneState
from watermap.checks.delineation.settings import Settings
from watermap.checks.ground.features import made_valid
from watermap.errors import Message
from watermap.geodesy.measure import drawn_area_m2
from watermap.geodesy.plane import Plane
from watermap.language import Text

LONGEST_M = 100.0  # an edge of the plane then keeps its place on the map to 1 mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Zones and what has to be said of them."""

    state: State
    settings: Settings
    zones: tuple[Zone, ...] = ()
    reaches: tuple[Reach, ...] = ()
    radii: tuple[Radius, ...] = field(default=())
    said: tuple[Message | Text, ...] = ()


def proposed(grade: Grade, part: Part, flat: BaseGeometry, plane: Plane) -> Zone:
    """A zone from its shape on the plane; without any area there is none."""
    areas = polygons(flat)
    if areas.is_empty:
        return Zone(
            grade=grade,
            part=part,
            state="none_by_rule",
            why=(Message.of("delineation.nothing_there"),),
        )
    ground = plane.to_geographic(shapely.segmentize(areas, LONGEST_M))
    ground = ground if shapely.is_valid(ground) else made_valid(ground)
    return Zone(
        grade=grade, part=part, state="proposed", geometry=ground, area_m2=drawn_area_m2(ground)
    )


def without(grade: Grade, part: Part, state: ZoneState, *why: Message | Text) -> Zone:
    """A zone that is not proposed, and why."""
    return Zone(grade=grade, part=part, state=state, why=why)


def less(shape: BaseGeometry, inner: Sequence[BaseGeometry]) -> BaseGeometry:
    """A grade without the one inside it."""
    return shapely.difference(shape, shapely.union_all([*inner, EMPTY]))


def state_of(zones: Sequence[Zone]) -> State:
    """Of a proposal by its zones: whole, in part, or not at all and why."""
    states = {zone.state for zone in zones}
    if not states & {"left_to_person", "needs_parameters"}:
        return "proposed"
    if "proposed" in states:
        return "partly"
    return "needs_parameters" if "needs_parameters" in states else "left_to_person"
