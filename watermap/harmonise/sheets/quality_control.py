"""Rows that are no samples of the water: blanks, duplicates, spikes; and rows struck out."""

from collections.abc import Sequence

from watermap.errors import Message
from watermap.harmonise.sheets.columns import Columns
from watermap.harmonise.sheets.sheet_words import is_control, is_rejected
from watermap.harmonise.terms.numerals import as_written, short
from watermap.reading.raw import Cell


def why_unused(cells: Sequence[Cell], columns: Columns) -> Message | None:
    """Why nothing in a row is a result; None: it is a row of results."""
    activity = _text(cells, columns.roles.get("activity"))
    if activity and is_control(activity):
        return Message.of("harmonise.quality_control", text=short(activity, most=60))
    status = _text(cells, columns.roles.get("status"))
    if status and is_rejected(status):
        return Message.of("harmonise.rejected", text=short(status))
    return None


def _text(cells: Sequence[Cell], place: int | None) -> str:
    return "" if place is None else as_written(cells[place]).strip()
