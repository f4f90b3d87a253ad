"""The application: one per process, dressed, with its exception hooks, and a window."""

import faulthandler
import logging
import sys
import threading
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from watermap.gui.ask import Ask
from watermap.gui.style import dress
from watermap.gui.window import MainWindow
from watermap.language import Language

LOG_BYTES = 1_000_000
LOG_FILES = 3


def application() -> QApplication:
    """The process's application, made and dressed where there is none."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    made = QApplication(["watermap"])
    made.setApplicationName("watermap")
    dress(made)
    return made


def build_window(*, language: Language, ask: Ask | None = None) -> MainWindow:
    """A window that is not shown yet."""
    application()
    return MainWindow(language=language, ask=ask)


def run(paths: Sequence[Path], *, language: Language) -> int:
    """Show the window until it is closed; open the first of ``paths``."""
    made = application()
    keep_log()
    window = build_window(language=language)
    catch_faults(window)
    window.show()
    window.opening.warm()
    if paths:
        window.open(*paths)
    return made.exec()


def keep_log() -> Path:
    """Keep what goes wrong in the user's log folder; crashes of C code too."""
    from platformdirs import user_log_path

    folder = user_log_path("watermap", appauthor=False, ensure_exists=True)
    handler = RotatingFileHandler(
        folder / "watermap.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("watermap").addHandler(handler)
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
    return folder


def catch_faults(window: MainWindow) -> None:
    """Show and log what no other code caught, instead of dying or staying silent."""

    def from_python(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        window.show_fault(error)

    def from_thread(hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            logging.getLogger("watermap").error("in a thread", exc_info=hook.exc_value)

    sys.excepthook = from_python
    threading.excepthook = from_thread
