"""What a template may name: every field of a bulletin with its value, all of them texts."""

from collections.abc import Mapping, Sequence

from watermap.datafile import Strict, read_toml
from watermap.export.report.by_section import by_section_sheet
from watermap.export.report.content import Report
from watermap.export.report.data import last_sample
from watermap.export.report.news import (
    against,
    classes_sheet,
    data_text,
    exceedances_sheet,
    news_text,
)
from watermap.export.sheets import Coloured, Sheet
from watermap.export.sheets_assessment import assessment_sheets
from watermap.export.shown import cell_text, day
from watermap.export.telling import SHARE_DECIMALS
from watermap.figures import figure
from watermap.language import Text
from watermap.quality.bulletin.bulletin import counted
from watermap.quality.bulletin.wording import month_text, period_text, town_text
from watermap.resources import package_file

Row = Mapping[str, str]
Fields = dict[str, str | list[str] | list[Row]]


class Table(Strict):
    """A table of fields."""

    title: Text
    columns: list[str]


class Titled(Strict):
    """What only has to be explained."""

    title: Text


class FieldsFile(Strict):
    """The whole of fields.toml."""

    text: dict[str, Text]
    list: dict[str, Text]
    table: dict[str, Table]
    block: Titled
    picture: Titled


def known_fields() -> FieldsFile:
    """The fields as they are documented."""
    return read_toml(FieldsFile, package_file("export") / "report" / "fields.toml")


def fields(report: Report) -> Fields:
    """The values of all texts, lists and tables."""
    return {**_texts(report), **_lists(report), **_tables(report)}


def _texts(report: Report) -> dict[str, str]:
    content, language = report.content, report.language
    standing = content.standing
    counts = counted(standing.assessment, standing.period)
    titles = {one.id: one.citation for one in content.documents}
    return {
        "title": report.title,
        "project": content.title.of(language),
        "period": report.period,
        "period_id": str(standing.period),
        "year": str(standing.period.year),
        "office": content.office,
        "map_office": content.map_office or content.office,
        "issued": day(content.made_on, language),
        "last_sample": day(last_sample(report), language),
        "standard": titles.get(standing.assessment.standard, standing.assessment.standard),
        "method": titles.get(standing.assessment.method, standing.assessment.method),
        "sections_total": str(counts.sections),
        "sections_evaluated": str(counts.evaluated),
        "sections_good_pct": figure(counts.overall.share_good_pct, SHARE_DECIMALS),
        "sections_worse_v_pct": figure(counts.overall.share_worse_v_pct, SHARE_DECIMALS),
        "sections_met": str(counts.met),
        "sections_met_pct": figure(counts.met_pct, SHARE_DECIMALS),
        "grade": report.telling.grade(counts.overall.grade) or "",
    }


def _lists(report: Report) -> dict[str, list[str]]:
    content, language = report.content, report.language
    standing = content.standing
    said = (
        period_text(standing.assessment, standing.period)
        if standing.bulletin is None
        else month_text(standing.bulletin)
    )
    news = [text for one in against(report) for text in news_text(one, report)]
    return {
        "news": [*news, *data_text(report)],
        "overall": [one.text(language) for one in said],
        "problems": [one.text(language) for one in content.problems if one.severity != "note"],
    }


def _tables(report: Report) -> dict[str, list[Row]]:
    standing = report.content.standing
    every = assessment_sheets(standing.assessment, language=report.language)
    first = against(report)[0]
    known = known_fields().table
    return {
        "sections": _sections(report),
        "rivers": _rows(every[1], known["rivers"].columns, (0, 1, 3, 4, 5, 6, 8)),
        "changes": _rows(classes_sheet(first, report), known["changes"].columns, (0, 1, 2, 3, 5)),
        "exceedances": _rows(
            exceedances_sheet(first, report), known["exceedances"].columns, range(7)
        ),
        "targets": _rows(every[4], known["targets"].columns, range(6)),
        "notices": _notices(report),
    }


def _rows(sheet: Sheet, columns: Sequence[str], places: Sequence[int]) -> list[Row]:
    """Rows of a sheet as texts, as a page shows them."""
    return [
        {
            name: cell_text(
                value.value if isinstance(value := row[at], Coloured) else value,
                sheet.columns[at].decimals,
            )
            for name, at in zip(columns, places, strict=True)
        }
        for row in sheet.rows
    ]


def _sections(report: Report) -> list[Row]:
    found = report.content.standing.assessment
    names = (
        "name",
        "river",
        "class_now",
        "class_before",
        "class_year",
        "target",
        "met",
        "deciding",
    )
    rows = _rows(by_section_sheet(report), names, range(8))
    both = (*found.sections, *found.sources)
    return [
        {"code": one.code or "", "kind": report.word(f"kind_{one.kind}"), **row}
        for one, row in zip(both, rows, strict=True)
    ]


def _notices(report: Report) -> list[Row]:
    bulletin = report.content.standing.bulletin
    if bulletin is None:
        return []
    return [
        {
            "county": one.county or "",
            "town": one.town or "",
            "text": report.telling.why(town_text(one, bulletin)),
        }
        for one in bulletin.towns
    ]
