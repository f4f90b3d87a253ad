"""The tables of a plan: by year, and how far its targets are."""

from collections.abc import Sequence

from watermap.export.sheets import Column, Sheet
from watermap.export.telling import MULTIPLE_DECIMALS, SHARE_DECIMALS, Row, Telling
from watermap.language import Language
from watermap.quality.targets.outlook import SectionOutlook, TargetOutlook
from watermap.quality.targets.years import PlanYears, SectionTargetYears, TargetYears


def plan_sheets(plan: PlanYears, *, language: Language) -> tuple[Sheet, ...]:
    """The plan by year: its targets, and the classes it demands of single sections, if any."""
    telling = Telling.of(language)
    sheets = [_targets(plan.targets, telling)] if plan.targets else []
    if plan.sections:
        sheets.append(_sections(plan.sections, telling))
    return tuple(sheets)


def outlook_sheets(found: Sequence[TargetOutlook], *, language: Language) -> tuple[Sheet, ...]:
    """Gaps by target, then sections by their distance to the limit."""
    telling = Telling.of(language)
    return (_gaps(found, telling), _ranked(found, telling))


def _targets(targets: Sequence[TargetYears], telling: Telling) -> Sheet:
    columns = (
        telling.text("plan_target", 36),
        telling.count("year", 12),
        telling.text("direction_of_target", 10),
        *_shares(telling),
        telling.text("met", 12),
        telling.count("objects", 12),
        telling.text("remark", 60),
    )
    rows = tuple(
        (
            one.title.of(telling.language),
            year.year,
            "≥" if year.at_least else "≤",
            year.required_pct,
            year.actual_pct,
            telling.met(year.met),
            year.n,
            telling.why(year.why),
        )
        for one in targets
        for year in one.years
    )
    return Sheet(name=telling.word("targets_tab_years"), columns=columns, rows=rows)


def _shares(telling: Telling) -> tuple[Column, ...]:
    return tuple(
        telling.number(name, SHARE_DECIMALS, 12) for name in ("required_pct", "actual_pct")
    )


def _sections(sections: Sequence[SectionTargetYears], telling: Telling) -> Sheet:
    columns = (
        telling.text("section", 24),
        telling.count("year", 12),
        telling.text("target", 12),
        telling.text("class", 12),
        telling.text("met", 12),
        telling.text("remark", 60),
    )
    rows: tuple[Row, ...] = tuple(
        (
            one.section,
            year.year,
            telling.water_class(year.required),
            telling.water_class(year.actual),
            telling.met(year.met),
            telling.why(year.why),
        )
        for one in sections
        for year in one.years
    )
    return Sheet(name=telling.word("targets_tab_sections"), columns=columns, rows=rows)


def _gaps(found: Sequence[TargetOutlook], telling: Telling) -> Sheet:
    columns = (
        telling.text("plan_target", 36),
        telling.count("year", 12),
        *_shares(telling),
        telling.text("met", 12),
        telling.number("targets_gap", SHARE_DECIMALS, 12),
        telling.count("targets_counted", 12),
        telling.count("targets_good", 12),
        telling.count("targets_needed", 12),
        telling.count("targets_spare", 12),
        telling.text("remark", 60),
    )
    rows = tuple(
        (
            one.title.of(telling.language),
            one.year,
            one.result.required_pct,
            one.result.actual_pct,
            telling.met(one.result.met),
            one.gap_points,
            one.counted,
            one.good,
            one.needed,
            one.spare,
            telling.why((*one.result.why, *one.why)),
        )
        for one in found
    )
    return Sheet(name=telling.word("targets_tab_gaps"), columns=columns, rows=rows)


def _ranked(found: Sequence[TargetOutlook], telling: Telling) -> Sheet:
    columns = (
        telling.text("plan_target", 36),
        telling.text("targets_side", 18),
        telling.count("targets_rank", 12),
        telling.text("section", 24),
        telling.text("class", 12),
        telling.text("targets_wanted", 12),
        telling.number("targets_margin", MULTIPLE_DECIMALS, 12),
        telling.text("targets_what", 60),
        telling.text("targets_never_detected", 30),
    )
    rows: list[Row] = []
    for one in found:
        title = one.title.of(telling.language)
        rows += [
            _section(title, rank, each, telling, missing=True)
            for rank, each in enumerate(one.nearest, start=1)
        ]
        rows += [
            _section(title, rank, each, telling, missing=False)
            for rank, each in enumerate(one.first_to_flip, start=1)
        ]
    return Sheet(name=telling.word("targets_tab_ranked"), columns=columns, rows=tuple(rows))


def _section(title: str, rank: int, one: SectionOutlook, telling: Telling, *, missing: bool) -> Row:
    return (
        title,
        telling.word("targets_nearest" if missing else "targets_first_to_flip"),
        rank,
        one.section,
        telling.water_class(one.water_class),
        telling.water_class(one.wanted),
        one.margin,
        telling.why(one.told(missing=missing)),
        telling.listed(telling.indicator(name) for name in one.never_detected),
    )
