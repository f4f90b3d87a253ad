"""``watermap river``: one river as a line. ``watermap duty``: who answers for which part."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.session import Session, command
from watermap.cli.sheet_table import sheet_table
from watermap.errors import Problem, WatermapError
from watermap.export.along_content import RiverContent
from watermap.export.recording.river import duty_record, river_record
from watermap.export.river_files import duty_writers, river_writers
from watermap.export.sheets_river import duty_remarks, duty_sheet, river_remarks, river_sheets
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.assessment import Assessment
from watermap.workspace.answers import (
    along,
    assess,
    assess_if_possible,
    duties_of,
    limits_along,
    waters,
)
from watermap.workspace.opened import Opened, nearest

CLASS = "class"
"""The word that asks for the class of sections rather than for an indicator."""
_OF_DUTY = (0, 1, 2, 3, 4, 7, 9, 10, 11)  # of duty_sheet, for which a terminal has room


@command("river")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--river", required=True, help="Its name, or the id of one of its reaches.")
@click.option("--indicator", default=CLASS, show_default=True, help="Id of an indicator, or class.")
@click.option("--period", help="2019-06, -Q2, -H1, -wet, 2019, 2019-06-15; default: the project's.")
@click.option("--compare", help="A second period, drawn hollow beside the first.")
def river_command(
    session: Session,
    *,
    project: Path,
    river: str,
    indicator: str,
    period: str | None,
    compare: str | None,
) -> None:
    """Tell what stands along a river, by river-km, and how its sections stand."""
    _hold(indicator)
    ready = opened(session, project)
    known = waters(ready)
    profile = along(ready, known, river)
    with session.progress() as progress:
        now = assess(
            ready, period=ready.project.period_of(period) if period else None, progress=progress
        )
        before = (
            assess(ready, period=ready.project.period_of(compare), progress=progress)
            if compare
            else None
        )
    shown = None if indicator == CLASS else indicator
    content = RiverContent(
        profile=profile,
        now=now,
        before=before,
        indicator=shown,
        limits=limits_along(ready, profile, now, shown) if shown else None,
        standard=ready.standards[now.standard].title,
        method=ready.methods[now.method].title,
    )
    problems = _once(known.problems, now.problems, before.problems if before else ())
    session.complain(problems)
    language = session.language
    write_out(session, river_writers(content, problems, language=language, kinds=ready.kinds))
    session.answer(
        river_record(content, problems, language=language), _river(session, content, ready)
    )


def _hold(indicator: str) -> None:
    known = load_indicators()
    if indicator != CLASS and indicator not in known:
        raise WatermapError(
            Problem.error(
                "along.unknown_indicator",
                id=indicator,
                near=nearest(indicator, [CLASS, *known]),
                word=CLASS,
            )
        )


def _once(*parts: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """All problems, those that are in several parts once."""
    found: list[Problem] = []
    for part in parts:
        found += [one for one in part if one not in found]
    return tuple(found)


def _river(session: Session, content: RiverContent, ready: Opened) -> Iterator[object]:
    yield from river_remarks(content, session.language)
    for sheet in river_sheets(content, language=session.language, kinds=ready.kinds):
        if sheet.rows:
            yield sheet_table(sheet)


@command("duty")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--period", help="2019-06, -Q2, -H1, -wet, 2019, 2019-06-15; default: the project's.")
def duty_command(session: Session, *, project: Path, period: str | None) -> None:
    """List which river chief answers for which river in which district, and how it stands."""
    ready = opened(session, project)
    known = waters(ready)
    found = duties_of(ready, known)
    with session.progress() as progress:
        result: Assessment | None = assess_if_possible(
            ready, period=ready.project.period_of(period) if period else None, progress=progress
        )
    problems = _once(known.problems, result.problems if result else ())
    session.complain(problems)
    language = session.language
    write_out(session, duty_writers(found, result, problems, language=language, kinds=ready.kinds))
    sheet = duty_sheet(found, result, language=language, kinds=ready.kinds)
    narrow = replace(
        sheet,
        columns=tuple(sheet.columns[place] for place in _OF_DUTY),
        rows=tuple(tuple(row[place] for place in _OF_DUTY) for row in sheet.rows),
    )
    session.answer(
        duty_record(found, result, problems, language=language),
        iter([*duty_remarks(found, result, language), sheet_table(narrow)]),
    )
