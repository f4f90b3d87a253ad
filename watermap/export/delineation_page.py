"""The page of a proposed protection area: 饮用水水源保护区划分方案, as a Word document."""

from collections.abc import Iterator
from pathlib import Path

import watermap
from watermap.checks.delineation.proposal import Proposal
from watermap.export.blocks import Banner, Block, Grid, Heading, Page, Paragraph, cells
from watermap.export.colours import colours
from watermap.export.document import write_document
from watermap.export.recording.delineation import sayings
from watermap.export.sheets import Coloured, Sheet
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
    for sheet in (zones_sheet, reaches_sheet, radii_sheet, comparison_sheet, parameters_sheet):
        yield from _table(sheet(proposal, language))
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
    total = sum(column.width for column in sheet.columns)
    yield Heading(text=sheet.name)
    yield Grid(
        widths_cm=tuple(PAGE_CM * column.width / total for column in sheet.columns),
        header=tuple(column.title for column in sheet.columns),
        rows=tuple(
            cells(
                [
                    cell_text(
                        value.value if isinstance(value, Coloured) else value, column.decimals
                    )
                    for value, column in zip(row, sheet.columns, strict=True)
                ]
            )
            for row in sheet.rows
        ),
    )
