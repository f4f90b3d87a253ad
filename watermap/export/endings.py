"""The ending of a file's name says which writer writes it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from watermap.errors import Problem, WatermapError

Writer = Callable[[Path], tuple[Problem, ...] | None]
"""Writes a file; returns what was left out or changed on the way."""


def write_by_ending(path: Path, writers: Mapping[str, Writer]) -> tuple[Problem, ...]:
    """Write ``path`` with the writer of its ending (".xlsx" …).

    Returns:
        What was left out or changed on the way.

    Raises:
        WatermapError: there is no writer for it; or what the writer raises.
    """
    hold_to_endings(path, writers)
    return writers[path.suffix.lower()](path) or ()


def hold_to_endings(path: Path | None, writers: Mapping[str, Writer]) -> None:
    """Ask before long work whether there will be a writer for its file; None: there is no file.

    Raises:
        WatermapError: there is no writer for its ending.
    """
    if path is not None and path.suffix.lower() not in writers:
        known = " ".join(sorted(writers))
        raise WatermapError(Problem.error("export.unknown_ending", file=path, known=known))
