"""Candidate sites side by side: table and map in one document, and the files it can become."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import watermap
from watermap.checks.siting.candidates import Candidates
from watermap.errors import Problem
from watermap.export.blocks import Block, Cell, Figure, Grid, Heading, Page, Paragraph
from watermap.export.candidates_map import CandidatesContent, candidates_drawing, candidates_map
from watermap.export.document import write_document
from watermap.export.document_pdf import write_document_pdf
from watermap.export.endings import Writer
from watermap.export.picture import write_picture
from watermap.export.recording.candidates import candidates_record
from watermap.export.records import write_json
from watermap.export.sheets import Coloured, SheetPicture, Value
from watermap.export.sheets_siting import comparison_sheet, site_title
from watermap.export.shown import cell_text
from watermap.export.site_advice import way_row
from watermap.export.titles import Kinds
from watermap.export.words import word
from watermap.export.workbook import write_candidates
from watermap.language import Language

DPI = 200
MOST_BESIDE = 4  # sites in one table of a page; more go into a second table below
_THEME_CM, _PAGE_CM = 3.4, 17.0
_WAY_CM = (3.4, 2.8, 5.4, 5.4)
_METHOD = ("siting_method_rank", "siting_method_overlap", "siting_method_tolerance")


def candidates_writers(content: CandidatesContent, *, language: Language) -> dict[str, Writer]:
    """What writes sites side by side, by the file's ending."""

    def document(path: Path) -> None:
        write = write_document_pdf if path.suffix.lower() == ".pdf" else write_document
        with tempfile.TemporaryDirectory(prefix="watermap-") as folder:
            picture = _figure(content, Path(folder), language)
            write(candidates_page(content, picture, language), path, language=language)

    def picture(path: Path) -> None:
        write_picture(candidates_map(content, language), path, dpi=DPI)

    def workbook(path: Path) -> tuple[Problem, ...]:
        with tempfile.TemporaryDirectory(prefix="watermap-") as folder:
            name = word("candidates_tab_map", language)
            drawn = SheetPicture(name=name, path=_figure(content, Path(folder), language))
            return write_candidates(
                content.candidates, path, language=language, kinds=content.kinds, picture=drawn
            )

    def record(path: Path) -> None:
        write_json(candidates_record(content.candidates, language=language), path)

    return {
        ".docx": document, ".pdf": document, ".png": picture, ".svg": picture,
        ".xlsx": workbook, ".json": record,
    }  # fmt: skip


def _figure(content: CandidatesContent, folder: Path, language: Language) -> Path:
    path = folder / "candidates.png"
    write_picture(candidates_drawing(content, language), path, dpi=DPI)
    return path


def candidates_page(content: CandidatesContent, picture: Path, language: Language) -> Page:
    """What the document says: the comparison, the map, how it is ranked."""
    return Page(
        title=word("siting_candidates_title", language),
        subtitle=word("data_of_project", language, project=content.title.of(language)),
        footer=word("footer", language, version=watermap.__version__),
        page_numbers=word("page_numbers", language),
        blocks=tuple(_blocks(content, picture, language)),
    )


def _blocks(content: CandidatesContent, picture: Path, language: Language) -> Iterator[Block]:
    found = content.candidates
    yield Figure(path=picture, caption=word("candidates_caption", language))
    yield Heading(text=word("siting_tab_candidates", language))
    yield from _comparison(found, content.kinds, language)
    yield from _ways(found, language)
    for name in _METHOD:
        yield Paragraph(text=word(name, language), small=True)
    for problem in found.problems:
        yield Paragraph(text=problem.text(language), small=True)
    yield Paragraph(text=word("caveat", language), small=True)


def _comparison(found: Candidates, kinds: Kinds, language: Language) -> Iterator[Block]:
    """The workbook's table, a few sites at a time."""
    sheet = comparison_sheet(found, language=language, kinds=kinds)
    for first in range(1, len(sheet.columns), MOST_BESIDE):
        chosen = (0, *range(first, min(first + MOST_BESIDE, len(sheet.columns))))
        width_cm = (_PAGE_CM - _THEME_CM) / (len(chosen) - 1)
        yield Grid(
            widths_cm=(_THEME_CM, *[width_cm] * (len(chosen) - 1)),
            header=tuple(sheet.columns[at].title for at in chosen),
            rows=tuple(tuple(_cell(row[at]) for at in chosen) for row in sheet.rows),
        )


def _cell(value: Value | Coloured) -> Cell:
    if isinstance(value, Coloured):
        return Cell(
            text=cell_text(value.value, None), fill=value.fill, colour=value.text, align="centre"
        )
    return Cell(text=cell_text(value, None))


def _ways(found: Candidates, language: Language) -> Iterator[Block]:
    """Site by site what clears it; nothing where nothing has to be cleared or nobody asked."""
    rows = tuple(
        (Cell(text=site_title(one, language)), *way_row(way, language))
        for one in found.sites
        if one.check.way_out is not None
        for way in one.check.way_out.ways
        if way.state != "nothing_to_clear"
    )
    if not rows:
        return
    columns = ("siting_site", "siting_clears", "siting_move", "siting_trim")
    yield Heading(text=word("siting_way_out_heading", language))
    yield Grid(widths_cm=_WAY_CM, header=tuple(word(name, language) for name in columns), rows=rows)
