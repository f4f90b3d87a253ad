"""Values held against one level of a standard: 一级A of a discharge standard and the like."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Problem, WatermapError
from watermap.quality.classing.classify import multiple
from watermap.quality.documents.limits import Limit, Range
from watermap.quality.documents.standards import Standard


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelResult:
    """One indicator against its limit of a level; all in the indicator's own unit."""

    id: str
    value: Decimal
    at_most: Decimal | None  # None: a range is kept instead
    between: Range | None
    kept: bool
    multiple: Decimal | None  # (C − limit)/limit where over it; None: not over, or of a range


def held_to_level(
    values: Mapping[str, Decimal], *, standard: Standard, level: str
) -> tuple[LevelResult, ...]:
    """Each value against its limit, in the standard's order; what has no limit there is left out.

    Args:
        values: by indicator id, in the indicator's own unit, below detection as half the limit.
        standard: one with levels.
        level: id of one of them.

    Raises:
        WatermapError: the standard has no such level.
    """
    if level not in standard.levels:
        known = "、".join(standard.levels) or "—"
        raise WatermapError(
            Problem.error("quality.no_such_level", title=standard.title, level=level, known=known)
        )
    return tuple(
        found
        for name, rows in standard.rows.items()
        for row in rows
        if name in values and (found := _held(values[name], row, level)) is not None
    )


def _held(value: Decimal, row: Limit, level: str) -> LevelResult | None:
    if row.between is not None:
        low, high = row.between
        kept, most = low <= value <= high, None
    elif row.at_most_of_level is not None and level in row.at_most_of_level:
        most = row.at_most_of_level[level]
        kept = value <= most
    else:
        return None
    return LevelResult(
        id=row.indicator,
        value=value,
        at_most=most,
        between=row.between,
        kept=kept,
        multiple=multiple(value, most),
    )
