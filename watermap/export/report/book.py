"""The bulletin as a workbook: what is new first, then every table of the evaluation."""

from pathlib import Path

from watermap.errors import Problem
from watermap.export.report.by_section import by_section_sheet
from watermap.export.report.content import Report
from watermap.export.report.data import documents_sheet, files_sheet
from watermap.export.report.news import against, classes_sheet, exceedances_sheet, news_sheet
from watermap.export.report.trace import trace_sheet
from watermap.export.sheets import Sheet, write_sheets
from watermap.export.sheets_assessment import assessment_sheets
from watermap.export.standing.sheets import standing_sheets, unlike


def write_book(report: Report, path: Path) -> tuple[Problem, ...]:
    """Write the bulletin as .xlsx.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the file cannot be written.
    """
    title = report.word("report_subtitle", project=report.title, period=report.period)
    return write_sheets(report_sheets(report), path, title=title, made_on=report.content.made_on)


def report_sheets(report: Report) -> tuple[Sheet, ...]:
    """All tabs."""
    language, standing = report.language, report.content.standing
    compared = [one for one in against(report) if one.news is not None]
    first = (
        news_sheet(report),
        *(
            sheet
            for one in compared
            for sheet in (classes_sheet(one, report), exceedances_sheet(one, report))
            if sheet.rows
        ),
        by_section_sheet(report),
    )
    every = (
        *first,
        *assessment_sheets(standing.assessment, language=language),
        *standing_sheets(standing, language=language),
        documents_sheet(report),
        files_sheet(report),
        trace_sheet(report),
    )
    return unlike(every)
