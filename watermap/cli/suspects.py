"""``watermap suspects``: who upstream of a section may explain what it shows."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from watermap.catalogue.load import known_kinds
from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.session import Session, command
from watermap.cli.sheet_table import sheet_table
from watermap.export.recording.suspects import suspects_record
from watermap.export.sheets import Sheet
from watermap.export.sheets_suspects import (
    candidates_sheet,
    sections_sheet,
    suspects_remarks,
    suspects_writers,
)
from watermap.language import Language
from watermap.network.answer import Suspicion
from watermap.network.tracing.speeds import SEASONS, Season
from watermap.network.tracing.trace import Asked
from watermap.workspace.answers import assess, waters, who_may_explain

_SHOWN = (0, 1, 2, 4, 5, 6, 7)  # columns of candidates_sheet that a terminal has room for


@command("suspects")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--section", required=True, help="Name or code of the section.")
@click.option("--period", help="2018-07, -Q2, 2018; default: the project's.")
@click.option("--indicator", help="Id; default: the one it fails by most.")
@click.option("--within-km", type=click.FloatRange(min=0, min_open=True), help="Along the water.")
@click.option("--season", type=click.Choice(SEASONS), default="normal", show_default=True)
def suspects_command(
    session: Session,
    *,
    project: Path,
    section: str,
    period: str | None,
    indicator: str | None,
    within_km: float | None,
    season: Season,
) -> None:
    """List the candidates upstream of a section that fails, those to look at first in front."""
    ready = opened(session, project)
    with session.progress() as progress:
        result = assess(
            ready, period=ready.project.period_of(period) if period else None, progress=progress
        )
    within_m = None if within_km is None else within_km * 1000
    answer = who_may_explain(
        ready,
        waters(ready),
        result,
        section,
        indicator=indicator,
        asked=Asked(direction="up", within_m=within_m, season=season),
    )
    session.complain(answer.problems)
    write_out(session, suspects_writers(answer, language=session.language, kinds=ready.kinds))
    record = suspects_record(answer, language=session.language)
    session.answer(record, _lines(answer, session.language))


def _lines(answer: Suspicion, language: Language) -> Iterator[object]:
    yield from suspects_remarks(answer, language)
    yield sheet_table(_narrow(candidates_sheet(answer, language=language, kinds=known_kinds())))
    sections = sections_sheet(answer, language)
    if sections.rows:
        yield sheet_table(sections)


def _narrow(sheet: Sheet) -> Sheet:
    return replace(
        sheet,
        columns=tuple(sheet.columns[place] for place in _SHOWN),
        rows=tuple(tuple(row[place] for place in _SHOWN) for row in sheet.rows),
    )
