"""Blocks as a Word document: A4, 宋体 and 黑体, no theme fonts, page numbers."""

import datetime as dt
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from watermap.atomic import atomic
from watermap.export.blocks import Banner, Block, Figure, Grid, Heading, Page, PageBreak, Paragraph
from watermap.export.document_tables import add_banner, add_grid
from watermap.export.document_text import (
    BODY_EAST,
    BODY_PT,
    HEAD_EAST,
    HEADING_PT,
    SMALL_PT,
    TITLE_PT,
    WEST,
    align,
    caption,
    counter,
    reference,
    set_font,
    write,
)
from watermap.export.plain import printable
from watermap.language import Language

MARGIN_CM = 2.0  # A4 is 21.0 cm wide, so the text has 17.0
PICTURE_CM = (17.0, 12.0)  # at most this wide, this high
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say
_TAGS = {"zh": "zh-CN", "en": "en-US"}
_THEME_FONTS = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def write_document(page: Page, path: Path, *, language: Language) -> None:
    """Write a page as .docx.

    Raises:
        WatermapError: the file cannot be written.
    """
    document = _empty(page, language)
    _title(document, page)
    for block in page.blocks:
        add_block(document, block)
    _footer(document, page)
    packed = BytesIO()
    document.save(packed)
    with atomic(path) as temporary:
        temporary.write_bytes(timeless(packed.getvalue()))


def timeless(package: bytes) -> bytes:
    """The same package without the time at which its members were packed."""
    again = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(again, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            entry = ZipInfo(member.filename, _NO_TIME)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(member))
    return again.getvalue()


def _empty(page: Page, language: Language) -> Document:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN_CM)
    section.top_margin, section.bottom_margin = Cm(2.0), Cm(1.8)
    _drop_theme_fonts(document)
    _default_fonts(document, language)
    _style(document, "Normal", BODY_EAST, BODY_PT)
    _style(document, "Title", HEAD_EAST, TITLE_PT, bold=True)
    _style(document, "Heading 1", HEAD_EAST, HEADING_PT, bold=True)
    _style(document, "Heading 2", HEAD_EAST, BODY_PT, bold=True)
    _name(document, page, language)
    return document


def _name(document: Document, page: Page, language: Language) -> None:
    properties = document.core_properties
    properties.title = printable(page.title)
    properties.author = properties.last_modified_by = "watermap"
    properties.comments = properties.keywords = ""
    properties.language = _TAGS[language]
    made = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    if page.made_on is not None:
        made = dt.datetime.combine(page.made_on, dt.time())
    properties.created = properties.modified = made


def _drop_theme_fonts(document: Document) -> None:
    """Theme fonts would win over the ones named here, and they are Western."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in _THEME_FONTS:
            fonts.attrib.pop(qn(f"w:{name}"), None)


def _default_fonts(document: Document, language: Language) -> None:
    defaults = next(document.styles.element.iter(qn("w:rPrDefault")))
    fonts = next(defaults.iter(qn("w:rFonts")))
    for name, family in (("ascii", WEST), ("hAnsi", WEST), ("eastAsia", BODY_EAST), ("cs", WEST)):
        fonts.set(qn(f"w:{name}"), family)
    spoken = next(defaults.iter(qn("w:lang")))
    spoken.set(qn("w:val"), _TAGS["en"])  # of Western letters: else digits break over lines
    spoken.set(qn("w:eastAsia"), _TAGS["zh"])


def _style(document: Document, name: str, east: str, size_pt: float, *, bold: bool = False) -> None:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    set_font(style, east, size_pt, bold=bold)
    style.font.color.rgb = RGBColor(0, 0, 0)
    heading = name.startswith("Heading")
    layout = style.paragraph_format
    layout.space_before, layout.space_after = (Pt(10), Pt(4)) if heading else (Pt(0), Pt(3))
    layout.line_spacing = 1.15
    layout.keep_with_next = heading
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _title(document: Document, page: Page) -> None:
    align(document.add_paragraph(printable(page.title), style="Title"), "centre")
    if page.subtitle:
        line = document.add_paragraph()
        align(line, "centre")
        write(line, page.subtitle, size_pt=BODY_PT)


def add_block(document: Document, block: Block, *, width_cm: float = PICTURE_CM[0]) -> None:
    """Add a block at the end of a document; pictures and tables no wider than its text."""
    match block:
        case Heading():
            _heading(document, block)
        case Paragraph():
            _paragraph(document, block)
        case Banner():
            add_banner(document, block)
        case Grid():
            scale = min(1.0, width_cm / sum(block.widths_cm))
            narrow = tuple(width * scale for width in block.widths_cm)
            add_grid(document, replace(block, widths_cm=narrow))
        case Figure():
            _picture(document, block, width_cm)
        case PageBreak():
            document.add_page_break()  # type: ignore[no-untyped-call]


def _heading(document: Document, block: Heading) -> None:
    """In the document's own style; where it has none, a bold line."""
    name = f"Heading {block.level}"
    if name in (style.name for style in document.styles):
        document.add_paragraph(printable(block.text), style=name)
        return
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    write(line, block.text, size_pt=BODY_PT, bold=True, east=HEAD_EAST)


def _paragraph(document: Document, block: Paragraph) -> None:
    size_pt = SMALL_PT if block.small else BODY_PT
    line = document.add_paragraph()
    align(line, block.align)
    line.paragraph_format.keep_with_next = block.keep
    write(line, block.text, size_pt=size_pt)
    for at, number in enumerate(block.refers):
        write(line, block.between[min(at, 1)], size_pt=size_pt)
        reference(line, number, size_pt=size_pt)
    if block.refers:
        write(line, block.between[2], size_pt=size_pt)


def _picture(document: Document, figure: Figure, width_cm: float) -> None:
    line = document.add_paragraph()
    align(line, "centre")
    line.paragraph_format.keep_with_next = True
    picture = line.add_run().add_picture(str(figure.path))
    widest, highest = (Cm(size) for size in (width_cm, PICTURE_CM[1]))
    scale = min(widest / picture.width, highest / picture.height)
    picture.width, picture.height = (
        Cm(size.cm * scale) for size in (picture.width, picture.height)
    )
    for side in ("distT", "distB", "distL", "distR"):  # else LibreOffice keeps a distance
        picture._inline.set(side, "0")  # noqa: SLF001
    described = next(picture._inline.iter(qn("wp:docPr")))  # noqa: SLF001
    described.set("descr", printable(figure.caption))
    below = document.add_paragraph()
    align(below, "centre")
    caption(below, figure.number, figure.caption, bold=False, east=BODY_EAST)


def _footer(document: Document, page: Page) -> None:
    line = document.sections[0].footer.paragraphs[0]
    align(line, "centre")
    write(line, page.footer + "    ", size_pt=SMALL_PT)
    before, rest = page.page_numbers.split("{page}")
    between, after = rest.split("{pages}")
    write(line, before, size_pt=SMALL_PT)
    counter(line, "PAGE")
    write(line, between, size_pt=SMALL_PT)
    counter(line, "NUMPAGES")
    write(line, after, size_pt=SMALL_PT)
