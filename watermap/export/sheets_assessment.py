"""The tabs of an assessment's workbook."""

from collections import Counter
from decimal import Decimal

from watermap.export.sheets import Coloured, Column, Sheet
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.telling import MULTIPLE_DECIMALS, SHARE_DECIMALS, Row, Telling
from watermap.figures import rounded
from watermap.language import Language
from watermap.quality.assessment import (
    CLASSES,
    Assessment,
    GroupPollutant,
    RiverResult,
    SectionResult,
)


def assessment_sheets(assessment: Assessment, *, language: Language) -> tuple[Sheet, ...]:
    """All tabs."""
    telling = Telling.of(language)
    return (
        _overall(assessment, telling),
        _rivers(assessment, telling),
        _sections(assessment, telling),
        _indicators(assessment, telling),
        _targets(assessment, telling),
        _unmatched(assessment, telling),
        problems_sheet(assessment.problems, language),
        method_sheet(_method(assessment, telling), language),
    )


def _overall(assessment: Assessment, telling: Telling) -> Sheet:
    overall = assessment.overall
    counts = Counter(section.water_class for section in assessment.sections)
    states = Counter(section.state for section in assessment.sections)
    places = Counter(section.place for section in assessment.sections)
    percent = telling.word("in_percent")
    rows: list[Row] = [
        (telling.word("period"), assessment.period, None),
        (telling.word("standard"), assessment.standard, None),
        (telling.word("method"), assessment.method, None),
        (telling.word("standards_as_of"), assessment.as_of, None),
        (telling.word("sections_in_all"), len(assessment.sections), None),
        (telling.word("sections_evaluated"), states["evaluated"], None),
        (telling.word("state_insufficient"), states["insufficient"], None),
        (telling.word("state_no_data"), states["no_data"], None),
        (telling.word("place_no_geometry"), places["no_geometry"], None),
        (telling.word("only_in_table"), assessment.results_elsewhere, None),
    ]
    for found in CLASSES:
        title = telling.palette.classes[found].title.of(telling.language)
        rows.append((telling.word("sections_of_class", title=title), counts[found], None))
    rows += [
        (telling.word("share_good"), _share(overall.share_good_pct), percent),
        (telling.word("share_worse_v"), _share(overall.share_worse_v_pct), percent),
        (telling.word("grade"), _grade(overall, telling), None),
        (telling.word("class"), telling.water_class(overall.water_class), None),
        (telling.word("remark"), telling.why(overall.flagged), None),
    ]
    columns = (
        Column(title=telling.word("item"), width=30),
        Column(title=telling.word("value"), width=26),
        Column(title=telling.word("unit"), width=10),
    )
    return Sheet(name=telling.word("tab_overall"), columns=columns, rows=tuple(rows))


def _share(share_pct: Decimal | None) -> Decimal | None:
    return None if share_pct is None else rounded(share_pct, SHARE_DECIMALS)


def _grade(river: RiverResult, telling: Telling) -> str | None:
    return telling.word(f"grade_{river.grade}") if river.grade else None


def _rivers(assessment: Assessment, telling: Telling) -> Sheet:
    columns = (
        Column(title=telling.word("river"), width=20),
        Column(title=telling.word("sections_evaluated"), type="integer", width=12),
        Column(title=telling.word("river_method"), width=18),
        Column(title=telling.word("class"), width=12),
        Column(title=telling.word("grade"), width=12),
        Column(title=telling.word("share_good"), type="number", decimals=SHARE_DECIMALS, width=18),
        Column(
            title=telling.word("share_worse_v"), type="number", decimals=SHARE_DECIMALS, width=18
        ),
        telling.text("sections", 40),
        telling.text("main_pollutants", 40),
        telling.text("remark", 40),
    )
    rows = tuple(
        (
            river.name,
            river.sections,
            telling.word(f"river_method_{river.method}"),
            telling.water_class(river.water_class),
            _grade(river, telling),
            river.share_good_pct,
            river.share_worse_v_pct,
            telling.listed(river.listed),
            telling.listed(_pollutant(one, telling) for one in river.main_pollutants),
            telling.why(river.flagged),
        )
        for river in assessment.rivers
    )
    return Sheet(name=telling.word("tab_rivers"), columns=columns, rows=rows)


def _pollutant(found: GroupPollutant, telling: Telling) -> str:
    """With the share of sections over class III; of few sections with the multiple (2.5)."""
    if found.share_pct is None:
        return telling.indicator(found.id, found.multiple)
    share = f"{rounded(found.share_pct, SHARE_DECIMALS):f}%"
    return telling.word("pollutant_share", indicator=telling.indicator(found.id), share=share)


def _sections(assessment: Assessment, telling: Telling) -> Sheet:
    columns = (
        telling.text("code", 16),
        telling.text("section", 24),
        telling.text("kind", 14),
        telling.text("river", 18),
        telling.text("drawn", 14),
        telling.text("state", 14),
        telling.text("class", 12),
        telling.text("change", 16),
        telling.text("target", 12),
        telling.text("met", 12),
        telling.text("deciding", 30),
        telling.text("main_pollutants", 36),
        telling.count("evaluated"),
        telling.count("asked"),
        Column(title=telling.word("samples"), type="integer", width=10),
        Column(title=telling.word("months"), type="integer", width=10),
        telling.text("remark", 50),
    )
    both = (*assessment.sections, *assessment.sources)
    return Sheet(
        name=telling.word("tab_sections"),
        columns=columns,
        rows=tuple(_section(section, telling) for section in both),
    )


def _change(section: SectionResult, telling: Telling) -> Coloured | None:
    """On the same period of the year before."""
    return (
        None if section.change is None else telling.stamped(telling.palette.changes[section.change])
    )


def _section(section: SectionResult, telling: Telling) -> Row:
    deciding = [telling.indicator(name) for name in section.deciding]
    return (
        section.code,
        section.name,
        telling.word(f"kind_{section.kind}"),
        section.river,
        telling.word(f"place_{section.place}"),
        telling.word(f"state_{section.state}"),
        telling.water_class(section.water_class),
        _change(section, telling),
        telling.water_class(section.target),
        telling.met(section.met),
        telling.listed(deciding),
        telling.pollutants(section.main_pollutants),
        section.evaluated,
        section.counted,
        section.samples,
        section.months,
        telling.why(section.why),
    )


def _indicators(assessment: Assessment, telling: Telling) -> Sheet:
    columns = (
        telling.text("code", 16),
        telling.text("section", 24),
        telling.text("indicator", 22),
        Column(title=telling.word("used_value"), type="number", width=12),
        telling.text("unit", 10),
        telling.text("class", 12),
        Column(title=telling.word("limit"), type="number", width=10),
        Column(title=telling.word("multiple"), type="number", decimals=MULTIPLE_DECIMALS, width=10),
        telling.text("counts", 12),
        Column(title=telling.word("mean"), type="number", width=18),
        Column(title=telling.word("minimum"), type="number", width=10),
        Column(title=telling.word("maximum"), type="number", width=10),
        Column(title=telling.word("n"), type="integer", width=8),
        Column(title=telling.word("censored"), type="integer", width=10),
        telling.text("raw", 40),
        telling.text("remark", 50),
    )
    rows = tuple(
        (
            section.code,
            section.name,
            telling.indicator(found.id),
            found.value,
            found.unit,
            telling.water_class(found.water_class),
            found.limit,
            found.multiple,
            telling.word("yes" if found.counts else "no"),
            found.mean,
            found.minimum,
            found.maximum,
            found.n,
            found.censored,
            "; ".join(found.raw),
            telling.why(found.why),
        )
        for section in (*assessment.sections, *assessment.sources)
        for found in section.indicators
    )
    return Sheet(name=telling.word("tab_indicators"), columns=columns, rows=rows)


def _targets(assessment: Assessment, telling: Telling) -> Sheet:
    columns = (
        telling.text("plan_target", 36),
        Column(title=telling.word("year"), type="integer", width=8),
        telling.text("direction_of_target", 10),
        Column(
            title=telling.word("required_pct"), type="number", decimals=SHARE_DECIMALS, width=12
        ),
        Column(title=telling.word("actual_pct"), type="number", decimals=SHARE_DECIMALS, width=12),
        telling.text("met", 12),
        Column(title=telling.word("objects"), type="integer", width=10),
        telling.text("remark", 60),
    )
    rows = tuple(
        (
            target.title.of(telling.language),
            target.year,
            "≥" if target.at_least else "≤",
            target.required_pct,
            target.actual_pct,
            telling.met(target.met),
            target.n,
            telling.why(target.why),
        )
        for target in assessment.targets
    )
    return Sheet(name=telling.word("tab_targets"), columns=columns, rows=rows)


def _unmatched(assessment: Assessment, telling: Telling) -> Sheet:
    names = assessment.names
    columns = (
        telling.text("where_found", 26),
        telling.text("name_found", 28),
        telling.text("suggestion", 28),
        Column(title=telling.word("score"), type="number", decimals=0, width=10),
    )
    rows: list[Row] = []
    for name in names.unmatched_table:
        likely = [one for one in names.suggestions if one.table == name]
        rows += [(telling.word("only_in_table"), name, one.layer, one.score) for one in likely] or [
            (telling.word("only_in_table"), name, None, None)
        ]
    rows += [(telling.word("only_in_layer"), name, None, None) for name in names.unmatched_layer]
    return Sheet(name=telling.word("tab_unmatched"), columns=columns, rows=tuple(rows))


def _method(assessment: Assessment, telling: Telling) -> list[str]:
    cited = telling.word(
        "method_cited",
        standard=assessment.standard,
        method=assessment.method,
        period=assessment.period,
        as_of=assessment.as_of.isoformat(),
    )
    general = ("method_deciding", "method_multiple", "method_rounding", "method_raw")
    palette = telling.word("method_colours", source=telling.palette.source)
    return [cited, *(telling.word(name) for name in general), palette]
