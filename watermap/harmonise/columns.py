"""What each column of a table of results is: a key, an indicator in its unit, or neither."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from watermap.errors import Message, Problem, WatermapError
from watermap.harmonise.cells import missing_words
from watermap.harmonise.folding import plain
from watermap.harmonise.grid import Grid, column_letter
from watermap.harmonise.indicators import load_indicators, recognise, refusal, resembles
from watermap.harmonise.numerals import as_written, folded, number, short
from watermap.harmonise.sheet import Block, HeaderRow
from watermap.harmonise.sheet_words import Role, role_of, says
from watermap.harmonise.units import conversion_factor, unit_of
from watermap.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueColumn:
    """A column with the results of one indicator."""

    place: int  # counted from 0
    header: str
    indicator: str
    unit: str | None  # None: none can be told, so nothing in it can be used
    stated: bool  # False: no unit was written, the indicator's own is taken
    method_limit: Decimal | None = None  # in ``unit``, from a row 检出限
    trouble: Message | None = None  # why nothing in it can be used

    @property
    def letter(self) -> str:
        """As the workbook names the column."""
        return column_letter(self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one table."""

    roles: Mapping[Role, int] = field(default_factory=dict)
    values: tuple[ValueColumn, ...] = ()
    unknown: tuple[str, ...] = ()  # headers that say nothing to watermap
    unclear: tuple[str, ...] = ()  # headers that name an indicator and add what is not understood
    refused: tuple[tuple[str, Text], ...] = ()  # headers that look like an indicator, and why not
    twice: tuple[
        tuple[str, str], ...
    ] = ()  # headers of further columns of an indicator, and its id


def columns_of(grid: Grid, block: Block) -> Columns:
    """What the columns of a table are."""
    columns = Columns(roles=_roles(grid, block))
    for place in range(len(grid.rows[block.main])):
        texts = list(_texts(grid, block, place, ("names", "below_names")))
        keyed = place in columns.roles.values()
        if texts and not keyed and not any(says("not_values", text) for text in texts):
            columns = _with_column(columns, grid, block, place, texts)
    return columns


def _with_column(
    columns: Columns, grid: Grid, block: Block, place: int, texts: list[str]
) -> Columns:
    for text in texts:
        recognised = recognise(text)
        if recognised is None:
            continue
        column = _value_column(grid, block, place, text, recognised)
        if any(known.indicator == column.indicator for known in columns.values):
            again = (f"{column.letter} {text}", column.indicator)
            return replace(columns, twice=(*columns.twice, again))
        return replace(columns, values=(*columns.values, column))
    return _with_other(columns, f"{column_letter(place)} {short(texts[0])}", texts)


def _with_other(columns: Columns, shown: str, texts: list[str]) -> Columns:
    """A column that is no indicator, in the list where it belongs."""
    why = next((why for text in texts if (why := refusal(text))), None)
    if why is not None:
        return replace(columns, refused=(*columns.refused, (shown, why)))
    if any(resembles(text) for text in texts):
        return replace(columns, unclear=(*columns.unclear, shown))
    if any(role_of(text) for text in texts):
        return columns
    return replace(columns, unknown=(*columns.unknown, shown))


def _texts(grid: Grid, block: Block, place: int, kinds: Sequence[HeaderRow]) -> Iterator[str]:
    """What stands in a column's header: the row with the names first, then those below."""
    rows = sorted(
        (row for row, kind in block.header if kind in kinds),
        key=lambda row: (row != block.main, row < block.main, row),
    )
    seen = set()
    for row in rows:
        text = grid.text(row, place)
        if text and text not in seen:
            seen.add(text)
            yield text


def _roles(grid: Grid, block: Block) -> dict[Role, int]:
    """Role: the column whose header fits it best. 断面名称 goes before 站点."""
    every: tuple[HeaderRow, ...] = ("names", "below_names", "units", "limits", "detection")
    best: dict[Role, tuple[int, int]] = {}
    for place in range(len(grid.rows[block.main])):
        texts = list(_texts(grid, block, place, every))
        # Under an indicator's name 浓度 is a part of its column, no column of its own.
        for text in texts if not any(recognise(text) for text in texts) else ():
            found = role_of(text)
            if found is None or found[0] == "other":
                continue
            role, rank = found
            best[role] = min(best.get(role, (rank, place)), (rank, place))
    return {role: place for role, (_, place) in best.items()}


def _value_column(
    grid: Grid, block: Block, place: int, header: str, recognised: tuple[str, str | None]
) -> ValueColumn:
    indicator, in_header = recognised
    in_row = next((text for text in _unit_texts(grid, block, place)), None)
    column = ValueColumn(
        place=place,
        header=header,
        indicator=indicator,
        unit=in_row or in_header,
        stated=(in_row or in_header) is not None,
        method_limit=_method_limit(grid, block, place),
    )
    trouble = _contradiction(in_header, in_row)
    return _with_unit(column) if trouble is None else replace(column, unit=None, trouble=trouble)


def _unit_texts(grid: Grid, block: Block, place: int) -> Iterator[str]:
    for row, kind in block.header:
        text = grid.text(row, place).strip("()（） ")
        if kind == "units" and text and plain(text) not in missing_words():
            yield text


def _contradiction(in_header: str | None, in_row: str | None) -> Message | None:
    """A header that says one unit and a row of units that says another."""
    if in_header is None or in_row is None:
        return None
    one, other = unit_of(in_header), unit_of(in_row)
    if one is not None and other is not None and one != other:
        return Message.of("harmonise.units_differ", one=in_header, other=in_row)
    return None


def _with_unit(column: ValueColumn) -> ValueColumn:
    known = load_indicators()[column.indicator]
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


def problems_of(columns: Columns, where: Mapping[str, object]) -> list[Problem]:
    """What has to be said of a table's columns; ``where`` has its file and sheet."""
    found = [_of_value_column(column, where) for column in columns.values]
    problems = [problem for problem in found if problem is not None]
    if columns.unclear:
        listed = "、".join(columns.unclear)
        problems.append(Problem.warning("harmonise.header_unclear", **where, columns=listed))
    for header, why in columns.refused:
        problems.append(Problem.warning("harmonise.refused", **where, column=header, why=why))
    for header, indicator in columns.twice:
        title = load_indicators()[indicator].title
        problems.append(
            Problem.warning("harmonise.indicator_twice", **where, column=header, indicator=title)
        )
    assumed = [column for column in columns.values if _is_assumed(column)]
    if assumed:
        listed = "、".join(f"{column.letter} {column.header}" for column in assumed)
        problems.append(Problem.note("harmonise.unit_assumed", **where, columns=listed))
    if columns.unknown:
        listed = "、".join(columns.unknown)
        problems.append(Problem.note("harmonise.columns_unknown", **where, columns=listed))
    return problems


def _is_assumed(column: ValueColumn) -> bool:
    own = load_indicators()[column.indicator].unit
    return not column.stated and column.trouble is None and own != "无量纲"


def _of_value_column(column: ValueColumn, where: Mapping[str, object]) -> Problem | None:
    named = {**where, "column": f"{column.letter} {column.header}"}
    if column.trouble is not None:
        return Problem.error("harmonise.column_unusable", **named, why=column.trouble)
    own = load_indicators()[column.indicator].unit
    if column.unit is not None and conversion_factor(column.unit, own) != 1:
        return Problem.note("harmonise.column_converted", **named, unit=column.unit, own=own)
    return None
