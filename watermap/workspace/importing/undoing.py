"""An import that fails or is cancelled leaves the project's folder as it was."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watermap.workspace.importing.bringing import DATA
from watermap.workspace.imports import FILE_NAME as LOG
from watermap.workspace.project import FILE_NAME as PROJECT


@contextmanager
def unchanged_unless_done(folder: Path) -> Iterator[None]:
    """Take back what was written to ``folder`` where the work inside does not come to its end."""
    made = _first_missing(folder)
    files = {name: _content(folder / name) for name in (PROJECT, LOG)}
    data = _entries(folder / DATA)
    done = False
    try:
        yield
        done = True
    finally:
        if not done:
            _restore(folder, made, files, data)


def _restore(
    folder: Path, made: Path | None, files: dict[str, bytes | None], data: frozenset[Path] | None
) -> None:
    if made is not None:
        shutil.rmtree(made, ignore_errors=True)
        return
    for name, content in files.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        elif _content(folder / name) != content:
            (folder / name).write_bytes(content)
    for path in (_entries(folder / DATA) or frozenset()) - (data or frozenset()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if data is None and (folder / DATA).is_dir():
        (folder / DATA).rmdir()


def _first_missing(folder: Path) -> Path | None:
    """The highest folder that would have to be made for this one; None: it is there."""
    missing = None
    while not folder.exists():
        missing, folder = folder, folder.parent
    return missing


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _entries(folder: Path) -> frozenset[Path] | None:
    return frozenset(folder.iterdir()) if folder.is_dir() else None
