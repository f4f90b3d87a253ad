"""Reads a .dbf table byte by byte, so that nothing it holds is lost or guessed without a word.

GDAL reads these tables too, but it passes over deleted records, takes the header's word for the
count, and decodes before anybody could look at the bytes. Layout: dBASE III/IV and Visual FoxPro
headers, 32 bytes a field; the newer dBASE 7 header is not read.
"""

from __future__ import annotations

import datetime as dt
import math
import struct
from collections.abc import Callable
from dataclasses import dataclass, field as dataclass_field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from watermap.reading.shapefile import dbf_columns

if TYPE_CHECKING:
    import pyarrow as pa

_HEADER = 32
_FIELD = 32
_END = 0x0D
_DELETED = ord("*")
_BINARY = {("I", 4): "<i", ("O", 8): "<d", ("B", 8): "<d"}  # type and width: how struct reads it
_BLOCK = 10_000  # records looked at together
_MEMO = frozenset("MGPBWQV0@TY+")  # kinds of field whose content lies elsewhere or is not read


class BrokenTable(Exception):  # noqa: N818  (it says what the table is)
    """The header contradicts itself: no attribute can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column: its name as bytes, its letter, and where it stands in a record."""

    name: bytes
    type: str
    offset: int
    width: int
    decimals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A .dbf file, not yet decoded. ``records`` is (records in the file, bytes of a record)."""

    fields: tuple[Field, ...]
    language_byte: int
    declared: int  # records, as the header says
    records: npt.NDArray[np.uint8]
    _words: dict[int, dbf_columns.Words] = dataclass_field(
        default_factory=dict
    )  # by the field's offset

    @property
    def in_file(self) -> int:
        """Records that are really there, by the file's length."""
        return len(self.records)

    def count(self, shapes: int) -> int:
        """How many records to believe in: header and length disagree only in a damaged file."""
        if self.declared == shapes <= self.in_file:
            return self.declared
        return shapes if self.in_file == shapes else min(self.declared, self.in_file)

    def deleted(self) -> npt.NDArray[np.bool_]:
        """Which records carry the mark of deletion."""
        return np.asarray(self.records[:, 0] == _DELETED)

    def cells(self, field: Field) -> list[bytes]:
        """The bytes of one column, zero bytes at the end left out."""
        cells: list[bytes] = self.cells_raw(field).view(f"S{field.width}").ravel().tolist()
        return cells

    def cells_raw(self, field: Field) -> npt.NDArray[np.uint8]:
        """The bytes of one column as they stand, a row a record."""
        return np.ascontiguousarray(self.records[:, field.offset : field.offset + field.width])

    def words(self, field: Field) -> dbf_columns.Words:
        """The bytes of one column of texts, each different cell once."""
        if field.offset not in self._words:
            self._words[field.offset] = dbf_columns.words(self.cells_raw(field))
        return self._words[field.offset]

    def rich_rows(self, most: int) -> tuple[list[bytes], list[list[bytes]]]:
        """Names of the text fields, and the first rows beyond ASCII in them."""
        fields = [field for field in self.fields if field.type == "C" and field.width]
        rich: list[int] = []
        for start in range(0, len(self.records), _BLOCK):
            block = self.records[start : start + _BLOCK]
            rich += (start + np.flatnonzero((block >= 0x80).any(axis=1))).tolist()
            if len(rich) >= most:
                break
        rich = rich[:most]
        rows = [
            [
                self.records[row, field.offset : field.offset + field.width].tobytes()
                for field in fields
            ]
            for row in rich
        ]
        return [field.name for field in fields], rows

    def text_samples(self) -> list[bytes]:
        """Every text beyond ASCII, field names among them: what an encoding is decided by."""
        samples = [field.name for field in self.fields if not field.name.isascii()]
        for field in self.fields:
            if field.type == "C" and field.width:
                samples += self.words(field).rich()
        return samples


def parse(data: bytes) -> Table:
    """The table in these bytes.

    Raises:
        BrokenTable: the header cannot be believed.
    """
    if len(data) < _HEADER + 1:
        raise BrokenTable
    declared, header_length, record_length = struct.unpack_from("<IHH", data, 4)
    fields = _fields(data[:header_length])
    if not fields or record_length != 1 + sum(field.width for field in fields):
        raise BrokenTable
    count = max(0, len(data) - header_length) // record_length
    block = np.frombuffer(data, np.uint8, count * record_length, header_length if count else 0)
    return Table(
        fields=fields,
        language_byte=data[29],
        declared=declared,
        records=block.reshape(count, record_length),
    )


def _fields(header: bytes) -> tuple[Field, ...]:
    fields = []
    offset = 1
    for start in range(_HEADER, len(header) - _FIELD + 1, _FIELD):
        if header[start] == _END:
            break
        kind = chr(header[start + 11])
        width, decimals = header[start + 16], header[start + 17]
        if kind == "C":  # longer texts use the decimals as the high byte
            width, decimals = width + 256 * decimals, 0
        name = header[start : start + 11].split(b"\0")[0].rstrip(b" ")
        fields.append(Field(name=name, type=kind, offset=offset, width=width, decimals=decimals))
        offset += width
    return tuple(fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column decoded: ``type`` as in RawLayer.field_types; unreadable: records from 0."""

    type: str
    values: list[object] | npt.NDArray[np.generic] | pa.Array
    unreadable: tuple[int, ...] = ()


def column(table: Table, field: Field, encoding: str) -> Column | None:
    """The values of one column; None where this kind of field is not read (memo and the like)."""
    if field.width == 0:
        return None
    if (field.type, field.width) in _BINARY:
        return _binary(table.cells_raw(field), _BINARY[field.type, field.width])
    if field.type in _MEMO:
        return None
    if field.type in "NF":
        whole = field.decimals == 0 and field.type == "N"
        plain = dbf_columns.numbers(table.cells_raw(field), whole=whole)
        if plain is not None:
            return Column(type="integer" if whole else "real", values=plain)
    cells = [cell.strip(b" \0") for cell in table.cells(field)] if field.type != "C" else []
    if field.type in "NF":
        return _numbers(cells, whole=field.decimals == 0 and field.type == "N")
    if field.type == "D":
        return _each(cells, _date, "date", empty=(b"", b"00000000"))
    if field.type == "L":
        return _each(cells, _logical, "boolean", empty=(b"", b"?"))
    return Column(type="text", values=table.words(field).texts(encoding))


def _numbers(cells: list[bytes], *, whole: bool) -> Column:
    """Whole numbers where the field has no decimals and every number agrees, else real ones.

    A field full of asterisks is how these tables write "no number".
    """
    cells = [b"" if cell[:1] == b"*" and not cell.strip(b"*") else cell for cell in cells]
    if whole:
        found = _each(cells, _whole, "integer", empty=(b"",))
        if not found.unreadable:
            return found
    real = _each(cells, _real, "real", empty=(b"",))
    if whole and found.unreadable == real.unreadable:
        return found
    return real


def _each(
    cells: list[bytes],
    read: Callable[[bytes], object],
    kind: str,
    *,
    empty: tuple[bytes, ...],
) -> Column:
    values: list[object] = []
    unreadable = []
    for record, cell in enumerate(cells):
        value = None
        if cell not in empty:
            try:
                value = read(cell)
            except ValueError:
                unreadable.append(record)
        values.append(value)
    return Column(type=kind, values=values, unreadable=tuple(unreadable))


def _real(cell: bytes) -> float:
    """A number in digits; nan, inf and 1_000, which float() would take, are none."""
    number = float(cell)
    if not math.isfinite(number) or b"_" in cell:
        raise ValueError
    return number


def _whole(cell: bytes) -> int:
    """A whole number, all its digits kept; 12.0 is one."""
    if cell.lstrip(b"+-").isdigit():
        return int(cell)
    number = _real(cell)
    if number % 1:
        raise ValueError
    return int(number)


def _date(cell: bytes) -> dt.date:
    if len(cell) != 8 or not cell.isdigit():
        raise ValueError
    return dt.date(int(cell[:4]), int(cell[4:6]), int(cell[6:]))


def _logical(cell: bytes) -> bool:
    if cell not in b"TtYyFfNn":
        raise ValueError
    return cell in b"TtYy"


def _binary(block: npt.NDArray[np.uint8], code: str) -> Column:
    values = np.frombuffer(block.tobytes(), np.dtype(code))
    kind = "integer" if code == "<i" else "real"
    return Column(type=kind, values=values.tolist())
