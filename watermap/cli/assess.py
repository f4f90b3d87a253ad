"""``watermap assess``: how the water stands."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import click
from rich.table import Table

from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.params import Day
from watermap.cli.session import Session, command
from watermap.cli.sheet_table import sheet_table
from watermap.cli.words import word
from watermap.export.endings import Writer
from watermap.export.geopackage import write_results
from watermap.export.records import assessment_record, standing_record, write_json
from watermap.export.shown import listed
from watermap.export.standing.sheets import standing_sheets
from watermap.export.workbook import write_assessment
from watermap.figures import figure
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.quality.assessment import Assessment
from watermap.quality.bulk.groups import GroupSpan
from watermap.quality.documents.grades import class_title
from watermap.quality.standing.standing import Standing
from watermap.workspace.answers import assess, stand


@command("assess")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--period", help="2019-06, -Q2, -H1, -wet, 2019, 2019-06-15; default: the project's.")
@click.option("--standard", help="Id of a standard; see watermap standards.")
@click.option("--method", help="Id of a method; see watermap methods.")
@click.option("--as-of", type=Day(), help="The day whose standards apply; default: today.")
@click.option(
    "--every",
    type=click.Choice(["day", "month", "quarter", "half", "year"]),
    default="month",
    help="What the calendar of classes has a column for.",
)
@click.option("--tables", is_flag=True, help="Print every table: change, trends, ranks, notice …")
def assess_command(
    session: Session,
    *,
    project: Path,
    tables: bool,
    every: GroupSpan,
    period: str | None,
    standard: str | None,
    method: str | None,
    as_of: dt.date | None,
) -> None:
    """Class every section, with deciding indicators, multiples and targets."""
    ready = opened(session, project)
    with session.progress() as progress:
        result = assess(
            ready,
            period=ready.project.period_of(period) if period else None,
            standard=standard,
            method=method,
            as_of=as_of,
            progress=progress,
        )
        standing = stand(ready, result, every=every, progress=progress)
    session.complain((*result.problems, *standing.problems))
    language = session.language
    record = {
        **assessment_record(result, language=language),
        **standing_record(standing, language=language),
    }
    writers: dict[str, Writer] = {
        ".json": lambda path: write_json(record, path),
        ".xlsx": lambda path: write_assessment(result, path, language=language, standing=standing),
        ".gpkg": lambda path: write_results(ready.layers, result, path, kinds=ready.kinds),
    }
    write_out(session, writers)
    session.answer(record, _shown(result, standing, every=tables, language=language))


def _shown(
    result: Assessment, standing: Standing, *, every: bool, language: Language
) -> Iterator[object]:
    yield from _tables(result, language)
    if every:
        for sheet in standing_sheets(standing, language=language):
            yield sheet_table(sheet)


def _without_place(name: str, language: Language) -> str:
    return f"{name} ({word('no_geometry', language)})"


def _tables(result: Assessment, language: Language) -> Iterator[object]:
    indicators = load_indicators()
    table = Table(title=f"{result.standard} · {result.method} · {result.period}")
    for name in ("section", "river", "class", "target", "met", "deciding"):
        table.add_column(word(name, language), overflow="fold")
    for section in result.sections:
        table.add_row(
            section.name if section.place == "on_map" else _without_place(section.name, language),
            section.river or "—",
            class_title(section.water_class, language)
            if section.water_class
            else word(section.state, language),
            class_title(section.target, language) if section.target else "—",
            {True: word("yes", language), False: word("no", language), None: "—"}[section.met],
            listed([indicators[name].title.of(language) for name in section.deciding], language)
            or "—",
        )
    yield table
    for target in result.targets:
        yield (
            f"{target.title.of(language)}: {figure(target.actual_pct, 1)} % "
            f"({'≥' if target.at_least else '≤'} {figure(target.required_pct, 1)} %) "
            f"{ {True: word('yes', language), False: word('no', language), None: '—'}[target.met] }"
        )
