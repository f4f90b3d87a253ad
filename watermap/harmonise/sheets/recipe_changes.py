"""Where a sheet is no longer of the shape that its recipe knows: said one by one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from watermap.errors import Message, Problem
from watermap.harmonise.sheets.recipe_parts import ColumnRecipe, Recipe, TableRecipe, said_of
from watermap.harmonise.terms.units import unit_of

Where = Mapping[str, object]


def differences(recipe: Recipe, now: Recipe, *, file: str, sheet: str) -> tuple[Problem, ...]:
    """What differs between a recipe and the shape of a sheet.

    Args:
        recipe: as kept.
        now: as found.
        file: the file's name.
        sheet: the sheet's name.
    """
    where = {"file": file, "sheet": sheet}
    problems = []
    if len(recipe.tables) != len(now.tables):
        counts = {"before": len(recipe.tables), "now": len(now.tables)}
        problems.append(Problem.warning("harmonise.recipe_tables", **where, **counts))
    for before, found in zip_longest(recipe.tables, now.tables):
        if before is not None and found is not None:
            problems += _of_table(before, found, where)
    return tuple(problems)


def _of_table(before: TableRecipe, now: TableRecipe, where: Where) -> Iterator[Problem]:
    if before.turned is not now.turned:
        yield Problem.warning("harmonise.recipe_turned", **where)
        return
    if before.header_rows != now.header_rows:
        rows = {"before": _rows(before.header_rows), "now": _rows(now.header_rows)}
        yield Problem.warning("harmonise.recipe_header_rows", **where, **rows)
    for what in ("section", "date"):
        places = (getattr(before, what), getattr(now, what))
        if places[0] != places[1]:
            was, found = (Message.of(f"harmonise.recipe_place_{place}") for place in places)
            yield Problem.warning(f"harmonise.recipe_{what}", **where, before=was, now=found)
    yield from _of_columns(before.columns, now.columns, where)


def _rows(rows: Sequence[int]) -> str:
    return "、".join(map(str, rows))


def _of_columns(
    before: Sequence[ColumnRecipe], now: Sequence[ColumnRecipe], where: Where
) -> Iterator[Problem]:
    known = said_of(before, [column.header for column in now])
    kept = [(was, column) for was, column in zip(known, now, strict=True) if was is not None]
    new = {column.column: column for was, column in zip(known, now, strict=True) if was is None}
    still = {id(was) for was, _ in kept}
    for column in before:
        if id(column) in still:
            continue
        renamed = new.pop(column.column, None)
        if renamed is not None:
            names = {"before": column.header, "now": renamed.header}
            yield Problem.warning(
                "harmonise.recipe_renamed", **where, column=column.column, **names
            )
        else:
            name = f"{column.column} {column.header}"
            yield Problem.warning("harmonise.recipe_gone", **where, column=name)
    for column in new.values():
        name = f"{column.column} {column.header}"
        yield Problem.warning("harmonise.recipe_new", **where, column=name)
    for was, column in kept:
        yield from _of_column(was, column, where)


def _of_column(was: ColumnRecipe, now: ColumnRecipe, where: Where) -> Iterator[Problem]:
    if was.column != now.column:
        places = {"before": was.column, "now": now.column}
        yield Problem.note("harmonise.recipe_moved", **where, column=now.header, **places)
    if not was.ignored and _unit(was.unit_written) != _unit(now.unit_written):
        units = {"before": was.unit_written or "—", "now": now.unit_written or "—"}
        yield Problem.warning(
            "harmonise.recipe_unit", **where, column=f"{now.column} {now.header}", **units
        )


def _unit(written: str | None) -> str | None:
    """A unit by its symbol: ug/L and μg/L are no change."""
    known = unit_of(written) if written else None
    return known.symbol if known is not None else written
