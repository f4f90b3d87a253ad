"""One attribute of a feature, typed as its kind's field says. What cannot be read stays in raw."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from watermap.catalogue.kinds import Field, FieldType
from watermap.errors import WatermapError
from watermap.harmonise.terms.cell_words import class_words, missing_words, truth_words
from watermap.harmonise.terms.dates import DateReading, read_date
from watermap.harmonise.terms.folding import letters, plain
from watermap.harmonise.terms.numerals import as_written, folded, number
from watermap.harmonise.terms.units import convert
from watermap.reading.raw import Cell

Value = str | int | float | bool | dt.date | None
Trouble = Literal["unreadable", "unknown_value", "month_only", "unit_in_cell"]

_CLASS_WORDS = re.compile(r"水质|标准|class|[类级水 ]")
_WITH_UNIT = re.compile(r"([+-]?[\d.,]+)\s*([^\d\s.,].*)")
_YEAR = re.compile(r"(\d{4}) ?年?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """What one cell of a layer became."""

    value: Value
    trouble: Trouble | None = None  # None: read without a doubt, or empty


EMPTY = Attribute(value=None)
_UNREADABLE = Attribute(value=None, trouble="unreadable")


def read_attribute(cell: object, field: Field, *, unit: str | None) -> Attribute:
    """A cell of a layer as the field's type wants it.

    Args:
        cell: as the file's reader gives it.
        field: of the kind.
        unit: of the column; None: the field's own.
    """
    known = as_cell(cell)
    text = plain(as_written(known))
    if not text:
        return EMPTY
    if field.type != "text" and text in missing_words():
        return EMPTY
    if field.type == "number":
        return _number(known, field, unit)
    if field.type == "text":
        return _text(known, field)
    return _READERS[field.type](known)


def as_cell(cell: object) -> Cell:
    """A value of a pandas column as a plain Python value; None for every kind of nothing."""
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and np.isnan(cell)):
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.to_pydatetime()
    if isinstance(cell, np.datetime64):
        return None if np.isnat(cell) else pd.Timestamp(cell).to_pydatetime()
    if isinstance(cell, np.generic):
        return as_cell(cell.item())
    if isinstance(cell, str | float | int | bool | dt.date | dt.time):
        return cell
    return None if cell is pd.NA else str(cell)


def water_class(text: str) -> str | None:
    """``III`` of ``Ⅲ``, ``III``, ``3``, ``三类``, ``Ⅲ类``; ``worse_than_V`` of ``劣Ⅴ``.

    None where the text names no single class.
    """
    written = plain(text)
    return class_words().get(written) or class_words().get(_CLASS_WORDS.sub("", written))


def _text(cell: Cell, field: Field) -> Attribute:
    text = as_written(cell).strip()
    if not field.values:
        return Attribute(value=text)
    known = _spellings(_frozen(field.values)).get(_key(text))
    if known is not None:
        return Attribute(value=known)
    if plain(text) in missing_words():
        return EMPTY
    return Attribute(value=text, trouble="unknown_value")


def _frozen(values: Mapping[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((value, tuple(spellings)) for value, spellings in values.items())


@lru_cache(maxsize=512)
def _spellings(values: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    return {_key(text): value for value, texts in values for text in (*texts, value)}


def _key(text: str) -> str:
    return letters(text) or plain(text)


def _number(cell: Cell, field: Field, unit: str | None) -> Attribute:
    """A float in the field's unit; a unit behind the number goes before the column's."""
    if isinstance(cell, bool | dt.date | dt.time):
        return _UNREADABLE
    text = folded(as_written(cell))
    value, own = number(text), None
    if value is None:
        apart = _WITH_UNIT.fullmatch(as_written(cell).strip())
        value, own = (number(folded(apart[1])), apart[2]) if apart else (None, None)
    if value is None or (own is not None and field.unit is None):
        return _UNREADABLE
    source = own or unit
    if source is None or field.unit is None:
        return Attribute(value=float(value))
    try:
        converted, _ = convert(value, source, field.unit)
    except WatermapError:
        return _UNREADABLE
    return Attribute(value=float(converted), trouble="unit_in_cell" if own else None)


def _integer(cell: Cell) -> Attribute:
    text = folded(as_written(cell))
    year = _YEAR.fullmatch(text)
    value = number(year[1] if year else text)
    whole = value is not None and value == value.to_integral_value()
    if value is None or not whole or isinstance(cell, bool):
        return _UNREADABLE
    return Attribute(value=int(value))


def _date(cell: Cell) -> Attribute:
    read = read_date(cell)
    if not isinstance(read, DateReading):
        return _UNREADABLE
    trouble: Trouble | None = "month_only" if read.precision == "month" else None
    return Attribute(value=read.date, trouble=trouble)


def _class(cell: Cell) -> Attribute:
    found = water_class(as_written(cell))
    return Attribute(value=found) if found else _UNREADABLE


def _boolean(cell: Cell) -> Attribute:
    found = truth_words().get(plain(as_written(cell)))
    return _UNREADABLE if found is None else Attribute(value=found)


_READERS: Mapping[FieldType, Callable[[Cell], Attribute]] = {
    "integer": _integer,
    "date": _date,
    "class": _class,
    "boolean": _boolean,
}
