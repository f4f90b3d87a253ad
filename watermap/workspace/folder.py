"""A project's folder: finding, reading and saving its ``project.toml``."""

from pathlib import Path

import tomlkit
from tomlkit.items import AoT

from watermap.atomic import atomic
from watermap.datafile import read_toml
from watermap.errors import Problem, WatermapError
from watermap.workspace.project import FILE_NAME, FORMAT, Project


def project_folder(path: Path) -> Path:
    """The folder of the project that ``path`` names: the folder itself or its project.toml.

    Raises:
        WatermapError: there is no project.
    """
    folder = path.parent if path.name == FILE_NAME else path
    if not (folder / FILE_NAME).is_file():
        raise WatermapError(Problem.error("workspace.no_project", path=path, file=FILE_NAME))
    return folder.resolve()


def read_project(folder: Path) -> Project:
    """The project of a folder.

    Raises:
        WatermapError: the file breaks the format, or a newer watermap wrote it.
    """
    path = folder / FILE_NAME
    project = read_toml(Project, path)
    if project.format > FORMAT:
        raise WatermapError(
            Problem.error("workspace.newer_format", file=path, found=project.format, known=FORMAT)
        )
    escaping = [
        Problem.error("workspace.path_outside", file=path, path=name)
        for name in _paths(project)
        if not is_inside(folder, name)
    ]
    if escaping:
        raise WatermapError(*escaping)
    return project


def is_inside(folder: Path, name: str) -> bool:
    """Whether a relative path of a project stays in its folder, so that opening it is safe."""
    return not Path(name).is_absolute() and (folder / name).resolve().is_relative_to(
        folder.resolve()
    )


def _paths(project: Project) -> list[str]:
    return [
        *(entry.path for entry in project.layers),
        *(entry.path for entry in project.tables),
        *([project.targets] if project.targets else []),
    ]


def save_project(project: Project, folder: Path) -> Path:
    """Write ``project.toml`` whole or not at all; comments of an existing file are kept."""
    path = folder / FILE_NAME
    document = tomlkit.parse(path.read_text("utf-8")) if path.is_file() else tomlkit.document()
    fresh = project.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    fresh["format"] = project.format
    for key in [key for key in document if key not in fresh]:
        del document[key]
    for key, value in fresh.items():
        if key not in document or document[key].unwrap() != value:
            document[key] = _tables(value) if key in {"layer", "table"} else value
    with atomic(path) as temporary:
        temporary.write_text(tomlkit.dumps(document), "utf-8")
    return path


def _tables(entries: list[dict[str, object]]) -> AoT:
    """Entries in the ``[[layer]]`` form that people read."""
    array = tomlkit.aot()
    for entry in entries:
        array.append(tomlkit.item(entry))
    return array
