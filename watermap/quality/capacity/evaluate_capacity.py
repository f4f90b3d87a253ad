"""Monitored load against permitted load: share used, level, what remains."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from watermap.errors import Message, Problem
from watermap.figures import figure
from watermap.harmonise.layer import Layers
from watermap.quality.capacity.capacity import Capacity, UnitCapacity, UnitLoad
from watermap.quality.capacity.flux_load import flux_load
from watermap.quality.capacity.outfall_load import outfall_load
from watermap.quality.capacity.plan import CapacityPlan, Permitted, Unit
from watermap.quality.capacity.warning import Level, Warnings, level_of, warnings
from watermap.quality.classing.history import History
from watermap.quality.loads.flux import MONTHS_OF_A_YEAR


def evaluate_capacity(
    plan: CapacityPlan, history: History, layers: Layers, *, years: Sequence[int]
) -> Capacity:
    """Each unit's permitted loads of the years asked for, held against what was monitored.

    Args:
        plan: the project's, from ``load_capacity_plan``.
        history: results by month.
        layers: ``outfall`` and ``control_unit``, where loads come from outfalls.
        years: asked for; others are left out.
    """
    fields = warnings()
    levels = plan.levels or fields.levels
    units = tuple(
        _unit(unit, one, history, layers, year=year, levels=levels, fields=fields)
        for unit in plan.units
        for one in unit.permitted
        for year in one.years
        if year in years
    )
    return Capacity(
        title=plan.title,
        source=plan.source,
        levels=levels,
        own_levels=bool(plan.levels),
        units=units,
        problems=tuple(_problems(plan, history)),
    )


def _problems(plan: CapacityPlan, history: History) -> Iterator[Problem]:
    known = set(history.names())
    named = dict.fromkeys(
        name
        for unit in plan.units
        if unit.flux is not None
        for name in (*unit.flux.outlets, *unit.flux.inlets)
    )
    for name in named:
        if name not in known:
            yield Problem.warning("capacity.section_unknown", section=name)
    if not plan.levels:
        yield Problem.note("capacity.own_levels")


def _unit(
    unit: Unit,
    one: Permitted,
    history: History,
    layers: Layers,
    *,
    year: int,
    levels: tuple[Level, ...],
    fields: Warnings,
) -> UnitCapacity:
    licensed = None
    if one.load_from == "flux" and unit.flux is not None:
        load = flux_load(history, unit.flux, one.indicator, year=year)
    else:
        load, licensed = outfall_load(layers, unit, one.indicator, year=year, fields=fields)
    told = _told(load, one.permitted_t, levels)
    projected = _projected(load, fields.projection_from_months)
    return UnitCapacity(
        unit=unit.name,
        indicator=one.indicator,
        year=year,
        permitted_t=one.permitted_t,
        document=one.document,
        load_from=one.load_from,
        load=load,
        use_pct=told.get("use_pct"),
        level=None if "use_pct" not in told else level_of(told["use_pct"], levels),
        remaining_t=told.get("remaining_t"),
        projected_t=projected,
        licensed_t=licensed,
        why=tuple(_why(load, one, projected, licensed)),
    )


def _told(load: UnitLoad, permitted_t: Decimal, levels: tuple[Level, ...]) -> Mapping[str, Decimal]:
    """Share and rest, where they can be told: not of a part that may still fall, nor below 0."""
    if load.load_t is None or load.load_t < 0 or load.state in {"partial", "cannot_tell"}:
        return {}
    return {
        "use_pct": 100 * load.load_t / permitted_t,
        "remaining_t": permitted_t - load.load_t,
    }


def _projected(load: UnitLoad, least_months: int) -> Decimal | None:
    """The known months stretched to twelve; None where there are too few, or all."""
    if load.months is None or load.load_t is None:
        return None
    if not least_months <= load.months < MONTHS_OF_A_YEAR:
        return None
    return load.load_t * MONTHS_OF_A_YEAR / load.months


def _why(
    load: UnitLoad, one: Permitted, projected: Decimal | None, licensed: Decimal | None
) -> Iterator[Message]:
    if load.state == "at_least":
        yield Message.of("capacity.at_least", load=figure(load.load_t, 2))
    elif load.state == "partial":
        yield Message.of("capacity.partial", load=figure(load.load_t, 2))
    elif load.state == "cannot_tell":
        yield Message.of("capacity.cannot_tell")
    if load.load_t is not None and load.load_t < 0 and load.state == "told":
        yield Message.of("capacity.negative", load=figure(load.load_t, 2))
    if projected is not None:
        yield Message.of("capacity.projected", months=load.months, load=figure(projected, 2))
    if licensed is not None and licensed > one.permitted_t:
        yield Message.of(
            "capacity.licences_over",
            licensed=figure(licensed, 2),
            permitted=f"{one.permitted_t:f}",
        )
    yield from load.why
