"""Files are saved whole or not at all. Every file watermap writes goes through here."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watermap.errors import Problem, WatermapError

_MARK = ".watermap-saving"
_MOST_OF_NAME = 40  # characters of the name that its temporary file shows
_WINDOWS_TRIES = 8  # an office program may hold the target for a moment
_WAIT_S = 0.25


@contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """Yield a file to write, of the same ending and in the same folder; put it in place at the end.

    When the body raises, the old file stays as it was and the new one goes. The body closes what
    it opened before it ends.

    Raises:
        WatermapError: the target is a folder or a link, or cannot be written.
    """
    try:
        taken = path.is_symlink() or path.is_dir()
    except OSError as error:  # a name too long to be looked up
        raise _refusal(path, error) from error
    if taken:
        raise WatermapError(Problem.error("atomic.not_a_file", file=path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        start = f".{path.stem[:_MOST_OF_NAME]}."  # room for the mark in a name of 255 bytes
        handle, name = tempfile.mkstemp(_MARK + path.suffix, start, path.parent)
    except OSError as error:
        raise _refusal(path, error) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        _settle(temporary, path)
    except OSError as error:
        raise _refusal(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _refusal(path: Path, error: OSError) -> WatermapError:
    return WatermapError(
        Problem.error("atomic.not_written", file=path, why=error.strerror or str(error))
    )


def _settle(temporary: Path, path: Path) -> None:
    """Bring the bytes to the disk, then the file to its name, then the name to the disk."""
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    for attempt in range(_WINDOWS_TRIES):
        try:
            temporary.replace(path)
            break
        except PermissionError:
            if os.name != "nt" or attempt == _WINDOWS_TRIES - 1:
                raise
            time.sleep(_WAIT_S)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
