"""Text files: decoded by the ladder of encoding.py and split at the delimiter that fits."""

import codecs
import csv
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import multimode
from typing import TextIO

from watermap.errors import Message, Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading.found import FoundFile, source_of
from watermap.reading.raw import Guess, RawTable
from watermap.reading.rows import BLOCK, Gathered, Rows
from watermap.reading.texts.encoding import BIG5, GB18030, UTF8, common_share_of, known_name
from watermap.reading.texts.encoding_notes import about_encoding, chosen_guess
from watermap.reading.texts.hanzi import decoded, everyday_share
from watermap.reading.texts.preview import ROWS, with_previews
from watermap.reading.texts.wide import utf_16

_MARKS = (
    (codecs.BOM_UTF8, UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16"),
)
_DELIMITERS = ("\t", ";", ",", "|")  # a decimal comma must not win over a semicolon
_MOST_COLUMNS = 16_384
_HEAD = 4096  # bytes by which UTF-16 without a mark is told
_LEAST_PADDING = 2  # zero bytes; the last character of UTF-16BE may end in one
_SNIFFED_LINES = 200
_PLAUSIBLE = 0.6  # least share of ordinary Chinese characters in a GB18030 text
_BLOCK = 1 << 20
_SHOWN = 40  # characters of a line in a sentence
_ENOUGH = 20  # characters that make a decision firm


def read_text_table(path: Path, *, encoding: str | None, progress: Progress = SILENT) -> FoundFile:
    """A delimited text file as one table; an empty cell is None, all others are texts.

    Raises:
        WatermapError: it is no text, or nobody can tell in which encoding.
    """
    source = source_of(path, "CSV")
    text = _look(path, encoding=encoding)
    csv.field_size_limit(sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1)
    with _opened(path, text) as stream:
        delimiter = sniff(stream)
    rows = _rows(path, text, delimiter, progress)
    problems = about_encoding(path.name, text.guess, declared=None, chosen=encoding)
    if text.padded:
        problems.append(Problem.warning("reading.padding_left_out", file=path.name))
    if text.quotes % 2 and _has_open_quote(path, text, delimiter):
        problems.append(Problem.warning("reading.open_quote", file=path.name))
    table = RawTable(
        source=source, name=path.stem, encoding=text.guess, rows=rows, problems=tuple(problems)
    )
    return FoundFile(source=source, tables=[table])


def decode_text(path: Path, *, encoding: str | None) -> tuple[str, Guess]:
    """The whole text of a file and how it was decoded.

    Raises:
        WatermapError: no encoding of the ladder fits, or the chosen one does not.
    """
    text = _look(path, encoding=encoding)
    with _opened(path, text) as stream:
        return stream.read(), text.guess


def sniff(lines: Iterable[str]) -> str:
    """The delimiter that splits most lines into the same number of cells, more than one."""
    first = list(islice((line for line in lines if line.strip()), _SNIFFED_LINES))
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(first, delimiter=delimiter) if row]
        except csv.Error:
            continue
        many = [width for width in widths if width > 1]
        if many:
            score = widths.count(multimode(many)[0]) / len(widths)
            if score > best_score:
                best, best_score = delimiter, score
    return best


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """How a file's text is decoded, and what was counted in all of it."""

    codec: str
    guess: Guess
    quotes: int
    padded: bool = False  # zero bytes stand at its end and are left out


def _look(path: Path, *, encoding: str | None) -> _Text:
    """Decode all of a file once, block by block, as its encoding is decided by all of it."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    wide = utf_16(head)
    if encoding is not None:
        codec = known_name(encoding) or encoding
        if codec == "utf-16" and wide is not None:
            codec = wide
        guess = with_previews(chosen_guess(encoding), (), [[line] for line in _rich_lines(path)])
        return _looked(path, codec, guess, encoding)
    for mark, name, codec in _MARKS:
        if head.startswith(mark):
            guess = Guess(value=name, how=Message.of("reading.encoding_mark"), confidence=1.0)
            return _looked(path, codec, guess, codec)
    if wide is not None:
        guess = Guess(value="UTF-16", how=Message.of("reading.encoding_wide"), confidence=0.9)
        return _looked(path, wide, guess, wide)
    return _by_ladder(path)


def _looked(path: Path, codec: str, guess: Guess, told: str) -> _Text:
    """What is counted in a text whose encoding is told; ``told``: by that name."""
    try:
        return _counted(path, codec, guess)
    except UnicodeDecodeError:
        line = _first_bad_line(path, codec)
        raise WatermapError(
            Problem.error("reading.encoding_does_not_fit", file=path.name, encoding=told, line=line)
        ) from None


def _counted(path: Path, codec: str, guess: Guess) -> _Text:
    quotes = sum(text.count('"') for text in _texts(path, codec))
    return _Text(codec=codec, guess=guess, quotes=quotes, padded=_padding(path) > 0)


def _first_bad_line(path: Path, codec: str) -> int:
    """Counted from 1. Byte by byte within the line feeds, as a decoder stops inside a block."""
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    with path.open("rb") as stream:
        for row in stream:
            try:
                decoder.decode(row)
            except UnicodeDecodeError:
                break
            line += row.endswith(b"\n")
    return line


def _texts(path: Path, codec: str) -> Iterator[str]:
    """The text in pieces."""
    decoder = codecs.getincrementaldecoder(codec)()
    for block in _blocks(path):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


def _by_ladder(path: Path) -> _Text:
    if sum(block.count(b"\0") for block in _blocks(path)) > _padding(path):
        raise WatermapError(Problem.error("reading.binary_text", file=path.name))
    ascii_only = all(block.isascii() for block in _blocks(path))
    code = "encoding_ascii" if ascii_only else "encoding_text_utf8"
    guess = Guess(value=UTF8, how=Message.of(f"reading.{code}"), confidence=1.0)
    try:
        return _counted(path, "utf-8", guess)
    except UnicodeDecodeError:
        return _as_chinese(path)


def _padding(path: Path) -> int:
    """How many zero bytes stand at the end, behind a whole text: a block that was not filled."""
    zeros = 0
    with path.open("rb") as stream:
        end = stream.seek(0, os.SEEK_END)
        while end > 0:
            start = max(0, end - _BLOCK)
            stream.seek(start)
            block = stream.read(end - start)
            kept = block.rstrip(b"\0")
            zeros += len(block) - len(kept)
            if kept:
                break
            end = start
    return zeros if zeros >= _LEAST_PADDING else 0


def _as_chinese(path: Path) -> _Text:
    share, characters = common_share_of(_texts(path, "gb18030"))
    if share < _PLAUSIBLE:
        raise WatermapError(_unknown(path))
    how = Message.of(
        "reading.encoding_text_gb18030", characters=characters, share=round(share * 100)
    )
    confidence = 0.95 if characters >= _ENOUGH else 0.75
    guess = Guess(value=GB18030, how=how, confidence=confidence)
    guess = with_previews(guess, (), [[line] for line in _rich_lines(path)])
    return _counted(path, "gb18030", guess)


def _unknown(path: Path) -> Problem:
    """That nobody can tell the encoding; with a first line, where it may be traditional Chinese."""
    lines = _rich_lines(path)
    text = decoded(lines, BIG5)
    if text is None or everyday_share(text, BIG5) < _PLAUSIBLE:
        return Problem.error("reading.encoding_unknown", file=path.name)
    shown = text.splitlines()[0].strip()[:_SHOWN]
    return Problem.error("reading.encoding_maybe_big5", file=path.name, text=shown)


def _rich_lines(path: Path) -> list[bytes]:
    """The first lines beyond ASCII."""
    with path.open("rb") as stream:
        return list(islice((line.rstrip(b"\r\n") for line in stream if not line.isascii()), ROWS))


@contextmanager
def _opened(path: Path, text: _Text) -> Iterator[TextIO]:
    """The text from behind its mark, lines ending as they do in the file."""
    with path.open(encoding=text.codec, newline="") as stream:
        if stream.read(1) != "\ufeff":
            stream.seek(0)
        yield stream


def _rows(path: Path, text: _Text, delimiter: str, progress: Progress) -> Rows:
    """All rows; blank lines stay, so that row numbers are the file's."""
    size = path.stat().st_size
    gathered = Gathered()
    done = 0
    with _opened(path, text) as stream:
        lines = (line.replace("\0", "") for line in stream) if text.padded else stream
        every = csv.reader(lines, delimiter=delimiter)
        try:
            while block := list(islice(every, BLOCK)):
                _refuse_width(path, block, done)
                done += len(block)
                gathered.add(block)
                progress.step(min(stream.buffer.tell(), size), size)
        except csv.Error as error:
            raise WatermapError(Problem.error("reading.damaged", file=path.name)) from error
    return gathered.rows()


def _refuse_width(path: Path, block: Sequence[Sequence[str]], above: int) -> None:
    """Stop at a row of more cells than any spreadsheet has; ``above``: rows before the block."""
    for number, row in enumerate(block, start=above + 1):
        if len(row) > _MOST_COLUMNS:
            given = {"file": path.name, "row": number, "n": len(row)}
            raise WatermapError(Problem.error("reading.too_many_columns", **given))


def _has_open_quote(path: Path, text: _Text, delimiter: str) -> bool:
    """Whether a quoted cell never ends and so has swallowed the lines after it."""
    with _opened(path, text) as stream:
        try:
            for _ in csv.reader(stream, delimiter=delimiter, strict=True):
                pass
        except csv.Error as error:
            return "unexpected end of data" in str(error)
    return False
