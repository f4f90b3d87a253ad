"""``watermap trace``: what lies up- or downstream of a place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from watermap.catalogue.load import known_kinds
from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.session import Session, command
from watermap.cli.sheet_table import sheet_table
from watermap.errors import Problem, WatermapError
from watermap.export.recording.trace import trace_record
from watermap.export.sheets import Sheet
from watermap.export.sheets_trace import ends_sheet, objects_sheet, passed_sheet, remarks
from watermap.export.trace_files import TraceContent, trace_writers
from watermap.language import Language
from watermap.network.answer import Followed
from watermap.network.tracing.speeds import SEASONS, Season
from watermap.network.tracing.trace import Asked
from watermap.network.tracing.ways import Direction
from watermap.workspace.answers import follow, waters

_MOST_COLUMNS = 8
_OF_OBJECTS = (0, 2, 4, 6, 7, 9)  # of objects_sheet


@command("trace")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--from", "start", required=True, help="A name, an id of a reach, or LON,LAT.")
@click.option("--up", "direction", flag_value="up", help="Against the water.")
@click.option("--down", "direction", flag_value="down", help="With the water.")
@click.option("--within-km", type=click.FloatRange(min=0, min_open=True), help="Along the water.")
@click.option("--hours", type=click.FloatRange(min=0, min_open=True), help="At the fastest.")
@click.option("--main-stem", is_flag=True, help="Without tributaries or branches.")
@click.option("--stop-at", multiple=True, metavar="KIND", help="Not beyond the next section, …")
@click.option("--season", type=click.Choice(SEASONS), default="normal", show_default=True)
def trace_command(
    session: Session,
    *,
    project: Path,
    start: str,
    direction: Direction | None,
    within_km: float | None,
    hours: float | None,
    main_stem: bool,
    stop_at: tuple[str, ...],
    season: Season,
) -> None:
    """Follow the water from a place: reaches, ends, everything on the way with its hours."""
    if direction is None:
        raise WatermapError(Problem.error("tracing.which_way"))
    _hold(stop_at)
    ready = opened(session, project)
    asked = Asked(
        direction=direction,
        main_stem=main_stem,
        within_m=None if within_km is None else within_km * 1000,
        hours=hours,
        stop_at=frozenset(stop_at),
        season=season,
    )
    followed = follow(ready, waters(ready), start, asked)
    session.complain(followed.problems)
    content = TraceContent(
        followed=followed, title=ready.project.title, layers=ready.layers, kinds=ready.kinds
    )
    write_out(session, trace_writers(content, language=session.language))
    record = trace_record(followed, language=session.language)
    session.answer(record, _lines(followed, session.language))


def _hold(stop_at: tuple[str, ...]) -> None:
    known = known_kinds()
    bad = [kind for kind in stop_at if kind not in known]
    if bad:
        listed = "、".join(sorted(known))
        raise WatermapError(
            *(Problem.error("tracing.unknown_kind", kind=kind, known=listed) for kind in bad)
        )


def _lines(followed: Followed, language: Language) -> Iterator[object]:
    yield from remarks(followed, language)
    kinds = known_kinds()
    for sheet in (
        objects_sheet(followed, language=language, kinds=kinds),
        passed_sheet(followed, language),
        ends_sheet(followed, language),
    ):
        if sheet.rows:
            yield sheet_table(_narrow(sheet) if len(sheet.columns) > _MOST_COLUMNS else sheet)


def _narrow(sheet: Sheet) -> Sheet:
    """What a terminal has room for: kind, name, distance, hours, main stem."""
    return replace(
        sheet,
        columns=tuple(sheet.columns[place] for place in _OF_OBJECTS),
        rows=tuple(tuple(row[place] for place in _OF_OBJECTS) for row in sheet.rows),
    )
