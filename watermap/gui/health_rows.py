"""What the health list shows: one row a layer or table, worst first, with its checks in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from watermap.errors import Problem, Severity
from watermap.harmonise.layer import Layer
from watermap.harmonise.measurements import SOURCE
from watermap.language import Language
from watermap.workspace.opened import Opened

Colour = Literal["red", "amber", "green"]
WORST_FIRST: tuple[Colour, ...] = ("red", "amber", "green")
_COLOUR_OF: dict[Severity, Colour] = {"error": "red", "warning": "amber", "note": "green"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at, in a sentence; ``figure``: its number, "" for none."""

    colour: Colour
    sentence: str
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One layer or table. ``key``: the layer's, "" for a table or a layer that is not there."""

    title: str
    colour: Colour
    checks: tuple[Check, ...]
    key: str = ""
    is_table: bool = False


def worst(colours: Iterable[Colour]) -> Colour:
    """The worst colour; green where there is none."""
    return min(colours, key=WORST_FIRST.index, default="green")


def sorted_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Worst first, else in the order given."""
    return tuple(sorted(rows, key=lambda row: WORST_FIRST.index(row.colour)))
