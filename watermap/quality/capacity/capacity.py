"""What capacity says of each unit, indicator and year.

States:
    told: all twelve months, or every outfall of the unit, have a load.
    at_least: some have none, and they can only add.
    partial: some have none, and they may change the sum either way (inlets, water running back).
    cannot_tell: none has one.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.errors import Message, Problem
from watermap.language import Text
from watermap.quality.capacity.plan import LoadFrom
from watermap.quality.capacity.warning import Level

State = Literal["told", "at_least", "partial", "cannot_tell"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLoad:
    """The load of a unit, however it was found."""

    state: State
    load_t: Decimal | None  # of what is known; None: nothing is
    months: int | None = None  # with a load, of 12; None: by outfalls
    outfalls: int | None = None  # with a load; None: by flux
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCapacity:
    """One unit, one indicator, one year."""

    unit: str
    indicator: str
    year: int
    permitted_t: Decimal
    document: str
    load_from: LoadFrom
    load: UnitLoad
    use_pct: Decimal | None  # of the permitted load, not rounded; None: cannot be told
    level: Level | None  # at_least: the level is this one or a worse one; None: cannot be told
    remaining_t: Decimal | None  # below 0: over; at_least: at most so much; None: cannot be told
    projected_t: Decimal | None  # months known × 12/their number: a projection, no result
    licensed_t: Decimal | None  # sum of the outfalls' licences; None: none says any
    why: tuple[Message, ...] = ()

    @property
    def state(self) -> State:
        """How far the load can be told."""
        return self.load.state


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """All units of a project in the years asked for."""

    title: Text
    source: str
    levels: tuple[Level, ...]
    own_levels: bool  # False: watermap's own, no document's
    units: tuple[UnitCapacity, ...]
    problems: tuple[Problem, ...] = ()
