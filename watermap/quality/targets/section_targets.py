"""The class a plan demands of single sections in a year, held against their results."""

from dataclasses import dataclass

from watermap.errors import Message
from watermap.quality.assessment import SectionResult, WaterClass
from watermap.quality.documents.plan import Plan
from watermap.quality.period import Period
from watermap.quality.targets.sections import of_part, stands
from watermap.quality.targets.targets import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTargetResult:
    """One section's class of a year against the class demanded of it."""

    section: str
    year: int
    required: WaterClass
    actual: WaterClass | None  # None: no result of that year
    met: bool | None  # None: cannot be told
    why: tuple[Message, ...] = ()


def evaluate_section_targets(plan: Plan, ground: Ground) -> tuple[SectionTargetResult, ...]:
    """Every section of which the plan demands a class in the period's year."""
    results = {one.name: one for one in ground.sections}
    return tuple(
        _result(name, required, results.get(name), ground.period)
        for name, required in plan.classes_of(ground.period.year).items()
    )


def _result(
    name: str, required: WaterClass, found: SectionResult | None, period: Period
) -> SectionTargetResult:
    met = None if found is None else stands(found, required)
    why = [*of_part(period)]
    if found is None:
        why.append(Message.of("targets.section_unknown", section=name))
    elif met is None:
        why += found.why or (Message.of("targets.class_open"),)
    return SectionTargetResult(
        section=name,
        year=period.year,
        required=required,
        actual=None if found is None else found.water_class,
        met=met,
        why=tuple(why),
    )
