"""``watermap spill``: whom a spill hits, when, and whom to call."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import click

from watermap.catalogue.kinds import Kind
from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.session import Session, command
from watermap.cli.sheet_table import sheet_table
from watermap.errors import Problem, WatermapError
from watermap.export.recording.spill import spill_record
from watermap.export.sheets import Sheet
from watermap.export.sheets_spill import arrivals_sheet, calls_sheet, spill_remarks
from watermap.export.sheets_trace import ends_sheet
from watermap.export.spill_files import SpillContent, spill_writers
from watermap.language import Language
from watermap.network.answer import Spilled
from watermap.network.incidents.spill import Release
from watermap.network.tracing.speeds import SEASONS, Season
from watermap.workspace.answers import waters, what_a_spill_does

_POSITIVE = click.FloatRange(min=0, min_open=True)
_TIMES = (0, 1, 2, 3, 4)  # of arrivals_sheet: kind, name, distance, earliest, likely
_CURVES = (0, 1, 3, 6, 7, 8)  # … kind, name, earliest, concentrations, above the limit
_CALLS = (0, 1, 2, 3, 4, 5, 6)  # of calls_sheet: all but the latest


@command("spill")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--at", required=True, help="A name, an id, a road's crossing, or LON,LAT.")
@click.option("--mass-kg", type=_POSITIVE, help="Came into the water at once.")
@click.option("--rate-g-s", type=_POSITIVE, help="Comes in steadily.")
@click.option("--area-m2", type=_POSITIVE, help="Wetted cross-section of the river.")
@click.option("--dispersion", type=_POSITIVE, help="m²/s along the river; else a range.")
@click.option("--decay-per-day", type=click.FloatRange(min=0), default=0.0, show_default=True)
@click.option("--limit-mg-l", type=_POSITIVE, help="Tell how long it is above this.")
@click.option("--flow", multiple=True, metavar="RIVER=M3_S", help="Of a river that joins.")
@click.option("--season", type=click.Choice(SEASONS), default="normal", show_default=True)
def spill_command(  # noqa: PLR0913  (one argument an option)
    session: Session,
    *,
    project: Path,
    at: str,
    mass_kg: float | None,
    rate_g_s: float | None,
    area_m2: float | None,
    dispersion: float | None,
    decay_per_day: float,
    limit_mg_l: float | None,
    flow: tuple[str, ...],
    season: Season,
) -> None:
    """Whom a spill hits downstream and when, how much of it is left, and whom to call."""
    release = Release(
        mass_kg=mass_kg,
        rate_g_s=rate_g_s,
        area_m2=area_m2,
        dispersion_m2_s=dispersion,
        decay_per_day=decay_per_day,
        limit_mg_l=limit_mg_l,
        joining_m3_s=_flows(flow),
    )
    ready = opened(session, project)
    spilled = what_a_spill_does(ready, waters(ready), at, release, season)
    session.complain(spilled.problems)
    content = SpillContent(
        spilled=spilled, title=ready.project.title, layers=ready.layers, kinds=ready.kinds
    )
    write_out(session, spill_writers(content, language=session.language))
    record = spill_record(spilled, language=session.language)
    session.answer(record, _lines(spilled, session.language, ready.kinds))


def _flows(texts: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Each river with its flow.

    Raises:
        WatermapError: a text is no river with a number above zero, or a river stands twice.
    """
    found: dict[str, float] = {}
    bad = []
    for text in texts:
        river, _, amount = text.rpartition("=")
        try:
            value = float(amount)
        except ValueError:
            value = 0.0
        if not river.strip() or river.strip() in found or not 0 < value < float("inf"):
            bad.append(text)
        found[river.strip()] = value
    if bad:
        raise WatermapError(*(Problem.error("spill.bad_flow", text=text) for text in bad))
    return tuple(found.items())


def _lines(spilled: Spilled, language: Language, kinds: Mapping[str, Kind]) -> Iterator[object]:
    yield from spill_remarks(spilled, language)
    arrivals = arrivals_sheet(spilled, language=language, kinds=kinds)
    if arrivals.rows:
        yield sheet_table(_narrow(arrivals, _TIMES))
        if any(one.left for one in spilled.spill.arrivals):
            yield sheet_table(_narrow(arrivals, _CURVES))
    for sheet in (
        _narrow(calls_sheet(spilled, language), _CALLS),
        ends_sheet(spilled.followed, language),
    ):
        if sheet.rows:
            yield sheet_table(sheet)


def _narrow(sheet: Sheet, chosen: tuple[int, ...]) -> Sheet:
    """What a terminal has room for."""
    return replace(
        sheet,
        columns=tuple(sheet.columns[place] for place in chosen),
        rows=tuple(tuple(row[place] for place in chosen) for row in sheet.rows),
    )
