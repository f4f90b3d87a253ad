"""How near a value is to its limit, whatever side the limit is on: 1 at it, more beyond it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from watermap.quality.assessment import CLASSES, WaterClass
from watermap.quality.documents.limits import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One end that a value must not pass."""

    limit: Decimal
    upper: bool  # False: the value must not fall below it (oxygen, the lower end of pH)
    middle: Decimal | None  # of a range; None: there is one end only

    def nearness(self, value: Decimal) -> Decimal | None:
        """Value over limit, limit over value for a lower one; the way from the middle of a range.

        None: it has no measure (a value or a limit of 0, or the other half of the range).
        """
        if self.middle is not None:
            way = (value - self.middle) / (self.limit - self.middle)
            return way if way >= 0 else None
        part, whole = (value, self.limit) if self.upper else (self.limit, value)
        return part / whole if whole > 0 else None

    @classmethod
    def towards(
        cls, row: Limit, target: WaterClass, *, rising: bool, own: Decimal | None = None
    ) -> Self | None:
        """The end that a rising or falling value comes near to; None: it goes the good way.

        ``own``: the section's own limit, in place of the class's.
        """
        if own is not None:
            upper = row.at_most is not None or (row.between is not None and own > row.between[0])
            return cls(limit=own, upper=upper, middle=None) if upper == rising else None
        if row.between is not None:
            low, high = row.between
            return cls(limit=high if rising else low, upper=rising, middle=(low + high) / 2)
        limits = row.at_most or row.at_least
        upper = row.at_most is not None
        if limits is None or target == "worse_than_V" or upper != rising:
            return None
        return cls(limit=limits[CLASSES.index(target)], upper=upper, middle=None)
