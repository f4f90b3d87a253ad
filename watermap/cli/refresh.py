"""``watermap refresh``: a project's layers that came from databases, taken again."""

from pathlib import Path

import click

from watermap.cli.login import logged_in
from watermap.cli.session import Session, command
from watermap.errors import Problem, WatermapError
from watermap.export.recording.problems import problem_records
from watermap.progress import Progress
from watermap.reading.postgis.connection import Login
from watermap.workspace.databases import take_again
from watermap.workspace.folder import project_folder, read_project
from watermap.workspace.project import LayerEntry, Project
from watermap.workspace.snapshot import Refreshed, server_of


@command("refresh")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--layer", "paths", multiple=True, help="Its path in project.toml; default: all.")
def refresh_command(session: Session, *, project: Path, paths: tuple[str, ...]) -> None:
    """Take the layers that came from a PostGIS database again, and tell what has changed."""
    folder = project_folder(project)
    read = read_project(folder)
    wanted = [
        entry
        for entry in read.project.layers
        if (entry.path in paths if paths else entry.origin is not None)
    ]
    if read.read_only or not wanted or len(wanted) < len(set(paths)):
        file = "、".join(set(paths) - {entry.path for entry in wanted}) or str(folder)
        raise WatermapError(*read.problems, Problem.error("workspace.no_origin", file=file))
    done: list[Refreshed] = []
    current = read.project
    with session.progress() as progress:
        for entry in wanted:
            current, one = _refreshed(session, folder, current, entry, progress)
            done.append(one)
    problems = [problem for one in done for problem in one.problems]
    session.complain(problems)
    record = {
        "project": str(folder),
        "layers": [
            {
                "path": one.entry.path,
                "changed": one.changed,
                "rows_before": one.rows_before,
                "rows_after": one.rows_after,
            }
            for one in done
        ],
        "problems": problem_records(problems, session.language),
    }
    lines = [
        f"{one.entry.path}: {one.rows_before} → {one.rows_after}{'' if one.changed else ' ='}"
        for one in done
    ]
    session.answer(record, lines)


def _refreshed(
    session: Session, folder: Path, project: Project, entry: LayerEntry, progress: Progress
) -> tuple[Project, Refreshed]:
    if entry.origin is None:
        raise WatermapError(Problem.error("workspace.no_origin", file=entry.path))

    def work(login: Login) -> tuple[Project, Refreshed]:
        return take_again(folder, project, entry, login=login, progress=progress)

    return logged_in(session, server_of(entry.origin), work)
