"""The bulletin as JSON: what is new, then all that ``assess`` says."""

from watermap.export.plain import day
from watermap.export.recording.news import news_record
from watermap.export.recording.problems import Record
from watermap.export.records import assessment_record, standing_record
from watermap.export.report.content import Report


def report_record(report: Report) -> Record:
    """Every figure of the bulletin."""
    content, language = report.content, report.language
    return {
        "title": report.title,
        "project": content.title.of(language),
        "office": content.office or None,
        "issued": day(content.made_on),
        "news": news_record(content.news, language=language),
        **assessment_record(content.standing.assessment, language=language),
        **standing_record(content.standing, language=language),
    }
