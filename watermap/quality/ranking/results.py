"""What a ranking says, of each object and of all together."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.errors import Message
from watermap.quality.ranking.changes import IndexChange
from watermap.quality.ranking.index import WaterIndex
from watermap.quality.ranking.objects import Level
from watermap.quality.ranking.rules import IndexRules

RankState = Literal["ranked", "no_result", "no_bound", "too_few_items", "no_common_items"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedIndex:
    """The index of one object, without unit, and its rank; 1 is the best."""

    name: str
    state: RankState
    as_measured: Decimal | None  # over all its items; None: no result, or no bound
    rank_as_measured: int | None  # says something only where all have the same items
    on_common: Decimal | None  # over the items that all ranked objects have; None unless ranked
    rank: int | None  # by on_common
    parts: tuple[WaterIndex, ...]  # of rivers, of lakes
    missing: tuple[str, ...]  # indicators of the rules that at least one part lacks
    left_out: tuple[str, ...]  # sections without a usable result, or of unknown water body
    change: IndexChange | None  # None: no reference period was asked for
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """All objects of a level, best first, those without rank last."""

    level: Level
    rules: IndexRules
    common: tuple[str, ...]  # indicators that all ranked objects have
    same_items: bool  # whether all ranked objects have the same: both ranks are by one sum
    entries: tuple[RankedIndex, ...]
    unassigned: tuple[str, ...]  # sections that belong to no object of the level
    change_common: tuple[str, ...]  # indicators that changes are told by
    why: tuple[Message, ...] = ()
