"""The colours and symbols of a river's chart, from river.toml; the frame all its parts share."""

from dataclasses import dataclass
from functools import cache

from watermap.catalogue.kinds import Colour, Symbol
from watermap.datafile import Strict, read_toml
from watermap.export.charts.axes import Scale
from watermap.export.telling import Telling
from watermap.resources import package_file

TEXT_MM = 2.9
SMALL_MM = 2.4


class Row(Strict):
    """How one kind of object is marked."""

    kind: str
    symbol: Symbol
    fill: Colour


class RiverLook(Strict):
    """The whole of river.toml."""

    line: Colour
    tributary: Colour
    target: Colour
    ink: Colour
    grey: Colour
    pole: Colour
    district: list[Colour]
    gate: Colour
    protection_other: Colour
    protection: dict[str, Colour]
    row: list[Row]


@cache
def river_look() -> RiverLook:
    """As shipped."""
    return read_toml(RiverLook, package_file("export/charts/river.toml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where kilometres lie across the paper: the head left, the mouth right."""

    across: Scale
    telling: Telling
    look: RiverLook

    @property
    def left(self) -> float:
        """The head, in mm."""
        return self.across.from_mm

    @property
    def right(self) -> float:
        """The mouth, in mm."""
        return self.across.to_mm
