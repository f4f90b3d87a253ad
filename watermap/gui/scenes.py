"""Keeps the scene that the map shows; builds it anew off the GUI thread when its parts change."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from watermap.gui.cards import section_card
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.mapping.picking import Hit
from watermap.mapping.scene import Scene, build
from watermap.mapping.themes import find_theme
from watermap.progress import SILENT, Progress
from watermap.quality.assessment import Assessment
from watermap.quality.standing.changes import Trended
from watermap.workspace.answers import with_trends
from watermap.workspace.opened import Opened
from watermap.workspace.workspace import Workspace


class SceneKeeper(QObject):
    """Listens to the workspace; the newest scene wins."""

    changed = Signal(object, bool)  # Scene | None, whether it is of another project

    def __init__(
        self,
        workspace: Workspace,
        runner: TaskRunner,
        *,
        language: Language,
        parent: QObject | None = None,
    ) -> None:
        """Build scenes of ``workspace`` with ``runner``."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._language: Language = language
        self._theme = "compliance"
        self._fresh = False
        self._trended: tuple[Assessment, Trended] | None = None  # of which evaluation
        self.scene: Scene | None = None
        workspace.opened_changed.connect(self._on_opened)
        workspace.assessment_changed.connect(self._on_other)
        workspace.visibility_changed.connect(self._on_visibility)

    @property
    def theme(self) -> str:
        """Id of the theme shown."""
        return self._theme

    def set_theme(self, theme: str) -> None:
        """Show another theme."""
        self._theme = theme
        self._rebuild()

    def shown(self, assessment: Assessment | None) -> Assessment | None:
        """The evaluation with its trends, where the map shows them; else the same."""
        told = self._trends_of(assessment)
        return assessment if told is None else told.assessment

    def _trends_of(self, assessment: Assessment | None) -> Trended | None:
        if self._trended is None or self._trended[0] is not assessment:
            return None
        return self._trended[1]

    def set_language(self, language: Language) -> None:
        """Label in another language."""
        self._language = language
        self._rebuild()

    def card(self, hits: Sequence[Hit]) -> str:
        """What to say of the section under the pointer; "" where there is none."""
        opened, assessment = self._workspace.opened, self._workspace.assessment
        if opened is None or assessment is None:
            return ""
        for hit in hits:
            layer = opened.layer_of(hit.layer)
            if layer is not None and layer.kind in {"section", "water_source"}:
                name = layer.frame.at[hit.record, "name"]
                result = assessment.by_name(layer.kind).get(str(name))
                seen = self.scene is not None and self.scene.theme.sections == "trend"
                told = self._trends_of(assessment) if seen else None
                trends = told.of(str(name)) if told is not None else ()
                return "" if result is None else section_card(result, self._language, trends)
        return ""

    def _on_opened(self, opened: Opened | None) -> None:
        self._fresh = True
        if opened is None:
            self.scene = None
            self.changed.emit(None, True)
        else:
            self._rebuild()

    def _on_other(self, _assessment: Assessment | None) -> None:
        self._rebuild()

    def _on_visibility(self, _layer: str, _shown: bool) -> None:
        self._rebuild()

    def _rebuild(self) -> None:
        opened = self._workspace.opened
        if opened is None:
            return
        assessment = self._workspace.assessment
        work = partial(
            _build,
            opened,
            assessment,
            self._trends_of(assessment),
            theme=self._theme,
            language=self._language,
            hidden=self._workspace.hidden,
            before=self.scene,
        )
        self._runner.submit(
            "scene",
            lambda progress: work(progress=progress),
            done=partial(self._on_scene, assessment),
        )

    def _on_scene(self, of: Assessment | None, made: tuple[Scene, Trended | None]) -> None:
        scene, trended = made
        if of is not None and trended is not None:
            self._trended = (of, trended)
        fresh, self._fresh = self._fresh, False
        self.scene = scene
        self.changed.emit(scene, fresh)


def _build(
    opened: Opened,
    assessment: Assessment | None,
    trended: Trended | None,
    *,
    theme: str,
    language: Language,
    hidden: frozenset[str],
    before: Scene | None,
    progress: Progress = SILENT,
) -> tuple[Scene, Trended | None]:
    """The scene, and the trends where the theme wants them; those of before are told once."""
    progress.step(0, 1)
    if assessment is not None and trended is None and find_theme(theme).sections == "trend":
        trended = with_trends(opened, assessment, progress=progress)
    scene = build(
        opened.layers,
        kinds=opened.kinds,
        assessment=assessment if trended is None else trended.assessment,
        theme=theme,
        language=language,
        hidden=hidden,
        before=before,
    )
    return scene, trended
