"""What a sheet is for: results, stations with their places, corners of areas, or none of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from watermap.errors import Message
from watermap.harmonise.coordinates.coordinate_columns import (
    CoordinateColumns,
    find_coordinate_columns,
)
from watermap.harmonise.coordinates.coordinate_words import CoordinateRole, tells_corners
from watermap.harmonise.coordinates.corner_rows import by_numbers
from watermap.harmonise.sheets.columns import columns_of
from watermap.harmonise.sheets.grid import Grid, column_letter, filled
from watermap.harmonise.sheets.long_form import is_long
from watermap.harmonise.sheets.sheet import find_blocks
from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.numerals import as_written, short
from watermap.reading.raw import Cell, RawTable

PurposeKind = Literal["results", "points", "corners", "points_and_results", "none"]
_OF_CORNERS: tuple[CoordinateRole, ...] = ("label", "ring")
_DATED = frozenset({"date", "year", "month"})
_FEWEST = 3
_LABEL = re.compile(r"(?i)JZ?D?[-_]?(\d{1,5})")  # 界址点; S1, W1 … are names of stations


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a sheet is for, and by what it is known."""

    kind: PurposeKind
    how: Message
    columns: CoordinateColumns | None = None  # where places stand; None: nowhere

    @property
    def makes_layer(self) -> bool:
        """Whether a layer can be made of it."""
        return self.columns is not None


def table_purpose(raw: RawTable) -> Purpose:
    """What a sheet is for, by its headings, title and row names."""
    grid = filled(raw)
    columns = find_coordinate_columns(grid)
    indicators = _indicators(grid)
    if columns is None:
        if indicators:
            how = Message.of("harmonise.purpose_results", columns="、".join(indicators))
            return Purpose(kind="results", how=how)
        unnamed = by_numbers(grid)
        labels = _labels(grid, unnamed) if unnamed else ""
        if unnamed is not None and labels:
            named = Message.of("harmonise.corners_by_labels", text=labels)
            return _corners(grid, unnamed, named)
        return Purpose(kind="none", how=Message.of("harmonise.purpose_none"))
    listed = coordinate_titles(grid, columns)
    if indicators:
        how = Message.of(
            "harmonise.purpose_points_and_results", columns=listed, indicators="、".join(indicators)
        )
        return Purpose(kind="points_and_results", how=how, columns=columns)
    why = _why_corners(grid, columns)
    if why is not None:
        return _corners(grid, columns, why)
    how = Message.of("harmonise.purpose_points", columns=listed)
    return Purpose(kind="points", how=how, columns=columns)


def _corners(grid: Grid, columns: CoordinateColumns, why: Message) -> Purpose:
    listed = coordinate_titles(grid, columns)
    how = Message.of("harmonise.purpose_corners", columns=listed, why=why)
    return Purpose(kind="corners", how=how, columns=columns)


def coordinate_titles(grid: Grid, columns: CoordinateColumns) -> str:
    """The headings of the coordinate columns, letters where there are none."""
    places = sorted(columns.places())
    titles = (heading(grid, columns, place) for place in places)
    return "、".join(dict.fromkeys(titles))


def heading(grid: Grid, columns: CoordinateColumns, place: int) -> str:
    """What a column is called: its heading, else its letter."""
    rows = () if columns.header is None else range(columns.header, columns.start)
    texts = dict.fromkeys(text for row in rows if (text := grid.text(row, place)))
    return " ".join(texts) or column_letter(place)


def _indicators(grid: Grid) -> list[str]:
    """The titles of the indicators that the sheet has results of.

    How much is taken (取水量) is in registers of sources too: without a date it is no result.
    """
    known = load_indicators()
    found: dict[str, None] = {}
    for block in find_blocks(grid):
        columns = columns_of(grid, block)
        if is_long(columns):
            found[grid.text(block.main, columns.roles["value"])] = None
        dated = not _DATED.isdisjoint(columns.roles)
        for column in columns.values:
            indicator = known[column.indicator]
            if dated or column.when is not None or not indicator.quantity:
                found[indicator.title.zh] = None
    return list(found)


def _why_corners(grid: Grid, columns: CoordinateColumns) -> Message | None:
    """Why the rows are corners of areas; None: they are points."""
    for role in _OF_CORNERS:
        place = columns.others.get(role)
        if place is not None:
            text = heading(grid, columns, place)
            return Message.of("harmonise.corners_by_column", text=text)
    titles = [text for row in range(columns.header or 0) for text in grid.texts(row)]
    titled = next((text for text in titles if tells_corners(text)), None)
    if titled is not None:
        return Message.of("harmonise.corners_by_title", text=short(titled))
    labels = _labels(grid, columns)
    return Message.of("harmonise.corners_by_labels", text=labels) if labels else None


def _labels(grid: Grid, columns: CoordinateColumns) -> str:
    """J1, J2 … Jn in a column: "J1…J9"; "" where there is none."""
    rows = grid.rows[columns.start :]
    for place in range(len(rows[0]) if rows else 0):
        labels = _all_labels(row[place] for row in rows)
        if len(labels) >= _FEWEST and _runs_on([int(label[1]) for label in labels]):
            return f"{labels[0][0]}…{labels[-1][0]}"
    return ""


def _all_labels(cells: Iterable[Cell]) -> list[re.Match[str]]:
    """The labels of a column; none where a cell is something else."""
    found = []
    for cell in cells:
        text = as_written(cell).strip()
        label = _LABEL.fullmatch(text)
        if text and label is None:
            return []
        found += [label] if label else []
    return found


def _runs_on(numbers: Sequence[int]) -> bool:
    """Whether labels count up by one; a new area may begin at one again, or close with it."""
    steps = [after - before for before, after in pairwise(numbers)]
    return sum(step == 1 for step in steps) * 2 > len(steps) and all(step <= 1 for step in steps)
