"""The way from dropped files to an open project: survey, pages, making; all slow work in tasks."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from watermap.catalogue.kinds import Kind
from watermap.catalogue.load import known_kinds
from watermap.errors import Message, WatermapError
from watermap.gui.ask import Ask
from watermap.gui.importing.destination import Destination, DestinationPage
from watermap.gui.importing.proposing import among_programs, data_name, proposed_folder
from watermap.gui.importing.question_page import QuestionPage
from watermap.gui.importing.summary import as_html, summary
from watermap.gui.importing.wizard import ImportWizard
from watermap.gui.tasks import TaskRunner
from watermap.language import Language
from watermap.progress import Progress
from watermap.workspace.databases import TakenTables
from watermap.workspace.importing.asking import Asking, Key, Pick, begin, for_new_project, go_on
from watermap.workspace.importing.items import Part
from watermap.workspace.importing.making import Made, add, make
from watermap.workspace.importing.question import Page
from watermap.workspace.opened import Opened
from watermap.workspace.workspace import Workspace

KEY = "import"  # of the tasks


class Importing(QObject):
    """Imports files for one window, one import at a time."""

    made = Signal(object)  # Made: a project to be opened
    failed = Signal(object)  # the exception of an import that ended with it
    ended = Signal()  # however it ended; the files are no longer needed

    def __init__(
        self,
        workspace: Workspace,
        runner: TaskRunner,
        ask: Ask,
        session_folder: Callable[[str], Path],
        parent: QWidget,
    ) -> None:
        """Import beside or into the project of ``workspace``.

        Args:
            workspace: has the open project.
            runner: does the slow work.
            ask: asks for folders.
            session_folder: a folder for a project that is not kept, by its name.
            parent: the window below the wizard.
        """
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._ask = ask
        self._session_folder = session_folder
        self._window = parent
        self._kinds: Mapping[str, Kind] = {}
        self._language: Language = "zh"
        self._paths: tuple[Path, ...] = ()
        self._taken: TakenTables | None = None  # of the database that the files came from
        self._picks: dict[Key, Pick] = {}
        self._doubted: set[Part] = set()
        self._asking: Asking | None = None
        self._place = 0  # of the shown page among asking.pages; their number: the last page
        self.wizard: ImportWizard | None = None

    def start(
        self, paths: Sequence[Path], language: Language, taken: TakenTables | None = None
    ) -> None:
        """Survey files and folders and lead through what has to be asked.

        Args:
            paths: files and folders.
            language: of the questions.
            taken: what is known of the files where they were taken from a database.
        """
        if self.wizard is not None:
            self.wizard.reject()
        self._kinds = known_kinds()
        self._language, self._paths, self._taken = language, tuple(paths), taken
        self._picks, self._doubted, self._asking, self._place = {}, set(), None, 0
        self.wizard = ImportWizard(self._window)
        self.wizard.rejected.connect(self._on_cancel)
        self.wizard.back_asked.connect(self._on_back)
        self.wizard.next_asked.connect(self._on_next)
        self.wizard.open()
        work = partial(begin, self._paths, kinds=self._kinds, project=self._project())
        self._submit(_with_progress(work), self._on_begun, self.tr("Reading the files"))

    def _submit(
        self,
        work: Callable[[Progress], object],
        done: Callable[..., None],
        doing: str,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        wizard = self.wizard
        if wizard is not None:
            wizard.show_busy(doing)
            task = self._runner.submit(KEY, work, done=done, failed=failed or self._on_failed)
            task.progressed.connect(wizard.busy.step)

    def _on_begun(self, asking: Asking) -> None:
        if self._taken is not None:
            said = (*self._taken.problems, *asking.survey.problems)
            asking = replace(asking, survey=replace(asking.survey, problems=said))
        self._asking = asking
        self._show(0)

    def _show(self, place: int) -> None:
        asking, wizard = self._asking, self.wizard
        if asking is None or wizard is None:
            return
        self._place = place
        titles = [
            Message.of(f"workspace.page_{page}").text(self._language) for page, _ in asking.pages
        ]
        wizard.show_steps([*titles, self.tr("Where to")], place)
        if place < len(asking.pages):
            _, asked = asking.pages[place]
            page = QuestionPage(asked, self._picks, self._language, why=self._why())
            wizard.show_questions(page, titles[place], first=place == 0)
        else:
            wizard.show_destination(self._last_page(asking), first=place == 0)

    def _last_page(self, asking: Asking) -> DestinationPage:
        name = self._name()
        project = self._project()
        beside = self._paths if self._taken is None else ()
        page = DestinationPage(
            title=name,
            folder=proposed_folder(beside, self.tr("{0} project").format(name)),
            open_title=project.project.title.of(self._language) if project else None,
            ask_folder=lambda: self._ask.folder(self.tr("Make the project in this folder")),
        )
        found = summary(asking, self._kinds, self._language)
        page.show_summary(as_html(found), anything=found.anything())
        page.changed.connect(partial(self._on_destination, page))
        page.kind_doubted.connect(lambda place: self._doubt(found.layers[place].part))
        return page

    def _on_destination(self, page: DestinationPage) -> None:
        if self.wizard is not None:
            self.wizard.next.setEnabled(page.ready())

    def _doubt(self, part: Part | None) -> None:
        """Ask for the kind of a layer that was guessed, and show the page where it is asked."""
        if part is None or self._asking is None:
            return
        self._doubted |= {part}
        self._submit(
            self._further(self._asking), partial(self._on_further, None), self.tr("One moment")
        )

    def _on_back(self) -> None:
        page = self.wizard.page if self.wizard is not None else None
        if isinstance(page, QuestionPage):
            self._picks |= page.picks()
        self._show(max(0, self._place - 1))

    def _on_next(self) -> None:
        page = self.wizard.page if self.wizard is not None else None
        if isinstance(page, DestinationPage):
            self._finish(page.destination())
        elif isinstance(page, QuestionPage) and self.wizard is not None:
            missing = page.missing()
            self.wizard.say_open(len(missing))
            if not missing:
                self._picks |= page.picks()
                self._go_on()

    def _go_on(self) -> None:
        asking = self._asking
        if asking is not None:
            shown = asking.pages[self._place][0]
            self._submit(
                self._further(asking),
                partial(self._on_further, shown),
                self.tr("Taking in the answers"),
            )

    def _further(self, asking: Asking) -> Callable[[Progress], Asking]:
        work = partial(
            go_on,
            asking,
            dict(self._picks),
            kinds=self._kinds,
            doubted=frozenset(self._doubted),
            project=self._project(),
        )
        return _with_progress(work)

    def _on_further(self, shown: Page | None, further: Asking) -> None:
        """Show the page behind the one that was shown; None: the kinds."""
        self._asking = further
        names = [page for page, _ in further.pages]
        if shown is None:
            self._show(names.index("kind") if "kind" in names else len(names))
        else:
            self._show(names.index(shown) + 1 if shown in names else self._place)

    def _finish(self, destination: Destination) -> None:
        asking = self._asking
        if asking is None:
            return
        place = self._place

        def failed(error: BaseException) -> None:
            self._show(place)
            page = self.wizard.page if self.wizard is not None else None
            if isinstance(error, WatermapError) and isinstance(page, DestinationPage):
                page.show_fault(error.text(self._language))
            else:
                self._on_failed(error)

        self._submit(
            self._making(asking, destination), self._on_made, self.tr("Copying the files"), failed
        )

    def _making(self, asking: Asking, destination: Destination) -> Callable[[Progress], Made]:
        project = self._project()
        if self._taken is not None:
            answers = asking.answers.with_origins(self._taken.origins)
            asking = replace(asking, answers=answers)
        if destination.sort == "add" and project is not None:
            return lambda progress: add(
                project.folder, project.project, asking.survey, asking.answers,
                kinds=self._kinds, progress=progress,
            )  # fmt: skip
        name = destination.title or self._name()
        folder = destination.folder or self._session_folder(name)
        return lambda progress: make(
            folder,
            asking.survey,
            for_new_project(asking, kinds=self._kinds),
            kinds=self._kinds,
            title=name,
            progress=progress,
        )

    def _on_made(self, made: Made) -> None:
        self._close()
        self.made.emit(made)

    def _on_failed(self, error: BaseException) -> None:
        self._close()
        self.failed.emit(error)

    def _on_cancel(self) -> None:
        self._runner.cancel(KEY)
        self._forget()

    def _close(self) -> None:
        if self.wizard is not None:
            self.wizard.accept()
        self._forget()

    def _forget(self) -> None:
        if self.wizard is not None:
            self.wizard.deleteLater()
        self.wizard, self._asking = None, None
        self.ended.emit()

    def _name(self) -> str:
        """What to call a project of what is imported."""
        return data_name(self._paths) if self._taken is None else self._taken.name

    def _why(self) -> str:
        """What is kept as the reason of an answer for which a person gave none."""
        today = dt.date.today().isoformat()
        return Message.of("workspace.said_in_window", date=today).text(self._language)

    def _project(self) -> Opened | None:
        """The open project where it may take more files: not a newer one, not a shipped sample."""
        opened = self._workspace.opened
        if opened is None or opened.read_only or among_programs(opened.folder):
            return None
        return opened


def _with_progress(work: Callable[..., Asking]) -> Callable[[Progress], Asking]:
    return lambda progress: work(progress=progress)
