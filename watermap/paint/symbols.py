"""The outlines of symbols, one unit high and wide about the origin, y down."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from watermap.catalogue.kinds import Symbol
from watermap.mapping.drawlist import Offsets, Xy

Floats = npt.NDArray[np.float64]

_CIRCLE_CORNERS = 48


def _around(angles_deg: Floats, radius: float | Floats = 0.5) -> Xy:
    turned = np.radians(angles_deg)
    return np.column_stack([radius * np.sin(turned), -radius * np.cos(turned)])


def _polygon(corners: int, *, radius: float = 0.5, turn_deg: float = 0.0) -> Xy:
    angles = np.linspace(0.0, 360.0, corners, endpoint=False, dtype=np.float64)
    return _around(np.asarray(angles + turn_deg, np.float64), radius)


def _star() -> Xy:
    tips = np.linspace(0.0, 360.0, 10, endpoint=False, dtype=np.float64)
    return _around(tips, np.where(np.arange(10) % 2 == 0, 0.56, 0.24))


def _drop() -> Xy:
    """A round belly with a tip above it, touching it along its tangents."""
    belly = _around(np.linspace(48.0, 312.0, 36, dtype=np.float64), 0.4) + np.array([0.0, 0.12])
    return np.vstack([[[0.0, -0.56]], belly])


_ARM = 0.16
_CROSS = [
    [-_ARM, -0.5], [_ARM, -0.5], [_ARM, -_ARM], [0.5, -_ARM], [0.5, _ARM], [_ARM, _ARM],
    [_ARM, 0.5], [-_ARM, 0.5], [-_ARM, _ARM], [-0.5, _ARM], [-0.5, -_ARM], [-_ARM, -_ARM],
]  # fmt: skip
_FLAG = [[-0.06, 0.5], [-0.06, -0.6], [0.55, -0.34], [0.03, -0.1], [0.03, 0.5]]

_SHAPES: Mapping[Symbol, Xy] = MappingProxyType(
    {
        "circle": _polygon(_CIRCLE_CORNERS),
        "square": _polygon(4, radius=0.63, turn_deg=45),
        "triangle": _polygon(3, radius=0.6),
        "diamond": _polygon(4, radius=0.6),
        "pentagon": _polygon(5, radius=0.56),
        "star": _star(),
        "cross": np.array(_CROSS),
        "drop": _drop(),
        "flag": np.array(_FLAG),
    }
)
LETTER_DROP = {"drop": 0.12, "triangle": 0.1}  # how far below the middle a letter stands, in sizes


@cache
def symbol_outline(symbol: Symbol) -> Xy:
    """The closed ring of a symbol."""
    shape = _SHAPES[symbol]
    return np.vstack([shape, shape[:1]])


def symbol_rings(symbol: Symbol, places: Xy, size: float) -> tuple[Xy, Offsets]:
    """The rings of one symbol at many places."""
    ring = symbol_outline(symbol) * size
    xy = (places[:, None, :] + ring[None]).reshape(-1, 2)
    return xy, np.arange(0, len(xy) + 1, len(ring), dtype=np.int64)
