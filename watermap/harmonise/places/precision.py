"""Coordinates that were kept in single precision: what lay behind the seventh digit is lost."""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import shapely

from watermap.errors import Problem

FEWEST = 8  # different numbers that can only be read so
MOST_SHAPES = 2_000  # looked at
_METRES_PER_DEGREE = 111_320.0
# Round numbers say nothing: eighths, and beyond 2²⁴, where not every whole number is there, tens.
_ROUND, _WHOLE_SINGLE, _TENS = 0.125, 2.0**24, 10.0
_WORTH_SAYING_M = 0.01


def single_precision(
    geometry: npt.NDArray[np.object_], *, in_degrees: bool, where: Mapping[str, object]
) -> Iterator[Problem]:
    """A warning with the size of the steps, where all coordinates are single-precision numbers.

    Args:
        geometry: in the file's coordinates.
        in_degrees: whether these are degrees; else metres.
        where: file and layer, for the sentence.
    """
    vertices = shapely.get_coordinates(geometry[:MOST_SHAPES])
    numbers = np.unique(vertices[np.isfinite(vertices).all(axis=1)])
    with np.errstate(over="ignore"):
        single = numbers.astype(np.float32)
    if not np.array_equal(single.astype(np.float64), numbers):
        return
    round_to = np.where(np.abs(numbers) > _WHOLE_SINGLE, _TENS, _ROUND)
    telling = numbers % round_to != 0
    step = float(np.abs(np.spacing(single)).max(initial=0.0))
    metres = step * (_METRES_PER_DEGREE if in_degrees else 1.0)
    if int(telling.sum()) >= FEWEST and metres >= _WORTH_SAYING_M:
        yield Problem.warning("harmonise.single_precision", **where, metres=f"{metres:.2g}")
