"""Blocks as a Word document: A4, 宋体 and 黑体, no theme fonts, page numbers."""

import datetime as dt
from pathlib import Path

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
    TABLE_PT,
    TITLE_PT,
    WEST,
    align,
    counter,
    set_font,
    write,
)
from watermap.export.plain import printable
from watermap.language import Language

MARGIN_CM = 2.0  # A4 is 21.0 cm wide, so the text has 17.0
PICTURE_CM = (17.0, 12.0)  # at most this wide, this high
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
        _add(document, block)
    _footer(document, page)
    with atomic(path) as temporary:
        document.save(str(temporary))


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
    _name(document, page, language)
    return document


def _name(document: Document, page: Page, language: Language) -> None:
    properties = document.core_properties
    properties.title = printable(page.title)
    properties.author = properties.last_modified_by = "watermap"
    properties.comments = properties.keywords = ""
    properties.language = _TAGS[language]
    properties.created = properties.modified = dt.datetime.now(dt.UTC).replace(tzinfo=None)


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
    spoken.set(qn("w:val"), _TAGS[language])
    spoken.set(qn("w:eastAsia"), _TAGS["zh"])


def _style(document: Document, name: str, east: str, size_pt: float, *, bold: bool = False) -> None:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    set_font(style, east, size_pt, bold=bold)
    style.font.color.rgb = RGBColor(0, 0, 0)
    heading = name == "Heading 1"
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


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading():
            document.add_paragraph(printable(block.text), style="Heading 1")
        case Paragraph():
            size_pt = SMALL_PT if block.small else BODY_PT
            line = document.add_paragraph()
            line.paragraph_format.keep_with_next = block.keep
            write(line, block.text, size_pt=size_pt)
        case Banner():
            add_banner(document, block)
        case Grid():
            add_grid(document, block)
        case Figure():
            _picture(document, block)
        case PageBreak():
            document.add_page_break()  # type: ignore[no-untyped-call]


def _picture(document: Document, figure: Figure) -> None:
    line = document.add_paragraph()
    align(line, "centre")
    line.paragraph_format.keep_with_next = True
    picture = line.add_run().add_picture(str(figure.path))
    widest, highest = (Cm(size) for size in PICTURE_CM)
    scale = min(widest / picture.width, highest / picture.height)
    picture.width, picture.height = (
        Cm(size.cm * scale) for size in (picture.width, picture.height)
    )
    for side in ("distT", "distB", "distL", "distR"):  # else LibreOffice keeps a distance
        picture._inline.set(side, "0")  # noqa: SLF001
    described = next(picture._inline.iter(qn("wp:docPr")))  # noqa: SLF001
    described.set("descr", printable(figure.caption))
    caption = document.add_paragraph()
    align(caption, "centre")
    write(caption, figure.caption, size_pt=TABLE_PT)


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
