"""Blocks as a PDF document, laid out by typst from ``document.typ``."""

import json
import shutil
import tempfile
from dataclasses import asdict
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
    PageBreak,
    Paragraph,
)
from watermap.export.colours import colours
from watermap.export.plain import printable
from watermap.language import Language
from watermap.resources import package_file

Said = dict[str, Any]
_TEMPLATE = "document.typ"


def write_document_pdf(page: Page, path: Path, *, language: Language) -> None:
    """Write a page as .pdf, with text that can be searched.

    Raises:
        WatermapError: the file cannot be written.
    """
    with atomic(path) as temporary, tempfile.TemporaryDirectory(prefix="watermap-") as folder:
        root = Path(folder)
        said = _said(page, root, language)
        (root / "page.json").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        shutil.copy(package_file("export") / _TEMPLATE, root / _TEMPLATE)
        temporary.write_bytes(typst.compile(str(root / _TEMPLATE), root=folder))


def _said(page: Page, root: Path, language: Language) -> Said:
    before, rest = page.page_numbers.split("{page}")
    between, after = rest.split("{pages}")
    return {
        "language": language,
        "title": printable(page.title),
        "subtitle": printable(page.subtitle) if page.subtitle else None,
        "footer": printable(page.footer),
        "numbers": [before, between, after],
        "header_fill": colours().header,
        "blocks": [_block(block, number, root) for number, block in enumerate(page.blocks)],
    }


def _block(block: Block, number: int, root: Path) -> Said:
    match block:
        case Heading():
            return {"is": "heading", "text": printable(block.text), "level": block.level}
        case Paragraph():
            return {
                "is": "paragraph",
                "lines": _lines(block.text),
                "small": block.small,
                "keep": block.keep,
                "align": block.align,
                "refers": [_number(one) for one in block.refers],
                "between": block.between,
            }
        case Banner():
            lines = [line for text in block.lines for line in _lines(text)]
            title = printable(block.title)
            return asdict(block) | {"is": "banner", "title": title, "lines": lines}
        case Grid():
            return _grid(block)
        case Figure():
            name = f"figure-{number}{block.path.suffix}"  # typst reads below its root only
            shutil.copy(block.path, root / name)
            return {
                "is": "figure",
                "file": name,
                "caption": printable(block.caption),
                "number": _number(block.number),
            }
        case PageBreak():
            return {"is": "page_break"}


def _grid(grid: Grid) -> Said:
    return {
        "is": "grid",
        "widths_cm": grid.widths_cm,
        "header": [printable(title) for title in grid.header],
        "caption": printable(grid.caption) if grid.caption else None,
        "number": _number(grid.number),
        "rows": [[_cell(cell) for cell in row] for row in grid.rows],
    }


def _cell(cell: Cell) -> Said:
    lead = None if cell.lead is None else printable(cell.lead)
    return asdict(cell) | {"lead": lead, "lines": _lines(cell.text)}


def _number(number: Number | None) -> Said | None:
    return None if number is None else {"label": number.label, "shown": number.shown}


def _lines(text: str) -> list[str]:
    return [printable(line) for line in text.split("\n")]
