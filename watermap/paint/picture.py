"""A draw list as pixels, and the application that fonts need where there is no window."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication, QImage, QPainter

from watermap.errors import Problem, WatermapError
from watermap.mapping.drawlist import DrawList
from watermap.paint.painter import paint

MM_PER_INCH = 25.4
MOST_PX = 30_000  # a side; Qt's limit is a little above


@contextmanager
def application() -> Iterator[None]:
    """A Qt application while painting: the running one, else one without windows.

    Fonts need it; without one Qt aborts the whole process. One made here is taken down at the end,
    so that a window may be opened afterwards.
    """
    if QGuiApplication.instance() is not None:
        yield
        return
    platform = ["-platform", "offscreen"] if sys.platform == "linux" else []
    made = QGuiApplication(["watermap", *platform])
    try:
        yield
    finally:
        made.shutdown()


def image(drawlist: DrawList, dpi: float) -> QImage:
    """The picture in pixels, its resolution set, so that it prints at its true size.

    Raises:
        WatermapError: it would be too large.
    """
    px_per_mm = dpi / MM_PER_INCH
    width, height = round(drawlist.width_mm * px_per_mm), round(drawlist.height_mm * px_per_mm)
    if not (0 < width <= MOST_PX and 0 < height <= MOST_PX):
        raise WatermapError(
            Problem.error("mapping.too_large", width=width, height=height, most=MOST_PX)
        )
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.setDotsPerMeterX(round(px_per_mm * 1000))
    made.setDotsPerMeterY(round(px_per_mm * 1000))
    with application():
        painter = QPainter(made)
        try:
            paint(painter, drawlist, px_per_mm=px_per_mm, exact=True)
        finally:
            painter.end()
    return made
