"""Where a new project may lie: beside the data that was dropped, never among the programs."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from watermap.resources import shipped_samples
from watermap.workspace.project import FILE_NAME

_PROGRAMS = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "SystemRoot")


def data_name(paths: Sequence[Path]) -> str:
    """What to call a project of these files: their folder, a single file by itself."""
    first = paths[0]
    if first.is_dir() or len(paths) == 1:
        return first.name if first.is_dir() else first.stem
    return first.parent.name or first.stem


def proposed_folder(paths: Sequence[Path], name: str) -> Path:
    """A folder that is not there yet, called ``name``, beside the data.

    Where nothing may be written there, or programs are installed there, or the data lies nowhere
    that a person knows (no ``paths``): among the documents.
    """
    if not paths:
        return _free(_documents(), name)
    beside = paths[0].absolute().parent
    usable = os.access(beside, os.W_OK) and not among_programs(beside)
    return _free(beside if usable else _documents(), name)


def among_programs(folder: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a folder lies where programs are installed, so that data there would be lost."""
    roots = [Path(environment[name]) for name in _PROGRAMS if environment.get(name)]
    roots += [Path(sys.prefix), Path(__file__).parents[2], shipped_samples()]
    return any(folder.absolute().is_relative_to(root) for root in roots)


def may_hold(folder: Path) -> bool:
    """Whether a new project can be made in ``folder``."""
    if not folder.is_absolute() or among_programs(folder) or (folder / FILE_NAME).exists():
        return False
    there = folder
    while not there.exists() and there != there.parent:
        there = there.parent
    return there.is_dir() and os.access(there, os.W_OK)


def _documents() -> Path:
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found else Path.home()


def _free(parent: Path, name: str) -> Path:
    number = 2
    free = parent / name
    while free.exists():
        free = parent / f"{name} ({number})"
        number += 1
    return free
