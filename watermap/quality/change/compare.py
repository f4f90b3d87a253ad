"""Two periods compared: sections, rivers, all together (standards.md 2.7)."""

from collections.abc import Mapping, Sequence

from watermap.errors import Problem, WatermapError
from watermap.quality.assessment import Assessment, ChangeId, SectionResult
from watermap.quality.change.groups import Pair, compare_group, compare_rivers
from watermap.quality.change.results import Change, SectionChange
from watermap.quality.change.rules import ChangeRules
from watermap.quality.change.said import rules_said
from watermap.quality.change.sections import compare_section
from watermap.quality.classing.indicator import Setting
from watermap.quality.period import Period, Seasons
from watermap.quality.stations.map_stations import SECTION_KIND

_STEPS: Mapping[int, ChangeId] = {
    -2: "worse_2", -1: "worse_1", 0: "same", 1: "improved_1", 2: "improved_2"
}  # fmt: skip


def compare(
    before: Assessment,
    after: Assessment,
    *,
    setting: Setting,
    rules: ChangeRules,
    seasons: Seasons | None = None,
) -> Change:
    """Two assessments by the same standard and method; sources are compared like sections.

    Args:
        before: of the earlier period.
        after: of the later period.
        setting: the standard and method of both.
        rules: of comparing.
        seasons: which months they have; needed where the periods are seasons.

    Raises:
        WatermapError: the two were evaluated by different standards or methods, or are seasons
            that ``seasons`` lacks.
    """
    _hold_alike(before, after, setting)
    return compare_sections(
        (*before.sections, *before.sources),
        (*after.sections, *after.sources),
        periods=(
            Period.parse(before.period, seasons=seasons),
            Period.parse(after.period, seasons=seasons),
        ),
        setting=setting,
        rules=rules,
    )


def compare_sections(
    before: Sequence[SectionResult],
    after: Sequence[SectionResult],
    *,
    periods: tuple[Period, Period],
    setting: Setting,
    rules: ChangeRules,
) -> Change:
    """Results of two periods, as an assessment or a history has them.

    Rivers and all sections together are of sections alone; sources are compared one by one.

    Args:
        before: of the earlier period.
        after: of the later period.
        periods: the earlier and the later.
        setting: the standard and method that both were evaluated by.
        rules: of comparing.
    """
    pairs = _pairs(before, after)
    sections = [one for one in pairs if one.latest.kind == SECTION_KIND]
    return Change(
        before=periods[0],
        after=periods[1],
        sections=tuple(compare_section(one.before, one.after, rules) for one in pairs),
        rivers=compare_rivers(sections, setting=setting, rules=rules),
        overall=compare_group("", sections, setting=setting, rules=rules),
        why=rules_said(rules),
    )


def change_theme(change: Change, *, kind: str = SECTION_KIND) -> Mapping[str, ChangeId]:
    """By which entry of the map's palette of changes each section is drawn, by its name.

    By classes, not grades, and on the indicators common to both periods.
    """
    return {one.name: _theme_id(one) for one in change.sections if one.kind == kind}


def _theme_id(section: SectionChange) -> ChangeId:
    if section.on_common is not None:
        return _STEPS[max(-2, min(2, section.on_common.classes_better))]
    return section.state if section.state in ("new", "gone") else "not_comparable"


def _pairs(before: Sequence[SectionResult], after: Sequence[SectionResult]) -> list[Pair]:
    """Sections of the later period in their order, then those that are gone."""
    earlier = {(one.kind, one.name): one for one in before}
    later = {(one.kind, one.name): one for one in after}
    return [Pair(before=earlier.get(key), after=later.get(key)) for key in {**later, **earlier}]


def _hold_alike(before: Assessment, after: Assessment, setting: Setting) -> None:
    wanted = (setting.standard.id, setting.method.id)
    for one in (before, after):
        if (one.standard, one.method) != wanted:
            raise WatermapError(
                Problem.error(
                    "change.not_alike",
                    period=one.period,
                    standard=one.standard,
                    method=one.method,
                    expected_standard=wanted[0],
                    expected_method=wanted[1],
                )
            )
