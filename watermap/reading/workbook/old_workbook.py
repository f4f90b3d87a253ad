"""Looks through an .xls before any spreadsheet library opens it: how far do its sheets reach?

One record of a damaged file may claim a cell in row 65 535, column 65 535, and the library makes
room for all cells up to there. Layout: MS-CFB (the file system inside the file), MS-XLS (the
records).
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from watermap.errors import Problem, WatermapError

MOST_CELLS = 65_536 * 256  # all that a sheet of that format can have
_FREE = 0xFFFFFFFA  # sector numbers from here on are marks
_ENTRY = 128
_BOOKS = ("Workbook", "Book")
_DIMENSIONS = 0x200
_CELLS = frozenset({0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E})
_BEGIN = 0x809


def check_old_workbook(path: Path) -> None:
    """Refuse a workbook whose sheets claim more cells than the format has.

    Raises:
        WatermapError: too many cells, or the file contradicts itself.
    """
    try:
        rows, columns = _corner(_book(path.read_bytes()))
    except (struct.error, IndexError, StopIteration) as error:
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error
    if rows * columns > MOST_CELLS:
        raise WatermapError(
            Problem.error("reading.too_many_cells", file=path.name, rows=rows, columns=columns)
        )


def _corner(book: bytes) -> tuple[int, int]:
    """Rows and columns of the largest sheet, by what it says of itself and by its cells."""
    largest, rows, columns = (0, 0), 0, 0
    place = 0
    while place + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, place)
        body = place + 4
        if kind == _BEGIN:
            rows = columns = 0
        elif kind in _CELLS and size >= 4 and body + 4 <= len(book):
            row, column = struct.unpack_from("<HH", book, body)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind == _DIMENSIONS and size >= 12 and body + 12 <= len(book):
            _, last_row, _, last_column = struct.unpack_from("<IIHH", book, body)
            rows, columns = max(rows, last_row), max(columns, last_column)
        if rows * columns > largest[0] * largest[1]:
            largest = rows, columns
        place = body + size
    return largest


def _book(data: bytes) -> bytes:
    """The stream with the workbook's records."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    directory, limit, small_fat = struct.unpack_from("<I4xII", data, 48)
    table = _table(data, size)
    entries = _chained(data, directory, table, size, offset=size)
    root = _entry(entries, 0)
    for number in range(len(entries) // _ENTRY):
        name, start, length = _entry(entries, number)
        if name in _BOOKS:
            if length >= limit:
                return _chained(data, start, table, size, offset=size)[:length]
            small = _chained(data, root[1], table, size, offset=size)
            links = _numbers(_chained(data, small_fat, table, size, offset=size))
            return _chained(small, start, links, 64, offset=0)[:length]
    raise StopIteration


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows which."""
    sectors = list(struct.unpack_from("<109I", data, 76))
    following, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // size)):
        if following >= _FREE:
            break
        more = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        sectors += more[:-1]
        following = more[-1]
    parts = [data[(one + 1) * size : (one + 2) * size] for one in sectors if one < _FREE]
    return _numbers(b"".join(parts))


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _chained(data: bytes, start: int, table: tuple[int, ...], size: int, *, offset: int) -> bytes:
    return b"".join(
        data[offset + one * size : offset + (one + 1) * size] for one in _chain(start, table)
    )


def _chain(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of one stream; a chain that bites its tail ends."""
    seen = set()
    while start < len(table) and start not in seen:
        seen.add(start)
        yield start
        start = table[start]


def _entry(entries: bytes, number: int) -> tuple[str, int, int]:
    """Name, first sector and length of one entry of the directory."""
    place = number * _ENTRY
    length = struct.unpack_from("<H", entries, place + 64)[0]
    name = entries[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<IQ", entries, place + 116)
    return name, start, size & 0xFFFFFFFF
