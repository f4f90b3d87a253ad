"""With which periods one is compared: the year before (同比) and the period before (环比)."""

from dataclasses import dataclass

from watermap.quality.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """The two periods that bulletins compare with; of a year or season both are the year before."""

    year_before: Period  # 同比: the same days or months of the year before
    period_before: Period  # 环比: the day, month, quarter or half-year before


def references(period: Period) -> References:
    """The reference periods of a period; a free run of months has no other than the year's."""
    return References(year_before=period.year_before(), period_before=period.previous())
