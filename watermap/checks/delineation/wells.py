"""Wells: radii by medium and by R = α·K·I·T / n, circles, and groups of wells drawn together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.delineation.answer import Answer, less, proposed, state_of, without
from watermap.checks.delineation.banks import EMPTY, within
from watermap.checks.delineation.document import Aquifer, Delineation
from watermap.checks.delineation.found import Source, named_choices, told
from watermap.checks.delineation.proposal import GRADES, Grade, Radius, State, Zone, ZoneState
from watermap.checks.delineation.settings import Settings, listed, settings as with_layer
from watermap.errors import Message
from watermap.geodesy.plane import Plane
from watermap.language import Text

_FORMULA = ("conductivity", "gradient", "porosity")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What radii are found by."""

    document: Delineation
    chosen: Settings
    aquifer: Aquifer


def propose_wells(source: Source, document: Delineation, given: Mapping[str, str]) -> Answer:
    """Grade 1 and 2 of a well or a group of wells (standards.md 7.1, groundwater wells).

    Args:
        source: with a place; its records are its wells.
        document: the guideline.
        given: a person's settings, already held to the guideline.
    """
    meant = named_choices(document.parameter("aquifer"), told(source.values, "river"))
    layer = {
        "source_type": "groundwater",
        "supply": told(source.values, "supply"),
        "aquifer": meant[0] if len(meant) == 1 else None,
    }
    chosen = with_layer(
        document,
        "groundwater",
        given=given,
        layer={name: value for name, value in layer.items() if value is not None},
    )
    name = chosen.choice("aquifer")
    if name is None:
        why = _which_aquifer(source, document, chosen, meant)
        return _nothing(chosen, "needs_parameters", "needs_parameters", why)
    if (large := _large(chosen)) is not None:
        return _nothing(chosen, "needs_model", "left_to_person", large)
    aquifer = document.aquifer(name)
    ground = _Ground(document=document, chosen=chosen, aquifer=aquifer)
    said: list[Message | Text] = [aquifer.remark] if aquifer.remark is not None else []
    if chosen.number("supply") is None:
        said.append(Message.of("delineation.supply_unknown", title=chosen.title("supply")))
    if aquifer.radius == "person":
        return _nothing(chosen, "left_to_person", "left_to_person", *said)
    return _drawn(source, ground, said)


def _nothing(chosen: Settings, state: State, zone_state: ZoneState, *why: Message | Text) -> Answer:
    zones = tuple(without(grade, "whole", zone_state, *why) for grade in GRADES)
    return Answer(state=state, settings=chosen, zones=zones, said=why)


def _which_aquifer(
    source: Source, document: Delineation, chosen: Settings, meant: Sequence[str]
) -> Message:
    if meant:
        return Message.of(
            "delineation.aquifer_ambiguous",
            word=told(source.values, "river"),
            choices=listed(
                choice for choice in document.parameter("aquifer").choices if choice.id in meant
            ),
            name="aquifer",
        )
    return chosen.needs("aquifer")


def _large(chosen: Settings) -> Message | None:
    """That a source is large, so that circles are no answer."""
    supply, limit = chosen.number("supply"), chosen.number("large_supply")
    if supply is None or limit is None or supply < limit:
        return None
    return Message.of("delineation.large_source", supply=supply, limit=limit)


def _drawn(source: Source, ground: _Ground, said: Sequence[Message | Text]) -> Answer:
    plane = Plane.around(shapely.multipoints(list(source.places)))
    wells = [plane.to_plane(place) for place in source.places]
    zones: list[Zone] = []
    radii: list[Radius] = []
    inner: BaseGeometry = EMPTY
    for grade in GRADES:
        if grade == "grade_2" and not ground.aquifer.grade_2:
            why = Message.of("delineation.no_grade_2")
            zones.append(without(grade, "whole", "none_by_rule", why))
            continue
        radius = _radius(grade, ground)
        if radius.used_m is None:
            zones.append(_untold(grade, ground))
            radii.append(radius)
            continue
        shapes = groups(wells, radius.used_m)
        shape = shapely.union_all([within(one, radius.used_m) for one, _ in shapes])
        zones.append(proposed(grade, "whole", less(shape, [inner]), plane))
        radii.append(replace(radius, groups=tuple(count for _, count in shapes)))
        inner = shape
    told_of = (*said, *_of_radii(radii, ground, len(wells)))
    return Answer(
        state=state_of(zones),
        settings=ground.chosen,
        zones=tuple(zones),
        radii=tuple(radii),
        said=told_of,
    )


def groups(wells: Sequence[shapely.Point], radius_m: float) -> list[tuple[BaseGeometry, int]]:
    """Wells no farther apart than 2R belong together: their outer polygon, and how many they are.

    Args:
        wells: on a plane, metres.
        radius_m: R.
    """
    xy = shapely.get_coordinates(wells)
    apart = np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1))
    left, found = set(range(len(wells))), []
    while left:
        group, waiting = set(), [min(left)]
        while waiting:
            at = waiting.pop()
            if at in left:
                left.remove(at)
                group.add(at)
                waiting += [int(other) for other in np.flatnonzero(apart[at] <= 2 * radius_m)]
        members = shapely.multipoints([wells[at] for at in sorted(group)])
        found.append((shapely.convex_hull(members), len(group)))
    return found


def _radius(grade: Grade, ground: _Ground) -> Radius:
    """By the table, by the formula, or the larger of both."""
    chosen = ground.chosen
    formula = _formula(grade, chosen, "porosity")
    across = _formula(grade, chosen, "porosity_across")
    table = _table(grade, ground) if ground.aquifer.radius == "table" else None
    used: Decimal | None = None
    match ground.aquifer.radius:
        case "table" if table is not None:
            lower, upper = table
            share = chosen.number("table_share") or Decimal(0)
            empirical = lower + (upper - lower) * share / 100
            used = empirical if formula is None else max(formula, empirical)
        case "formula":
            used = formula
        case _:
            used = None
    return Radius(
        grade=grade,
        table_m=None if table is None else (float(table[0]), float(table[1])),
        formula_m=None if formula is None else float(formula),
        across_m=float(across)
        if across is not None and ground.aquifer.radius == "both_ways"
        else None,
        used_m=None if used is None else float(used),
    )


def _table(grade: Grade, ground: _Ground) -> tuple[Decimal, Decimal] | None:
    name = ground.chosen.choice("medium")
    if name is None:
        return None
    medium = ground.document.medium(name)
    return medium.grade_1 if grade == "grade_1" else medium.grade_2


def _formula(grade: Grade, chosen: Settings, porosity: str) -> Decimal | None:
    """R = α·K·I·T / n in metres; None where one of them is not known."""
    days = chosen.number("grade_1_days" if grade == "grade_1" else "grade_2_days")
    values = [chosen.number(name) for name in ("safety", "conductivity", "gradient", porosity)]
    alpha, k, i, n = values
    if alpha is None or k is None or i is None or n is None or days is None:
        return None
    return alpha * k * i * days / n


def _untold(grade: Grade, ground: _Ground) -> Zone:
    """A grade without a radius: what is missing for it, or that a person must draw it."""
    chosen = ground.chosen
    if ground.aquifer.radius == "table":
        wanted: tuple[str, ...] = ("medium",)
    elif ground.aquifer.radius == "both_ways":
        wanted = (*_FORMULA, "porosity_across")
    else:
        wanted = _FORMULA
    missing = [name for name in wanted if chosen.choice(name) is None]
    if not missing:
        why = Message.of("delineation.shape_by_person")
        return without(grade, "whole", "left_to_person", why)
    return without(grade, "whole", "needs_parameters", *(chosen.needs(one) for one in missing))


def _of_radii(radii: Sequence[Radius], ground: _Ground, wells: int) -> list[Message]:
    said = []
    if any(one.used_m is not None and one.formula_m is None for one in radii):
        names = ", ".join(_FORMULA)
        said.append(Message.of("delineation.table_alone", names=names))
    if any(one.used_m is not None and one.table_m is not None for one in radii):
        share = ground.chosen.choice("table_share")
        said.append(Message.of("delineation.table_range", share=share, name="table_share"))
    if wells > 1:
        said.append(Message.of("delineation.wells_grouped", count=wells))
    else:
        said.append(Message.of("delineation.one_well"))
    return said
