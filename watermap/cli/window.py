"""``watermap open``: the window."""

from pathlib import Path

import click

from watermap.cli.session import Session, command


@command("open")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
def open_command(session: Session, *, paths: tuple[Path, ...]) -> int:
    """Open the window, with a project or with files."""
    from watermap.gui.app import run

    return run(paths, language=session.language)
