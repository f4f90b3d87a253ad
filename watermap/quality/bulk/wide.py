"""Results as columns of numbers: a row a sampling, a column an indicator."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watermap.quality.assessment import CLASSES, WaterBody, WaterClass

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]  # of classes: 0 none, 1 to 6 as CLASSES
Masks = NDArray[np.unsignedinteger[Any]]  # a bit an indicator
Bools = NDArray[np.bool_]
Places = NDArray[np.int64]  # row numbers

NO_CLASS = 0
DEFAULT_TARGET_CODE = CLASSES.index("III") + 1  # where there is no target (standards.md 2.5)
BODIES: tuple[WaterBody, ...] = ("unknown", "river", "lake")  # a body's code is its place here
UNKNOWN, RIVER, LAKE = range(len(BODIES))
DIGITS = 15  # two decimals with no more digits than these are never the same float64


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A section or source as the fast path has to know it."""

    name: str
    water_body: WaterBody
    target: WaterClass | None = None  # None: none; class III is what detection limits are held to


@dataclass(frozen=True, slots=True, kw_only=True)
class Wide:
    """Results of many samplings.

    A value is the float64 nearest to a decimal of at most 15 digits, as ``float("0.05")`` gives it,
    so that it is compared with limits as exactly as the decimal itself; NaN where there is none.
    Of a result below detection it is half the limit. A value with more digits is taken as it
    prints, with 17 digits at most.

    Raises:
        ValueError: the arrays are not as long as each other or of another type.
    """

    places: tuple[Place, ...]
    place: NDArray[np.int32]  # of each row, its place in ``places``
    date: NDArray[np.datetime64]  # of each row, datetime64[D]
    columns: Mapping[str, Floats]  # by indicator, in the indicator's own unit
    below_detection: Mapping[str, Bools] = field(default_factory=dict)  # not named: none is

    def __post_init__(self) -> None:
        """Hold the arrays to each other."""
        if self.date.dtype != np.dtype("datetime64[D]"):
            raise ValueError(f"dates are {self.date.dtype}, not datetime64[D]")
        for name, column in self.columns.items():
            if column.dtype != np.float64:
                raise ValueError(f"{name} is {column.dtype}, not float64")
        arrays = (self.date, *self.columns.values(), *self.below_detection.values())
        if any(len(one) != self.rows for one in arrays):
            raise ValueError("columns are not equally long")
        if self.rows and not 0 <= self.place.min() <= self.place.max() < len(self.places):
            raise ValueError("a row belongs to no place")

    @property
    def rows(self) -> int:
        """How many samplings."""
        return len(self.place)

    def bodies(self) -> Codes:
        """The code of each place's water body, as in BODIES."""
        codes = [BODIES.index(one.water_body) for one in self.places]
        return np.array(codes, dtype=np.uint8)

    def targets(self) -> Codes:
        """The code of the class each place is held to, III where it has no target."""
        codes = [
            DEFAULT_TARGET_CODE if one.target is None else code_of(one.target)
            for one in self.places
        ]
        return np.array(codes, dtype=np.uint8)


def code_of(water_class: WaterClass | None) -> int:
    """0 for none, 1 for I, 6 for worse than V."""
    return NO_CLASS if water_class is None else CLASSES.index(water_class) + 1


def class_named(code: int) -> WaterClass | None:
    """The class of a code; None for 0."""
    return CLASSES[code - 1] if code else None
