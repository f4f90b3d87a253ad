"""A project's folder: finding, reading and saving its ``project.toml``."""

from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any, TypeVar

import tomlkit
from tomlkit.items import AoT, Array

from watermap.atomic import atomic
from watermap.datafile import as_model, parse
from watermap.errors import Problem, WatermapError
from watermap.workspace.formats import format_of, known_part, upgraded
from watermap.workspace.project import FILE_NAME, FORMAT, LayerEntry, Project, TableEntry

Entry = TypeVar("Entry", LayerEntry, TableEntry)


RULES_FOLDER = "rules"  # beside project.toml: siting rules of the project alone


def project_folder(path: Path) -> Path:
    """The folder of the project that ``path`` names: the folder itself or its project.toml.

    Raises:
        WatermapError: there is no project.
    """
    folder = path.parent if path.name == FILE_NAME else path
    if not (folder / FILE_NAME).is_file():
        raise WatermapError(Problem.error("workspace.no_project", path=path, file=FILE_NAME))
    return folder.resolve()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProject:
    """A project as its file has it.

    ``read_only``: a newer watermap wrote it, so that saving would lose what this one does not know.
    """

    project: Project
    read_only: bool = False
    problems: tuple[Problem, ...] = ()


def read_project(folder: Path) -> ReadProject:
    """The project of a folder; one of an older format is brought up to date, but not saved.

    Raises:
        WatermapError: the file breaks the format, or names a path outside of the folder.
    """
    path = folder / FILE_NAME
    data = parse(path)
    found = format_of(data)
    if found is None:
        given = {"found": data["format"], "known": FORMAT}
        raise WatermapError(Problem.error("workspace.no_format", file=path, **given))
    newer = found > FORMAT
    data, unknown = known_part(data, Project) if newer else (upgraded(data), [])
    project = with_slashes(as_model(Project, data, path), folder)
    escaping = [
        Problem.error("workspace.path_outside", file=path, path=name)
        for name in _paths(project)
        if not is_inside(folder, name)
    ]
    if escaping:
        raise WatermapError(*escaping)
    if not newer:
        return ReadProject(project=project)
    said = Problem.warning(
        "workspace.newer_format",
        file=path,
        found=found,
        known=FORMAT,
        keys="、".join(unknown) or "—",
    )
    return ReadProject(project=project, read_only=True, problems=(said,))


def is_inside(folder: Path, name: str) -> bool:
    """Whether a relative path of a project stays in its folder, so that opening it is safe."""
    if Path(name).is_absolute() or PureWindowsPath(name).is_absolute():
        return False
    return (folder / name).resolve().is_relative_to(folder.resolve())


def with_slashes(project: Project, folder: Path) -> Project:
    """The project with Windows' backslashes in its paths as slashes, where no file is called so."""

    def mended(name: str) -> str:
        there = "\\" not in name or (folder / name).exists()
        return name if there else name.replace("\\", "/")

    return project.model_copy(
        update={
            "layers": [_at(entry, mended(entry.path)) for entry in project.layers],
            "tables": [_at(entry, mended(entry.path)) for entry in project.tables],
            **{name: mended(path) for name, path in project.papers().items()},
        }
    )


def _at(entry: Entry, path: str) -> Entry:
    return entry if entry.path == path else entry.model_copy(update={"path": path})


def _paths(project: Project) -> list[str]:
    return [
        *(entry.path for entry in project.layers),
        *(entry.path for entry in project.tables),
        *project.papers().values(),
    ]


def save_project(project: Project, folder: Path) -> Path:
    """Write ``project.toml`` whole or not at all; comments of an existing file are kept.

    Raises:
        WatermapError: a newer watermap wrote the file that is there, or it cannot be written.
    """
    path = folder / FILE_NAME
    _refuse_newer(path)
    document = tomlkit.parse(path.read_text("utf-8-sig")) if path.is_file() else tomlkit.document()
    fresh = project.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    fresh["format"] = FORMAT
    for key in [key for key in document if key not in fresh]:
        del document[key]
    for key, value in fresh.items():
        if key not in document or document[key].unwrap() != value:
            document[key] = _tables(value) if key in {"layer", "table"} else value
    with atomic(path) as temporary:
        temporary.write_text(tomlkit.dumps(document), "utf-8")
    return path


def _refuse_newer(path: Path) -> None:
    found = format_of(parse(path)) if path.is_file() else FORMAT
    if found is not None and found > FORMAT:
        raise WatermapError(
            Problem.error("workspace.not_saved_newer", file=path, found=found, known=FORMAT)
        )


def _tables(entries: list[dict[str, Any]]) -> AoT:
    """Entries in the ``[[layer]]`` form that people read."""
    array = tomlkit.aot()
    for entry in entries:
        item = tomlkit.item(entry)
        for at, recipe in enumerate(entry.get("recipe", ())):
            for place, table in enumerate(recipe["tables"]):
                item["recipe"][at]["tables"][place]["columns"] = _lines(table["columns"])
        array.append(item)
    return array


def _lines(columns: list[dict[str, Any]]) -> Array:
    """The columns of a recipe, one a line."""
    array = tomlkit.array()
    for column in columns:
        line = tomlkit.inline_table()
        line.update(column)
        array.append(line)
    return array.multiline(True)
