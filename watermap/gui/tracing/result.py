"""A trace as a tree: what is on the way, whom it passes, where it ends, what to know."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from watermap.catalogue.kinds import Kind
from watermap.export.along_columns import KM_DECIMALS
from watermap.export.sheets_suspects import suspects_remarks, suspects_title
from watermap.export.sheets_trace import remarks
from watermap.export.words import word
from watermap.figures import figure
from watermap.language import Language
from watermap.network.answer import Followed, Suspicion
from watermap.network.incidents.suspects import Candidate
from watermap.network.tracing.ends import End
from watermap.network.tracing.met import Met
from watermap.network.tracing.passed import Passed
from watermap.network.tracing.speeds import Hours

_PLACE = Qt.ItemDataRole.UserRole + 1
HOURS_DECIMALS = 1


class TraceTree(QTreeWidget):
    """Three columns: what, kilometres along the water, hours."""

    object_asked = Signal(object)  # Placed
    end_asked = Signal(float, float)  # longitude, latitude

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.setColumnCount(3)
        self.setIndentation(14)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        header = self.header()
        header.setStretchLastSection(False)
        resize = QHeaderView.ResizeMode
        header.setSectionResizeMode(0, resize.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, resize.ResizeToContents)
        self.itemClicked.connect(self._on_click)

    def show_trace(
        self, followed: Followed | None, kinds: Mapping[str, Kind], language: Language
    ) -> None:
        """Show a trace; None: nothing."""
        self.setHeaderLabels([self.tr("On the way"), self.tr("km"), self.tr("hours")])
        self.clear()
        if followed is None:
            return
        found = followed.trace
        way = self._group(word("trace_tab_objects", language), len(found.objects))
        for one in found.objects:
            way.addChild(_object(one, kinds, language))
        passed = self._group(
            word("trace_tab_passed", language), len(followed.districts) + len(followed.chiefs)
        )
        for name, of in (("trace_district", followed.districts), ("trace_chief", followed.chiefs)):
            for whom in of:
                passed.addChild(_passed(whom, word(name, language)))
        ends = self._group(word("trace_tab_ends", language), len(found.ends))
        for end in found.ends:
            ends.addChild(_end(end, language))
        said = [*remarks(followed, language), *(one.text(language) for one in followed.problems)]
        told = self._group(self.tr("To be known"), len(said))
        for text in said:
            item = QTreeWidgetItem([text])
            item.setToolTip(0, text)
            told.addChild(item)
            item.setFirstColumnSpanned(True)
        for group in (way, passed, ends):
            group.setExpanded(True)

    def show_suspects(
        self, answer: Suspicion, kinds: Mapping[str, Kind], language: Language
    ) -> None:
        """Put candidates above the trace, each with its reasons below it."""
        found = answer.suspects
        groups = (
            (word("suspects_tab_candidates", language), found.between),
            (word("suspects_bracket_beyond", language), found.beyond),
        )
        place = 0
        for title, candidates in groups:
            if candidates:
                group = QTreeWidgetItem([f"{title} ({len(candidates)})"])
                self.insertTopLevelItem(place, group)
                for one in candidates:
                    group.addChild(_candidate(one, kinds, language))
                group.setExpanded(place == 0)
                place += 1
        shown = QTreeWidgetItem([suspects_title(answer, language)])
        self.insertTopLevelItem(0, shown)
        shown.setFirstColumnSpanned(True)
        for text in suspects_remarks(answer, language):
            line = QTreeWidgetItem([text])
            line.setToolTip(0, text)
            shown.addChild(line)
            line.setFirstColumnSpanned(True)

    def _group(self, title: str, count: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem([f"{title} ({count})"])
        self.addTopLevelItem(item)
        return item

    def _on_click(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, _PLACE)
        if isinstance(place, Met):
            self.object_asked.emit(place.object)
        elif isinstance(place, End):
            self.end_asked.emit(place.lon, place.lat)


def _object(one: Met, kinds: Mapping[str, Kind], language: Language) -> QTreeWidgetItem:
    thing = one.object
    kind = kinds[thing.kind].title.of(language) if thing.kind in kinds else thing.kind
    item = QTreeWidgetItem(
        [f"{thing.name or thing.id or '—'}  ·  {kind}", _km(one.taken_m), _hours(one.hours)]
    )
    doubts = "、".join(word(f"trace_doubt_{doubt}", language) for doubt in thing.doubts)
    item.setToolTip(0, doubts)
    item.setData(0, _PLACE, one)
    return item


def _candidate(one: Candidate, kinds: Mapping[str, Kind], language: Language) -> QTreeWidgetItem:
    item = _object(one.met, kinds, language)
    name = one.facts.owner or item.text(0)
    points = word("suspects_points", language)
    item.setText(0, f"{name}  ·  {points} {one.points}")
    for why in one.why:
        text = word("suspects_reason", language, text=why.why.text(language), points=why.points)
        item.addChild(QTreeWidgetItem([text]))
    return item


def _passed(one: Passed, what: str) -> QTreeWidgetItem:
    of = f"（{one.of}）" if one.of else ""
    return QTreeWidgetItem([f"{one.name or '—'}{of}  ·  {what}", _km(one.length_m)])


def _end(one: End, language: Language) -> QTreeWidgetItem:
    text = word(f"trace_end_{one.reason}", language)
    if one.object is not None:
        text = f"{one.object.name or one.object.id}  ·  {text}"
    item = QTreeWidgetItem([text, _km(one.taken_m)])
    item.setData(0, _PLACE, one)
    return item


def _km(metres: float) -> str:
    return figure(metres / 1000, KM_DECIMALS)


def _hours(hours: Hours) -> str:
    first, last = (figure(one, HOURS_DECIMALS) for one in (hours.earliest, hours.latest))
    return f"{first}–{last}"
