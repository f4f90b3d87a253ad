"""``watermap`` and ``python -m watermap``: no arguments open the window, others are a command."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watermap.language import Language


def main() -> int:
    """Run watermap; the exit codes are those of the command line's contract."""
    from watermap.cli.main import run

    return run(sys.argv[1:] or ["open"], open_window=open_window)


def open_window(paths: Sequence[Path], language: "Language") -> int:
    """Show the window until it is closed; the command line is handed this door."""
    from watermap.gui.app import run

    return run(paths, language=language)


if __name__ == "__main__":
    sys.exit(main())
