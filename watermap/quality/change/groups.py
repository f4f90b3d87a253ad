"""Rivers, and all sections together, in two periods (standards.md 2.7).

By grade, and by the shares of sections; over the sections that can be compared, each with the
indicators that have a class in both periods.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from watermap.errors import Message
from watermap.language import in_a_row
from watermap.quality.assessment import Grade, RiverResult, SectionResult
from watermap.quality.change.results import GroupChange
from watermap.quality.change.rules import ChangeRules
from watermap.quality.change.sections import GRADES, common_indicators, restricted
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.river import evaluate_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One section in both periods; None: it is not among the sections of that period."""

    before: SectionResult | None
    after: SectionResult | None

    @property
    def latest(self) -> SectionResult:
        """What it is called and where it belongs: as said last."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a section in neither period")
        return found


def compare_rivers(
    pairs: Sequence[Pair], *, setting: Setting, rules: ChangeRules
) -> tuple[GroupChange, ...]:
    """Every river that sections name, in the sections' order."""
    names = dict.fromkeys(one.latest.river for one in pairs if one.latest.river)
    return tuple(
        compare_group(
            name,
            [one for one in pairs if one.latest.river == name],
            setting=setting,
            rules=rules,
        )
        for name in names
    )


def compare_group(
    name: str, pairs: Sequence[Pair], *, setting: Setting, rules: ChangeRules
) -> GroupChange:
    """Some sections together in two periods."""
    both = [(one.before, one.after) for one in pairs]
    comparable = [
        (first, second, common)
        for first, second in both
        if first and second and (common := common_indicators(first, second))
    ]
    compared = [first.name for first, _, _ in comparable]
    left_out = tuple(one.latest.name for one in pairs if one.latest.name not in compared)
    bare = GroupChange(
        name=name,
        sections=tuple(compared),
        left_out=left_out,
        before=None,
        after=None,
        grades_better=None,
        by_grade=None,
        good_points=None,
        worse_v_points=None,
        x_points=None,
        by_shares=None,
    )
    if not comparable:
        return replace(bare, why=(Message.of("change.no_common_sections"),))
    firsts = [first for first, _, _ in comparable]
    seconds = [second for _, second, _ in comparable]
    before, after = (
        evaluate_group(
            name,
            [restricted(one, common) for one, (_, _, common) in zip(own, comparable, strict=True)],
            setting=setting,
        )
        for own in (firsts, seconds)
    )
    grades = [evaluate_group(name, own, setting=setting).grade for own in (firsts, seconds)]
    found = _told(bare, before, after, rules)
    return replace(found, why=tuple(dict.fromkeys(_said(found, *grades))))


def _told(
    bare: GroupChange, before: RiverResult, after: RiverResult, rules: ChangeRules
) -> GroupChange:
    """The change by grade and by shares; by shares only where the grades themselves go by them."""
    grades = _grades_better(before.grade, after.grade)
    good = _points(before.share_good_pct, after.share_good_pct)
    worst = _points(before.share_worse_v_pct, after.share_worse_v_pct)
    x_points = None if good is None or worst is None else good - worst
    by_shares = before.method == after.method == "shares" and x_points is not None
    return replace(
        bare,
        before=before,
        after=after,
        grades_better=grades,
        by_grade=None if grades is None else rules.by_grade.degree(grades),
        good_points=good,
        worse_v_points=worst,
        x_points=x_points,
        by_shares=rules.by_shares.degree(x_points) if by_shares and x_points is not None else None,
    )


def _grades_better(before: Grade | None, after: Grade | None) -> int | None:
    return None if before is None or after is None else GRADES.index(before) - GRADES.index(after)


def _points(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before is None or after is None else after - before


def _said(
    found: GroupChange, own_before: Grade | None, own_after: Grade | None
) -> Iterator[Message]:
    """What has to be known of the answer: what it rests on, and where two ways differ."""
    if found.left_out:
        names = in_a_row(found.left_out)
        yield Message.of("change.sections_left_out", count=len(found.left_out), names=names)
    if found.by_grade is None:
        yield Message.of("change.no_grade")
    elif _grades_better(own_before, own_after) != found.grades_better:
        yield Message.of("change.other_grade_on_common")
    if found.by_shares is None:
        yield Message.of("change.too_few_for_shares", found=len(found.sections))
    elif found.by_shares != found.by_grade:
        yield Message.of("change.ways_differ")
    for one in (found.before, found.after):
        yield from one.flagged if one else ()
