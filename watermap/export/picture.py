"""Maps as files: PNG with its resolution, SVG with text as outlines, PDF with text as text."""

import tempfile
from dataclasses import replace
from pathlib import Path

import typst
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from watermap.atomic import atomic
from watermap.errors import Problem, WatermapError
from watermap.export.plain import printable
from watermap.mapping.drawlist import DrawList, Label
from watermap.paint.painter import Text, paint
from watermap.paint.picture import MM_PER_INCH, application, image

ENDINGS = (".png", ".svg", ".pdf")
_UNITS_PER_MM = 100  # Qt writes wrong dashes for pens narrower than one unit

# The title comes as data, so that nothing in it is read as markup.
_PAGE = """#set document(title: sys.inputs.title, date: none)
#set page(width: {width}mm, height: {height}mm, margin: 0pt)
#image("map.svg", width: 100%, height: 100%)
"""


def write_picture(drawlist: DrawList, path: Path, *, dpi: float = 300) -> None:
    """Write a draw list by the path's ending, whole or not at all.

    Args:
        drawlist: what is drawn.
        path: ends in .png, .svg or .pdf.
        dpi: resolution of a PNG.

    Raises:
        WatermapError: another ending, too many pixels, or the file cannot be written.
    """
    writers = {".png": _write_png, ".svg": _write_svg, ".pdf": _write_pdf}
    ending = path.suffix.lower()
    if ending not in writers:
        raise WatermapError(
            Problem.error("mapping.picture_ending", file=path, known=" ".join(ENDINGS))
        )
    with application(), atomic(path) as temporary:
        writers[ending](_printable(drawlist), temporary, dpi)


def _printable(drawlist: DrawList) -> DrawList:
    """The draw list with texts that XML can hold: an SVG is the way to a PDF too."""
    items = tuple(
        replace(item, text=printable(item.text)) if isinstance(item, Label) else item
        for item in drawlist.items
    )
    return replace(drawlist, items=items, title=printable(drawlist.title))


def _write_png(drawlist: DrawList, path: Path, dpi: float) -> None:
    writer = QImageWriter(str(path), b"png")
    if not writer.write(image(drawlist, dpi)):
        raise OSError(writer.errorString())


def _write_svg(drawlist: DrawList, path: Path, _dpi: float) -> None:
    _generate_svg(drawlist, path, text="outlines")


def _write_pdf(drawlist: DrawList, path: Path, _dpi: float) -> None:
    """By way of an SVG with characters: Qt's own PDF has a wrong text layer."""
    with tempfile.TemporaryDirectory(prefix="watermap-") as folder:
        root = Path(folder)
        _generate_svg(drawlist, root / "map.svg", text="characters")
        page = root / "page.typ"
        page.write_text(_PAGE.format(width=drawlist.width_mm, height=drawlist.height_mm), "utf-8")
        made = typst.compile(str(page), root=folder, sys_inputs={"title": drawlist.title})
    path.write_bytes(made)


def _generate_svg(drawlist: DrawList, path: Path, *, text: Text) -> None:
    width, height = (
        round(side * _UNITS_PER_MM) for side in (drawlist.width_mm, drawlist.height_mm)
    )
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setResolution(round(_UNITS_PER_MM * MM_PER_INCH))
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRect(0, 0, width, height))
    generator.setTitle(drawlist.title)
    painter = QPainter()
    if not painter.begin(generator):
        raise OSError(str(path))
    try:
        paint(painter, drawlist, px_per_mm=_UNITS_PER_MM, text=text, exact=True)
    finally:
        painter.end()
