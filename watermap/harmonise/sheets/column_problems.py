"""What has to be said of a table's columns."""

from collections.abc import Mapping

from watermap.errors import Problem
from watermap.harmonise.sheets.columns import Columns, ValueColumn
from watermap.harmonise.sheets.long_form import is_long
from watermap.harmonise.terms.indicators import basis_is_assumed, load_indicators
from watermap.harmonise.terms.units import conversion_factor


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
    open_names = [column for column in columns.values if basis_is_assumed(column.header)]
    if open_names:
        listed = "、".join(f"{column.letter} {column.header}" for column in open_names)
        problems.append(Problem.note("harmonise.basis_assumed", **where, names=listed))
    if columns.summary:
        listed = "、".join(columns.summary)
        problems.append(Problem.note("harmonise.columns_summary", **where, columns=listed))
    if columns.ignored:
        listed = "、".join(columns.ignored)
        problems.append(Problem.note("harmonise.columns_ignored", **where, columns=listed))
    if columns.unknown and not is_long(columns):
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
