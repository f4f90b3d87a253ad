"""``watermap open``: the window."""

from pathlib import Path

import click

from watermap.cli.main import OpenWindow
from watermap.cli.session import Session, command


@command("open")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def open_command(session: Session, *, paths: tuple[Path, ...]) -> int:
    """Open the window, with a project or with files."""
    open_window: OpenWindow = click.get_current_context().obj
    return open_window(paths, session.language)
