"""Runs and paragraphs of a Word document, with the East Asian font set where Word looks for it."""

import zlib

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from watermap.export.blocks import Align, Number
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


def caption(line: Paragraph, number: Number | None, text: str, *, bold: bool, east: str) -> None:
    """Add the words of a caption; its number counts by itself and can be referred to."""
    if number is not None:
        line._p.append(_mark("bookmarkStart", number, named=True))  # noqa: SLF001
        write(line, f"{number.word} ", size_pt=TABLE_PT, bold=bold, east=east)
        shown = write(line, str(number.at), size_pt=TABLE_PT, bold=bold, east=east)
        line._p.append(_field(f"SEQ {number.word} \\* ARABIC", shown))  # noqa: SLF001
        line._p.append(_mark("bookmarkEnd", number, named=False))  # noqa: SLF001
        text = f"  {text}"
    write(line, text, size_pt=TABLE_PT, bold=bold, east=east)


def reference(line: Paragraph, number: Number, *, size_pt: float) -> None:
    """Add the number of a table or figure as a field that follows it."""
    shown = write(line, number.shown, size_pt=size_pt)
    line._p.append(_field(f"REF {number.label} \\h", shown))  # noqa: SLF001


def _field(instruction: str, shown: Run) -> BaseOxmlElement:
    """A field that the office program fills in; until then it shows a run."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    field.append(shown._r)  # noqa: SLF001  (python-docx cannot write fields)
    return field


def _mark(what: str, number: Number, *, named: bool) -> BaseOxmlElement:
    mark = OxmlElement(f"w:{what}")
    mark.set(qn("w:id"), str(zlib.crc32(number.label.encode()) % 100_000))  # one a label
    if named:
        mark.set(qn("w:name"), number.label)
    return mark


def counter(line: Paragraph, what: str) -> None:
    """Add a field that the office program fills in: PAGE or NUMPAGES."""
    line._p.append(_field(what, write(line, "1", size_pt=SMALL_PT)))  # noqa: SLF001
