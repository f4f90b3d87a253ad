"""Reads the kinds of layer: one file a kind, in folders by theme, shipped and the user's own."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from watermap.catalogue.consistency import problems_of
from watermap.catalogue.kinds import Kind
from watermap.datafile import read_toml
from watermap.errors import Problem, WatermapError
from watermap.resources import shipped_layers, user_folder


def known_kinds() -> dict[str, Kind]:
    """The kinds that come with watermap, and the user's own where there are any, by id.

    Raises:
        WatermapError: a file of either folder cannot be used; every problem of every file.
    """
    own = user_folder("layers")
    return load_kinds([shipped_layers(), *([own] if own.is_dir() else [])])


def load_kinds(folders: Sequence[Path]) -> dict[str, Kind]:
    """The kinds of ``<folder>/<theme>/<kind>.toml``, by id, in the order of folders and names.

    Raises:
        WatermapError: a folder is missing, there is no kind at all, or a file breaks the model or
            contradicts itself, its place or another file; every problem of every file.
    """
    problems = [
        Problem.error("catalogue.no_folder", folder=folder)
        for folder in folders
        if not folder.is_dir()
    ]
    paths = [path for folder in folders for path in sorted(folder.rglob("*.toml"))]
    if not paths and not problems:
        listed = "、".join(map(str, folders))
        problems.append(Problem.error("catalogue.no_kinds", folders=listed))
    kinds, found = _read(paths)
    problems += found
    problems += [problem for path, kind in kinds.items() for problem in problems_of(kind, path)]
    problems += _clashes(kinds)
    if problems:
        raise WatermapError(*problems)
    return {kind.id: kind for kind in kinds.values()}


def _read(paths: Sequence[Path]) -> tuple[dict[Path, Kind], list[Problem]]:
    """The files that can be read, and the problems of the others, so that both are checked."""
    kinds: dict[Path, Kind] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            kinds[path] = read_toml(Kind, path)
        except WatermapError as error:
            problems += error.problems
    return kinds, problems


def _clashes(kinds: Mapping[Path, Kind]) -> list[Problem]:
    first: dict[str, Path] = {}
    return [
        Problem.error("catalogue.id_twice", file=path, id=kind.id, other=first[kind.id])
        for path, kind in kinds.items()
        if first.setdefault(kind.id, path) != path
    ]
