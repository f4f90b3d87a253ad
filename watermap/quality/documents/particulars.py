"""What holds for one indicator of one section or source and no other, with the paper that says so.

A natural background that a ministry has recognised, a target of its own, an item that is not
assessed there (standards.md 3.5).
"""

import datetime as dt
from typing import Literal, Self

from pydantic import model_validator

from watermap.datafile import Contradiction, Strict
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import WaterClass
from watermap.quality.documents.dated import Exact

# background: takes no part in the class.  target: held against its own class or limit.
# not_assessed: takes part in the class, and makes no target missed.
How = Literal["background", "target", "not_assessed"]


class Particular(Strict):
    """One indicator of one section, as ``[[particular]]`` of project.toml says."""

    section: str  # as the map calls it
    indicator: str
    how: How
    target: WaterClass | None = None  # of how = "target": this or ``limit``
    limit: Exact | None = None  # in the indicator's unit
    document: str
    in_force_from: dt.date | None = None  # None: from ever
    in_force_to: dt.date | None = None  # the last day; None: until further notice

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.indicator not in load_indicators():
            raise Contradiction("quality.why_no_indicator", id=self.indicator)
        given = [one for one in (self.target, self.limit) if one is not None]
        if len(given) != (self.how == "target"):
            raise Contradiction("quality.why_own_target", keys="target, limit")
        return self

    def holds(self, day: dt.date) -> bool:
        """Whether it is in force on that day."""
        after = self.in_force_from is None or self.in_force_from <= day
        return after and (self.in_force_to is None or day <= self.in_force_to)
