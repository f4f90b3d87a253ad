"""Text as outlines, in a font that has Chinese; needs a QGuiApplication."""

from functools import cache, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainterPath, QPainterPathStroker

DESIGN_PX = 100  # the em at which outlines are made and kept
HALO_EM = 0.2  # how far a halo reaches beyond the characters
_CACHED_TEXTS = 4096

# The first that is installed; all have simplified Chinese. Then one for what they lack (₃, ⁺).
_CHINESE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "Microsoft YaHei",
    "微软雅黑",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "文泉驿微米黑",
    "Noto Sans SC",
    "SimHei",
    "Droid Sans Fallback",
    "Noto Serif CJK SC",
)
_OTHERS = ("DejaVu Sans", "Arial Unicode MS", "Segoe UI Symbol")


@cache
def families() -> tuple[str, ...]:
    """Installed families to write with, best first; empty where none is known to have Chinese."""
    installed = set(QFontDatabase.families())
    return tuple(name for name in (*_CHINESE, *_OTHERS) if name in installed)


@cache
def font(*, bold: bool) -> QFont:
    """The font of a map, ``DESIGN_PX`` high, unhinted so that it looks the same at any size."""
    made = QFont(list(families())) if families() else QFont()
    made.setPixelSize(DESIGN_PX)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferOutline)
    return made


@lru_cache(_CACHED_TEXTS)
def outline(text: str, *, bold: bool) -> QPainterPath:
    """The characters' outlines at ``DESIGN_PX``, the base line's start at the origin."""
    path = QPainterPath()
    path.addText(0.0, 0.0, font(bold=bold), text)
    path.setFillRule(Qt.FillRule.WindingFill)  # strokes of Noto overlap; odd–even makes holes
    return path


@lru_cache(_CACHED_TEXTS)
def halo(text: str, *, bold: bool) -> QPainterPath:
    """What surrounds the characters, at ``DESIGN_PX``."""
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * HALO_EM * DESIGN_PX)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    path = stroker.createStroke(outline(text, bold=bold))
    path.setFillRule(Qt.FillRule.WindingFill)
    return path


@lru_cache(_CACHED_TEXTS)
def advance(text: str, *, bold: bool) -> float:
    """Width of the text at ``DESIGN_PX``."""
    return QFontMetricsF(font(bold=bold)).horizontalAdvance(text)
