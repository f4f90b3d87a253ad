"""Proposes the protection areas of one source. A proposal: approved boundaries always prevail."""

import datetime as dt
from collections.abc import Mapping
from typing import cast

from watermap.catalogue.kinds import Kind
from watermap.checks.delineation.answer import Answer
from watermap.checks.delineation.compare import compare
from watermap.checks.delineation.document import Delineation, SourceType
from watermap.checks.delineation.found import Source, approved_areas, find_source, told
from watermap.checks.delineation.lake import propose_lake
from watermap.checks.delineation.proposal import Proposal
from watermap.checks.delineation.river import propose_river
from watermap.checks.delineation.settings import hold_to_guideline, needs, settings as with_layer
from watermap.checks.delineation.wells import propose_wells
from watermap.errors import Message, Problem
from watermap.harmonise.layer import Layers
from watermap.quality.documents.dated import hold_in_force


def delineate(
    layers: Layers,
    source: str,
    *,
    document: Delineation,
    kinds: Mapping[str, Kind],
    as_of: dt.date,
    given: Mapping[str, str] | None = None,
) -> Proposal:
    """Propose grade 1 and grade 2 of a source by its type.

    What the layers cannot tell is said and left to a person; a figure without a default that
    nobody gives is a state of the proposal, never a guess.

    Args:
        layers: of the project: sources, rivers, lakes, approved areas.
        source: name of a source; all records of that name are its intakes or wells.
        document: the guideline.
        kinds: of the layers.
        as_of: the guideline must be in force on this day.
        given: a person's values by parameter, before those of layers and the defaults.

    Raises:
        WatermapError: there is no such source, the guideline is not in force, or something given
            is not known, cannot be, or is not used for this type of source.
    """
    hold_in_force(document, as_of)
    wanted = dict(given or {})
    hold_to_guideline(document, wanted)
    found = find_source(layers, source, kinds)
    source_type = _type(found, document, wanted)
    approved = approved_areas(layers, source, kinds)
    if source_type is None:
        return _untyped(found, document, tuple(ref for ref, _, _ in approved))
    answer = _answer(found, source_type, layers, kinds, document, wanted)
    comparisons, odd = compare(answer.zones, approved)
    return Proposal(
        source=found.ref,
        source_type=source_type,
        document=document,
        state=answer.state,
        settings=answer.settings,
        zones=answer.zones,
        reaches=answer.reaches,
        radii=answer.radii,
        said=answer.said,
        left=tuple(one.text for one in document.left if source_type in one.of),
        approved=tuple(ref for ref, _, _ in approved),
        comparisons=comparisons,
        problems=(*_warnings(document, approved_count=len(approved)), *odd),
    )


def _type(found: Source, document: Delineation, given: Mapping[str, str]) -> SourceType | None:
    """A person's word, else the layer's; None where neither is one of the three."""
    named = given.get("source_type") or told(found.values, "source_type")
    known = {choice.id for choice in document.parameter("source_type").choices}
    return cast(SourceType, named) if named in known else None


def _untyped(found: Source, document: Delineation, approved: tuple[object, ...]) -> Proposal:
    why = needs(document.parameter("source_type"))
    return Proposal(
        source=found.ref,
        source_type=None,
        document=document,
        state="needs_parameters",
        settings=None,
        said=(why,),
        problems=_warnings(document, approved_count=len(approved)),
    )


def _answer(
    found: Source,
    source_type: SourceType,
    layers: Layers,
    kinds: Mapping[str, Kind],
    document: Delineation,
    given: Mapping[str, str],
) -> Answer:
    layer = {"source_type": source_type}
    if not found.places:
        bare = with_layer(document, source_type, given=given, layer=layer)
        return Answer(
            state="no_place",
            settings=bare,
            said=(Message.of("delineation.no_place", name=found.ref.name),),
        )
    match source_type:
        case "river":
            chosen = with_layer(document, source_type, given=given, layer=layer)
            return propose_river(found, layers, kinds, chosen)
        case "lake":
            return propose_lake(found, layers, kinds, document, given)
        case "groundwater":
            return propose_wells(found, document, given)


def _warnings(document: Delineation, *, approved_count: int) -> tuple[Problem, ...]:
    """What holds for every proposal: approved ones prevail, and the figures are not verified."""
    approved = (
        Problem.warning("delineation.approved_prevails", count=approved_count)
        if approved_count
        else Problem.warning("delineation.nothing_approved")
    )
    if document.verified:
        return (approved,)
    unverified = Problem.warning("delineation.unverified", citation=document.citation)
    return (unverified, approved)
