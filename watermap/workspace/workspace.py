"""The one thing that changes: what is open, shown and selected. It says what changed; views redraw.

Nothing here computes: results are made by ``answers`` and handed in.
"""

from dataclasses import dataclass

from psygnal import Signal

from watermap.checks.findings import Around, SiteCheck
from watermap.quality.assessment import Assessment
from watermap.quality.bulk.groups import GroupSpan
from watermap.workspace.opened import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Selected features of one layer, by record number in its file."""

    layer: str  # key of the scene's layer
    records: frozenset[int]


class Workspace:
    """The open project and what the user does with it."""

    opened_changed = Signal(object)  # Opened | None
    assessment_changed = Signal(object)  # Assessment | None
    around_changed = Signal(object)  # Around | None
    check_changed = Signal(object)  # SiteCheck | None
    visibility_changed = Signal(str, bool)  # layer key, shown
    selection_changed = Signal(object)  # Selection | None
    every_changed = Signal(str)  # GroupSpan

    def __init__(self) -> None:
        """Start with nothing open."""
        self._opened: Opened | None = None
        self._assessment: Assessment | None = None
        self._around: Around | None = None
        self._check: SiteCheck | None = None
        self._hidden: frozenset[str] = frozenset()
        self._selection: Selection | None = None
        self._every: GroupSpan = "month"

    @property
    def opened(self) -> Opened | None:
        """The open project."""
        return self._opened

    @property
    def assessment(self) -> Assessment | None:
        """The evaluation that the map shows."""
        return self._assessment

    @property
    def around(self) -> Around | None:
        """The last answer to what lies around the sources."""
        return self._around

    @property
    def check(self) -> SiteCheck | None:
        """The last site check."""
        return self._check

    @property
    def hidden(self) -> frozenset[str]:
        """Keys of the layers that are not shown."""
        return self._hidden

    @property
    def selection(self) -> Selection | None:
        """The selected features."""
        return self._selection

    @property
    def every(self) -> GroupSpan:
        """Into what calendar, chart and slider divide time."""
        return self._every

    def show(self, opened: Opened | None) -> None:
        """Take another project; results of the old one go."""
        self._opened = opened
        self._hidden = opened.hidden_at_first() if opened is not None else frozenset()
        self.select(None)
        self.set_assessment(None)
        self.set_around(None)
        self.set_check(None)
        self.opened_changed.emit(opened)

    def renew(self, opened: Opened) -> None:
        """Take the open project with another file of its own; its results stay."""
        self._opened = opened

    def set_every(self, every: GroupSpan) -> None:
        """Divide time otherwise."""
        if every != self._every:
            self._every = every
            self.every_changed.emit(every)

    def set_assessment(self, assessment: Assessment | None) -> None:
        """Take the evaluation of another period, standard or method."""
        self._assessment = assessment
        self.assessment_changed.emit(assessment)

    def set_around(self, around: Around | None) -> None:
        """Take the answer to what lies around the sources."""
        self._around = around
        self.around_changed.emit(around)

    def set_check(self, check: SiteCheck | None) -> None:
        """Take the answer to a site check."""
        self._check = check
        self.check_changed.emit(check)

    def set_visible(self, layer: str, *, shown: bool) -> None:
        """Show or hide a layer of the map."""
        if shown == (layer not in self._hidden):
            return
        self._hidden = self._hidden - {layer} if shown else self._hidden | {layer}
        self.visibility_changed.emit(layer, shown)

    def select(self, selection: Selection | None) -> None:
        """Select features; None: none."""
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)
