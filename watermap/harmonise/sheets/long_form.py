"""Tables with one result a row: a column says the indicator, another the value."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from watermap.errors import Message, Problem, WatermapError
from watermap.harmonise.sheets.columns import Columns
from watermap.harmonise.sheets.grid import Grid, is_empty
from watermap.harmonise.sheets.results import Results, Sample, indicator_ids
from watermap.harmonise.sheets.rows import STEP, ResultRow
from watermap.harmonise.sheets.sheet_words import Role, is_dissolved
from watermap.harmonise.sheets.wide_form import numbers
from watermap.harmonise.terms.cell_words import below_words, missing_words
from watermap.harmonise.terms.folding import plain
from watermap.harmonise.terms.indicators import (
    Indicator,
    basis_is_assumed,
    load_indicators,
    recognise,
    refusal,
)
from watermap.harmonise.terms.numerals import as_written, folded, number
from watermap.harmonise.terms.units import convert
from watermap.harmonise.terms.values import CellValue, read_cell, unusable
from watermap.progress import Progress
from watermap.reading.raw import Cell

_DECIDING: tuple[Role, ...] = ("value", "unit", "limit", "limit_unit", "condition")


def is_long(columns: Columns) -> bool:
    """Whether a table has a column for the indicator's name and one for its value."""
    return not columns.values and {"indicator", "value"} <= columns.roles.keys()


@dataclass(slots=True)
class Names:
    """How often names stand in a long table of which something has to be said."""

    unknown: Counter[str] = field(default_factory=Counter)  # no indicator: these rows give nothing
    open: Counter[str] = field(default_factory=Counter)  # what they count is not said
    without_unit: Counter[str] = field(default_factory=Counter)  # read in the standard's own

    def problems(self, where: Mapping[str, object]) -> Iterator[Problem]:
        """What has to be said of them."""
        plain = [name for name in sorted(self.unknown) if refusal(name) is None]
        if plain:
            count = sum(self.unknown[name] for name in plain)
            listed = "、".join(plain)
            yield Problem.note("harmonise.names_unknown", **where, names=listed, count=count)
        for name, count in sorted(self.unknown.items()):
            why = refusal(name)
            if why is not None:
                yield Problem.warning(
                    "harmonise.name_refused", **where, name=name, count=count, why=why
                )
        if self.without_unit:
            listed = "、".join(sorted(self.without_unit))
            count = sum(self.without_unit.values())
            yield Problem.note("harmonise.rows_unit_assumed", **where, names=listed, count=count)
        if self.open:
            listed = "、".join(sorted(self.open))
            yield Problem.note("harmonise.basis_assumed", **where, names=listed)


def long_results(
    grid: Grid,
    columns: Columns,
    rows: Sequence[ResultRow],
    names: Names,
    progress: Progress,
) -> Results:
    """The results of a long table.

    Args:
        grid: the sheet.
        columns: of the table.
        rows: of results.
        names: takes up those of which something has to be said.
        progress: told of every few thousand rows.
    """
    reader = _Reader(columns)
    samples: dict[Sample, int] = {}
    of_sample, of_read, of_indicator, lines = [], [], [], []
    for count, row in enumerate(rows):
        if count % STEP == 0:
            progress.step(count, len(rows))
        cells = grid.rows[row.row]
        indicator, unit = reader.indicator(cells)
        if indicator is None:
            names.unknown[unit or ""] += 1
            continue
        name = reader.name(cells)
        if basis_is_assumed(name):
            names.open[name] += 1
        if indicator.unit != "无量纲" and row.unused is None and reader.unit(cells, unit) is None:
            names.without_unit[name] += 1
        sample = Sample(row.section, row.code, row.date, row.apart, row.layer)
        of_sample.append(samples.setdefault(sample, len(samples)))
        of_read.append(reader.place(cells, indicator, unit, row.unused))
        of_indicator.append(indicator_ids().index(indicator.id))
        lines.append(row.row)
    place = columns.roles["value"] + grid.left
    return Results(
        samples=list(samples),
        reads=reader.reads,
        sample=numbers(of_sample),
        read=numbers(of_read),
        indicator=numbers(of_indicator),
        row=numbers(lines),
        column=numbers([place] * len(lines)),
    )


class _Reader:
    """Reads rows of a long table, each different one once."""

    def __init__(self, columns: Columns) -> None:
        self.reads: list[CellValue] = []
        self._roles = columns.roles
        self._known: dict[object, int] = {}
        self._named: dict[tuple[str, str], tuple[Indicator | None, str | None]] = {}

    def indicator(self, cells: Sequence[Cell]) -> tuple[Indicator | None, str | None]:
        """The indicator of a row and the unit in its name; of an unknown one None and its name."""
        names = (self._text(cells, "indicator"), self._text(cells, "fraction"))
        if names not in self._named:
            self._named[names] = _named(*names)
        return self._named[names]

    def name(self, cells: Sequence[Cell]) -> str:
        """What a row calls its indicator."""
        return self._text(cells, "indicator")

    def place(
        self,
        cells: Sequence[Cell],
        indicator: Indicator,
        unit_in_name: str | None,
        unused: Message | None,
    ) -> int:
        """Where in ``reads`` the result of a row is."""
        deciding = tuple(cells[self._roles[role]] for role in _DECIDING if role in self._roles)
        key = (indicator.id, unit_in_name, unused and unused.text("en"), *map(type, deciding),
               *deciding)  # fmt: skip
        if key not in self._known:
            self._known[key] = len(self.reads)
            self.reads.append(self._read(cells, indicator, unit_in_name, unused))
        return self._known[key]

    def _read(
        self,
        cells: Sequence[Cell],
        indicator: Indicator,
        unit_in_name: str | None,
        unused: Message | None,
    ) -> CellValue:
        cell = self._cell(cells)
        if unused is not None:
            return unusable(cell, unused, flag="invalid")
        unit = self.unit(cells, unit_in_name)
        try:
            limit = self._limit(cells, unit or indicator.unit)
            if unit is None and indicator.unit_must_be_said:
                return unusable(cell, Message.of("harmonise.unit_missing"))
            return read_cell(
                cell, unit=unit or indicator.unit, indicator=indicator, method_limit=limit
            )
        except WatermapError as error:
            return unusable(cell, error.problems[0])

    def _cell(self, cells: Sequence[Cell]) -> Cell:
        """The value; where it is empty and another column says 未检出, that."""
        cell = cells[self._roles["value"]]
        condition = self._text(cells, "condition")
        return condition if is_empty(cell) and plain(condition) in below_words() else cell

    def unit(self, cells: Sequence[Cell], unit_in_name: str | None) -> str | None:
        """The unit of a row; of what was not detected that of the limit, where it has none."""
        said = self._text(cells, "unit")
        if said and plain(said) not in missing_words():
            return said
        lacking = plain(as_written(self._cell(cells))) in below_words()
        return unit_in_name or (self._text(cells, "limit_unit") if lacking else "") or None

    def _limit(self, cells: Sequence[Cell], unit: str) -> Decimal | None:
        """The method's detection limit, in the unit of the value."""
        limit = number(folded(self._text(cells, "limit")).strip("<l "))
        if limit is None or limit <= 0:
            return None
        own = self._text(cells, "limit_unit")
        return convert(limit, own, unit)[0] if own else limit

    def _text(self, cells: Sequence[Cell], role: Role) -> str:
        place = self._roles.get(role)
        return "" if place is None else as_written(cells[place]).strip()


def _named(name: str, fraction: str) -> tuple[Indicator | None, str | None]:
    """An indicator by its name and fraction: the dissolved part is not what standards limit."""
    whole = f"{name} {fraction}".strip()
    if fraction and is_dissolved(fraction):
        return None, whole
    found = recognise(whole) or recognise(name)
    return (None, whole) if found is None else (load_indicators()[found[0]], found[1])
