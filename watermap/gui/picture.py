"""A picture of the real window: ``python -m watermap.gui.picture PROJECT OUT.png``.

Opens the window on the project, optionally with a site checked, waits until everything is drawn,
saves what is seen and ends. ``watermap demo`` and the pictures of the manual come from here.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer

from watermap.gui.app import application, build_window
from watermap.gui.window import MainWindow

DEADLINE_MS = 90_000
SETTLED_MS = 50  # between looks whether everything is drawn
GAVE_UP = 1


class Photographer:
    """Goes through the steps one after the other, each when the window has come to rest."""

    def __init__(self, window: MainWindow, steps: list[Callable[[], None]]) -> None:
        """``steps`` are called in order; the last one saves."""
        self._window = window
        self._steps = steps
        self._timer = QTimer(window)
        self._timer.setInterval(SETTLED_MS)
        self._timer.timeout.connect(self._on_look)
        self._timer.start()

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()

    def _on_look(self) -> None:
        if not self._window.canvas.settled():
            return
        if self._steps:
            self._steps.pop(0)()
        else:
            self.stop()
            application().exit(0)


def main(arguments: list[str]) -> int:
    """Take the picture; 1 where the window did not come to rest in time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")
    parser.add_argument("--period")
    parser.add_argument("--site", type=Path)
    parser.add_argument("--size", default="1440x900")
    options = parser.parse_args(arguments)
    made = application()
    window = build_window(language=options.lang)
    width, _, height = options.size.partition("x")
    window.resize(int(width), int(height))
    window.show()
    window.open(options.project)
    steps: list[Callable[[], None]] = []
    if options.period:
        steps.append(lambda: window.period_bar.periods.setCurrentText(options.period))
    if options.site:
        steps += [
            lambda: window.site.start_from_file(options.site),
            window.site.run_check,
            window.zoom_full,
        ]
    steps += [lambda: None, lambda: save(window, options.out)]
    photographer = Photographer(window, steps)
    QTimer.singleShot(DEADLINE_MS, lambda: made.exit(GAVE_UP))
    code = made.exec()
    photographer.stop()
    window.close()
    return code


def save(window: MainWindow, path: Path) -> None:
    """Write what is seen of the window."""
    path.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(path))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
