"""What credit says of enterprises. An information layer: no water class, no verdict comes of it.

States:
    agrees: the stated grade and the one by score are the same (or the score needs no grade).
    contradicts: they differ; no grade is taken until someone has looked.
    stated_only, computed_only: the other one is not there.
    unknown: neither is.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.errors import Message, Problem
from watermap.language import Text
from watermap.quality.credit.schemes import Card

State = Literal["agrees", "contradicts", "stated_only", "computed_only", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """What follows for one enterprise."""

    what: Text
    surcharge_at_least_yuan_m3: Decimal | None  # None: the effect is no price
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseCredit:
    """One enterprise. Grades are ids of the scheme."""

    name: str
    code: str | None
    state: State
    stated: str | None  # as in the layer; None: not said
    computed: str | None  # by score, after the scheme's rule of cards; None: cannot be told
    grade: str | None  # what can be relied on; None: contradiction, or nothing known
    score: Decimal | None
    score_from: Literal["stated", "deduction"] | None
    blacklisted: bool | None  # None: not said
    card: Card | None  # as in the layer, shown on or before the day
    card_date: dt.date | None
    proposed: Literal["none", "yellow", "red"] | None  # None: the fields do not say enough
    effects: tuple[EffectRow, ...]
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """All enterprises of the layers by one scheme on one day."""

    scheme: str  # id
    title: Text
    citation: str
    verified: bool
    as_of: dt.date
    enterprises: tuple[EnterpriseCredit, ...]
    problems: tuple[Problem, ...] = ()
