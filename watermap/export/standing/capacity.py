"""The table of load against capacity."""

from watermap.export.sheets import Coloured, Sheet, Value
from watermap.export.sheets_remarks import problems_sheet
from watermap.export.telling import Row, Telling, coloured
from watermap.language import Language
from watermap.quality.capacity.capacity import Capacity, UnitCapacity

T_DECIMALS = 2
SHARE_DECIMALS = 1
_STATES = {
    "told": "capacity_told",
    "at_least": "capacity_at_least",
    "partial": "capacity_partial",
    "cannot_tell": "capacity_cannot_tell",
}
_FROM = {"flux": "capacity_flux", "outfalls": "capacity_outfalls"}


def capacity_sheets(capacity: Capacity, *, language: Language) -> tuple[Sheet, ...]:
    """A row a unit, indicator and year, and what has to be said of the data."""
    telling = Telling.of(language)
    columns = (
        telling.text("capacity_unit", 30),
        telling.text("indicator", 16),
        telling.count("year"),
        telling.number("capacity_permitted", None),
        telling.number("capacity_load", T_DECIMALS),
        telling.text("state", 14),
        telling.number("capacity_use", SHARE_DECIMALS),
        telling.text("capacity_level", 14),
        telling.number("capacity_remaining", T_DECIMALS),
        telling.text("capacity_from", 14),
        telling.count("capacity_months"),
        telling.count("capacity_count"),
        telling.number("capacity_projected", T_DECIMALS),
        telling.number("capacity_licensed", T_DECIMALS),
        telling.text("capacity_document", 30),
        telling.text("remark", 60),
    )
    rows = tuple(_unit(one, telling) for one in capacity.units)
    return (
        Sheet(name=telling.word("capacity_tab"), columns=columns, rows=rows),
        problems_sheet(capacity.problems, language),
    )


def _unit(one: UnitCapacity, telling: Telling) -> Row:
    return (
        one.unit,
        telling.indicator(one.indicator),
        one.year,
        one.permitted_t,
        one.load.load_t,
        telling.word(_STATES[one.state]),
        one.use_pct,
        _level(one, telling),
        one.remaining_t,
        telling.word(_FROM[one.load_from]),
        one.load.months,
        one.load.outfalls,
        one.projected_t,
        one.licensed_t,
        one.document,
        telling.why(one.why),
    )


def _level(one: UnitCapacity, telling: Telling) -> Value | Coloured:
    """The level on its colour; where something is missing, that it is the least."""
    if one.level is None:
        return None
    title = one.level.title.of(telling.language)
    if one.state == "at_least":
        title = telling.word("capacity_level_at_least").format(title=title)
    return coloured(title, one.level.fill, one.level.text)
