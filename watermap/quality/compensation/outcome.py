"""What a compensation says: who pays whom how much, every step shown, what is missing said.

Amounts are in 万元 (10 000 yuan), not rounded. Inside a computation they carry a sign: above 0
upstream pays downstream, below 0 downstream pays upstream.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.errors import Message, Problem
from watermap.language import Text
from watermap.quality.period import Period

State = Literal["computed", "at_least", "partial", "cannot_tell"]
# computed: every month and indicator was there. at_least: some were missing, and they can only add.
# partial: some were missing, and they may change the sum either way. cannot_tell: no sum at all.


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the computation, in words with all its figures."""

    said: Message
    formula: str  # of the part it belongs to, as in parts.py
    month: Period | None = None  # None: of the whole year
    indicator: str | None = None
    signed_10k_yuan: Decimal | None = None  # None: the step gives no amount by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class PartResult:
    """What one part gives."""

    steps: tuple[Step, ...]
    signed_10k_yuan: Decimal | None  # None: cannot be told at all
    missing: tuple[Message, ...] = ()  # what could not be told; (): the amount is complete
    one_way: bool = True  # what is missing could only make upstream pay more
    index: Decimal | None = None  # P, before any rounding
    toward: Literal["upstream", "downstream"] | None = None  # who pays, where the amount is unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One agreement in one year."""

    agreement: str
    title: Text
    scheme: str | None  # id; None: the agreement's own numbers only
    basis: str  # citation of the scheme, or the agreements' source
    verified: bool  # every figure that was used is
    section: str
    upstream: str
    downstream: str
    year: int
    state: State
    payer: str | None  # None: nobody, or it cannot be told; see state
    payee: str | None
    amount_10k_yuan: Decimal | None  # None: cannot be told; 0: nothing to be paid, see state
    index: Decimal | None  # P, where an index decides; before rounding
    steps: tuple[Step, ...]
    why: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compensation:
    """All agreements of a project in the years asked for."""

    title: Text
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...] = ()
