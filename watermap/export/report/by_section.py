"""The sections and sources of a bulletin: class now, before, last year, target, what decides."""

from collections.abc import Mapping, Sequence

from watermap.export.report.content import Report
from watermap.export.sheets import Coloured, Sheet
from watermap.export.telling import Row
from watermap.quality.assessment import SectionResult, WaterClass

Earlier = Mapping[tuple[str, str], WaterClass | None]


def by_section_sheet(report: Report) -> Sheet:
    """One row each, in the order of the evaluation."""
    telling = report.telling
    standing = report.content.standing
    columns = (
        telling.text("section", 22),
        telling.text("river", 16),
        telling.text("report_class_now", 11),
        telling.text("report_class_before", 11),
        telling.text("report_class_year", 11),
        telling.text("target", 11),
        telling.text("report_met", 11),
        telling.text("report_deciding", 40),
    )
    before, year = _classes(standing.period_before), _classes(standing.year_before)
    found = standing.assessment
    rows = tuple(_row(one, before, year, report) for one in (*found.sections, *found.sources))
    return Sheet(name=report.word("report_tab_by_section"), columns=columns, rows=rows)


def deciding_text(one: SectionResult, report: Report) -> str:
    """The deciding indicators, with their multiples over class III where they have one."""
    multiples = {each.id: each.multiple for each in one.main_pollutants}
    return report.telling.listed(
        report.telling.indicator(name, multiples.get(name)) for name in one.deciding
    )


def _row(one: SectionResult, before: Earlier, year: Earlier, report: Report) -> Row:
    telling = report.telling
    key = (one.kind, one.name)
    return (
        one.name,
        one.river,
        class_or_state(one, report),
        telling.water_class(before.get(key)),
        telling.water_class(year.get(key)),
        telling.water_class(one.target),
        telling.met(one.met),
        deciding_text(one, report),
    )


def class_or_state(one: SectionResult, report: Report) -> Coloured | str | None:
    """The class, else why there is none: nothing measured, too little."""
    if one.water_class is None:
        return report.word(f"state_{one.state}")
    return report.telling.water_class(one.water_class)


def _classes(results: Sequence[SectionResult] | None) -> Earlier:
    return {(one.kind, one.name): one.water_class for one in results or ()}
