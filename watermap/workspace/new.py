"""Makes a project folder from named files, asking nobody: what stays open is said."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.catalogue.load import known_kinds
from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Progress
from watermap.reading.reader import Reader
from watermap.workspace.importing.answers import Answers, PlaceAnswer
from watermap.workspace.importing.items import Survey
from watermap.workspace.importing.making import Made, make
from watermap.workspace.importing.questions import kind_of
from watermap.workspace.importing.survey import survey
from watermap.workspace.opened import nearest
from watermap.workspace.project import FILE_NAME, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLayer:
    """A file to become a layer."""

    path: Path
    kind: str | None = None  # None: to be recognised
    origin: Origin | None = None  # the table it was taken from; None: it is a file


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
        layers: files or folders with layers.
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
    paths = [*(new.path for new in layers), *tables]
    problems = [
        Problem.error("workspace.no_file", file=path) for path in paths if not path.exists()
    ]
    problems += [*_unknown_kinds(layers, kinds)]
    found = survey(
        [path for path in paths if path.exists()], kinds=kinds, reader=reader, progress=progress
    )
    found = _as_named(found, layers, tables)
    answers = _answers(found, layers, crs)
    problems += [one for said in found.unusable.values() for one in said]
    problems += [
        Problem.error("workspace.kind_not_guessed", file=one.part.shown)
        for one in found.layers
        if kind_of(one, answers) is None
    ]
    if problems:
        raise WatermapError(*problems)
    return make(folder, found, answers, kinds=kinds)


def _as_named(found: Survey, layers: Sequence[NewLayer], tables: Sequence[Path]) -> Survey:
    """What was named as tables gives no layers of its sheets, and the other way round."""
    as_layers = {new.path.resolve() for new in layers if new.path.is_file()}
    as_tables = {path.resolve() for path in tables}
    only_layers, only_tables = as_layers - as_tables, as_tables - as_layers
    return replace(
        found,
        layers=tuple(one for one in found.layers if one.part.path.resolve() not in only_tables),
        tables=tuple(one for one in found.tables if one.part.path.resolve() not in only_layers),
    )


def _unknown_kinds(layers: Sequence[NewLayer], kinds: Mapping[str, Kind]) -> list[Problem]:
    return [
        Problem.error(
            "workspace.unknown_kind",
            file=new.path.name,
            kind=new.kind,
            near=nearest(new.kind, kinds),
        )
        for new in layers
        if new.kind is not None and new.kind not in kinds
    ]


def _answers(found: Survey, layers: Sequence[NewLayer], crs: int | None) -> Answers:
    """The kinds and the one CRS of the command line as a person's answers."""
    kinds = {new.path.resolve(): new.kind for new in layers if new.kind is not None}
    answers = Answers()
    for new in layers:
        if new.origin is not None:
            answers = answers.with_origin(new.path.resolve(), new.origin)
    for layer in found.layers:
        kind = kinds.get(layer.part.path.resolve())
        if kind is not None:
            answers = answers.with_kind(layer.part, kind)
        if crs is not None and layer.place.question is not None:
            answers = answers.with_place(layer.part, _place(crs))
    return answers


def _place(crs: int) -> PlaceAnswer:
    return PlaceAnswer(epsg=crs, why=f"--crs {crs}, {dt.date.today().isoformat()}")
