"""The other columns of a sheet of places, as attributes of its features."""

from collections.abc import Mapping, Sequence

import pandas as pd

from watermap.harmonise.coordinates.coordinate_columns import CoordinateColumns
from watermap.harmonise.coordinates.purpose import heading
from watermap.harmonise.coordinates.table_points import Feature
from watermap.harmonise.sheets.grid import Grid, is_empty
from watermap.harmonise.sheets.sheet_words import role_of
from watermap.harmonise.terms.indicators import recognise
from watermap.harmonise.terms.numerals import as_written
from watermap.reading.raw import Cell

_OF_RESULTS = frozenset({"date", "year", "month", "day", "indicator", "value", "unit", "limit"})


def attributes_of(
    grid: Grid, columns: CoordinateColumns, features: Sequence[Feature], *, results: bool
) -> tuple[pd.DataFrame, Mapping[str, str]]:
    """One row a feature, one column a column of the sheet, and the columns' types.

    What differs between the rows of a feature (the names of its corners) is None: it belongs to
    none of them more than to another.

    Args:
        grid: the sheet.
        columns: where coordinates stand; they are left out.
        features: what the sheet gives.
        results: whether columns of indicators and dates are attributes too. Where they are results
            they are not: a feature stands for many of its rows, of which they would show the first.
    """
    index = pd.Index([feature.rows[0] for feature in features], dtype="int64")
    found: dict[str, pd.Series] = {}
    types: dict[str, str] = {}
    for place, name in _named(grid, columns, results=results).items():
        cells = [_common(grid, feature, place) for feature in features]
        if columns.header is None and all(cell is None for cell in cells):
            continue
        values, types[name] = _typed(cells)
        found[name] = pd.Series(values, index=index, dtype=object)
    return pd.DataFrame(found, index=index), types


def _named(grid: Grid, columns: CoordinateColumns, *, results: bool) -> dict[int, str]:
    """The columns with something in them, each under a name of its own."""
    named: dict[int, str] = {}
    for place in range(len(grid.rows[0]) if grid.rows else 0):
        title = heading(grid, columns, place)
        if place in columns.places() or (not results and _is_result(title)):
            continue
        if all(is_empty(row[place]) for row in grid.rows[columns.header or 0 :]):
            continue
        again = sum(name.partition(" #")[0] == title for name in named.values())
        named[place] = f"{title} #{again + 1}" if again else title
    return named


def _is_result(title: str) -> bool:
    role = role_of(title)
    return recognise(title) is not None or (role is not None and role[0] in _OF_RESULTS)


def _common(grid: Grid, feature: Feature, place: int) -> Cell:
    """What all rows of a feature say that say anything; None: they differ."""
    cells = [grid.rows[at][place] for at in feature.rows]
    said = [cell for cell in cells if not is_empty(cell)]
    return said[0] if said and all(cell == said[0] for cell in said) else None


def _typed(cells: Sequence[Cell]) -> tuple[list[Cell], str]:
    """Numbers stay numbers; where a column has texts beside them, all of it is text."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds and kinds <= {int, float}:
        return list(cells), "integer" if kinds == {int} else "real"
    return [None if cell is None else as_written(cell) for cell in cells], "text"
