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
    writer = writers.get(path.suffix.lower())
    if writer is None:
        known = " ".join(sorted(writers))
        raise WatermapError(Problem.error("export.unknown_ending", file=path, known=known))
    return writer(path) or ()
