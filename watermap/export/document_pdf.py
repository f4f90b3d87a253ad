"""Blocks as a PDF: the same pages as the Word document, typeset by typst, pictures as vectors."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from watermap.atomic import atomic
from watermap.export.blocks import (
    Banner,
    Block,
    Cell,
    Figure,
    Grid,
    Heading,
    Number,
    Page,
    Paragraph,
)
from watermap.export.colours import colours
from watermap.export.plain import printable
from watermap.language import Language
from watermap.resources import package_file

PICTURE_MM = 170.0  # at most this wide, as in the Word document
_REGIONS = {"zh": "CN", "en": "GB"}
Shown = dict[str, Any]


def write_pdf(page: Page, path: Path, *, language: Language) -> None:
    """Write a page as .pdf; nothing of its texts is read as markup, no time is in it.

    Raises:
        WatermapError: the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="watermap-") as folder:
        root = Path(folder)
        shown = _page(page, language, root)
        (root / "page.json").write_text(json.dumps(shown, ensure_ascii=True), "utf-8")
        shutil.copyfile(package_file("export") / "document.typ", root / "document.typ")
        made = typst.compile(str(root / "document.typ"), root=folder)
    with atomic(path) as temporary:
        temporary.write_bytes(made)


def _page(page: Page, language: Language, root: Path) -> Shown:
    before, rest = page.page_numbers.split("{page}")
    between, after = rest.split("{pages}")
    return {
        "title": printable(page.title),
        "subtitle": None if page.subtitle is None else printable(page.subtitle),
        "footer": printable(page.footer),
        "page_numbers": [before, between, after],
        "lang": language,
        "region": _REGIONS[language],
        "blocks": [_block(block, root, at) for at, block in enumerate(page.blocks)],
    }


def _block(block: Block, root: Path, at: int) -> Shown:
    match block:
        case Heading():
            return {"is": "heading", "text": printable(block.text), "level": block.level}
        case Paragraph():
            return _paragraph(block)
        case Banner():
            return {
                "is": "banner",
                "title": printable(block.title),
                "lines": [printable(line) for line in block.lines],
                "fill": block.fill,
                "colour": block.colour,
            }
        case Grid():
            return _grid(block)
        case Figure():
            name = f"figure-{at}{block.path.suffix}"
            shutil.copyfile(block.path, root / name)
            return {
                "is": "figure",
                "path": name,
                "width_mm": PICTURE_MM,
                "caption": printable(block.caption),
                "number": _number(block.number),
            }


def _paragraph(block: Paragraph) -> Shown:
    return {
        "is": "paragraph",
        "text": printable(block.text),
        "small": block.small,
        "keep": block.keep,
        "align": block.align,
        "refers": [_number(one) for one in block.refers],
        "between": list(block.between),
    }


def _grid(block: Grid) -> Shown:
    fill = colours().header
    header = [Cell(text=text, bold=True, align="centre", fill=fill) for text in block.header]
    return {
        "is": "grid",
        "widths_cm": list(block.widths_cm),
        "header": [_cell(cell) for cell in header],
        "rows": [[_cell(cell) for cell in row] for row in block.rows],
        "caption": None if block.caption is None else printable(block.caption),
        "number": _number(block.number),
    }


def _cell(cell: Cell) -> Shown:
    return {
        "text": printable(cell.text),
        "lead": None if cell.lead is None else printable(cell.lead),
        "bold": cell.bold,
        "align": cell.align,
        "fill": cell.fill,
        "colour": cell.colour,
        "span": cell.span,
    }


def _number(number: Number | None) -> Mapping[str, str] | None:
    return None if number is None else {"label": number.label, "shown": number.shown}
