"""The details of a proposed project, as far as the user knows them."""

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)
from shapely.geometry.base import BaseGeometry

from watermap.checks.site import Circumstances, Site, Work
from watermap.errors import Problem

NEAR_M = (500.0, 1000.0, 5000.0)
_YES_NO: tuple[bool | None, ...] = (None, True, False)
_WORKS: tuple[Work | None, ...] = (None, "new", "rebuild", "expand")
KINDS_OF_142 = 10


class SiteForm(QWidget):
    """Form fields; what is left unknown stays unknown in the site."""

    coordinates_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing known and today's law."""
        super().__init__(parent)
        self.coordinates = QLineEdit()
        self.coordinates.returnPressed.connect(
            lambda: self.coordinates_entered.emit(self.coordinates.text())
        )
        self.name = QLineEdit()
        self.industry = QLineEdit()
        self.work = QComboBox()
        self.discharges = QComboBox()
        self.outfall = QComboBox()
        self.groundwater = QComboBox()
        self.hazardous = QComboBox()
        self.water_related = QComboBox()
        self.permitted = QSpinBox()
        self.permitted.setRange(0, KINDS_OF_142)
        self.as_of = QDateEdit(QDate.currentDate())
        self.as_of.setCalendarPopup(True)
        self.as_of.setDisplayFormat("yyyy-MM-dd")
        self._labels = [QLabel() for _ in self._fields()]
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field in zip(self._labels, self._fields(), strict=True):
            form.addRow(label, field)
        self.retranslate()

    def _fields(self) -> Sequence[QWidget]:
        return (
            self.coordinates, self.name, self.industry, self.work, self.discharges, self.outfall,
            self.groundwater, self.hazardous, self.water_related, self.permitted, self.as_of,
        )  # fmt: skip

    def site(
        self, geometry: BaseGeometry, source: str | None, problems: tuple[Problem, ...]
    ) -> Site:
        """The site with these details."""
        return Site(
            geometry=geometry,
            name=self.name.text().strip() or None,
            industry=self.industry.text().strip().upper() or None,
            work=_WORKS[self.work.currentIndex()],
            discharges=_YES_NO[self.discharges.currentIndex()],
            outfall_inside=_YES_NO[self.outfall.currentIndex()],
            takes_groundwater=_YES_NO[self.groundwater.currentIndex()],
            hazardous_store=_YES_NO[self.hazardous.currentIndex()],
            water_related=_YES_NO[self.water_related.currentIndex()],
            permitted_kind=self.permitted.value() or None,
            source=source,
            problems=problems,
        )

    def take(self, site: Site) -> None:
        """Show the details that came with a file."""
        self.name.setText(site.name or "")
        self.industry.setText(site.industry or "")
        self.work.setCurrentIndex(_WORKS.index(site.work))
        for combo, value in (
            (self.discharges, site.discharges),
            (self.outfall, site.outfall_inside),
            (self.groundwater, site.takes_groundwater),
            (self.hazardous, site.hazardous_store),
            (self.water_related, site.water_related),
        ):
            combo.setCurrentIndex(_YES_NO.index(value))
        self.permitted.setValue(site.permitted_kind or 0)

    def circumstances(self) -> Circumstances:
        """The day whose law applies, and the usual distances."""
        day = self.as_of.date()
        return Circumstances(as_of=dt.date(day.year(), day.month(), day.day()), within_m=NEAR_M)

    def retranslate(self) -> None:
        """Write all texts anew."""
        titles = (
            self.tr("Coordinates"), self.tr("Project"), self.tr("Industry (GB/T 4754)"),
            self.tr("Nature"), self.tr("Discharges to water"), self.tr("Outfall on the site"),
            self.tr("Takes groundwater"), self.tr("Stores hazardous chemicals"),
            self.tr("Serves water supply"), self.tr("Permitted kind in red line"),
            self.tr("Law as of"),
        )  # fmt: skip
        for label, title in zip(self._labels, titles, strict=True):
            label.setText(title)
        self.coordinates.setPlaceholderText(self.tr("117.73, 34.56 or 117°43′48″E 34°33′36″N"))
        self.industry.setPlaceholderText("C2614")
        self.permitted.setSpecialValueText(self.tr("none"))
        _refill(
            self.work,
            (self.tr("unknown"), self.tr("new"), self.tr("rebuild"), self.tr("expand")),
        )
        for combo in (
            self.discharges, self.outfall, self.groundwater, self.hazardous, self.water_related,
        ):  # fmt: skip
            _refill(combo, (self.tr("unknown"), self.tr("yes"), self.tr("no")))


def _refill(combo: QComboBox, texts: Sequence[str]) -> None:
    chosen = max(combo.currentIndex(), 0)
    combo.clear()
    combo.addItems(list(texts))
    combo.setCurrentIndex(chosen)
