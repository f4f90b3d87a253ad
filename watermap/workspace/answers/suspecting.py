"""Who upstream may explain what a section shows: the network joined with the evaluation."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from watermap.errors import Problem, WatermapError
from watermap.harmonise.layer import Layers
from watermap.harmonise.names.forms import simplified
from watermap.harmonise.terms.indicators import load_indicators
from watermap.network.answer import Exceedance, Suspicion, UpstreamSection, Waters
from watermap.network.incidents.emissions import known_emissions
from watermap.network.incidents.owners import owners
from watermap.network.incidents.suspects import (
    Facts,
    Key,
    Known,
    Standing,
    Suspects,
    key_of,
    suspects,
)
from watermap.network.network import Placed
from watermap.network.tracing.trace import Asked
from watermap.quality.assessment import Assessment, IndicatorResult, SectionResult, WaterClass
from watermap.quality.classing.classify import worse
from watermap.workspace.answers.flowing import gaps_of
from watermap.workspace.opened import Opened

USUAL_AIM: WaterClass = "III"  # where a section has no target, as its limits are of class III
_OWNERS = ("enterprise", "sewage_plant")


def who_may_explain(
    opened: Opened,
    known: Waters,
    assessment: Assessment,
    section: str,
    *,
    indicator: str | None = None,
    asked: Asked | None = None,
) -> Suspicion:
    """The candidates upstream of a section for one indicator of an evaluation.

    Args:
        opened: the project.
        known: its network.
        assessment: of the period.
        section: name or code of a section.
        indicator: id; None: the one the section fails by most.
        asked: how far upstream; None: to the sources.

    Raises:
        WatermapError: there is no such section, it has no place on the network, the indicator has
            no result, or nothing fails and none was named.
    """
    placed = _section(known, section)
    shown = _shown(assessment, placed, indicator)
    found = suspects(
        known.built.network,
        placed,
        shown.indicator,
        objects=_each_once(known, opened.layers),
        known=Known(
            facts=_facts(known, opened.layers),
            standing=_standing(known, assessment, shown.indicator),
            unplaced=known.placements.unplaced,
        ),
        asked=asked,
        gaps=gaps_of(known.built),
    )
    return Suspicion(
        waters=known,
        shown=shown,
        suspects=found,
        sections=tuple(_upstream(found, known, assessment)),
        problems=(*known.problems, *assessment.problems, *_through_plants(known, opened.layers)),
    )


def what_fails(result: SectionResult) -> tuple[str, ...]:
    """The indicators that a section fails by, the worst first."""
    failing = [one for one in result.indicators if _fails(one, result)]
    failing.sort(key=lambda one: -(one.multiple or 0))
    return tuple(one.id for one in failing)


def _section(known: Waters, text: str) -> Placed:
    sections = [one for one in known.placements.placed if one.kind == "section"]
    key = simplified(text)
    for same in (
        [one for one in sections if text in {one.name, one.id}],
        [one for one in sections if one.name and simplified(one.name) == key],
    ):
        if len(same) == 1:
            return same[0]
        if same:
            listed = "、".join(str(one.id) for one in same)
            raise WatermapError(Problem.error("starting.several", text=text, found=listed))
    names = [one.name for one in sections if one.name]
    near = difflib.get_close_matches(text, names, n=3, cutoff=0.3)
    raise WatermapError(
        Problem.error("suspects.no_section", name=text, near="、".join(near) or "—")
    )


def _shown(assessment: Assessment, section: Placed, indicator: str | None) -> Exceedance:
    result = _result(assessment, section)
    failing = what_fails(result) if result else ()
    where = {"name": section.name or section.id or "—", "period": assessment.period}
    wanted = indicator or next(iter(failing), None)
    if wanted is None:
        raise WatermapError(Problem.error("suspects.does_not_fail", **where))
    if wanted not in load_indicators():
        near = difflib.get_close_matches(wanted, load_indicators(), n=3, cutoff=0.3)
        raise WatermapError(
            Problem.error("suspects.no_indicator", name=wanted, near="、".join(near) or "—")
        )
    one = _indicator(result, wanted)
    if result is None or one is None or one.value is None:
        title = load_indicators()[wanted].title
        raise WatermapError(Problem.error("suspects.not_evaluated", indicator=title, **where))
    return Exceedance(
        section=result.name,
        period=assessment.period,
        indicator=wanted,
        unit=one.unit,
        value=one.value,
        limit=one.limit,
        multiple=one.multiple,
        water_class=one.water_class,
        aim=_aim(one, result),
        fails=wanted in failing,
        others=tuple(name for name in failing if name != wanted),
    )


def _result(assessment: Assessment, section: Placed) -> SectionResult | None:
    return assessment.by_name().get(section.name or "")


def _indicator(result: SectionResult | None, name: str) -> IndicatorResult | None:
    indicators = result.indicators if result else ()
    return next((one for one in indicators if one.id == name), None)


def _aim(one: IndicatorResult, result: SectionResult) -> WaterClass:
    return one.own_target or result.target or USUAL_AIM


def _fails(one: IndicatorResult, result: SectionResult) -> bool:
    found = one.water_class
    return one.counts and found is not None and worse(found, _aim(one, result))


def _standing(known: Waters, assessment: Assessment, indicator: str) -> Mapping[Key, Standing]:
    """How every section with a certain class stood; one that may be worse clears nobody."""
    found: dict[Key, Standing] = {}
    for section in known.placements.placed:
        result = _result(assessment, section) if section.kind == "section" else None
        one = _indicator(result, indicator)
        if result is None or one is None or one.water_class is None or one.possible is not None:
            continue
        found[key_of(section)] = "failing" if _fails(one, result) else "fine"
    return found


def _upstream(found: Suspects, known: Waters, assessment: Assessment) -> Iterator[UpstreamSection]:
    standing = _standing(known, assessment, found.indicator)
    for one in found.trace.objects:
        if one.object.kind == "section":
            yield UpstreamSection(
                name=one.object.name or one.object.id or "—",
                taken_m=one.taken_m,
                standing=standing.get(key_of(one.object)),
            )


def _owned(known: Waters, layers: Layers) -> Mapping[Key, Placed]:
    """The enterprise or plant behind each outfall that names one."""
    placed = {key_of(one): one for one in known.placements.placed}
    outfalls = {
        key: _text(layers, one, "enterprise")
        for key, one in placed.items()
        if one.kind == "outfall"
    }
    others = {key: one.name for key, one in placed.items() if one.kind in _OWNERS}
    return {outfall: placed[owner] for outfall, owner in owners(outfalls, others).items()}


def _each_once(known: Waters, layers: Layers) -> tuple[Placed, ...]:
    """The objects: whoever has an outfall, or says that a plant takes its water, counts there."""
    elsewhere = {key_of(one) for one in _owned(known, layers).values()}
    elsewhere |= {key_of(one) for one in _to_plants(known, layers)}
    return tuple(one for one in known.placements.placed if key_of(one) not in elsewhere)


def _to_plants(known: Waters, layers: Layers) -> tuple[Placed, ...]:
    """The enterprises that say a sewage plant of the project takes their water."""
    placed = {key_of(one): one for one in known.placements.placed}
    said = {
        key: _text(layers, one, "discharge_to")
        for key, one in placed.items()
        if one.kind == "enterprise"
    }
    plants = {key: one.name for key, one in placed.items() if one.kind == "sewage_plant"}
    return tuple(placed[key] for key in owners(said, plants))


def _through_plants(known: Waters, layers: Layers) -> Iterator[Problem]:
    found = [one.name or one.id or "—" for one in _to_plants(known, layers)]
    if found:
        names = "、".join(found)
        yield Problem.note("suspects.through_plants", count=len(found), names=names)


def _facts(known: Waters, layers: Layers) -> Mapping[Key, Facts]:
    behind = _owned(known, layers)
    found = {}
    for one in known.placements.placed:
        owner = behind.get(key_of(one))
        facts = _facts_of(layers, owner or one)
        if owner is not None:
            facts = replace(
                facts,
                owner=owner.name,
                industry_code=facts.industry_code or _by_kind(owner),
            )
        found[key_of(one)] = facts
    return found


def _by_kind(owner: Placed) -> str | None:
    """The industry of an owner whose kind says it: a sewage plant has no code of its own."""
    return known_emissions().kinds.get(owner.kind)


def _facts_of(layers: Layers, one: Placed) -> Facts:
    return Facts(
        industry_code=_text(layers, one, "industry_code"),
        card=_text(layers, one, "card"),
        credit=_text(layers, one, "credit"),
    )


def _text(layers: Layers, one: Placed, field: str) -> str | None:
    frame = layers[one.kind][one.layer].frame
    if field not in frame.columns:
        return None
    value = frame[field].iloc[one.record]
    return None if pd.isna(value) else str(value)
