"""The import log of a project: what was taken in when, from which file, with which answers.

``imports.jsonl`` lies in the project's folder: one JSON object a line, only ever added to.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from watermap.atomic import atomic
from watermap.errors import Problem

FILE_NAME = "imports.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One layer or sheet as it was taken in."""

    time: str  # ISO, with the zone's offset
    path: str  # inside the project's folder
    part: str  # of the file: layer or sheet
    source: str  # where the file lay before
    sha256: str
    modified: str  # of the file, ISO date
    kind: str  # of layer, or "measurements"
    in_file: int  # records or rows
    used: int
    repaired: int = 0
    rejected: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)  # what a person has said


def now() -> str:
    """This moment, as the log writes it."""
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def log_imports(folder: Path, imports: Iterable[Import]) -> None:
    """Add to the log, which is written whole or not at all.

    Raises:
        WatermapError: the log cannot be written.
    """
    path = folder / FILE_NAME
    old = path.read_bytes() if path.is_file() else b""
    if old and not old.endswith(b"\n"):  # a line cut short must not swallow the next one
        old += b"\n"
    lines = [_whole(json.dumps(asdict(one), ensure_ascii=False)) for one in imports]
    if lines:
        with atomic(path) as temporary:
            temporary.write_bytes(old + "".join(f"{line}\n" for line in lines).encode())


def _whole(line: str) -> str:
    """A line that UTF-8 can hold: names of files may have bytes that are no characters."""
    return line.encode("utf-8", "backslashreplace").decode()


def read_imports(folder: Path) -> tuple[tuple[Import, ...], tuple[Problem, ...]]:
    """The log, oldest first, and what has to be said of lines that cannot be read."""
    path = folder / FILE_NAME
    if not path.is_file():
        return (), ()
    found: list[Import] = []
    broken: list[str] = []
    # Not by splitlines: a file's name may hold a line separator of Unicode.
    lines = path.read_text("utf-8", "replace").removesuffix("\n").split("\n")
    for number, line in enumerate(lines, start=1):
        try:
            found.append(_line().validate_json(line, strict=True))
        except ValueError:
            broken.append(str(number))
    if not broken:
        return tuple(found), ()
    said = Problem.note("workspace.log_unreadable", file=path, lines="、".join(broken[:8]))
    return tuple(found), (said,)


@cache
def _line() -> TypeAdapter[Import]:
    """Every value of its own type: what others wrote there is not taken at its word."""
    return TypeAdapter(Import)


def changed_since(log: Iterable[Import], sums: Mapping[str, str]) -> tuple[Problem, ...]:
    """The files whose content is another one than when they were last taken in.

    Args:
        log: oldest first.
        sums: sha256 by the file's path inside the project.
    """
    last = {one.path: one for one in log}
    return tuple(
        Problem.warning("workspace.file_changed", file=path, date=last[path].time[:10])
        for path, found in sums.items()
        if path in last and last[path].sha256 != found
    )
