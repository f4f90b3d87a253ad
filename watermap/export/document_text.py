"""Runs and paragraphs of a Word document, with the East Asian font set where Word looks for it."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from watermap.export.blocks import Align
from watermap.export.plain import printable

BODY_EAST, HEAD_EAST, WEST = "宋体", "黑体", "Times New Roman"
BODY_PT, TABLE_PT, SMALL_PT, HEADING_PT, TITLE_PT, BANNER_PT = 10.5, 9, 8, 12, 18, 14
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def write(
    line: Paragraph, text: str, *, size_pt: float, bold: bool = False, east: str = BODY_EAST
) -> Run:
    """Add text to a paragraph; what XML cannot hold is replaced."""
    run = line.add_run(printable(text))
    set_font(run, east, size_pt, bold=bold)
    return run


def set_font(styled: Run | CharacterStyle, east: str, size_pt: float, *, bold: bool) -> None:
    """Give a run or a style its fonts: those of East Asian letters have their own attribute."""
    styled.font.name = WEST
    styled.font.size = Pt(size_pt)
    styled.font.bold = bold
    properties = styled.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), east)


def align(line: Paragraph, how: Align) -> None:
    """Set a paragraph left, right or in the middle."""
    line.alignment = _ALIGN[how]


def rgb(colour: str) -> RGBColor:
    """``#rrggbb`` as python-docx wants it."""
    return RGBColor.from_string(colour[1:7].upper())


def counter(line: Paragraph, what: str) -> None:
    """Add a field that the office program fills in: PAGE or NUMPAGES."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    line._p.append(field)  # noqa: SLF001  (python-docx cannot write fields)
    field.append(write(line, "1", size_pt=SMALL_PT)._r)  # noqa: SLF001
