"""Text files: decoded by the ladder of encoding.py and split at the delimiter that fits."""

import codecs
import csv
import io
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from statistics import multimode

from watermap.errors import Message, Problem, WatermapError
from watermap.reading.encoding import GB18030, UTF8, common_share, known_name
from watermap.reading.encoding_notes import about_encoding, chosen_guess
from watermap.reading.found import FoundFile, source_of
from watermap.reading.raw import Guess, RawTable

_MARKS = (
    (codecs.BOM_UTF8, UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
)
_DELIMITERS = ("\t", ";", ",", "|")  # a decimal comma must not win over a semicolon
_SNIFFED_LINES = 200
_PLAUSIBLE = 0.6  # least share of ordinary Chinese characters in a GB18030 text
_ENOUGH = 20  # characters that make a decision firm

Row = tuple[str | None, ...]


def read_text_table(path: Path, *, encoding: str | None) -> FoundFile:
    """A delimited text file as one table; an empty cell is None, all others are texts.

    Raises:
        WatermapError: it is no text, or nobody can tell in which encoding.
    """
    source = source_of(path, "CSV")
    text, guess = decode_text(path, encoding=encoding)
    csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)
    delimiter = sniff(text)
    rows = _rows(path, text, delimiter)
    problems = about_encoding(path.name, guess, declared=None, chosen=encoding)
    if _has_open_quote(text, delimiter):
        problems.append(Problem.warning("reading.open_quote", file=path.name))
    table = RawTable(
        source=source, name=path.stem, encoding=guess, rows=rows, problems=tuple(problems)
    )
    return FoundFile(source=source, tables=[table])


def decode_text(path: Path, *, encoding: str | None) -> tuple[str, Guess]:
    """The whole text of a file and how it was decoded.

    Raises:
        WatermapError: no encoding of the ladder fits, or the chosen one does not.
    """
    data = path.read_bytes()
    if encoding is not None:
        return _decode_as(path, data, encoding), chosen_guess(encoding)
    for mark, name, codec in _MARKS:
        if data.startswith(mark):
            text = _decode_as(path, data, codec)
            return text, Guess(value=name, how=Message.of("reading.encoding_mark"), confidence=1.0)
    return _by_ladder(path, data)


def sniff(text: str) -> str:
    """The delimiter that splits most lines into the same number of cells, more than one."""
    lines = list(
        islice((line for line in io.StringIO(text, newline="") if line.strip()), _SNIFFED_LINES)
    )
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        many = [width for width in widths if width > 1]
        if many:
            score = widths.count(multimode(many)[0]) / len(widths)
            if score > best_score:
                best, best_score = delimiter, score
    return best


def _decode_as(path: Path, data: bytes, encoding: str) -> str:
    try:
        return data.decode(known_name(encoding) or encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise WatermapError(
            Problem.error(
                "reading.encoding_does_not_fit", file=path.name, encoding=encoding, line=line
            )
        ) from error


def _by_ladder(path: Path, data: bytes) -> tuple[str, Guess]:
    if b"\0" in data:
        raise WatermapError(Problem.error("reading.binary_text", file=path.name))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _as_chinese(path, data)
    code = "encoding_ascii" if data.isascii() else "encoding_text_utf8"
    return text, Guess(value=UTF8, how=Message.of(f"reading.{code}"), confidence=1.0)


def _as_chinese(path: Path, data: bytes) -> tuple[str, Guess]:
    share, characters = common_share([data])
    if share < _PLAUSIBLE:
        raise WatermapError(Problem.error("reading.encoding_unknown", file=path.name))
    how = Message.of(
        "reading.encoding_text_gb18030", characters=characters, share=round(share * 100)
    )
    confidence = 0.95 if characters >= _ENOUGH else 0.75
    return data.decode("gb18030"), Guess(value=GB18030, how=how, confidence=confidence)


def _rows(path: Path, text: str, delimiter: str) -> tuple[Row, ...]:
    """All rows, padded to the longest; blank lines stay, so that row numbers are the file's."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error
    width = max((len(row) for row in rows), default=0)
    return tuple(_padded(row, width) for row in rows)


def _padded(row: Sequence[str], width: int) -> Row:
    return (*(cell or None for cell in row), *(None,) * (width - len(row)))


def _has_open_quote(text: str, delimiter: str) -> bool:
    """Whether a quoted cell never ends and so has swallowed the lines after it."""
    if text.count('"') % 2 == 0:
        return False
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False
