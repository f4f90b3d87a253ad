"""Makes a project folder from files: kinds recognised, files brought inside, questions listed."""

import datetime as dt
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.catalogue.load import known_kinds
from watermap.catalogue.match import guess_kind
from watermap.errors import Problem, WatermapError
from watermap.harmonise.crs import decide_place
from watermap.language import Text
from watermap.progress import SILENT, Progress
from watermap.reading.raw import RawLayer
from watermap.reading.reader import Reader
from watermap.workspace.folder import is_inside, save_project
from watermap.workspace.opened import nearest
from watermap.workspace.project import FILE_NAME, LayerEntry, Project, TableEntry
from watermap.workspace.table_layers import layer_in

SURE_ENOUGH = 0.5  # a kind guessed with less confidence has to be named by the user
DATA = "data"  # sub-folder that files from elsewhere are copied to
_SIDECARS = (".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLayer:
    """A file to become a layer."""

    path: Path
    kind: str | None = None  # None: to be recognised


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A project that was made, and what has to be said about it."""

    folder: Path
    project: Project
    problems: tuple[Problem, ...]


def make_project(
    folder: Path,
    *,
    layers: Sequence[NewLayer],
    tables: Sequence[Path],
    crs: int | None,
    reader: Reader,
    progress: Progress = SILENT,
) -> Made:
    """Make a project folder.

    Args:
        folder: the project's folder; made where it is not there.
        layers: vector files, and sheets with coordinates.
        tables: workbooks or text files with results.
        crs: EPSG for the files that do not say their own; None: they stay a question.
        reader: opens the files.
        progress: where to report.

    Raises:
        WatermapError: a project is there already, or files cannot be used; all of them at once.
    """
    if (folder / FILE_NAME).exists():
        raise WatermapError(Problem.error("workspace.already_there", path=folder))
    kinds = known_kinds()
    entries: list[LayerEntry] = []
    problems: list[Problem] = []
    for done, new in enumerate(layers):
        progress.step(done, len(layers), new.path.name)
        try:
            entry, said = _layer_entry(new, crs=crs, kinds=kinds, reader=reader)
        except WatermapError as error:
            problems += error.problems
        else:
            entries.append(entry)
            problems += said
    problems += [
        Problem.error("workspace.no_file", file=path) for path in tables if not path.is_file()
    ]
    if any(problem.severity == "error" for problem in problems):
        raise WatermapError(*(one for one in problems if one.severity == "error"))
    name = Text(zh=folder.name, en=folder.name)
    project = Project(title=name).model_copy(
        update={
            "layers": [
                entry.model_copy(update={"path": _bring(new.path, folder)})
                for entry, new in zip(entries, layers, strict=True)
            ],
            "tables": [TableEntry(path=_bring(path, folder)) for path in tables],
        }
    )
    save_project(project, folder)
    return Made(folder=folder, project=project, problems=tuple(problems))


def _layer_entry(
    new: NewLayer, *, crs: int | None, kinds: Mapping[str, Kind], reader: Reader
) -> tuple[LayerEntry, list[Problem]]:
    raw = layer_in(reader.read(new.path), None)
    kind, problems = _kind(new, raw, kinds)
    undecided = decide_place(raw, answer=None, answer_why=None).question is not None
    answer = crs if undecided else None
    place = decide_place(raw, answer=answer, answer_why=None)
    if place.question is not None:
        problems.append(
            Problem.warning("workspace.question", file=new.path.name, question=place.question)
        )
    entry = LayerEntry(
        path=new.path.name,
        kind=kind,
        crs=answer,
        crs_why=None if answer is None else f"--crs {answer}, {dt.date.today().isoformat()}",
    )
    return entry, problems


def _kind(new: NewLayer, raw: RawLayer, kinds: Mapping[str, Kind]) -> tuple[str, list[Problem]]:
    """The kind's id, and what has to be said about it."""
    if new.kind is not None:
        if new.kind in kinds:
            return new.kind, []
        near = nearest(new.kind, kinds)
        raise WatermapError(
            Problem.error("workspace.unknown_kind", file=new.path.name, kind=new.kind, near=near)
        )
    shape = max(raw.geometry_types, key=lambda name: raw.geometry_types[name], default=None)
    guesses = guess_kind(new.path.stem, list(raw.attributes.columns), shape, kinds)
    if not guesses or guesses[0].confidence < SURE_ENOUGH:
        raise WatermapError(Problem.error("workspace.kind_not_guessed", file=new.path.name))
    best = guesses[0]
    said = Problem.note(
        "workspace.kind_guessed", file=new.path.name, kind=kinds[best.kind].title, how=best.how
    )
    return best.kind, [said]


def _bring(path: Path, folder: Path) -> str:
    """The file's path inside the project's folder; copied there with its sidecars where needed."""
    if path.resolve().is_relative_to(folder.resolve()):
        return path.resolve().relative_to(folder.resolve()).as_posix()
    target = folder / DATA
    target.mkdir(parents=True, exist_ok=True)
    own = (
        [path.with_suffix(ending) for ending in _SIDECARS] if path.suffix.lower() == ".shp" else []
    )
    for source in [path, *(sidecar for sidecar in own if sidecar.is_file())]:
        shutil.copy2(source, target / source.name)
    inside = f"{DATA}/{path.name}"
    if not is_inside(folder, inside):
        raise WatermapError(Problem.error("workspace.path_outside", file=folder, path=inside))
    return inside
