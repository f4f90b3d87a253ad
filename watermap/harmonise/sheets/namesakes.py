"""Sections that one name may mean: rows that give it several towns, rivers or codes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from watermap.errors import Problem
from watermap.harmonise.sheets.columns import Columns
from watermap.harmonise.sheets.sheet_words import says
from watermap.harmonise.terms.folding import letters
from watermap.harmonise.terms.numerals import short
from watermap.reading.raw import Cell

_SHOWN = 4
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+\d{2,}")
_DIGITS_KEPT = 1e15  # spreadsheets keep fifteen digits of a number


def is_ruined(code: Cell) -> bool:
    """Whether a spreadsheet has taken a code for a number and lost its last digits."""
    if isinstance(code, str):
        return _ROUNDED.fullmatch(code.strip()) is not None
    return isinstance(code, int | float) and code >= _DIGITS_KEPT


def areas_of(columns: Columns) -> Mapping[int, str]:
    """The columns that tell sections of one name apart, with their headers."""
    return {place: header for place, header in enumerate(columns.headers) if says("areas", header)}


@dataclass(slots=True)
class Telling:
    """What the rows of a table say of their sections."""

    _said: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    _seen: set[tuple[str, str, str]] = field(default_factory=set)
    _names: dict[str, str] = field(default_factory=dict)  # as written first

    def add(self, section: str, column: str, text: str) -> None:
        """Take what one row says; nothing where its cell is empty."""
        if text and (section, column, text) not in self._seen:
            self._seen.add((section, column, text))
            key = letters(section) or section
            self._names.setdefault(key, section)
            self._said.setdefault((key, column), {}).setdefault(letters(text) or text, text)

    def problems(self, where: Mapping[str, str]) -> Iterator[Problem]:
        """The names that may mean several sections, once each."""
        told = set()
        for (key, column), found in self._said.items():
            if len(found) > 1 and key not in told:
                told.add(key)
                shown = "、".join(map(short, list(found.values())[:_SHOWN]))
                yield Problem.warning(
                    "harmonise.name_of_several",
                    **where,
                    name=short(self._names[key]),
                    column=column,
                    values=shown + ("…" if len(found) > _SHOWN else ""),
                )
