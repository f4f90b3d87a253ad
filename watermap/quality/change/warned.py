"""One warning: which rule, of what, how near, when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from watermap.errors import Message
from watermap.quality.assessment import WaterClass
from watermap.quality.change.warning_rules import RuleId
from watermap.quality.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyWarning:
    """A section that is near to failing. ``why`` begins with the whole sentence."""

    rule: RuleId
    name: str  # of the section
    river: str | None
    kind: str
    indicators: tuple[str, ...]  # one; of a jump those that decide the class
    unit: str = ""  # of values and limit; "": a jump has none
    values: Mapping[Period, Decimal] = field(default_factory=dict)  # means before rounding
    limit: Decimal | None = None
    limit_class: WaterClass | None = None  # whose limit it is; None: the section's own
    near_pct: Decimal | None = None  # of the last value; 100 at the limit
    crosses_in_months: Decimal | None = None  # after the middle of the latest period
    crosses: Period | None = None  # the month in which
    classes_worse: int | None = None  # of a jump
    why: tuple[Message, ...] = ()
