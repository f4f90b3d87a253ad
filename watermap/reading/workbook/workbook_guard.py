"""Looks through a zipped workbook before any spreadsheet library opens it.

A file of one megabyte can hold a gigabyte of blanks, entities that grow without end, or one cell in
the last corner of a sheet of 17 thousand million cells. Sizes written in the archive may lie, so
the bytes are unpacked and counted. Nothing is parsed: bytes are compared block by block, and looked
at closely only where the quick look finds something.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from watermap.errors import Problem, WatermapError

MOST_BYTES = 512 * 2**20  # unpacked, all members together
MOST_MEMBERS = 10_000
MOST_CELLS = 30_000_000  # of the rectangle from A1 to the last filled cell of a sheet
_BLOCK = 1 << 20
_LONGEST_NAME = 16  # bytes of ="XFD1048576" and some
_OVERLAP = 512  # bytes of one block looked at again with the next

_DOCUMENT_TYPES = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le")
)
_FILLED_CELL = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'](?:[^>]*[^/>])?>")
_MARKS_OF_SPECIALS = re.compile(rb"[\"']e[\"']|<(?:\w+:)?f\b")
Bytes = npt.NDArray[np.uint8]
# OSError: places in the archive that lie outside the file, which itself could be read before.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was seen: which members are sheets that hold errors or formulas."""

    special: frozenset[str] = field(default_factory=frozenset)


def announced_bytes(path: Path, form: str) -> int:
    """How large the workbook says it is unpacked.

    Raises:
        WatermapError: it is damaged, none, or admits to being too large.
    """
    with _opened(path) as package:
        members = package.infolist()
        _refuse(len(members) > MOST_MEMBERS, "too_many_members", path, n=len(members))
        names = {member.filename for member in members}
        if not names & {"[Content_Types].xml", "content.xml", "mimetype"}:
            raise WatermapError(Problem.error("reading.no_workbook", file=path.name, form=form))
        announced = sum(member.file_size for member in members)
        _refuse(announced > MOST_BYTES, "too_large", path, megabytes=MOST_BYTES >> 20)
        return announced


def check_package(path: Path, *, seen: Callable[[int], None] = lambda _: None) -> Looked:
    """Unpack every member once, in blocks, and refuse what would do harm.

    Args:
        path: a zip whose ``announced_bytes`` are known to be bearable.
        seen: told again and again how many bytes are unpacked.

    Raises:
        WatermapError: damaged, too large unpacked, too many cells, a document type.
    """
    special = set()
    total = 0
    with _opened(path) as package:
        for member in package.infolist():
            look = _Look(path, member.filename)
            for block in _blocks(package, member):
                total += len(block)
                _refuse(total > MOST_BYTES, "too_large", path, megabytes=MOST_BYTES >> 20)
                look.at(block)
                seen(total)
            if look.cells > MOST_CELLS:
                _refuse_corner(path, package, member)
            special |= {member.filename} if look.special else set()
    return Looked(special=frozenset(special))


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as package:
            yield package
    except _DAMAGE as error:
        code = "password" if "encrypted" in str(error) else "damaged"
        raise WatermapError(Problem.error(f"reading.{code}", file=path.name)) from error


def _blocks(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(member) as stream:
        while block := stream.read(_BLOCK):
            yield block


class _Look:
    """A quick look at one member; ``cells``: no more than these lie in its sheet's rectangle."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._is_xml = name.lower().endswith((".xml", ".rels", ".vml"))
        self._is_sheet = self._is_xml and "/worksheets/" in name
        self._tail = b""
        self._columns = self._rows = 0
        self.special = False

    @property
    def cells(self) -> int:
        return self._columns * self._rows

    def at(self, block: bytes) -> None:
        if not self._is_xml:
            return
        seen = self._tail + block
        data = np.frombuffer(seen, np.uint8)
        if _follows(data, b"!", b"<\0"):
            _refuse(any(mark in seen for mark in _DOCUMENT_TYPES), "document_type", self._path)
        if self._is_sheet:
            columns, rows = _furthest(data, seen)
            self._columns, self._rows = max(self._columns, columns), max(self._rows, rows)
            self.special = self.special or _may_be_special(data, seen)
        self._tail = seen[-_OVERLAP:]


def _follows(data: Bytes, byte: bytes, before: bytes) -> bool:
    """Whether a byte stands anywhere right behind one of others."""
    previous = data[np.flatnonzero(data[1:] == byte[0])]
    return any(bool((previous == one).any()) for one in before)


def _may_be_special(data: Bytes, seen: bytes) -> bool:
    rare = _follows(data, b"f", b"<:") or _follows(data, b"e", b"\"'")
    return rare and _MARKS_OF_SPECIALS.search(seen) is not None


def _furthest(data: Bytes, seen: bytes) -> tuple[int, int]:
    """The furthest column and row that any cell or row names, filled or not."""
    places = np.flatnonzero((data[1:] == ord("r")) & (data[:-1] <= ord(" "))) + 2
    places = places[places < len(data) - _LONGEST_NAME]  # those are seen again
    if not ((data[places] == ord("=")) & (data[places + 1] == ord('"'))).all():
        return _corner(seen)
    start = places + 2
    column, inside = np.zeros(len(start), np.int64), np.ones(len(start), bool)
    letters = np.zeros(len(start), np.int64)
    for step in range(3):
        letter = data[start + step] & 0xDF  # small letters name columns too
        inside &= (letter >= ord("A")) & (letter <= ord("Z"))
        column = np.where(inside, column * 26 + letter - (ord("A") - 1), column)
        letters += inside
    row, inside = np.zeros(len(start), np.int64), np.ones(len(start), bool)
    start = start + letters
    for step in range(7):
        digit = data[start + step] - np.uint8(ord("0"))
        inside &= digit <= 9
        row = np.where(inside, row * 10 + digit, row)
    return int(column.max(initial=0)), int(row.max(initial=0))


def _refuse_corner(path: Path, package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Refuse a sheet whose last filled cell lies too far out; empty ones may lie anywhere."""
    columns = rows = 0
    tail = b""
    for block in _blocks(package, member):
        more = _corner(tail + block)
        columns, rows = max(columns, more[0]), max(rows, more[1])
        tail = block[-_OVERLAP:]
    _refuse(columns * rows > MOST_CELLS, "too_many_cells", path, rows=rows, columns=columns)


def _corner(xml: bytes) -> tuple[int, int]:
    """The furthest column and row of a filled cell."""
    found = _FILLED_CELL.findall(xml)
    names = {letters for letters, _ in found}
    rows = max((int(digits) for _, digits in found), default=0)
    return max((column_number(name.decode().upper()) for name in names), default=0), rows


def column_number(letters: str) -> int:
    """Which column letters name, counted from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _refuse(condition: bool, code: str, path: Path, **fields: object) -> None:
    if condition:
        raise WatermapError(Problem.error(f"reading.{code}", file=path.name, **fields))
