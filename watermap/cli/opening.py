"""Opening a project from the command line: reader, progress, and its problems said."""

from pathlib import Path

from watermap.cli.session import Session
from watermap.reading.reader import Reader
from watermap.workspace.opened import Opened, open_project


def opened(session: Session, path: Path) -> Opened:
    """The project at ``path``; its problems come with the answers."""
    with Reader() as reader, session.progress() as progress:
        return open_project(path, reader=reader, progress=progress)
