"""Tables of a Word document: fixed widths, repeated header rows, rows that stay whole."""

from collections.abc import Iterator

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from watermap.export.blocks import Banner, Cell, Grid
from watermap.export.colours import colours
from watermap.export.document_text import (
    BANNER_PT,
    BODY_PT,
    HEAD_EAST,
    TABLE_PT,
    align,
    caption,
    rgb,
    write,
)

_STYLE = "Table Grid"
BANNER_CM = 17.0  # the width of the text on A4


def add_banner(document: Document, banner: Banner) -> None:
    """The answer in a coloured box across the page."""
    table = _table(document, 1, (BANNER_CM,))
    cell = table.rows[0].cells[0]
    _shade(cell, banner.fill)
    first = cell.paragraphs[0]
    align(first, "centre")
    first.paragraph_format.space_before = Pt(4)
    run = write(first, banner.title, size_pt=BANNER_PT, bold=True, east=HEAD_EAST)
    run.font.color.rgb = rgb(banner.colour)
    for text in banner.lines:
        line = cell.add_paragraph()
        align(line, "centre")
        write(line, text, size_pt=BODY_PT)
    _gap(document)


def add_grid(document: Document, grid: Grid) -> None:
    """A table with its caption above."""
    if grid.caption:
        line = document.add_paragraph()
        line.paragraph_format.keep_with_next = True
        if grid.number is not None:
            align(line, "centre")
        caption(line, grid.number, grid.caption, bold=True, east=HEAD_EAST)
    table = _table(document, len(grid.rows) + bool(grid.header), grid.widths_cm)
    table_rows = iter(table.rows)
    if grid.header:
        _head_row(next(table_rows), grid.header)
    for row, wanted in zip(table_rows, grid.rows, strict=True):
        _keep_whole(row)
        _fill_row(row, wanted)
    _gap(document)


def _head_row(row: _Row, texts: tuple[str, ...]) -> None:
    fill = colours().header
    _keep_whole(row)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    _fill_row(row, tuple(Cell(text=text, bold=True, align="centre", fill=fill) for text in texts))


def _keep_whole(row: _Row) -> None:
    """A row is not torn between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def _fill_row(row: _Row, wanted: tuple[Cell, ...]) -> None:
    places = list(row.cells)
    for start, cell in _starts(wanted):
        place = places[start]
        if cell.span > 1:
            place = place.merge(places[start + cell.span - 1])
        _fill_cell(place, cell)


def _starts(wanted: tuple[Cell, ...]) -> Iterator[tuple[int, Cell]]:
    start = 0
    for cell in wanted:
        yield start, cell
        start += cell.span


def _fill_cell(place: _Cell, cell: Cell) -> None:
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if cell.fill:
        _shade(place, cell.fill)
    texts = [(text, cell.bold) for text in cell.text.split("\n")]
    if cell.lead is not None:
        texts.insert(0, (cell.lead, True))
    for (text, bold), line in zip(texts, _lines(place, len(texts)), strict=True):
        align(line, cell.align)
        run = write(line, text, size_pt=TABLE_PT, bold=bold)
        if cell.colour and bold:
            run.font.color.rgb = rgb(cell.colour)


def _lines(place: _Cell, count: int) -> list[Paragraph]:
    """That many paragraphs in a cell, set tight."""
    lines = [place.paragraphs[0], *(place.add_paragraph() for _ in range(count - 1))]
    for line in lines:
        line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.line_spacing = 1.1
    lines[0].paragraph_format.space_before = lines[-1].paragraph_format.space_after = Pt(2)
    return lines


def _table(document: Document, rows: int, widths_cm: tuple[float, ...]) -> Table:
    """An empty table with fixed widths: in the grid for LibreOffice, in the cells for Word."""
    table: Table = document.add_table(rows=rows, cols=len(widths_cm))
    if _STYLE in (style.name for style in document.styles):
        table.style = _STYLE
    else:  # an office's own template need not have it
        table._tbl.tblPr.append(_borders())  # noqa: SLF001
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width_cm in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width_cm)
        for cell in column.cells:
            cell.width = Cm(width_cm)
    return table


def _borders() -> BaseOxmlElement:
    """Thin lines about every cell."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    return borders


def _shade(cell: _Cell, fill: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), fill[1:7].upper())
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  (python-docx cannot shade)


def _gap(document: Document) -> None:
    """A thin line after a table; without it the next table would grow onto this one."""
    line = document.add_paragraph()
    line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing = Pt(6)
