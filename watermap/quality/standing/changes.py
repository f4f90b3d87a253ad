"""What has changed, where it tends, and which sections are warned of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from watermap.errors import Problem
from watermap.progress import SILENT, Progress
from watermap.quality.assessment import Assessment, SectionResult
from watermap.quality.change.compare import change_theme, compare_sections
from watermap.quality.change.early import EarlyWarnings, early_warnings
from watermap.quality.change.references import references
from watermap.quality.change.results import Change
from watermap.quality.change.rules import ChangeRules, change_rules
from watermap.quality.change.trend_theme import trend_theme
from watermap.quality.change.trends import Trend, trends
from watermap.quality.change.warning_rules import WarningRules, warning_rules
from watermap.quality.period import Period
from watermap.quality.standing.attempt import attempt
from watermap.quality.standing.material import Material
from watermap.quality.standing.past import Past


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All None and empty where the rules cannot be used."""

    rules: ChangeRules | None = None
    on_year_before: Change | None = None  # None: that period has no results
    on_period_before: Change | None = None  # None: as above, or it is the same one
    trends: tuple[Trend, ...] = ()
    warning_rules: WarningRules | None = None
    warnings: EarlyWarnings | None = None  # None: no months


def with_change(
    assessment: Assessment, material: Material, *, progress: Progress = SILENT
) -> Assessment:
    """The same, each section and source with its change on the year before.

    Where the rules of change cannot be used it is said, and nothing else is lost.
    """
    problems: list[Problem] = []
    rules = attempt(change_rules, problems)
    before = references(material.period).year_before
    earlier = material.of(before, progress=progress).results.get(before)
    if rules is None or earlier is None:
        return replace(assessment, problems=(*assessment.problems, *problems))
    change = _between(earlier, assessment, (before, material.period), material, rules)
    sections, sources = change_theme(change), change_theme(change, kind="water_source")
    return replace(
        assessment,
        sections=tuple(replace(one, change=sections.get(one.name)) for one in assessment.sections),
        sources=tuple(replace(one, change=sources.get(one.name)) for one in assessment.sources),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trended:
    """An evaluation whose sections and sources say where they tend, and the trends themselves."""

    assessment: Assessment
    trends: tuple[Trend, ...]

    def of(self, name: str) -> tuple[Trend, ...]:
        """The trends of one section or source."""
        return tuple(one for one in self.trends if one.name == name)


def with_trends(
    assessment: Assessment, material: Material, *, progress: Progress = SILENT
) -> Trended:
    """The same, each section and source with its trend over the months up to the period's end.

    Where the rules of change cannot be used it is said, and every trend stays untold.

    Raises:
        Cancelled: asked for through ``progress``.
    """
    problems: list[Problem] = []
    rules = attempt(change_rules, problems)
    months = material.of(*material.months(), progress=progress)
    found = () if rules is None else trends(months, rules=rules)
    theme = trend_theme(found)

    def trended(results: Sequence[SectionResult]) -> tuple[SectionResult, ...]:
        return tuple(replace(one, trend=theme.get(one.name, "untold")) for one in results)

    return Trended(
        assessment=replace(
            assessment,
            sections=trended(assessment.sections),
            sources=trended(assessment.sources),
            problems=(*assessment.problems, *problems),
        ),
        trends=found,
    )


def changes(
    assessment: Assessment, material: Material, past: Past, problems: list[Problem]
) -> Changes:
    """Held against the year before and the period before, and told over the last months.

    Args:
        assessment: of the material's period.
        material: the project's data.
        past: the other periods.
        problems: takes what kept a part from being told.
    """
    rules = attempt(change_rules, problems)
    if rules is None:
        return Changes()

    def on(earlier: Sequence[SectionResult] | None, reference: Period) -> Change | None:
        if earlier is None:
            return None
        return _between(earlier, assessment, (reference, material.period), material, rules)

    warned_by = attempt(warning_rules, problems)
    return Changes(
        rules=rules,
        on_year_before=on(past.year_before(), past.refers.year_before),
        on_period_before=on(past.period_before(), past.refers.period_before),
        trends=trends(past.months, rules=rules),
        warning_rules=warned_by,
        warnings=None
        if warned_by is None or not past.months.periods
        else attempt(
            lambda: early_warnings(
                past.months, setting=material.setting, rules=warned_by, change=rules
            ),
            problems,
        ),
    )


def _between(
    earlier: Sequence[SectionResult],
    assessment: Assessment,
    periods: tuple[Period, Period],
    material: Material,
    rules: ChangeRules,
) -> Change:
    later = (*assessment.sections, *assessment.sources)
    return compare_sections(earlier, later, periods=periods, setting=material.setting, rules=rules)
