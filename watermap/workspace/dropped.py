"""Workbooks that are given for one answer, without becoming part of the project."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from watermap.errors import Problem, WatermapError
from watermap.harmonise.measurements import SOURCE, Measurements, together
from watermap.progress import SILENT, Progress
from watermap.reading.reader import Reader
from watermap.workspace.importing.answers import Answers
from watermap.workspace.importing.making import add
from watermap.workspace.importing.survey import survey
from watermap.workspace.opened import Opened, load_tables
from watermap.workspace.project import TableEntry


def with_tables(
    opened: Opened, files: Sequence[Path], *, reader: Reader, progress: Progress = SILENT
) -> Opened:
    """The project with the results of more workbooks, read by the recipes of its own.

    A file that is in the project already is said and not read twice. One of the same name as a
    table of the project takes its place, as a workbook does that grows from month to month.

    Raises:
        WatermapError: a file is not there, cannot be used or holds no results.
        Cancelled: asked for through ``progress``.
    """
    recipes = [recipe for entry in opened.project.tables for recipe in entry.recipe]
    found = opened
    for done, path in enumerate(files):
        progress.step(done, len(files), path.name)
        if not path.is_file():
            raise WatermapError(Problem.error("workspace.no_file", file=path))
        entry = TableEntry(path=path.name, recipe=recipes)
        tables = together(
            load_tables(entry, folder=path.absolute().parent, reader=reader, progress=progress)
        )
        if tables.frame.empty:
            raise WatermapError(Problem.error("workspace.no_table", file=path.name))
        found = _with(found, tables, path.name)
    progress.step(len(files), len(files))
    return found


def _with(opened: Opened, tables: Measurements, name: str) -> Opened:
    known = opened.measurements
    new = {one.sha256 for one in tables.sources}
    if new <= {one.sha256 for one in known.sources}:
        said = Problem.note("workspace.table_known", file=name)
        return replace(opened, problems=(*opened.problems, said))
    problems = tables.problems
    if any(one.path.name == name for one in known.sources):
        problems = (Problem.warning("workspace.table_replaced", file=name), *problems)
        known = _without(known, name)
    return replace(
        opened,
        measurements=together((known, tables)),
        problems=(*opened.problems, *problems),
    )


def _without(known: Measurements, name: str) -> Measurements:
    """The same without one file's results."""
    file = known.frame[SOURCE].str.split(" › ").str[0]
    return replace(
        known,
        frame=known.frame[file != name].reset_index(drop=True),
        sources=tuple(one for one in known.sources if one.path.name != name),
        places=tuple(one for one in known.places if one.source.split(" › ")[0] != name),
    )


def add_tables(
    opened: Opened, files: Sequence[Path], *, reader: Reader, progress: Progress = SILENT
) -> tuple[Problem, ...]:
    """Copy workbooks into the project for good, with how their sheets are read.

    Returns:
        What was left out or stays a question.

    Raises:
        WatermapError: files cannot be copied, or the project is a newer watermap's.
        Cancelled: asked for through ``progress``.
    """
    recipes = [recipe for entry in opened.project.tables for recipe in entry.recipe]
    found = survey(
        list(files), kinds=opened.kinds, reader=reader, recipes=recipes, progress=progress
    )
    made = add(
        opened.folder,
        opened.project,
        replace(found, layers=()),
        Answers(),
        kinds=opened.kinds,
        progress=progress,
    )
    return made.problems
