"""The page of a proposed protection area: 饮用水水源保护区划分方案, as a Word document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import watermap
from watermap.checks.delineation.proposal import Proposal
from watermap.export.blocks import Banner, Block, Grid, Heading, Page, Paragraph, cells
from watermap.export.colours import colours
from watermap.export.document import write_document
from watermap.export.recording.delineation import sayings
from watermap.export.sheets import Coloured, Column, Sheet, Value
from watermap.export.sheets_delineation import (
    comparison_sheet,
    method_line,
    parameters_sheet,
    radii_sheet,
    reaches_sheet,
    zones_sheet,
)
from watermap.export.shown import cell_text
from watermap.export.words import word
from watermap.language import Language

PAGE_CM = 17.0  # the width of the text on A4
NUMBER_CM = 2.4  # no figure of square metres breaks
UPRIGHT_CM = 6.0
LEAST_CM = 2.0


def write_proposal_page(proposal: Proposal, path: Path, *, language: Language) -> None:
    """Write a proposal as .docx.

    Raises:
        WatermapError: the file cannot be written.
    """
    write_document(proposal_page(proposal, language), path, language=language)


def proposal_page(proposal: Proposal, language: Language) -> Page:
    """What the page says: that it is a proposal, its areas, figures, comparison, what is open."""
    return Page(
        title=word("delineation_title", language, source=proposal.source.name),
        subtitle=method_line(proposal, language),
        footer=word("footer", language, version=watermap.__version__),
        page_numbers=word("page_numbers", language),
        blocks=tuple(_blocks(proposal, language)),
    )


def _blocks(proposal: Proposal, language: Language) -> Iterator[Block]:
    look = colours().verdict["notice"]
    yield Banner(
        title=word(f"delineation_state_{proposal.state}", language),
        lines=(
            word("delineation_only_proposal", language),
            *(problem.text(language) for problem in proposal.problems),
        ),
        fill=look.fill,
        colour=look.text,
    )
    yield from _table(_without_first(zones_sheet(proposal, language)))  # the title names the source
    for sheet in (reaches_sheet, radii_sheet):
        yield from _table(sheet(proposal, language))
    yield from _upright(comparison_sheet(proposal, language))
    yield from _table(parameters_sheet(proposal, language))
    if not proposal.comparisons:
        yield Paragraph(text=word("delineation_no_comparison", language))
    for name, texts in (
        ("delineation_topic_taken", sayings(proposal.said, language)),
        ("delineation_topic_left", [text.of(language) for text in proposal.left]),
    ):
        if texts:
            yield Heading(text=word(name, language))
            yield from (Paragraph(text=text, small=True) for text in texts)
    yield Paragraph(text=word("delineation_sensitive", language), small=True)


def _table(sheet: Sheet) -> Iterator[Block]:
    """The workbook's table, its columns narrowed to the page."""
    if not sheet.rows:
        return
    yield Heading(text=sheet.name)
    yield Grid(
        widths_cm=_widths_cm(sheet.columns),
        header=tuple(column.title for column in sheet.columns),
        rows=tuple(cells(_shown(row, sheet)) for row in sheet.rows),
    )


def _widths_cm(columns: Sequence[Column]) -> tuple[float, ...]:
    """Numbers as wide as they need, no text narrower than a word; the widest text has the rest."""
    numbers = [column.type == "number" for column in columns]
    left_cm = PAGE_CM - NUMBER_CM * sum(numbers)
    texts = sum(one.width for one, number in zip(columns, numbers, strict=True) if not number)
    widths_cm = [
        NUMBER_CM if number else max(LEAST_CM, left_cm * one.width / texts)
        for one, number in zip(columns, numbers, strict=True)
    ]
    widest = max(range(len(columns)), key=lambda at: (not numbers[at], columns[at].width))
    widths_cm[widest] += PAGE_CM - sum(widths_cm)
    return tuple(widths_cm)


def _upright(sheet: Sheet) -> Iterator[Block]:
    """The table on its side, for more measures than a page is wide: a line each."""
    if not sheet.rows:
        return
    shown = [_shown(row, sheet) for row in sheet.rows]
    first, *others = (column.title for column in sheet.columns)
    yield Heading(text=sheet.name)
    yield Grid(
        widths_cm=(UPRIGHT_CM, *[(PAGE_CM - UPRIGHT_CM) / len(shown)] * len(shown)),
        header=(first, *(row[0] for row in shown)),
        rows=tuple(
            cells([title, *(row[at] for row in shown)]) for at, title in enumerate(others, start=1)
        ),
    )


def _without_first(sheet: Sheet) -> Sheet:
    rows = tuple(row[1:] for row in sheet.rows)
    return replace(sheet, columns=sheet.columns[1:], rows=rows)


def _shown(row: Sequence[Value | Coloured], sheet: Sheet) -> list[str]:
    return [
        cell_text(value.value if isinstance(value, Coloured) else value, column.decimals)
        for value, column in zip(row, sheet.columns, strict=True)
    ]
