"""The ending of a file's name says which writer writes it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from watermap.errors import Problem, WatermapError

Writer = Callable[[Path], object]


def write_by_ending(path: Path, writers: Mapping[str, Writer]) -> None:
    """Write ``path`` with the writer of its ending (".xlsx" …).

    Raises:
        WatermapError: there is no writer for it; or what the writer raises.
    """
    writer = writers.get(path.suffix.lower())
    if writer is None:
        known = " ".join(sorted(writers))
        raise WatermapError(Problem.error("export.unknown_ending", file=path, known=known))
    writer(path)
