"""How far a target is: points, sections that are missing, which are nearest, what would flip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from watermap.errors import Message
from watermap.language import Text
from watermap.quality.assessment import SectionResult, TargetResult, WaterClass
from watermap.quality.classing.classify import worse
from watermap.quality.classing.indicator import Setting
from watermap.quality.documents.plan import OF_ALL, OF_SECTIONS, Plan, Target
from watermap.quality.targets.margins import Margin, headrooms, never_detected, shortfalls
from watermap.quality.targets.scope import resolve
from watermap.quality.targets.sections import stands, wanted_classes
from watermap.quality.targets.targets import Ground, held


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionOutlook:
    """One section and the class that the target wants of it."""

    section: str
    water_class: WaterClass
    wanted: WaterClass
    margin: Decimal  # ≥ 0, see margins: of one that misses its largest, of one that keeps its least
    by: tuple[Margin, ...]  # one that misses: all that must change; one that keeps: what is nearest
    never_detected: tuple[str, ...] = ()  # indicators whose room cannot be told

    def told(self, *, missing: bool) -> tuple[Message, ...]:
        """What must change, or how much room there is, an indicator a sentence."""
        return tuple(one.must_change() if missing else one.room() for one in self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetOutlook:
    """What lies between the results and a target. None and (): not told, or not of sections."""

    id: str
    title: Text
    year: int
    result: TargetResult
    gap_points: Decimal | None  # percentage points; above 0 they are missing, below 0 in reserve
    counted: int = 0  # sections with a class and a wanted one
    good: int = 0  # of them as wanted
    needed: int | None = None  # sections that still have to turn; 0: none
    spare: int | None = None  # sections that may be lost before it is missed
    nearest: tuple[SectionOutlook, ...] = ()  # not as wanted, the nearest to turning first
    first_to_flip: tuple[SectionOutlook, ...] = ()  # as wanted, the one with least room first
    why: tuple[Message, ...] = ()


def outlook(
    plan: Plan, ground: Ground, *, setting: Setting, year: int | None = None
) -> tuple[TargetOutlook, ...]:
    """The outlook for every target of a year.

    Args:
        plan: of the project.
        ground: the results it is held against.
        setting: the standard and method by which they were classed.
        year: whose figures are meant, as 2020's against the results of 2019; None: the period's.
    """
    wanted = ground.period.year if year is None else year
    return tuple(
        _outlook(target, ground, setting, wanted)
        for target in plan.targets
        if wanted in target.by_year
    )


def _outlook(target: Target, ground: Ground, setting: Setting, year: int) -> TargetOutlook:
    result = held(target, ground, year)
    bare = TargetOutlook(
        id=target.id, title=target.title, year=year, result=result, gap_points=_gap(result)
    )
    why = []
    if year != ground.period.year:
        why.append(Message.of("targets.outlook_other_year", year=year, period=str(ground.period)))
    if target.measure not in OF_SECTIONS or _upside_down(target):
        why.append(Message.of("targets.outlook_not_of_sections"))
        return replace(bare, why=tuple(why))
    return _of_sections(bare, target, ground, setting, why)


def _of_sections(
    bare: TargetOutlook, target: Target, ground: Ground, setting: Setting, why: list[Message]
) -> TargetOutlook:
    sections = resolve(target.scope, ground.sections, ground.layers).sections
    wanted, lacking = wanted_classes(target, sections, ground.base)
    answers = {one.name: _keeps(one, wanted, target) for one in sections}
    classed = [one for one in sections if answers[one.name] is not None]
    good = [one for one in classed if answers[one.name]]
    bad = [one for one in classed if not answers[one.name]]
    least = least_good(target.by_year[bare.year], len(classed), at_least=target.at_least)
    nearest = _ranked(bad, wanted, setting)
    flipping = _flipping(good, wanted, setting)
    why += lacking
    if len(classed) < len(sections):
        why.append(Message.of("targets.outlook_left_out", n=len(sections) - len(classed)))
    blind = (len(bad) - len(nearest)) + (len(good) - len(flipping))
    if blind:
        why.append(Message.of("targets.outlook_no_margin", n=blind))
    if any(one.never_detected for one in flipping):
        why.append(Message.of("targets.outlook_never_detected"))
    return replace(
        bare,
        counted=len(classed),
        good=len(good),
        needed=max(0, least - len(good)) if classed else None,
        spare=max(0, len(good) - least) if classed else None,
        nearest=nearest,
        first_to_flip=flipping,
        why=tuple(why),
    )


def least_good(required_pct: Decimal, sections: int, *, at_least: bool) -> int:
    """How many of some sections have to be as wanted, exactly.

    At least a share of them; or all but at most a share, where it is the others that are limited.
    """
    exact = Fraction(required_pct) * sections / 100
    return ceil(exact) if at_least else sections - floor(exact)


def _gap(result: TargetResult) -> Decimal | None:
    if result.actual_pct is None:
        return None
    gap = result.required_pct - result.actual_pct
    return gap if result.at_least else -gap


def _upside_down(target: Target) -> bool:
    """A share of good sections that must not be passed: nothing has to turn good for it."""
    return not target.at_least and target.measure != "sections_worse_than_v"


def _keeps(section: SectionResult, wanted: Mapping[str, WaterClass], target: Target) -> bool | None:
    """Whether it is as wanted, as the target itself counts it; None: it is not counted."""
    found, own = section.water_class, wanted.get(section.name)
    if found is None or own is None:
        return None
    return stands(section, own) if target.measure in OF_ALL else not worse(found, own)


def _ranked(
    sections: Sequence[SectionResult], wanted: Mapping[str, WaterClass], setting: Setting
) -> tuple[SectionOutlook, ...]:
    """Sections that miss, by the largest of what must change, then by how much of it there is."""
    found = []
    for one in sections:
        by = shortfalls(one, wanted[one.name], setting)
        if by and one.water_class is not None:
            found.append(
                SectionOutlook(
                    section=one.name,
                    water_class=one.water_class,
                    wanted=wanted[one.name],
                    margin=by[0].margin,
                    by=by,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.margin, len(one.by))))


def _flipping(
    sections: Sequence[SectionResult], wanted: Mapping[str, WaterClass], setting: Setting
) -> tuple[SectionOutlook, ...]:
    """Sections that keep, by the least room of any indicator."""
    found = []
    for one in sections:
        room = headrooms(one, wanted[one.name], setting)
        if room and one.water_class is not None:
            blind = [each.id for each in one.indicators if each.counts and never_detected(each)]
            found.append(
                SectionOutlook(
                    section=one.name,
                    water_class=one.water_class,
                    wanted=wanted[one.name],
                    margin=room[0].margin,
                    by=tuple(each for each in room if each.margin == room[0].margin),
                    never_detected=tuple(blind),
                )
            )
    return tuple(sorted(found, key=lambda one: one.margin))
