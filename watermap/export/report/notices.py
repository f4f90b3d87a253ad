"""A notice a town: its sections that missed their target, as a document of its own."""

import re
from collections.abc import Iterator

from watermap.export.blocks import Block, Page, Paragraph
from watermap.export.report.content import Report
from watermap.export.shown import day
from watermap.quality.bulletin.bulletin import Bulletin
from watermap.quality.bulletin.notice import TownNotice
from watermap.quality.bulletin.wording import section_text, town_text

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*.\s]+')  # what some system takes no name with
_LONGEST_NAME = 60  # characters


def notices(report: Report) -> tuple[tuple[str, Page], ...]:
    """Each with the name of its file, without ending; none in a period that is no month."""
    bulletin = report.content.standing.bulletin
    if bulletin is None:
        return ()
    return tuple(_each(report, bulletin))


def _each(report: Report, bulletin: Bulletin) -> Iterator[tuple[str, Page]]:
    taken: set[str] = set()
    for town in bulletin.towns:
        where = "".join(one for one in (town.county, town.town) if one)
        name = _free(file_name(where) or report.word("report_no_town"), taken)
        yield report.word("report_notice_file", where=name), _page(town, report, bulletin)


def file_name(text: str) -> str:
    """A text of the data as a part of a file's name, on every system."""
    return _NOT_IN_NAMES.sub(" ", text).strip()[:_LONGEST_NAME].strip()


def _free(name: str, taken: set[str]) -> str:
    """The name, or with the first number behind it that no other file has."""
    number, free = 2, name
    while free.casefold() in taken:
        free, number = f"{name} {number}", number + 1
    taken.add(free.casefold())
    return free


def _page(town: TownNotice, report: Report, bulletin: Bulletin) -> Page:
    return Page(
        title=report.word("report_notice_title", period=report.period),
        subtitle=None,
        footer=report.word("report_footer", title=report.title, period=report.period),
        page_numbers=report.word("page_numbers"),
        blocks=tuple(_blocks(town, report, bulletin)),
        made_on=report.content.made_on,
    )


def _blocks(town: TownNotice, report: Report, bulletin: Bulletin) -> Iterator[Block]:
    head, *sections = town_paragraphs(town, report, bulletin)
    yield Paragraph(text=head)
    for text in sections:
        yield Paragraph(text=text)
    if report.content.office:
        yield Paragraph(text=report.content.office, align="right")
    yield Paragraph(text=day(report.content.made_on, report.language), align="right")


def town_paragraphs(town: TownNotice, report: Report, bulletin: Bulletin) -> Iterator[str]:
    """The head, then a numbered paragraph a section."""
    yield town_text(town, bulletin)[0].text(report.language)
    for at, one in enumerate(town.sections, start=1):
        said = [each.text(report.language) for each in section_text(one, bulletin)]
        text = report.word("report_between_sentences").join(said)
        yield report.word("report_numbered", at=at, text=text)
