"""Surveyed and answered files become entries of a project; the same for the window and ``new``."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from watermap.catalogue.kinds import Kind
from watermap.errors import Problem, WatermapError
from watermap.harmonise.measurements import ROW
from watermap.harmonise.sheets.recipe import Recipe
from watermap.language import Text
from watermap.progress import SILENT, Progress
from watermap.workspace.folder import save_project
from watermap.workspace.importing.answers import LEFT_OUT, Answers
from watermap.workspace.importing.bringing import brought
from watermap.workspace.importing.columns import corrected
from watermap.workspace.importing.items import FoundLayer, FoundTable, Part, Survey
from watermap.workspace.importing.question import Question
from watermap.workspace.importing.questions import kind_of, questions
from watermap.workspace.importing.undoing import unchanged_unless_done
from watermap.workspace.imports import Import, log_imports, now
from watermap.workspace.project import FILE_NAME, LayerEntry, Project, TableEntry
from watermap.workspace.snapshot import address_of

_NOT_TAKEN = (None, LEFT_OUT)
_SHOWN = 8  # names of ignored files in a sentence
Entry = TypeVar("Entry", bound=LayerEntry | TableEntry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A project that was made or got more files, and what has to be said about it."""

    folder: Path
    project: Project
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...] = ()  # what stays open


def make(
    folder: Path,
    survey: Survey,
    answers: Answers,
    *,
    kinds: Mapping[str, Kind],
    title: str = "",
    progress: Progress = SILENT,
) -> Made:
    """A new project in ``folder``, which is made where it is not there.

    Layers of unknown kind are left out and named; a layer whose place is not known goes in and
    stays a question.

    Raises:
        WatermapError: a project is there already, or files cannot be copied.
    """
    if (folder / FILE_NAME).exists():
        raise WatermapError(Problem.error("workspace.already_there", path=folder))
    name = title or folder.name
    fresh = Project(title=Text(zh=name, en=name))
    return add(folder, fresh, survey, answers, kinds=kinds, progress=progress)


def add(
    folder: Path,
    project: Project,
    survey: Survey,
    answers: Answers,
    *,
    kinds: Mapping[str, Kind],
    progress: Progress = SILENT,
) -> Made:
    """A project with more files; the entries of files it has already are replaced.

    A failure, or a cancel through ``progress``, leaves the folder as it was.

    Raises:
        WatermapError: files cannot be copied, or the project is a newer watermap's.
    """
    with unchanged_unless_done(folder):
        places = _brought(_wanted(survey, answers), folder, progress)
        layers = [
            _layer_entry(found, places[found.part.path], answers, kind)
            for found in survey.layers
            if (kind := kind_of(found, answers)) is not None and kind != LEFT_OUT
        ]
        tables = _table_entries(survey, answers, places)
        extended = project.model_copy(
            update={
                "layers": _with(project.layers, layers, key=lambda one: (one.path, one.layer)),
                "tables": _with(project.tables, tables, key=lambda one: (one.path, None)),
                "names": {**project.names, **answers.names},
                "names_declined": {
                    **project.names_declined,
                    **{name: [] for name in answers.no_section},
                },
            }
        )
        save_project(extended, folder)
        log_imports(folder, logged(survey, answers, places))
    return Made(
        folder=folder,
        project=extended,
        problems=tuple(_left(survey, answers, kinds)),
        questions=questions(survey, answers, kinds=kinds),
    )


def _brought(paths: Sequence[Path], folder: Path, progress: Progress) -> dict[Path, str]:
    places = {}
    for done, path in enumerate(paths):
        progress.step(done, len(paths), path.name)
        places[path] = brought(path, folder)
    progress.step(len(paths), len(paths))
    return places


def _wanted(survey: Survey, answers: Answers) -> tuple[Path, ...]:
    """The files from which something goes into the project, each once."""
    layers = (one.part.path for one in survey.layers if kind_of(one, answers) not in _NOT_TAKEN)
    tables = (one.part.path for one in survey.tables if len(one.results.frame))
    return tuple(dict.fromkeys((*layers, *tables)))


def _layer_entry(found: FoundLayer, path: str, answers: Answers, kind: str) -> LayerEntry:
    place = answers.places.get(found.part)
    return LayerEntry(
        path=path,
        kind=kind,
        layer=None if found.alone else found.raw.name,
        crs=place.epsg if place else None,
        crs_why=place.why if place else None,
        north_first=place.north_first if place else False,
        shift=place.shift if place else None,
        origin=answers.origins.get(found.part.path.resolve()),
        encoding=answers.encodings.get(found.part.path),
    )


def _table_entries(
    survey: Survey, answers: Answers, places: Mapping[Path, str]
) -> list[TableEntry]:
    """One entry a file; sheets are named where some of the file's hold no results."""
    found: dict[Path, list[FoundTable]] = {}
    for table in survey.tables:
        found.setdefault(table.part.path, []).append(table)
    entries = []
    for path, tables in found.items():
        good = [table.raw.name for table in tables if len(table.results.frame)]
        if good:
            sheets = good if len(good) < len(tables) else []
            recipe = _recipes([one for one in tables if one.raw.name in good], answers)
            entries.append(TableEntry(path=places[path], sheets=sheets, recipe=recipe))
    return entries


def _recipes(tables: Iterable[FoundTable], answers: Answers) -> list[Recipe]:
    """How the sheets are read, with what was said of their columns; each way once."""
    found: list[Recipe] = []
    for table in tables:
        recipe = corrected(table.recipe, table.part.path, answers.columns)
        if recipe not in found:
            found.append(recipe)
    return found


def _with(
    old: Iterable[Entry], new: Sequence[Entry], *, key: Callable[[Entry], object]
) -> list[Entry]:
    replaced = {key(entry) for entry in new}
    return [*(entry for entry in old if key(entry) not in replaced), *new]


def _left(survey: Survey, answers: Answers, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """What was not taken in or guessed, and what stays a question."""
    yield from survey.problems
    for said in survey.unusable.values():
        yield from said
    for found in survey.layers:
        yield from _left_of_layer(found, answers, kinds)
    layers = {found.part for found in survey.layers}
    for table in survey.tables:
        if not len(table.results.frame) and table.part not in layers:
            yield Problem.warning("workspace.sheet_without_results", part=table.part.shown)
    if survey.ignored:
        names = "、".join(path.name for path in survey.ignored[:_SHOWN])
        yield Problem.note("workspace.ignored", count=len(survey.ignored), names=names)


def _left_of_layer(
    found: FoundLayer, answers: Answers, kinds: Mapping[str, Kind]
) -> Iterator[Problem]:
    kind = kind_of(found, answers)
    part = found.part.shown
    if kind is None:
        yield Problem.warning("workspace.kind_not_guessed", file=part)
        return
    if kind == LEFT_OUT:
        yield Problem.note("workspace.layer_left_out", part=part)
        return
    if found.part not in answers.kinds:
        how = found.kinds[0].how
        yield Problem.note("workspace.kind_guessed", file=part, kind=kinds[kind].title, how=how)
    if found.place.question is not None and found.part not in answers.places:
        question = found.place.question
        yield Problem.warning("workspace.question", file=part, question=question)


def logged(survey: Survey, answers: Answers, places: Mapping[Path, str]) -> Iterator[Import]:
    """What the import log keeps of each layer and table that is taken in."""
    time = now()
    for found in survey.layers:
        kind = kind_of(found, answers)
        if kind not in _NOT_TAKEN and kind is not None:
            yield Import(
                time=time,
                path=places[found.part.path],
                part=found.raw.name,
                source=_source(found.part.path, answers),
                sha256=found.raw.source.sha256 or "",
                modified=found.raw.source.modified.isoformat(),
                kind=kind,
                in_file=found.raw.features_in_file,
                used=len(found.raw.attributes),
                repaired=len(found.raw.repaired),
                rejected=len(found.raw.rejected),
                answers=_said(found.part, answers),
            )
    for table in survey.tables:
        if len(table.results.frame):
            yield Import(
                time=time,
                path=places[table.part.path],
                part=table.raw.name,
                source=str(table.part.path),
                sha256=table.raw.source.sha256 or "",
                modified=table.raw.source.modified.isoformat(),
                kind="measurements",
                in_file=len(table.raw.rows),
                used=int(table.results.frame[ROW].nunique()),
                answers=_said(table.part, answers),
            )


def _source(path: Path, answers: Answers) -> str:
    """Where a file came from: the address of its table, where it is one of a database."""
    origin = answers.origins.get(path.resolve())
    return str(path) if origin is None else address_of(origin)


def _said(part: Part, answers: Answers) -> dict[str, str]:
    place = answers.places.get(part)
    said = {
        "encoding": answers.encodings.get(part.path),
        "kind": answers.kinds.get(part),
        "crs": f"EPSG:{place.epsg}" if place and place.epsg is not None else None,
        "crs_why": place.why if place else None,
        "north_first": "true" if place and place.north_first else None,
        "shift": place.shift.model_dump_json() if place and place.shift else None,
    }
    return {name: text for name, text in said.items() if text is not None}
