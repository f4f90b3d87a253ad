"""``watermap new``: a project folder from files."""

from pathlib import Path

import click

from watermap.cli.session import Session, command
from watermap.errors import Problem
from watermap.export.recording.problems import problem_records
from watermap.language import Language
from watermap.progress import Progress
from watermap.reading.postgis.address import is_address
from watermap.reading.reader import Reader
from watermap.workspace.importing.columns import Column
from watermap.workspace.importing.items import Part
from watermap.workspace.importing.question import Question
from watermap.workspace.new import NewLayer, make_project


@command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--layer",
    "layers",
    multiple=True,
    help="FILE, FILE=KIND or postgis://user@host:port/database/schema.table=KIND; may be repeated.",
)
@click.option("--table", "tables", multiple=True, type=click.Path(path_type=Path))
@click.option("--crs", type=int, help="EPSG for the files that do not say their own.")
def new_command(
    session: Session,
    *,
    folder: Path,
    layers: tuple[str, ...],
    tables: tuple[Path, ...],
    crs: int | None,
) -> None:
    """Make a project folder from shapefiles, other layers and workbooks."""
    with Reader() as reader, session.progress() as progress:
        taken, said = _taken(session, folder, layers, progress)
        try:
            made = make_project(
                folder,
                layers=[taken.get(text) or _layer(text) for text in layers],
                tables=tables,
                crs=crs,
                reader=reader,
                progress=progress,
            )
        except BaseException:
            for layer in taken.values():
                layer.path.unlink(missing_ok=True)
            raise
    problems = (*said, *made.problems)
    session.complain(problems)
    record = {
        "project": str(made.folder),
        "layers": [{"path": entry.path, "kind": entry.kind} for entry in made.project.layers],
        "tables": [{"path": entry.path} for entry in made.project.tables],
        "questions": [_question(one, session.language) for one in made.questions],
        "problems": problem_records(problems, session.language),
    }
    session.answer(record, [str(made.folder)])


def _question(question: Question, language: Language) -> dict[str, object]:
    """What stays open, with the answers that evidence speaks for."""
    about = question.about
    return {
        "page": question.page,
        "about": about.shown if isinstance(about, Part | Column) else str(about),
        "asks": question.asks.text(language),
        "proposal": question.proposal or None,
        "choices": [
            {
                "value": choice.value,
                "title": choice.shown(language),
                "why": None if choice.why is None else choice.why.text(language),
            }
            for choice in question.choices
        ],
    }


def _taken(
    session: Session, folder: Path, texts: tuple[str, ...], progress: Progress
) -> tuple[dict[str, NewLayer], list[Problem]]:
    """The tables of databases among the layers, by their option; they are fetched here."""
    if not any(is_address(text) for text in texts):
        return {}, []
    from watermap.cli.databases import taken_layers

    return taken_layers(session, folder, texts, progress)


def _layer(text: str) -> NewLayer:
    """``FILE=KIND``; a name with an equals sign that is a file is just a file."""
    path, equals, kind = text.rpartition("=")
    if not equals or Path(text).exists():
        return NewLayer(path=Path(text))
    return NewLayer(path=Path(path), kind=kind)
