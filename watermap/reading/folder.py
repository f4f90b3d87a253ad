"""Which data sets lie in a folder: several files of one set count once, and nothing is passed over.

Only names are looked at. A shapefile is its .shp, a file geodatabase its folder; the files that
belong to one are not listed beside it.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from watermap.errors import Problem, WatermapError
from watermap.reading.formats import FORMATS, format_of, main_file
from watermap.reading.paths import geodatabase, local_file, refusal

MOST_FILES = 20_000
MOST_LEVELS = 16
_SHOWN = 5
BESIDE_ANY = (".aux.xml", ".xml", ".qml", ".qmd", ".sld", ".ovr", "-journal", "-wal", "-shm")
_LOCKS = ("~$", ".~lock.")  # an open workbook's mark in Office and LibreOffice
_RUBBISH = frozenset({"__macosx", "thumbs.db", "desktop.ini", "$recycle.bin"})


# Letters and pictures lie in every folder; that they are no data needs no word.
_NOT_SAID = frozenset({"reading.unknown_ending", "reading.is_a_document"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Datasets:
    """``found``: what can be read, sorted; ``ignored``: ordinary files that cannot."""

    found: tuple[Path, ...]
    ignored: tuple[Path, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class _Seen:
    """What the walk has come by so far."""

    files: list[Path] = field(default_factory=list)
    geodatabases: list[Path] = field(default_factory=list)
    hidden: list[Path] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    full: bool = False


def datasets(paths: Iterable[Path | str]) -> Datasets:
    """The data sets among these files and in these folders, sub-folders included.

    Of a part of a shapefile, the .shp is found, and that is said. What cannot be read is ignored
    and told; nothing is raised, since one bad path must not hide the others.
    """
    seen = _Seen()
    chosen: list[Path] = []
    for path in paths:
        _take(path, seen, chosen)
    of_folders = _sorted_out(seen)
    found: dict[Path, None] = {}
    ignored = dict.fromkeys(of_folders.ignored)
    problems = [*seen.problems, *of_folders.problems]
    for path in chosen:
        try:
            main, told = main_file(path)
            format_of(main)
        except WatermapError as error:
            ignored[path] = None
            problems += error.problems
            continue
        found[main] = None
        problems += [] if main in of_folders.found or main in chosen else told
    found.update(dict.fromkeys(of_folders.found))
    for path in seen.geodatabases:
        found[path] = None
    return Datasets(
        found=tuple(sorted(found, key=_order)),
        ignored=tuple(sorted(ignored, key=_order)),
        problems=tuple(problems + _about_hidden(seen.hidden)),
    )


def _take(path: Path | str, seen: _Seen, chosen: list[Path]) -> None:
    """One path the user gave: a folder is walked, all else is taken at its word."""
    absolute = Path(path).absolute()
    if absolute.is_dir() and not geodatabase(absolute):
        _walk(absolute, seen, levels=MOST_LEVELS)
        if seen.full:
            seen.problems.append(
                Problem.warning("reading.folder_too_large", folder=absolute.name, most=MOST_FILES)
            )
        return
    try:
        file = local_file(path)
    except WatermapError as error:
        seen.problems += error.problems
        return
    if _is_hidden(file.name):
        seen.hidden.append(file)
    elif file.is_dir():
        seen.geodatabases.append(file)
    else:
        chosen.append(file)


def _walk(folder: Path, seen: _Seen, *, levels: int) -> None:
    """Collect the files below a folder; links to folders are not followed, they may form a ring."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        seen.problems.append(_as_warning(refusal(folder, error)))
        return
    for entry in entries:
        if len(seen.files) >= MOST_FILES:
            seen.full = True
            return
        path = Path(entry.path)
        if _is_hidden(entry.name):
            seen.hidden.append(path)
        elif entry.is_dir(follow_symlinks=False):
            if geodatabase(path):
                seen.geodatabases.append(path)
            elif levels > 1:
                _walk(path, seen, levels=levels - 1)
            else:
                seen.problems.append(Problem.warning("reading.folder_too_deep", folder=path.name))
        elif entry.is_symlink() and entry.is_dir():
            seen.problems.append(Problem.note("reading.folder_link", folder=path.name))
        else:
            seen.files.append(path)


def _sorted_out(seen: _Seen) -> Datasets:
    """The walked files: data sets, files that belong to one, and the others."""
    found = [path for path in seen.files if path.suffix.lower() in FORMATS]
    owned = {name for path in found for name in _names_beside(path)}
    ignored = []
    problems = []
    for path in seen.files:
        if path.suffix.lower() in FORMATS or _folded(path) in owned:
            continue
        ignored.append(path)
        problems += _worth_saying(path)
    return Datasets(found=tuple(found), ignored=tuple(ignored), problems=tuple(problems))


def _names_beside(path: Path) -> Iterator[str]:
    """The folded paths of all files that may belong to this one."""
    whole, stem = _folded(path), _folded(path.with_suffix(""))
    for ending in (*FORMATS[path.suffix.lower()].parts, *BESIDE_ANY):
        yield stem + ending
        yield whole + ending


def _worth_saying(path: Path) -> list[Problem]:
    """A file that looks like data but is none by itself: the sentence says what to do."""
    try:
        format_of(path)
    except WatermapError as error:
        if _NOT_SAID.isdisjoint(problem.code for problem in error.problems):
            return [_as_warning(error)]
    return []


def _as_warning(error: WatermapError) -> Problem:
    """In a folder of many files, one that cannot be used stops nothing."""
    first = error.problems[0]
    return Problem.warning(first.code, **first.fields)


def _about_hidden(hidden: list[Path]) -> list[Problem]:
    locked = [path for path in hidden if path.name.startswith(_LOCKS)]
    problems = [Problem.warning("reading.lock_file", file=path.name) for path in locked]
    others = [path.name for path in hidden if not path.name.startswith(_LOCKS)]
    if others:
        names = "、".join(others[:_SHOWN]) + (" …" if len(others) > _SHOWN else "")
        problems.append(Problem.note("reading.hidden_skipped", n=len(others), names=names))
    return problems


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _RUBBISH


def _folded(path: Path) -> str:
    """A path for comparison: ROADS.DBF belongs to roads.shp."""
    return str(path).lower()


def _order(path: Path) -> tuple[str, str]:
    return _folded(path), str(path)
