"""What each column of a table of results is: a key, an indicator in its unit, or neither."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from watermap.errors import Message, WatermapError
from watermap.harmonise.sheets.grid import Grid
from watermap.harmonise.sheets.headers import groups_over, header_of, texts_over, units_over
from watermap.harmonise.sheets.recipe_parts import ColumnRecipe, said_of
from watermap.harmonise.sheets.sheet import Block, HeaderRow
from watermap.harmonise.sheets.sheet_words import Role, is_summary, role_of, says
from watermap.harmonise.terms.dates import Moment, moment_of
from watermap.harmonise.terms.indicators import load_indicators, recognise, refusal, resembled
from watermap.harmonise.terms.numerals import as_written, folded, number, short
from watermap.harmonise.terms.units import conversion_factor, unit_of
from watermap.language import Text

_KEYS: tuple[Role, ...] = ("section", "code", "date", "year", "month", "day")
_EVERY: tuple[HeaderRow, ...] = ("names", "below_names", "units", "limits", "detection")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueColumn:
    """A column with the results of one indicator."""

    place: int  # counted from 0, in the grid
    letter: str  # as the workbook names it
    header: str
    indicator: str
    unit: str | None  # None: none can be told, so nothing in it can be used
    stated: bool  # False: no unit was written, the indicator's own is taken
    written: str | None = None  # the unit as the sheet writes it
    method_limit: Decimal | None = None  # in ``unit``, from a row 检出限
    trouble: Message | None = None  # why nothing in it can be used
    when: Moment | None = None  # the month over it: its results are all of that month
    section: str | None = None  # the section over it


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one table."""

    roles: Mapping[Role, int] = field(default_factory=dict)
    apart: tuple[int, ...] = ()  # tell samples of one section and day apart
    headers: tuple[str, ...] = ()  # all that stands over each column
    values: tuple[ValueColumn, ...] = ()
    unknown: tuple[str, ...] = ()  # headers that say nothing to watermap
    unclear: tuple[str, ...] = ()  # headers that name an indicator and add what is not understood
    refused: tuple[tuple[str, Text], ...] = ()  # headers that look like an indicator, and why not
    twice: tuple[
        tuple[str, str], ...
    ] = ()  # headers of further columns of an indicator, and its id
    summary: tuple[str, ...] = ()  # columns under 平均 and 上月: the sheet's own summary
    ignored: tuple[str, ...] = ()  # columns that the recipe leaves out


@dataclass(frozen=True, slots=True)
class _Table:
    """What is looked at for each column."""

    grid: Grid
    block: Block
    repeated: frozenset[str]  # indicators that several columns name


def columns_of(grid: Grid, block: Block, recipe: Sequence[ColumnRecipe] = ()) -> Columns:
    """What the columns of a table are.

    Args:
        grid: the sheet.
        block: the table.
        recipe: what has been decided of them before; it goes before what the headers say.
    """
    headers = tuple(header_of(grid, block, place) for place in range(grid.width))
    said = said_of(recipe, headers)
    columns = replace(_keys(grid, block, said), headers=headers)
    table = _Table(grid, block, _repeated(grid, block))
    for place, decided in enumerate(said):
        if decided is not None and (decided.ignored or decided.indicator is not None):
            columns = _with_decided(columns, table, place, decided)
        elif place not in {*columns.roles.values(), *columns.apart}:
            columns = _with_column(columns, table, place)
    return columns


def _repeated(grid: Grid, block: Block) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for place in range(grid.width):
        found = map(recognise, texts_over(grid, block, place))
        counts.update({one[0] for one in found if one is not None})
    return frozenset(name for name, count in counts.items() if count > 1)


def _with_decided(columns: Columns, table: _Table, place: int, decided: ColumnRecipe) -> Columns:
    if decided.ignored or decided.indicator is None:
        shown = f"{table.grid.letter(place)} {short(decided.header)}"
        return replace(columns, ignored=(*columns.ignored, shown))
    texts = texts_over(table.grid, table.block, place)
    in_header = next((found[1] for text in texts if (found := recognise(text))), None)
    found = (decided.indicator, in_header)
    column = _value_column(table, place, decided.header or decided.indicator, found)
    return _with_value(columns, table, _as_decided(column, decided))


def _with_column(columns: Columns, table: _Table, place: int) -> Columns:
    texts = list(texts_over(table.grid, table.block, place))
    if not texts or any(says("not_values", text) for text in texts):
        return columns
    shown = f"{table.grid.letter(place)} {short(texts[0])}"
    named = next(((text, found) for text in texts if (found := recognise(text))), None)
    if named is None:
        return _with_other(columns, shown, texts)
    groups = groups_over(table.grid, table.block, place)
    if any(is_summary(group) or says("comparison", group) for group in groups):
        return replace(columns, summary=(*columns.summary, shown))
    return _with_value(columns, table, _with_unit(_value_column(table, place, *named)))


def _with_value(columns: Columns, table: _Table, column: ValueColumn) -> Columns:
    groups = groups_over(table.grid, table.block, column.place)
    when = next((moment for text in groups if (moment := moment_of(text))), None)
    over = [text for text in groups if moment_of(text) is None and role_of(text) is None]
    across = column.indicator in table.repeated and "section" not in columns.roles
    column = replace(column, when=when, section=over[0] if over and across else None)
    same = (column.indicator, column.when, column.section)
    if any((known.indicator, known.when, known.section) == same for known in columns.values):
        again = (f"{column.letter} {column.header}", column.indicator)
        return replace(columns, twice=(*columns.twice, again))
    return replace(columns, values=(*columns.values, column))


def _with_other(columns: Columns, shown: str, texts: Sequence[str]) -> Columns:
    """A column that is no indicator, in the list where it belongs."""
    why = next((why for text in texts if (why := refusal(text))), None)
    if why is not None:
        return replace(columns, refused=(*columns.refused, (shown, why)))
    if any(resembled(text) for text in texts):
        return replace(columns, unclear=(*columns.unclear, shown))
    if any(role_of(text) for text in texts):
        return columns
    return replace(columns, unknown=(*columns.unknown, shown))


def _keys(grid: Grid, block: Block, said: Sequence[ColumnRecipe | None]) -> Columns:
    """Role: the column whose header fits it best. 断面名称 goes before 站点.

    A second column of dates, 采样时间 beside 采样日期, tells samples of one day apart, and so does
    the layer.
    """
    best: dict[Role, tuple[int, int]] = {}
    apart = []
    for place, decided in enumerate(said):
        for role, rank in _roles_of(grid, block, place, decided):
            if role in ("apart", "date", "layer"):
                apart.append(place)
            if role != "apart":
                best[role] = min(best.get(role, (rank, place)), (rank, place))
    roles = {role: place for role, (_, place) in best.items()}
    return Columns(roles=roles, apart=tuple(p for p in apart if p != roles.get("date")))


def _roles_of(
    grid: Grid, block: Block, place: int, decided: ColumnRecipe | None
) -> Iterator[tuple[Role, int]]:
    if decided is not None and (decided.ignored or decided.indicator or decided.role):
        if decided.role is not None and not decided.ignored:
            yield decided.role, -1
        return
    texts = list(texts_over(grid, block, place, _EVERY))
    # Under an indicator's name 浓度 is a part of its column, no column of its own.
    found = [role_of(text) for text in texts] if not any(map(recognise, texts)) else []
    known = [one for one in found if one is not None and one[0] != "other"]
    if known:
        # 检出限 below 断面名称 says what its row holds.
        role, rank = min(known, key=lambda one: one[0] not in _KEYS)
        # A turned table has 项目 where its samples are named.
        yield ("section", rank + 100) if grid.turned and role == "indicator" else (role, rank)


def _value_column(
    table: _Table, place: int, header: str, recognised: tuple[str, str | None]
) -> ValueColumn:
    """The column as the sheet has it; no unit has been assumed or compared yet."""
    indicator, in_header = recognised
    in_row = next(units_over(table.grid, table.block, place), None)
    written = in_row or in_header
    return ValueColumn(
        place=place,
        letter=table.grid.letter(place),
        header=header,
        indicator=indicator,
        unit=written,
        stated=written is not None,
        written=written,
        method_limit=_method_limit(table.grid, table.block, place),
        trouble=_contradiction(in_header, in_row),
    )


def _as_decided(column: ValueColumn, decided: ColumnRecipe) -> ValueColumn:
    """The unit that was decided on, unless the sheet has come to say another one since."""
    if decided.unit is None or (column.written is None and decided.unit_written is None):
        unit = decided.unit or column.unit
        stated = column.stated or (decided.confirmed and decided.unit is not None)
        return _with_unit(replace(column, unit=unit, stated=stated))
    if column.written is None or _same_unit(column.written, decided.unit_written):
        return _with_unit(replace(column, unit=decided.unit, stated=True, trouble=None))
    if not decided.confirmed:
        return _with_unit(column)
    trouble = Message.of("harmonise.unit_not_as_confirmed", one=column.written, other=decided.unit)
    return replace(column, unit=None, trouble=trouble)


def _same_unit(one: str, other: str | None) -> bool:
    return one == other or (other is not None and unit_of(one) == unit_of(other) is not None)


def _contradiction(in_header: str | None, in_row: str | None) -> Message | None:
    """A header that says one unit and a row of units that says another."""
    if in_header is None or in_row is None:
        return None
    one, other = unit_of(in_header), unit_of(in_row)
    if one is not None and other is not None and one != other:
        return Message.of("harmonise.units_differ", one=in_header, other=in_row)
    return None


def _with_unit(column: ValueColumn) -> ValueColumn:
    """The column with a unit to read its numbers in, or with the reason why there is none."""
    known = load_indicators()[column.indicator]
    if column.trouble is not None:
        return replace(column, unit=None)
    if column.unit is None:
        if known.unit_must_be_said:
            return replace(column, trouble=Message.of("harmonise.unit_missing"))
        return replace(column, unit=known.unit)
    try:
        conversion_factor(column.unit, known.unit)
    except WatermapError as error:
        return replace(column, unit=None, trouble=error.problems[0])
    return column


def _method_limit(grid: Grid, block: Block, place: int) -> Decimal | None:
    rows = [row for row, kind in block.header if kind == "detection"]
    limits = (number(folded(as_written(grid.rows[row][place])).strip("<l ")) for row in rows)
    return next((limit for limit in limits if limit is not None and limit > 0), None)
