"""What a way out of conflicts is: where a site would be clear, and what of it is clear already."""

from dataclasses import dataclass
from typing import Literal

from shapely.geometry.base import BaseGeometry

from watermap.checks.verdicts import Verdict
from watermap.errors import Message

Clears = Literal["prohibitions", "all"]
WayState = Literal["nothing_to_clear", "looked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The shortest move of the whole site, unturned, that clears it; held against all rules again.

    ``holds_within_m`` is how far the moved site may be off and keep its verdict; None: that
    verdict is incomplete.
    """

    metres: float
    bearing_deg: float  # clockwise from north, at the middle of the site's bounds
    geometry: BaseGeometry  # the moved site, EPSG:4490
    verdict: Verdict  # of the moved site
    holds_within_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """The least that has to be cut off so that what is left is clear; held against all rules again.

    Areas of a polygon in m², lengths of a line in m; None where the site is the other.
    """

    cut_m2: float | None
    remaining_m2: float | None
    cut_m: float | None
    remaining_m: float | None
    parts: int  # pieces that remain
    geometry: BaseGeometry  # what remains, EPSG:4490
    cut: BaseGeometry  # what goes: of the site's own sort, EPSG:4490
    verdict: Verdict  # of what remains


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How the findings of some hardness are cleared. Where a way is None, its message says why."""

    clears: Clears
    state: WayState
    move: Move | None = None
    no_move: Message | None = None
    trim: Trim | None = None
    no_trim: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """The ways out of prohibitions, and of all that prohibits or restricts."""

    search_radius_m: float  # no farther move was looked for
    margin_m: float  # a cleared site ends this far from what it has to avoid
    ways: tuple[Way, ...]
