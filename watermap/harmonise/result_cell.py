"""One result, with where it stands: what becomes one row of Measurements."""

import datetime as dt
from dataclasses import dataclass

from watermap.harmonise.values import CellValue


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCell:
    """A cell of results that has been read."""

    section: str
    code: str | None
    date: dt.date | None
    indicator: str
    read: CellValue
    row: int  # counted from 1, as the workbook shows it
    column: str  # the workbook's letter

    @property
    def place(self) -> str:
        """As a workbook names the cell: F12."""
        return f"{self.column}{self.row}"
