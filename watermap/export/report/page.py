"""The bulletin as a page of blocks: cover lines, then its parts."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from watermap.export.blocks import Block, Grid, Page, pairs
from watermap.export.colours import colours
from watermap.export.report.content import Report
from watermap.export.report.data import last_sample
from watermap.export.report.parts import Part, headed, parts
from watermap.export.shown import day

_COVER_CM = (2.6, 5.9, 2.6, 5.9)


def report_page(report: Report, pictures: Mapping[str, Path]) -> Page:
    """The whole bulletin.

    Args:
        report: what it tells.
        pictures: of its maps, by theme.
    """
    found = parts(report, pictures)
    return Page(
        title=report.title,
        subtitle=report.word(
            "report_subtitle",
            project=report.content.title.of(report.language),
            period=report.period,
        ),
        footer=report.word("report_footer", title=report.title, period=report.period),
        page_numbers=report.word("page_numbers"),
        blocks=(*_blocks(report, found),),
        made_on=report.content.made_on,
    )


def _blocks(report: Report, found: tuple[Part, ...]) -> Iterator[Block]:
    yield Grid(widths_cm=_COVER_CM, rows=pairs(cover(report), label_fill=colours().label))
    yield from headed(found, report)


def cover(report: Report) -> list[tuple[str, str]]:
    """Label and value of each line on the cover."""
    content, language = report.content, report.language
    assessment = content.standing.assessment
    missing = report.word("not_given")
    titles = {one.id: one for one in content.documents}
    standard, method = titles.get(assessment.standard), titles.get(assessment.method)
    both = [*assessment.sections, *assessment.sources]
    evaluated = sum(one.state == "evaluated" for one in both)
    entries = [
        ("report_office", content.office or missing),
        ("report_map_office", content.map_office or content.office or missing),
        ("report_issued", day(content.made_on, language)),
        ("report_period", report.period),
        ("report_standard", standard.citation if standard else assessment.standard),
        ("report_method", method.citation if method else assessment.method),
        ("report_last_sample", day(last_sample(report), language)),
        ("report_sections", report.word("report_of_sections", n=evaluated, all=len(both))),
    ]
    return [(report.word(name), value) for name, value in entries]
