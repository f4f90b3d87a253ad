"""Brings data files into a project's folder, each with the files that belong to it."""

import shutil
from pathlib import Path

from watermap.errors import Problem, WatermapError
from watermap.reading.formats import FORMATS
from watermap.workspace.folder import is_inside

DATA = "data"  # sub-folder that files from elsewhere are copied to


def brought(path: Path, folder: Path) -> str:
    """The path of a file (or a file geodatabase's folder) inside the project's folder.

    What lies elsewhere is copied to ``data``; a file there that has the same name and another
    content stays, the new one gets a number behind its name.

    Raises:
        WatermapError: it cannot be copied.
    """
    if path.resolve().is_relative_to(folder.resolve()):
        return path.resolve().relative_to(folder.resolve()).as_posix()
    target = _free(folder / DATA / path.name, path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, target, dirs_exist_ok=True)
        else:
            for companion in companions(path):
                shutil.copy2(companion, _renamed(companion, path, target))
            shutil.copy2(path, target)
    except OSError as error:
        why = error.strerror or str(error)
        raise WatermapError(
            Problem.error("workspace.not_copied", file=path, folder=folder, why=why)
        ) from error
    inside = f"{DATA}/{target.name}"
    if not is_inside(folder, inside):
        raise WatermapError(Problem.error("workspace.path_outside", file=folder, path=inside))
    return inside


def companions(path: Path) -> tuple[Path, ...]:
    """The files beside one that belong to it, in whatever case their endings are."""
    form = FORMATS.get(path.suffix.lower())
    endings = form.parts if form is not None else ()
    beside = sorted(path.parent.glob(f"{_literal(path.stem)}.*"))
    return tuple(one for one in beside if _ending(one, path) in endings and one.is_file())


def _parts(path: Path) -> dict[str, Path]:
    """What a data set consists of: a file and its companions, or all that is in a folder."""
    if path.is_dir():
        inside = (one for one in path.rglob("*") if one.is_file())
        return {one.relative_to(path).as_posix(): one for one in inside}
    return {_ending(one, path): one for one in (path, *companions(path))}


def _ending(companion: Path, path: Path) -> str:
    """What stands behind the common name: .dbf, .tif.ovr."""
    return companion.name[len(path.stem) :].lower()


def _renamed(companion: Path, path: Path, target: Path) -> Path:
    return target.with_name(target.stem + companion.name[len(path.stem) :])


def _literal(name: str) -> str:
    """A name for glob in which nothing is a pattern."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _free(target: Path, source: Path) -> Path:
    """``target``, or its name with a number where another file has it already."""
    number = 2
    free = target
    while free.exists() and not _same(free, source):
        free = target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
    return free


def _same(one: Path, other: Path) -> bool:
    """Whether two files, with what belongs to them, have the same content."""
    ours, theirs = _parts(one), _parts(other)
    return ours.keys() == theirs.keys() and all(
        ours[ending].read_bytes() == theirs[ending].read_bytes() for ending in ours
    )
