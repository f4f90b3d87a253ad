"""Files of a project that are no longer where it looks for them, and finding them again."""

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

from watermap.workspace.folder import save_project
from watermap.workspace.importing.bringing import brought
from watermap.workspace.project import LayerEntry, Project, TableEntry

Entry = TypeVar("Entry", LayerEntry, TableEntry)


def missing_files(project: Project, folder: Path) -> tuple[str, ...]:
    """The paths of layers and tables under which nothing lies, each once."""
    paths = [entry.path for entry in project.layers if entry.stays is None]
    paths += [entry.path for entry in project.tables]
    paths = list(dict.fromkeys(paths))
    return tuple(path for path in paths if not (folder / path).exists())


def found_with(missing: Iterable[str], lost: str, now: Path) -> dict[str, Path]:
    """Where all missing files are that lay with ``lost`` and have moved the same way.

    One answer moves a whole folder: when ``data/2019/a.shp`` is now ``D:/new/2019/a.shp``, what lay
    in ``data`` or below it is looked for in ``D:/new``.

    Args:
        missing: paths as the project has them.
        lost: the one a person has pointed at.
        now: where it is now; its name may be another.
    """
    old_root, new_root = _roots(PurePosixPath(lost), now)
    found = {lost: now}
    for path in missing:
        old = PurePosixPath(path)
        if path != lost and old.is_relative_to(old_root):
            there = new_root / old.relative_to(old_root)
            if there.exists():
                found[path] = there
    return found


def _roots(old: PurePosixPath, new: Path) -> tuple[PurePosixPath, Path]:
    """The highest folders of both that have moved as a whole: above them the names differ."""
    old_root, new_root = old.parent, new.parent
    while old_root.name and old_root.name == new_root.name:
        old_root, new_root = old_root.parent, new_root.parent
    return old_root, new_root


def relocate(project: Project, folder: Path, found: Mapping[str, Path]) -> Project:
    """The project with the paths of files that were found again; saved.

    What lies outside the project's folder is copied into it.

    Raises:
        WatermapError: a file cannot be copied, or the project is a newer watermap's.
    """
    places = {path: brought(there, folder) for path, there in found.items()}
    repaired = project.model_copy(
        update={
            "layers": [_moved(entry, places) for entry in project.layers],
            "tables": [_moved(entry, places) for entry in project.tables],
        }
    )
    save_project(repaired, folder)
    return repaired


def _moved(entry: Entry, places: Mapping[str, str]) -> Entry:
    return entry.model_copy(update={"path": places.get(entry.path, entry.path)})
