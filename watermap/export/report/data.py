"""The files and documents that a bulletin rests on."""

import datetime as dt

from watermap.export.report.content import Report
from watermap.export.sheets import Sheet
from watermap.export.telling import Row
from watermap.harmonise.measurements import DATE
from watermap.quality.documents.dated import Dated
from watermap.reading.raw import Source

SHA_SHOWN = 16  # digits of a SHA-256 on a page


def files_sheet(report: Report, *, sha_digits: int = 64) -> Sheet:
    """Every layer and table, with its date and sum."""
    telling = report.telling
    columns = (
        telling.text("file", 26),
        telling.text("kind", 18),
        telling.text("data_date", 16),
        telling.count("features", 10),
        telling.text("sha256", 24 if sha_digits < 64 else 68),
    )
    content = report.content
    layers = [layer for files in content.layers.values() for layer in files]
    rows: list[Row] = [
        (
            layer.source.path.name,
            content.kinds[layer.kind].title.of(report.language)
            if layer.kind in content.kinds
            else layer.kind,
            layer.date or _modified(layer.source.modified, report),
            layer.features_in_file,
            _sum(layer.source, sha_digits, report),
        )
        for layer in layers
    ]
    tables = {one.path: one for one in content.measurements.sources}
    rows += [
        (
            source.path.name,
            report.word("report_tables"),
            _modified(source.modified, report),
            None,
            _sum(source, sha_digits, report),
        )
        for source in tables.values()
    ]
    return Sheet(name=report.word("report_tab_data"), columns=columns, rows=tuple(rows))


def _sum(source: Source, digits: int, report: Report) -> str:
    """The first digits of a file's sum; words where a table was read as it stands."""
    return report.word("sha256_of_table") if source.sha256 is None else source.sha256[:digits]


def _modified(day: dt.date, report: Report) -> str:
    return report.word("report_file_date", modified=day.isoformat())


def documents_sheet(report: Report) -> Sheet:
    """Standards and methods, in force when, compared with the official text or not."""
    telling = report.telling
    columns = (
        telling.text("report_document", 44),
        telling.text("report_citation", 22),
        telling.text("report_in_force", 22),
        telling.text("report_verified", 20),
    )
    rows = tuple(_document(one, report) for one in report.content.documents)
    return Sheet(name=report.word("report_tab_documents"), columns=columns, rows=rows)


def _document(one: Dated, report: Report) -> Row:
    since = one.in_force_from.isoformat()
    lasts = report.word("report_since", since=since)
    if one.in_force_to is not None:
        lasts = report.word("report_until", since=since, until=one.in_force_to.isoformat())
    verified = "report_is_verified" if one.verified else "report_not_verified"
    return one.title.of(report.language), one.citation, lasts, report.word(verified)


def last_sample(report: Report) -> dt.date | None:
    """The last day with results in the period; None: there is none."""
    period = report.content.standing.period
    dates = report.content.measurements.frame[DATE].dropna().unique()
    return max((one for one in dates if period.contains(one)), default=None)
