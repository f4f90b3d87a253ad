"""Recipes: how a sheet was read, kept so that next month's is read the same without a question.

``recipe_of`` writes down what the reader decided, ``harmonise_table(raw, recipe=…)`` reads by it,
and ``changes`` says where a sheet is no longer of the shape that the recipe knows.
"""

from collections.abc import Iterator, Sequence

from watermap.errors import Problem
from watermap.harmonise.sheets.recipe_changes import differences
from watermap.harmonise.sheets.recipe_parts import (
    ColumnRecipe,
    Place,
    Recipe,
    TableRecipe,
    pattern_of,
)
from watermap.harmonise.sheets.tables import Table, tables_of
from watermap.harmonise.terms.indicators import load_indicators
from watermap.reading.raw import RawTable

__all__ = ["ColumnRecipe", "Recipe", "TableRecipe", "changes", "fits", "recipe_of", "shape_of"]


def recipe_of(raw: RawTable) -> Recipe:
    """What the reader decided of a sheet. It says nothing of single rows and cells."""
    return shape_of(raw.name, tables_of(raw))


def fits(recipe: Recipe, sheet: str) -> bool:
    """Whether a recipe is meant for a sheet of this name: ``#月`` for 5月 and 十月."""
    return pattern_of(sheet) == recipe.sheet


def changes(recipe: Recipe, raw: RawTable) -> tuple[Problem, ...]:
    """What is no longer as the recipe knows it; nothing where the sheet has the same shape."""
    now = shape_of(raw.name, tables_of(raw, recipe))
    return differences(recipe, now, file=raw.source.path.name, sheet=raw.name)


def shape_of(sheet: str, tables: Sequence[Table]) -> Recipe:
    """The recipe of tables that have been found."""
    return Recipe(sheet=pattern_of(sheet), tables=[_table(table) for table in tables])


def _table(table: Table) -> TableRecipe:
    block, columns = table.block, table.columns
    first = table.grid.left if table.grid.turned else table.grid.top
    dated = {"date", "month"} & columns.roles.keys()
    named = {"section", "code"} & columns.roles.keys()
    over = [column.section for column in columns.values if column.section]
    when = [column.when for column in columns.values if column.when]
    return TableRecipe(
        names_row=block.main + first + 1,
        header_rows=[row + first + 1 for row, _ in block.header],
        turned=table.grid.turned,
        section=_place(bool(named), bool(over)),
        date=_place(bool(dated) and not when, bool(when)),
        columns=list(_columns(table)),
    )


def _place(in_column: bool, over_group: bool) -> Place:
    if in_column:
        return "column"
    return "group" if over_group else "around"


def _columns(table: Table) -> Iterator[ColumnRecipe]:
    columns = table.columns
    roles = {place: role for role, place in columns.roles.items()}
    roles |= {place: "apart" for place in columns.apart if place not in roles}
    values = {column.place: column for column in columns.values}
    for place, header in enumerate(columns.headers):
        if not header:
            continue
        value = values.get(place)
        yield ColumnRecipe(
            column=table.grid.letter(place),
            header=header,
            role=roles.get(place),
            indicator=value.indicator if value is not None else None,
            unit=_unit(value.unit, value.indicator) if value is not None else None,
            unit_written=value.written if value is not None else None,
        )


def _unit(unit: str | None, indicator: str) -> str | None:
    """The unit, where it is not the only one there is."""
    only = load_indicators()[indicator].unit == "无量纲"
    return None if only else unit
