"""Numbers as people type them, read exactly, or not at all."""

import datetime as dt
import re
from decimal import Decimal

from watermap.harmonise.terms.folding import powers
from watermap.reading.raw import Cell

# At most two digits of exponent: a number beyond 1e99 is a slip, and Decimal would take it.
_NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})(e[+-]?\d{1,2})?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)
_POWER_OF_TEN = re.compile(r"([+-]?\d+(?:\.\d+)?) ?[×x*] ?10\^([+-]?\d{1,2})", re.ASCII)
_RANGE = re.compile(r"[\d.]+ ?(?:-|~|—|――|至|到) ?[\d.]+", re.ASCII)


def folded(text: str) -> str:
    """Text of a cell in half width and lower case; the Chinese full stop is a decimal point."""
    return powers(text).replace("。", ".")


def number(text: str) -> Decimal | None:
    """The number that a folded text writes; None: it is none.

    Takes ``1,200`` (thousands), ``1.2e-3``, ``1.2×10^4``; never a range, never ``0,025`` (which
    may be a decimal comma), never a number with a word behind it.
    """
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    power = _POWER_OF_TEN.fullmatch(text)
    if power:
        return Decimal(power.group(1)).scaleb(int(power.group(2)))
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def is_range(text: str) -> bool:
    """Whether a folded text is two numbers with a dash, wave or 至 between them."""
    return _RANGE.fullmatch(text) is not None


def short(text: str, *, most: int = 30) -> str:
    """A text as it is quoted in a sentence: trimmed, one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def as_written(cell: Cell) -> str:
    """The text of a cell as a person sees it; "" for an empty one.

    A workbook holds 17 as the float 17.0: it was written 17. Other floats are taken as they print,
    which is the shortest text that means the same float.
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat(" ") if isinstance(cell, dt.datetime) else cell.isoformat()
    return str(cell)
