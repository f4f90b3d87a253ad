"""One section in two periods, by the indicators that have a class in both (standards.md 2.7)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from watermap.errors import Message
from watermap.language import Text
from watermap.quality.assessment import CLASSES, Grade, SectionResult, WaterClass
from watermap.quality.change.indicators import indicator_changes
from watermap.quality.change.results import ChangeState, SectionChange, Step
from watermap.quality.change.rules import ChangeRules
from watermap.quality.classing.classify import worse, worst
from watermap.quality.classing.listed import titles_of
from watermap.quality.documents.grades import class_text, grade_of

GRADES: tuple[Grade, ...] = ("excellent", "good", "light", "moderate", "heavy")


def step(before: WaterClass, after: WaterClass, rules: ChangeRules) -> Step:
    """From one class to another; the degree goes by grades, so II to I is no change."""
    grades = GRADES.index(grade_of(before)) - GRADES.index(grade_of(after))
    return Step(
        before=before,
        after=after,
        classes_better=CLASSES.index(before) - CLASSES.index(after),
        grades_better=grades,
        degree=rules.by_grade.degree(grades),
    )


def compare_section(
    before: SectionResult | None, after: SectionResult | None, rules: ChangeRules
) -> SectionChange:
    """One section in two periods; None: it is not among the sections of that period.

    Raises:
        ValueError: it is in neither.
    """
    latest = after or before
    if latest is None:
        raise ValueError("a section in neither period")
    classed_before, classed_after = classed(before), classed(after)
    common = common_indicators(before, after)
    state = _state(before, after, common)
    bare = SectionChange(
        name=latest.name,
        code=latest.code,
        river=latest.river,
        kind=latest.kind,
        state=state,
        class_before=before.water_class if before else None,
        class_after=after.water_class if after else None,
        as_evaluated=_as_evaluated(before, after, rules),
        on_common=None,
        only_before=tuple(name for name in classed_before if name not in classed_after),
        only_after=tuple(name for name in classed_after if name not in classed_before),
        deciding_before=before.deciding if before else (),
        deciding_after=after.deciding if after else (),
        indicators=indicator_changes(before, after, rules),
    )
    if state != "compared":
        return replace(bare, why=_why_not(state, before, after))
    on_common = step(
        worst([classed_before[name] for name in common]),
        worst([classed_after[name] for name in common]),
        rules,
    )
    found = replace(bare, on_common=on_common)
    return replace(found, why=(*_differing(found), *_doubted(before, after)))


def classed(section: SectionResult | None) -> Mapping[str, WaterClass]:
    """The classes of the indicators that take part, of a section that was evaluated."""
    if section is None or section.water_class is None:
        return {}
    return {
        one.id: one.water_class
        for one in section.indicators
        if one.counts and one.water_class is not None
    }


def common_indicators(before: SectionResult | None, after: SectionResult | None) -> tuple[str, ...]:
    """The indicators with a class in both periods, in the method's order."""
    later = classed(after)
    return tuple(name for name in classed(before) if name in later)


def restricted(section: SectionResult, common: tuple[str, ...]) -> SectionResult:
    """An evaluated section with the common indicators alone, and the class they give."""
    classes = classed(section)
    return replace(
        section,
        indicators=tuple(one for one in section.indicators if one.id in common),
        water_class=worst([classes[name] for name in common]),
    )


def _as_evaluated(
    before: SectionResult | None, after: SectionResult | None, rules: ChangeRules
) -> Step | None:
    first = before.water_class if before else None
    second = after.water_class if after else None
    return None if first is None or second is None else step(first, second, rules)


def _state(
    before: SectionResult | None, after: SectionResult | None, common: tuple[str, ...]
) -> ChangeState:
    if before is None:
        return "new"
    if after is None:
        return "gone"
    lacking = (before.water_class is None, after.water_class is None)
    states: Mapping[tuple[bool, bool], ChangeState] = {
        (True, True): "not_evaluated",
        (True, False): "not_evaluated_before",
        (False, True): "not_evaluated_after",
        (False, False): "compared" if common else "no_common_indicators",
    }
    return states[lacking]


def _why_not(
    state: ChangeState, before: SectionResult | None, after: SectionResult | None
) -> tuple[Message, ...]:
    """That there is no comparison, then what the periods themselves say of it."""
    said = {
        "new": Message.of("change.new"),
        "gone": Message.of("change.gone"),
        "not_evaluated_before": Message.of("change.not_evaluated_before"),
        "not_evaluated_after": Message.of("change.not_evaluated_after"),
        "not_evaluated": Message.of("change.not_evaluated"),
        "no_common_indicators": Message.of("change.no_common_indicators"),
    }[state]
    unclassed = [one for one in (before, after) if one and one.water_class is None]
    return (said, *dict.fromkeys(message for one in unclassed for message in one.why))


def _differing(found: SectionChange) -> tuple[Message, ...]:
    """Which indicators have a class in one period only, and whether they change the answer."""
    said = []
    if found.only_before:
        said.append(Message.of("change.only_before", indicators=titles_of(found.only_before)))
    if found.only_after:
        said.append(Message.of("change.only_after", indicators=titles_of(found.only_after)))
    if said:
        same = found.same_on_common
        said.append(
            Message.of("change.same_on_common")
            if same
            else Message.of("change.other_on_common", **_classes(found))
        )
    return tuple(said)


def _classes(found: SectionChange) -> dict[str, Text]:
    """What the sentence of two answers needs; a section compared has both steps."""
    common, own = cast(Step, found.on_common), cast(Step, found.as_evaluated)
    return {
        "before": class_text(own.before),
        "after": class_text(own.after),
        "common_before": class_text(common.before),
        "common_after": class_text(common.after),
    }


def _doubted(before: SectionResult | None, after: SectionResult | None) -> tuple[Message, ...]:
    """That a class may be worse than it was found, in which period and for which indicators."""
    said = []
    for section, code in ((before, "change.doubt_before"), (after, "change.doubt_after")):
        names = _may_be_worse(section)
        if names:
            said.append(Message.of(code, indicators=titles_of(names)))
    return tuple(said)


def _may_be_worse(section: SectionResult | None) -> tuple[str, ...]:
    if section is None or section.water_class is None:
        return ()
    return tuple(
        one.id
        for one in section.indicators
        if one.counts and one.possible is not None and worse(one.possible, section.water_class)
    )
