"""The files that a bulletin can become, by their ending."""

import tempfile
from pathlib import Path

from watermap.errors import Problem
from watermap.export.document import write_document
from watermap.export.document_pdf import write_document_pdf
from watermap.export.endings import Writer
from watermap.export.records import write_json
from watermap.export.report.book import write_book
from watermap.export.report.content import Report
from watermap.export.report.maps import drawings, write_pictures
from watermap.export.report.page import report_page
from watermap.export.report.record import report_record
from watermap.export.report.template import write_template


def report_writers(report: Report, *, template: Path | None = None) -> dict[str, Writer]:
    """What writes the bulletin.

    Args:
        report: what it tells.
        template: a Word document of the office's, filled in for .docx; None: watermap's own form.
    """

    def docx(path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            pictures = write_pictures(drawings(report), Path(folder), ending=".png")
            if template is not None:
                write_template(report, template, path, pictures=pictures)
                return
            write_document(report_page(report, pictures), path, language=report.language)

    def pdf(path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            pictures = write_pictures(drawings(report), Path(folder), ending=".svg")
            write_document_pdf(report_page(report, pictures), path, language=report.language)

    def xlsx(path: Path) -> tuple[Problem, ...]:
        return write_book(report, path)

    def json(path: Path) -> None:
        write_json(report_record(report), path)

    return {".docx": docx, ".pdf": pdf, ".xlsx": xlsx, ".json": json}
