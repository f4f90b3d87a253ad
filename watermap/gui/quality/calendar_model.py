"""Sections by periods: one cell a class, on its colour and with its letter."""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from watermap.gui.cards import entry_card
from watermap.language import Language
from watermap.mapping.themes import Palette, Stamp
from watermap.quality.bulk.calendar import Calendar
from watermap.quality.bulk.entries import Entry
from watermap.quality.period import Period

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
Key = tuple[str, str]  # kind, name


class CalendarModel(QAbstractTableModel):
    """A calendar read cell by cell.

    Three states besides the classes: not enough data ("?"), no results in the period ("–").
    """

    def __init__(
        self,
        calendar: Calendar,
        palette: Palette,
        language: Language,
        parent: QObject | None = None,
    ) -> None:
        """Show ``calendar`` in the colours of ``palette``."""
        super().__init__(parent)
        self.periods: tuple[Period, ...] = calendar.periods
        self._palette = palette
        self._language: Language = language
        self._found: Mapping[tuple[Key, Period], Entry] = {
            ((one.kind, one.name), one.period): one for one in calendar.entries
        }
        self.stations: tuple[Key, ...] = tuple(
            dict.fromkeys((one.kind, one.name) for one in calendar.entries)
        )

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Stations."""
        return 0 if parent.isValid() else len(self.stations)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Periods."""
        return 0 if parent.isValid() else len(self.periods)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Periods above, stations beside."""
        if role == Qt.ItemDataRole.DisplayRole:
            if orientation == Qt.Orientation.Vertical:
                return self.stations[section][1]
            return _short(self.periods[section])
        if role == Qt.ItemDataRole.ToolTipRole and orientation == Qt.Orientation.Horizontal:
            return str(self.periods[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Letter, colours, and in words what they mean."""
        entry = self.entry(index)
        stamp = self.stamp(entry)
        if role == Qt.ItemDataRole.DisplayRole:
            return stamp.letter.of(self._language)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.BackgroundRole:
            fill = QColor(stamp.fill)
            if entry is not None and entry.water_class is None:
                return QBrush(fill, Qt.BrushStyle.Dense4Pattern)
            return QBrush(fill)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(stamp.letter_colour)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            name, period = self.stations[index.row()][1], self.periods[index.column()]
            return entry_card(name, str(period), stamp.title, entry, self._language)
        return None

    def entry(self, index: Index) -> Entry | None:
        """What is known of a cell; None: no results."""
        return self._found.get((self.stations[index.row()], self.periods[index.column()]))

    def stamp(self, entry: Entry | None) -> Stamp:
        """How a cell looks."""
        if entry is None:
            return self._palette.states["no_data"]
        if entry.water_class is None:
            return self._palette.states["insufficient"]
        return self._palette.classes[entry.water_class]

    def row_of(self, kind: str, name: str) -> int | None:
        """The row of a station; None: it has no results at all."""
        key = (kind, name)
        return self.stations.index(key) if key in self.stations else None

    def column_of(self, period: str) -> int | None:
        """The column of a period; None: it is not of this span."""
        names = [str(one) for one in self.periods]
        return names.index(period) if period in names else None

    def column_before(self, day: dt.date) -> int | None:
        """The last column that begins no later than a day; None: all begin later."""
        found = [place for place, one in enumerate(self.periods) if one.begin <= day]
        return found[-1] if found else None


def _short(period: Period) -> str:
    """The year above, what of it below."""
    year, dash, rest = str(period).partition("-")
    return f"{year}\n{rest}" if dash else year
