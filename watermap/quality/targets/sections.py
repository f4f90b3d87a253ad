"""Measures of sections: shares at a class, every one at it, classes kept."""

from collections.abc import Mapping, Sequence

from watermap.errors import Message
from watermap.quality.assessment import SectionResult, WaterClass
from watermap.quality.classing.classify import worse
from watermap.quality.classing.shares import share
from watermap.quality.documents.plan import OF_ALL, Target
from watermap.quality.period import Period
from watermap.quality.targets.measured import Measured
from watermap.quality.targets.scope import Scoped

Base = Mapping[int, Sequence[SectionResult]]  # results by year
WORST_KEPT: WaterClass = "V"  # of sections_worse_than_v: not worse than this


def measure_sections(target: Target, scoped: Scoped, *, base: Base, period: Period) -> Measured:
    """How a target of sections stands.

    A share is of the evaluated sections; those left out are said. Where every section is meant,
    one without a class, or whose class may be worse for what could not be told, leaves the answer
    open (``unknown``) unless another section misses it for certain.

    Args:
        target: one whose measure is of sections.
        scoped: its sections.
        base: results of other years, for classes that are kept.
        period: of the results.
    """
    wanted, lacking = wanted_classes(target, scoped.sections, base)
    if not scoped.sections:
        return Measured(pct=None, n=0, why=scoped.why)
    if target.measure in OF_ALL:
        return _of_all(scoped, wanted, lacking, period)
    classes = [one.water_class for one in scoped.sections if one.water_class is not None]
    kept = sum(not worse(one, wanted_class(target)) for one in classes)
    count = len(classes) - kept if target.measure == "sections_worse_than_v" else kept
    found = share_of(count, len(classes), len(scoped.sections), period, "sections")
    return Measured(pct=found.pct, n=found.n, why=(*scoped.why, *found.why))


def wanted_class(target: Target) -> WaterClass:
    """The class that its sections should have, where it is one for all."""
    return WORST_KEPT if target.measure == "sections_worse_than_v" else target.water_class


def wanted_classes(
    target: Target, sections: Sequence[SectionResult], base: Base
) -> tuple[Mapping[str, WaterClass], tuple[Message, ...]]:
    """The class that each section should have, and what is lacking; one that has none is absent."""
    if target.measure != "class_kept":
        return {one.name: wanted_class(target) for one in sections}, ()
    if target.base_classes is not None:
        known = target.base_classes
    elif target.base_year is not None and target.base_year in base:
        known = {
            one.name: one.water_class
            for one in base[target.base_year]
            if one.water_class is not None
        }
    else:
        return {}, (Message.of("targets.no_base_year", year=target.base_year),)
    found = {one.name: known[one.name] for one in sections if one.name in known}
    without = len(sections) - len(found)
    return found, (Message.of("targets.no_base_class", n=without),) if without else ()


def stands(section: SectionResult, wanted: WaterClass) -> bool | None:
    """Whether a section has a class or a better one; None: no class, or it may be worse."""
    if section.water_class is None:
        return None
    if worse(section.water_class, wanted):
        return False
    counted = [one.possible for one in section.indicators if one.counts]
    return None if any(one is not None and worse(one, wanted) for one in counted) else True


def share_of(part: int, known: int, objects: int, period: Period, what: str) -> Measured:
    """A share of the objects that are known, saying how many were left out."""
    why = list(of_part(period))
    if not known:
        why.append(Message.of("quality.target_no_results"))
    elif known < objects:
        why.append(Message.of(f"quality.target_{what}_left_out", n=objects - known))
    return Measured(pct=share(part, known), n=known, why=tuple(why))


def of_part(period: Period) -> tuple[Message, ...]:
    """That the results are not of a whole year, which the plan means."""
    if period.span == "year":
        return ()
    return (Message.of("quality.target_of_part", period=str(period)),)


def _of_all(
    scoped: Scoped,
    wanted: Mapping[str, WaterClass],
    lacking: tuple[Message, ...],
    period: Period,
) -> Measured:
    answers = [
        stands(one, wanted[one.name]) if one.name in wanted else None for one in scoped.sections
    ]
    known = [one for one in answers if one is not None]
    why = [*scoped.why, *lacking, *of_part(period)]
    unknown = len(answers) - len(known)
    if unknown:
        why.append(Message.of("targets.not_told", n=unknown))
    pct = share(sum(known), len(known))
    return Measured(pct=pct, n=len(known), why=tuple(why), unknown=unknown)
