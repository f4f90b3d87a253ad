"""The cells of a table as Arrow columns, which behave like a tuple of rows.

Two million cells as Python objects take ten times their memory and a second to carry over. So the
columns stay as they came from the reader process, and a block of rows becomes objects when somebody
looks at it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, overload

import numpy as np
import numpy.typing as npt

from watermap.reading.raw import Cell

if TYPE_CHECKING:
    import pyarrow as pa

Row = tuple[Cell, ...]
_NOTHING: Any = None
BLOCK = 4_096
_EXACT_UP_TO = 2.0**53  # whole numbers beyond are rounded in a float

KINDS: dict[type, str] = {
    str: "text", float: "number", int: "integer", bool: "boolean", dt.date: "date",
    dt.datetime: "moment", dt.time: "time",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The cells of one kind in one column; null where the cell is empty or of another kind."""

    column: int
    kind: str
    values: pa.ChunkedArray


class Rows(Sequence[Row]):
    """All rows of a table, equally long; equal to the tuple of tuples with the same cells.

    A whole number stored as a float is an int here, as everywhere in raw.py.
    """

    __slots__ = ("_last", "_parts", "height", "width")

    def __init__(self, *, height: int, width: int, parts: Sequence[Part]) -> None:
        """Take the columns in parts; a column without any is empty."""
        self.height = height
        self.width = width
        self._parts = tuple(parts)
        self._last: tuple[int, list[Row]] = (-1, [])

    @property
    def parts(self) -> tuple[Part, ...]:
        """The columns, one part for each kind of cell that occurs in them."""
        return self._parts

    def with_texts(self, texts: Mapping[tuple[int, int], str]) -> Rows:
        """The same with these texts at these places (row, column), which may lie outside."""
        if not texts:
            return self
        height = max(self.height, *(row + 1 for row, _ in texts))
        width = max(self.width, *(column + 1 for _, column in texts))
        changed = {column for _, column in texts}
        parts = [
            Part(column=part.column, kind=part.kind, values=_padded(part.values, height))
            for part in self._parts
            if part.kind != "text" or part.column not in changed
        ]
        parts += [self._written(column, texts, height) for column in sorted(changed)]
        return Rows(height=height, width=width, parts=parts)

    def _written(self, column: int, texts: Mapping[tuple[int, int], str], height: int) -> Part:
        import pyarrow as pa

        old = [part for part in self._parts if (part.column, part.kind) == (column, "text")]
        cells: list[object] = old[0].values.to_pylist() if old else [None] * self.height
        cells += [None] * (height - self.height)
        for (row, place), text in texts.items():
            if place == column:
                cells[row] = text
        values = pa.chunked_array([_array(cells, "text")])
        return Part(column=column, kind="text", values=values)

    def column(self, column: int) -> list[Cell]:
        """All cells of one column, counted from 0, from the top."""
        return self._cells(column, 0, self.height)

    def __len__(self) -> int:
        return self.height

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return self._slice(range(self.height)[place])
        place = range(self.height)[place]
        block, inside = divmod(place, BLOCK)
        return self._block(block)[inside]

    def __iter__(self) -> Iterator[Row]:
        for block in range(-(-self.height // BLOCK)):
            yield from self._made(block)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows | tuple):
            return NotImplemented
        return len(self) == len(other) and all(
            one == two for one, two in zip(self, other, strict=True)
        )

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{self.height} rows of {self.width} cells>"

    def _slice(self, places: range) -> tuple[Row, ...]:
        if places.step == 1 and len(places):
            columns = (
                self._cells(column, places.start, places.stop) for column in range(self.width)
            )
            return tuple(zip(*columns, strict=True)) if self.width else ((),) * len(places)
        return tuple(self[place] for place in places)

    def _block(self, block: int) -> list[Row]:
        """A block that was wanted by number, kept for its neighbours."""
        number, rows = self._last
        if number != block:
            rows = self._made(block)
            self._last = block, rows
        return rows

    def _made(self, block: int) -> list[Row]:
        start, stop = block * BLOCK, min((block + 1) * BLOCK, self.height)
        if not self.width:
            return [()] * (stop - start)
        columns = (self._cells(column, start, stop) for column in range(self.width))
        return list(zip(*columns, strict=True))

    def _cells(self, column: int, start: int, stop: int) -> list[Cell]:
        parts = [part for part in self._parts if part.column == column]
        if not parts:
            return [None] * (stop - start)
        return _merged([_objects(part, start, stop) for part in parts])


def _padded(values: pa.ChunkedArray, height: int) -> pa.ChunkedArray:
    import pyarrow as pa

    if len(values) == height:
        return values
    return pa.chunked_array([*values.chunks, pa.nulls(height - len(values), values.type)])


def _merged(parts: Sequence[npt.NDArray[np.object_]]) -> list[Cell]:
    """The cells of all kinds in one column; no cell has two of them."""
    cells = parts[0]
    for more in parts[1:]:
        cells = np.where(np.equal(more, _NOTHING), cells, more)
    found: list[Cell] = cells.tolist()
    return found


def _objects(part: Part, start: int, stop: int) -> npt.NDArray[np.object_]:
    """A piece of one part as Python objects, None where it has none."""
    values = part.values.slice(start, stop - start)
    if part.kind == "text":
        return np.asarray(values.to_numpy(zero_copy_only=False), object)
    cells = np.full(len(values), None, object)
    there = values.is_valid().to_numpy(zero_copy_only=False)
    found = values.drop_null()
    cells[there] = _made_whole(found) if part.kind == "number" else _listed(found)
    return cells


def _made_whole(values: pa.ChunkedArray) -> npt.NDArray[np.object_]:
    numbers: npt.NDArray[np.float64] = values.to_numpy()
    cells = numbers.astype(object)
    whole = (np.floor(numbers) == numbers) & (np.abs(numbers) < _EXACT_UP_TO)
    cells[whole] = numbers[whole].astype(np.int64).astype(object)
    return cells


def _listed(values: pa.ChunkedArray) -> npt.NDArray[np.object_]:
    cells = np.empty(len(values), object)
    cells[:] = values.to_pylist()
    return cells


class Gathered:
    """Rows on their way into columns, block by block; rows may differ in length."""

    def __init__(self) -> None:
        """Start with no rows."""
        self.height = 0
        self.width = 0
        self._blocks: dict[tuple[int, str], list[tuple[int, Any]]] = {}

    def add(self, rows: Sequence[Sequence[object]]) -> None:
        """Put these rows below the others."""
        if not rows:
            return
        self.add_columns(list(zip_longest(*rows)), len(rows))

    def add_columns(
        self, columns: Sequence[Sequence[object]], height: int, *, left: int = 0
    ) -> None:
        """Put these rows, given as equally long columns, below the others.

        ``left``: so many empty columns stand before them.
        """
        for column, cells in enumerate(columns, start=left):
            for kind, values in split(cells).items():
                self._blocks.setdefault((column, kind), []).append((self.height, values))
        self.width = max(self.width, left + len(columns))
        self.height += height

    def rows(self) -> Rows:
        """All that was added."""
        parts = [
            Part(column=column, kind=kind, values=self._joined(blocks))
            for (column, kind), blocks in sorted(self._blocks.items(), key=lambda one: one[0])
        ]
        return Rows(height=self.height, width=self.width, parts=parts)

    def _joined(self, blocks: Sequence[tuple[int, Any]]) -> pa.ChunkedArray:
        """The blocks of one part with nulls in the gaps between them."""
        import pyarrow as pa

        pieces: list[Any] = []
        end = 0
        for start, values in blocks:
            pieces += [pa.nulls(start - end, values.type), values] if start > end else [values]
            end = start + len(values)
        pieces += [pa.nulls(self.height - end, pieces[0].type)] if self.height > end else []
        return pa.chunked_array(pieces)


def packed(rows: Iterable[Sequence[object]]) -> Rows:
    """Rows as columns."""
    if isinstance(rows, Rows):
        return rows
    gathered = Gathered()
    every = list(rows)
    for start in range(0, len(every), BLOCK):
        gathered.add(every[start : start + BLOCK])
    return gathered.rows()


def split(cells: Sequence[object]) -> dict[str, Any]:
    """One column's cells as an array for each kind that occurs; an empty text is no cell.

    A length of time becomes a text.
    """
    types = list(map(type, cells))
    if dt.timedelta in types:
        return split([_duration(one) if isinstance(one, dt.timedelta) else one for one in cells])
    counts = {kind: types.count(kind) for kind in set(types) - {type(None)}}
    if not counts:
        return {}
    usual = max(counts, key=lambda kind: counts[kind])
    common = list(cells)
    found = {}
    for kind in counts.keys() - {usual}:
        rare: list[object] = [None] * len(common)
        for place in _places(types, kind):
            rare[place] = None if common[place] == "" else common[place]
            common[place] = None
        found[KINDS[kind]] = _array(rare, KINDS[kind])
    found[KINDS[usual]] = _usual(common, usual)
    return {kind: array for kind, array in found.items() if array.null_count < len(array)}


def _duration(value: dt.timedelta) -> str:
    """A length of time as the sheet shows it: hours may go beyond 24."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _places(types: list[type], kind: type) -> Iterator[int]:
    """Where a kind stands; quick where it is rare."""
    place = -1
    with contextlib.suppress(ValueError):
        while True:
            place = types.index(kind, place + 1)
            yield place


def arrow_type(kind: str) -> pa.DataType:
    """How cells of one kind are stored."""
    import pyarrow as pa

    return {
        "text": pa.large_string(), "number": pa.float64(), "integer": pa.int64(),
        "boolean": pa.bool_(), "date": pa.date32(), "moment": pa.timestamp("us"),
        "time": pa.time64("us"),
    }[kind]  # fmt: skip


def _usual(values: Sequence[object], kind: type) -> pa.Array:
    array = _array(values, KINDS[kind])
    if kind is not str or "" not in values:
        return array
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pc.equal(array, ""), pa.scalar(None, array.type), array)


def _array(values: Sequence[object], kind: str) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, arrow_type(kind))
