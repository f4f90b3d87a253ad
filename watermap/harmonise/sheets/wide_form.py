"""Tables with one column an indicator: cell by cell, each different cell of a column read once."""

from collections.abc import Sequence

import numpy as np

from watermap.errors import Message
from watermap.harmonise.sheets.columns import ValueColumn
from watermap.harmonise.sheets.grid import Grid
from watermap.harmonise.sheets.results import Numbers, Results, Sample, indicator_ids, nothing
from watermap.harmonise.sheets.rows import STEP, ResultRow
from watermap.harmonise.terms.dates import DateReading, date_of_parts
from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.values import CellValue, read_cell, unusable
from watermap.progress import Progress
from watermap.reading.raw import Cell


def wide_results(
    grid: Grid, columns: Sequence[ValueColumn], rows: Sequence[ResultRow], progress: Progress
) -> Results:
    """The results of a table, row by row, and in a row from the left."""
    if not columns or not rows:
        return nothing()
    reads: list[CellValue] = []
    samples = _Samples()
    groups = {_group(column): column for column in columns}
    readers = [_Reader(grid, column, rows, reads) for column in columns]
    read = np.empty((len(rows), len(columns)), dtype=np.int64)
    sample = np.empty((len(rows), len(columns)), dtype=np.int64)
    for start in range(0, len(rows), STEP):
        progress.step(start, len(rows))
        some = rows[start : start + STEP]
        of_group = {group: samples.of(some, column) for group, column in groups.items()}
        for place, reader in enumerate(readers):
            read[start : start + STEP, place] = reader.read(some)
            sample[start : start + STEP, place] = of_group[_group(reader.column)]
    lines = np.fromiter((row.row for row in rows), np.int64, len(rows))
    places = np.array([column.place for column in columns], dtype=np.int64)
    ids = [indicator_ids().index(column.indicator) for column in columns]
    down, across = np.repeat(lines, len(columns)), np.tile(places, len(rows))
    if grid.turned:
        down, across = across, down
    return Results(
        samples=list(samples),
        reads=reads,
        sample=sample.ravel(),
        read=read.ravel(),
        indicator=np.tile(np.array(ids, dtype=np.int64), len(rows)),
        row=down + grid.top,
        column=across + grid.left,
    )


def _group(column: ValueColumn) -> tuple[object, ...]:
    return column.when, column.section


class _Samples(dict[Sample, int]):
    """The different samples, numbered; what a group of columns says goes before the row."""

    def of(self, rows: Sequence[ResultRow], column: ValueColumn) -> list[int]:
        """The numbers of the rows' samples under a column."""
        found = [_sample(row, column) for row in rows]
        return [self.setdefault(sample, len(self)) for sample in found]


def _sample(row: ResultRow, column: ValueColumn) -> Sample:
    section, date = column.section or row.section, row.date
    if column.when is not None:
        when = column.when
        read = date_of_parts(when.year or row.year, when.month, when.day)
        date = read.date if isinstance(read, DateReading) else None
    return Sample(section, row.code, date, row.apart, row.layer)


class _Reader(dict[tuple[type, Cell], int]):
    """Reads a column: each different cell once, its place in ``reads`` being remembered.

    The type belongs to what is remembered: True and 1 are equal in Python.
    """

    def __init__(
        self,
        grid: Grid,
        column: ValueColumn,
        rows: Sequence[ResultRow],
        reads: list[CellValue],
    ) -> None:
        super().__init__()
        self.column = column
        self._rows = grid.rows
        self._reads = reads
        self._indicator = load_indicators()[column.indicator]
        # Below the corner of a merged range of numbers stands nothing of this row's own.
        self._copies = {row for row, place in grid.copies if place == column.place}
        self._apart = self._copies or any(row.unused is not None for row in rows)

    def read(self, rows: Sequence[ResultRow]) -> list[int]:
        """The places in ``reads`` of the rows' cells."""
        place, cells = self.column.place, self._rows
        if self._apart:
            return [self._one(row) for row in rows]
        found = [cells[row.row][place] for row in rows]
        return [self[key] for key in zip(map(type, found), found, strict=True)]

    def _one(self, row: ResultRow) -> int:
        cell = None if row.row in self._copies else self._rows[row.row][self.column.place]
        if row.unused is None:
            return self[type(cell), cell]
        return self._put(unusable(cell, row.unused, flag="invalid"))

    def __missing__(self, key: tuple[type, Cell]) -> int:
        self[key] = place = self._put(self._read(key[1]))
        return place

    def _put(self, read: CellValue) -> int:
        self._reads.append(read)
        return len(self._reads) - 1

    def _read(self, cell: Cell) -> CellValue:
        column = self.column
        if column.unit is None or column.trouble is not None:
            return unusable(cell, column.trouble or Message.of("harmonise.unit_missing"))
        return read_cell(
            cell,
            unit=column.unit,
            indicator=self._indicator,
            method_limit=column.method_limit,
        )


def numbers(values: Sequence[int]) -> Numbers:
    """Whole numbers as an array, empty ones too."""
    return np.fromiter(values, np.int64, len(values))
