"""``--out FILE``: the ending says which writer."""

from collections.abc import Callable, Mapping
from pathlib import Path

from watermap.cli.session import Session
from watermap.errors import Problem, WatermapError

Writer = Callable[[Path], object]


def write_out(session: Session, writers: Mapping[str, Writer]) -> None:
    """Write the answer where --out says, by its ending; without --out nothing.

    Raises:
        WatermapError: no writer for that ending.
    """
    if session.out is None:
        return
    writer_for(session.out, writers)(session.out)
    session.complain([Problem.note("cli.written", file=session.out)])


def writer_for(path: Path, writers: Mapping[str, Writer]) -> Writer:
    """The writer for a path's ending.

    Raises:
        WatermapError: there is none.
    """
    writer = writers.get(path.suffix.lower())
    if writer is None:
        known = " ".join(sorted(writers))
        raise WatermapError(Problem.error("cli.unknown_ending", file=path, known=known))
    return writer
