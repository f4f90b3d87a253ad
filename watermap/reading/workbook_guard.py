"""Looks through a zipped workbook before any spreadsheet library opens it.

A file of one megabyte can hold a gigabyte of blanks, entities that grow without end, or one cell in
the last corner of a sheet of 17 thousand million cells. Sizes written in the archive may lie, so
the bytes are unpacked and counted.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from watermap.errors import Problem, WatermapError

MOST_BYTES = 512 * 2**20  # unpacked, all members together
MOST_MEMBERS = 10_000
MOST_CELLS = 30_000_000  # of the rectangle from A1 to the last filled cell of a sheet
_BLOCK = 1 << 20
_OVERLAP = 512  # bytes of one block looked at again with the next

_DOCUMENT_TYPES = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le")
)
_FILLED_CELL = re.compile(rb"\sr\s?=\s?[\"']([A-Z]{1,3})([0-9]{1,7})[\"'](?:[^>]*[^/>])?>")
_MARKS_OF_SPECIALS = re.compile(rb"[\"']e[\"']|<(?:\w+:)?f\b")
# OSError: places in the archive that lie outside the file, which itself could be read before.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was seen: which members are sheets that hold errors or formulas."""

    special: frozenset[str] = field(default_factory=frozenset)


def check_package(path: Path, form: str) -> Looked:
    """Unpack every member once, in blocks, and refuse what would do harm.

    Raises:
        WatermapError: damaged, too large unpacked, too many cells, a document type, or no workbook.
    """
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            _refuse(len(members) > MOST_MEMBERS, "too_many_members", path, n=len(members))
            names = {member.filename for member in members}
            if not names & {"[Content_Types].xml", "content.xml", "mimetype"}:
                raise WatermapError(Problem.error("reading.no_workbook", file=path.name, form=form))
            # What the archive says of itself first: then a bomb that admits to it costs nothing.
            announced = sum(member.file_size for member in members)
            _refuse(announced > MOST_BYTES, "too_large", path, megabytes=MOST_BYTES >> 20)
            return _look(path, package, members)
    except _DAMAGE as error:
        code = "password" if "encrypted" in str(error) else "damaged"
        raise WatermapError(Problem.error(f"reading.{code}", file=path.name)) from error


def _look(path: Path, package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Looked:
    total = 0
    special = set()
    for member in members:
        is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
        is_sheet = is_xml and "/worksheets/" in member.filename
        columns = rows = 0
        tail = b""
        with package.open(member) as stream:
            while block := stream.read(_BLOCK):
                total += len(block)
                _refuse(total > MOST_BYTES, "too_large", path, megabytes=MOST_BYTES >> 20)
                seen = tail + block
                if is_xml:
                    _refuse(any(mark in seen for mark in _DOCUMENT_TYPES), "document_type", path)
                if is_sheet:
                    columns, rows = _corner(seen, columns, rows)
                    if _MARKS_OF_SPECIALS.search(seen):
                        special.add(member.filename)
                tail = seen[-_OVERLAP:]
        _refuse(columns * rows > MOST_CELLS, "too_many_cells", path, rows=rows, columns=columns)
    return Looked(special=frozenset(special))


def _corner(xml: bytes, columns: int, rows: int) -> tuple[int, int]:
    """The furthest column and row of a filled cell so far."""
    found = _FILLED_CELL.findall(xml)
    names = {letters for letters, _ in found}
    rows = max(rows, max((int(digits) for _, digits in found), default=0))
    return max(columns, *(column_number(name.decode()) for name in names), 0), rows


def column_number(letters: str) -> int:
    """Which column letters name, counted from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _refuse(condition: bool, code: str, path: Path, **fields: object) -> None:
    if condition:
        raise WatermapError(Problem.error(f"reading.{code}", file=path.name, **fields))
