"""The map as a picture for the screen: a plain function that runs off the GUI thread."""

from dataclasses import dataclass

from PySide6.QtGui import QImage, QPainter

from watermap.mapping.frame import draw
from watermap.mapping.scene import Scene
from watermap.mapping.view import MapView
from watermap.paint.painter import paint
from watermap.progress import SILENT, Progress

PX_PER_MM = 96 / 25.4  # a screen's pixel counts as 1/96 inch
BACKGROUND = "#fbfcfd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A finished picture and the view it shows."""

    image: QImage
    view: MapView


def render(
    scene: Scene, view: MapView, *, device_pixel_ratio: float, progress: Progress = SILENT
) -> Picture:
    """Paint ``scene`` as ``view`` sees it.

    Raises:
        Cancelled: a newer picture is wanted.
    """
    progress.step(0, 2)
    items = draw(scene, view)
    progress.step(1, 2)
    image = QImage(
        round(view.width_mm * PX_PER_MM * device_pixel_ratio),
        round(view.height_mm * PX_PER_MM * device_pixel_ratio),
        QImage.Format.Format_RGB32,
    )
    image.fill(BACKGROUND)
    painter = QPainter(image)
    try:
        paint(painter, items, px_per_mm=PX_PER_MM * device_pixel_ratio)
    finally:
        painter.end()
    image.setDevicePixelRatio(device_pixel_ratio)
    return Picture(image=image, view=view)
