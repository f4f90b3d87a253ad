"""Values as files can hold them: no NaN in JSON, no control characters in documents."""

import datetime as dt
import math
import re
from decimal import Decimal

import pandas as pd

Number = Decimal | float | int

# What XML 1.0 cannot hold, C1 controls, lone surrogates; tab and line feed stay.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")
REPLACEMENT = "\ufffd"


def printable(text: str) -> str:
    """Text that XML can hold: what it cannot is shown as U+FFFD, line ends become line feeds."""
    return _UNPRINTABLE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text))


def unprintable(text: str) -> bool:
    """Whether a text has characters that ``printable`` replaces."""
    return _UNPRINTABLE.search(text) is not None


def missing(value: object) -> bool:
    """Whether a frame's cell is empty: None, NaN, NaT or pandas' NA."""
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return isinstance(value, float) and math.isnan(value)


def number(value: Number | None) -> float | int | None:
    """A plain number for JSON; None where there is none, or none that is finite."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value
    found = float(value)
    return found if math.isfinite(found) else None


def day(value: dt.date | None) -> str | None:
    """A date as ISO text."""
    return None if value is None else value.isoformat()
