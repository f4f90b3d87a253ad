"""``watermap map``: the map on its page."""

from pathlib import Path

import click

from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.session import Session, command
from watermap.errors import Problem, WatermapError
from watermap.export.map_page import MapContent, map_writers
from watermap.export.recording.problems import problem_records
from watermap.mapping.themes import find_theme
from watermap.workspace.answers import assess_if_possible, with_trends

ENDINGS = ".html .pdf .png .svg"


@command("map")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--theme", default="compliance", help="compliance, class, change, trend or zones.")
@click.option("--period", help="2019-06, -Q2, -H1, 2019, 2019-03/2019-08; default: the project's.")
def map_command(session: Session, *, project: Path, theme: str, period: str | None) -> None:
    """Draw the map on its page: PNG, PDF, SVG, or one offline HTML page."""
    if session.out is None:
        raise WatermapError(Problem.error("cli.out_needed", known=ENDINGS))
    ready = opened(session, project)
    session.complain(ready.problems)
    with session.progress() as progress:
        result = assess_if_possible(
            ready, period=ready.project.period_of(period) if period else None, progress=progress
        )
        if result is not None and find_theme(theme).sections == "trend":
            result = with_trends(ready, result, progress=progress).assessment
    content = MapContent(
        title=ready.project.title,
        layers=ready.layers,
        kinds=ready.kinds,
        assessment=result,
        theme=theme,
    )
    write_out(session, map_writers(content, language=session.language))
    record: dict[str, object] = {
        "out": str(session.out),
        "theme": theme,
        "period": result.period if result else None,
        "problems": problem_records(ready.problems, session.language),
    }
    session.answer(record, [])
