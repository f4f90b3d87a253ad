"""Which paths are opened at all: ordinary files on this computer; decided before any library.

One kind of folder is taken for a file: a file geodatabase, by its ending and its tables.
"""

import errno
import os
import re
import stat
from pathlib import Path

from watermap.errors import Problem, WatermapError

# "PG:…", "http:/…", "/vsicurl/…": names that GDAL takes as instructions. One letter and a colon
# is a drive. Two strokes at the start are a network share.
_NOT_A_NAME = re.compile(
    r"[A-Za-z][A-Za-z0-9+._-]+:|\\\\|//|"
    r"[\\/]vsi(zip|gzip|tar|7z|rar|mem|std|sparse|subfile|cached|crypt|curl|s3|gs|az|adls|oss|swift|"
    r"hdfs|webhdfs|kerchunk|plugin|http)[a-z_]*[\\/]"
)


def local_file(path: Path | str) -> Path:
    """The path made absolute, once it is sure that an ordinary file lies there.

    Raises:
        WatermapError: it is an address, a network share, a folder, a pipe, a device or nothing.
    """
    text = str(path)
    if _NOT_A_NAME.match(text) or "://" in text:
        raise WatermapError(Problem.error("reading.not_local", file=text))
    absolute = Path(path).absolute()
    try:
        mode = absolute.stat().st_mode
    except (OSError, ValueError) as error:
        raise refusal(absolute, error) from error
    if not stat.S_ISREG(mode) and not geodatabase(absolute):
        raise WatermapError(Problem.error("reading.not_a_file", file=absolute.name))
    if not _is_utf8(absolute):
        raise WatermapError(Problem.error("reading.bad_name", file=ascii(absolute.name)))
    return absolute


def refusal(path: Path, error: OSError | ValueError) -> WatermapError:
    """What to say of a file that the computer does not hand over."""
    code = (
        "missing"
        if isinstance(error, FileNotFoundError)
        else "no_space"
        if getattr(error, "errno", None) == errno.ENOSPC
        else "no_permission"
        if isinstance(error, PermissionError)
        else "unreadable"
    )
    return WatermapError(Problem.error(f"reading.{code}", file=path.name))


def sibling(path: Path, ending: str) -> Path | None:
    """The ordinary file of the same name with another ending, in any case; None: none."""
    for candidate in (path.with_suffix(ending), path.with_suffix(ending.upper())):
        if candidate.is_file():
            return candidate
    wanted = path.with_suffix(ending).name.lower()
    alike = [name for name in os.listdir(path.parent) if name.lower() == wanted]  # noqa: PTH208
    return next((one for one in map(path.with_name, sorted(alike)) if one.is_file()), None)


def geodatabase(path: Path) -> bool:
    """Whether this is the folder of an ESRI file geodatabase."""
    if path.suffix.lower() != ".gdb" or not path.is_dir():
        return False
    with os.scandir(path) as listing:
        return any(entry.name.lower().endswith(".gdbtable") for entry in listing)


def _is_utf8(path: Path) -> bool:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
