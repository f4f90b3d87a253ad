"""One cell of results: a value, a value below detection, nothing, or something unreadable.

The forms are those of standards.md 3.1 and features.md (Chinese cells that other readers get
wrong). What is not one of them is not read: better no value than a wrong one.
"""

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from watermap.errors import Message
from watermap.harmonise.measurements import Flag
from watermap.harmonise.terms.cell_words import (
    above_words,
    below_words,
    invalid_marks,
    missing_words,
)
from watermap.harmonise.terms.indicators import Indicator
from watermap.harmonise.terms.numerals import as_written, folded, is_range, number, short
from watermap.harmonise.terms.units import convert, scaled, unit_of
from watermap.reading.raw import Cell

_NOT_MONITORED = Decimal(-1)  # standards.md 3.1: -1 stands for 断流、缺测
_LONGEST = 60  # characters of a result; longer texts are remarks
_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_MOST_PLAIN = 1e15  # the greatest float that is written as a whole number
_HALF = Fraction(1, 2)
_LIMIT_L = re.compile(r"(?P<number>[^l()]+?) ?(?:l|\(l\))")
_LIMIT_SIGN = re.compile(r"(?P<sign>[^\d.]+?)[ (]*(?P<number>[\d.][^l()]*?) ?l?\)?")
_MARKED = re.compile(r"(?P<number>-?[\d.]*) ?(?P<marks>[^\d.\s-][^\d]*)")
_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,15},\d{1,15}", re.ASCII)
_UNIT_BEHIND = re.compile(r"[<>≤≥]?[\d.]+ ?(?P<unit>[^\d.].*)")
_APART = re.compile(r"[,;、/ ]+")


class CellValue(NamedTuple):
    """A cell as written, and what it stands for in the indicator's own unit."""

    raw: str  # exactly as written; "" for an empty cell
    value: Decimal | None  # half the limit where below detection
    detection_limit: Decimal | None
    flag: Flag
    reason: Message | None  # why value is not what raw says


def read_cell(
    cell: Cell, *, unit: str, indicator: Indicator, method_limit: Decimal | None = None
) -> CellValue:
    """What a cell of results says, in the indicator's own unit.

    Args:
        cell: as the workbook or text file holds it.
        unit: of the column, as ``units.toml`` knows it.
        indicator: whose column it is.
        method_limit: detection limit in ``unit`` for 未检出 without a number; None: not known.

    Raises:
        WatermapError: the unit is unknown or does not measure this (see ``units.convert``).
    """
    said = _plain_number(cell) or _as_said(cell, indicator, method_limit)
    return _in_own_unit(said, unit=unit, indicator=indicator)


def unusable(cell: Cell, why: Message, *, flag: Flag = "unreadable") -> CellValue:
    """A cell whose column or row cannot be used; an empty one is missing all the same."""
    raw = as_written(cell)
    if not folded(raw):
        return _none(raw, "missing", None)
    return _none(raw, flag, why)


def _plain_number(cell: Cell) -> CellValue | None:
    """Most cells: a number and nothing else. A millionfold, so it is looked for first."""
    if isinstance(cell, str):
        raw = cell if _PLAIN.fullmatch(cell) else None
    else:
        number_of = isinstance(cell, float) and 0 <= cell < _MOST_PLAIN
        raw = as_written(cell) if number_of else None
    if raw is None:
        return None
    return CellValue(raw=raw, value=Decimal(raw), detection_limit=None, flag="ok", reason=None)


def _as_said(cell: Cell, indicator: Indicator, method_limit: Decimal | None) -> CellValue:
    """The cell in its column's unit."""
    raw = as_written(cell)
    if isinstance(cell, bool | dt.date | dt.time):
        code = "truth_for_number" if isinstance(cell, bool) else "date_for_number"
        return _none(raw, "unreadable", Message.of(f"harmonise.{code}", text=raw))
    text = folded(raw).removeprefix("'")  # how spreadsheets mark numbers kept as text
    if not text:
        return _none(raw, "missing", None)
    value = number(text)
    if value is not None:
        return _number(raw, text, value, indicator)
    if text in indicator.words:
        word = indicator.words[text]
        how = Message.of("harmonise.word_for_number", text=raw.strip(), value=word)
        return CellValue(raw=raw, value=word, detection_limit=None, flag="ok", reason=how)
    return _text(raw, text, method_limit)


def _number(raw: str, text: str, value: Decimal, indicator: Indicator) -> CellValue:
    if value >= 0 or indicator.negative == "value":
        how = None if "," not in text else Message.of("harmonise.thousands", text=raw)
        return CellValue(raw=raw, value=value, detection_limit=None, flag="ok", reason=how)
    if value == _NOT_MONITORED:
        return _none(raw, "missing", Message.of("harmonise.not_monitored", text=raw))
    if indicator.negative == "impossible":
        return _none(raw, "unreadable", Message.of("harmonise.negative", text=raw))
    return _below(raw, -value, Message.of("harmonise.half_of_negative", text=raw, limit=-value))


def _text(raw: str, text: str, method_limit: Decimal | None) -> CellValue:
    if len(text) > _LONGEST:
        return _none(raw, "unreadable", Message.of("harmonise.not_a_number", text=short(raw)))
    limit = _limit(text)
    if limit is not None and limit > 0:
        return _below(raw, limit, Message.of("harmonise.half_limit", limit=limit))
    if text in below_words():
        return _not_detected(raw, method_limit)
    if text in missing_words() or _all_missing(text):
        return _none(raw, "missing", Message.of("harmonise.cell_says", text=raw.strip()))
    if _is_marked_invalid(text):
        return _none(raw, "invalid", Message.of("harmonise.marked_invalid", text=raw.strip()))
    return _none(raw, "unreadable", Message.of(f"harmonise.{_trouble(text)}", text=raw.strip()))


def _all_missing(text: str) -> bool:
    """断流、未采样: several such words in one cell."""
    words = [word for word in _APART.split(text) if word]
    return bool(words) and all(word in missing_words() for word in words)


def _limit(text: str) -> Decimal | None:
    """The number of ``0.01l``, ``0.05(l)``, ``<0.01``, ``<0.01l``, ``nd0.01``, ``未检出(0.01)``."""
    behind = _LIMIT_L.fullmatch(text)
    if behind and number(behind["number"]) is not None:
        return number(behind["number"])
    before = _LIMIT_SIGN.fullmatch(text)
    if before and _sign(before) in below_words():
        return number(before["number"])
    return None


def _sign(before: re.Match[str]) -> str:
    """The words before a number, without blanks and brackets: 未检出(< is 未检出<."""
    return re.sub("[ (]", "", before["sign"])


def _not_detected(raw: str, method_limit: Decimal | None) -> CellValue:
    if method_limit is None:
        return _none(raw, "missing", Message.of("harmonise.limit_unknown", text=raw.strip()))
    how = Message.of("harmonise.half_method_limit", text=raw.strip(), limit=method_limit)
    return _below(raw, method_limit, how)


def _is_marked_invalid(text: str) -> bool:
    marked = _MARKED.fullmatch(text)
    if marked is None or (marked["number"] and number(marked["number"]) is None):
        return False
    marks = [mark.strip(" ()") for mark in marked["marks"].split("/")]
    return all(mark in invalid_marks() for mark in marks)


def _trouble(text: str) -> str:
    """Why a text cannot be read, as the name of a sentence."""
    if is_range(text):
        return "range"
    before = _LIMIT_SIGN.fullmatch(text)
    if before and _sign(before) in above_words():
        return "above_range"
    if text.startswith("#"):
        return "workbook_error"
    if _DECIMAL_COMMA.fullmatch(text):
        return "decimal_comma"
    behind = _UNIT_BEHIND.fullmatch(text)
    return "unit_in_cell" if behind and unit_of(behind["unit"]) else "not_a_number"


def _below(raw: str, limit: Decimal, how: Message) -> CellValue:
    return CellValue(
        raw=raw,
        value=scaled(limit, _HALF),
        detection_limit=limit,
        flag="below_detection",
        reason=how,
    )


def _none(raw: str, flag: Flag, reason: Message | None) -> CellValue:
    return CellValue(raw=raw, value=None, detection_limit=None, flag=flag, reason=reason)


def _in_own_unit(read: CellValue, *, unit: str, indicator: Indicator) -> CellValue:
    if read.value is None:
        return read
    value, changed = convert(read.value, unit, indicator.unit)
    if changed is None:
        return _held_possible(read, indicator)
    limit, reason = read.detection_limit, changed
    if read.reason is not None:
        reason = Message.of("harmonise.and", first=read.reason, second=changed)
    converted = read._replace(
        value=value,
        detection_limit=None if limit is None else convert(limit, unit, indicator.unit)[0],
        reason=reason,
    )
    return _held_possible(converted, indicator)


def _held_possible(read: CellValue, indicator: Indicator) -> CellValue:
    if read.value is None or indicator.possible is None:
        return read
    low, high = indicator.possible
    if low <= read.value <= high:
        return read
    why = Message.of("harmonise.impossible", text=read.raw, low=low, high=high)
    return _none(read.raw, "implausible", why)
