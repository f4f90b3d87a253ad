"""``watermap report``: the bulletin of a period, as a file or as a folder with everything."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import click

from watermap.cli.main import MET
from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.params import Day
from watermap.cli.session import Session, command
from watermap.errors import Message, Problem, WatermapError
from watermap.export.endings import hold_to_endings
from watermap.export.recording.problems import problem_records
from watermap.export.report.bundle import hold_to_reports, write_bundle
from watermap.export.report.content import Report, ReportContent
from watermap.export.report.news import against, data_text, news_text
from watermap.export.report.record import report_record
from watermap.export.report.writers import report_writers
from watermap.harmonise.measurements import DATE, SOURCE
from watermap.quality.assessment import Assessment
from watermap.quality.period import Period
from watermap.quality.standing.news import WhatIsNew, what_is_new
from watermap.quality.standing.standing import Standing
from watermap.reading.reader import Reader
from watermap.workspace.answers import assess, stand
from watermap.workspace.dropped import add_tables, with_tables
from watermap.workspace.opened import Opened

FAIL_ON = ("class-worse", "target-lost", "new-exceedance", "target-missed", "data-gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options that the bulletin itself depends on; None and "": not said."""

    period: str | None
    office: str
    map_office: str
    issued: dt.date | None
    standard: str | None
    method: str | None
    as_of: dt.date | None


@command("report")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--period", help="2019-06, -Q2, -H1, 2019; default: the newest month with results.")
@click.option(
    "--table",
    "tables",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A workbook of this period that the project does not have; may be repeated.",
)
@click.option("--add", "adding", is_flag=True, help="Copy those workbooks into the project.")
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="The office's own .docx, see docs/report.md.",
)
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Write everything into this folder."
)
@click.option("--office", default="", help="Who issues the bulletin.")
@click.option("--map-office", default="", help="Who makes the maps; default: the office.")
@click.option(
    "--issued", type=Day(), help="Day of the notice, from which time limits run; default: none."
)
@click.option("--standard", help="Id of a standard; see watermap standards.")
@click.option("--method", help="Id of a method; see watermap methods.")
@click.option("--as-of", type=Day(), help="The day whose standards apply; default: today.")
@click.option("--fail-on", multiple=True, type=click.Choice(FAIL_ON), help="Exit with 3 if so.")
def report_command(
    session: Session,
    *,
    project: Path,
    tables: tuple[Path, ...],
    adding: bool,
    template: Path | None,
    folder: Path | None,
    fail_on: tuple[str, ...],
    **options: object,
) -> int:
    """Write the bulletin of a period: what changed and why, classes, maps, notices, sources."""
    _hold(session, folder=folder, template=template, adding=adding, tables=tables)
    ready = _with_tables(session, opened(session, project), tables)
    asked = Asked(**cast(dict[str, Any], options))
    report = _report(session, ready, tables, asked)
    content = report.content
    said = list(content.problems)
    written: list[Path] = []
    if folder is not None:
        settings = _settings(session, project, tables, template, asked)
        with session.progress() as progress:
            said += write_bundle(
                report, folder, settings=settings, template=template, progress=progress
            )
        written.append(folder)
        session.tell(Message.of("cli.written", file=folder))
    write_out(session, report_writers(report, template=template))
    if session.out is not None:
        written.append(session.out)
    if adding:
        said += _add(session, ready, tables)
    session.complain(said)
    record = {
        **report_record(report),
        "written": [str(path) for path in written],
        "problems": problem_records(said, session.language),
    }
    session.answer(record, _lines(report))
    return MET if any(_met(one, content.news, content.standing) for one in fail_on) else 0


def _hold(
    session: Session,
    *,
    folder: Path | None,
    template: Path | None,
    adding: bool,
    tables: Sequence[Path],
) -> None:
    """Say before long work what cannot be done.

    Raises:
        WatermapError: a file or folder cannot be written so, or options do not go together.
    """
    hold_to_endings(session.out, dict.fromkeys((".docx", ".pdf", ".xlsx", ".json"), lambda _: None))
    if folder is not None:
        hold_to_reports(folder)
    if template is not None:
        if not template.is_file():
            raise WatermapError(Problem.error("workspace.no_file", file=template))
        if folder is None and (session.out is None or session.out.suffix.lower() != ".docx"):
            raise WatermapError(Problem.error("cli.template_needs_docx"))
    if adding and not tables:
        raise WatermapError(Problem.error("cli.add_needs_table"))


def _with_tables(session: Session, ready: Opened, tables: Sequence[Path]) -> Opened:
    if not tables:
        return ready
    with Reader() as reader, session.progress() as progress:
        return with_tables(ready, tables, reader=reader, progress=progress)


def _add(session: Session, ready: Opened, tables: Sequence[Path]) -> tuple[Problem, ...]:
    with Reader() as reader, session.progress() as progress:
        return add_tables(ready, tables, reader=reader, progress=progress)


def _report(session: Session, ready: Opened, tables: Sequence[Path], asked: Asked) -> Report:
    period = _period(ready, tables, asked.period)
    with session.progress() as progress:
        assessment = assess(
            ready,
            period=period,
            standard=asked.standard,
            method=asked.method,
            as_of=asked.as_of,
            progress=progress,
        )
        standing = stand(ready, assessment, issued=asked.issued, progress=progress)
    problems = (*_elsewhere(ready, tables, period), *assessment.problems, *standing.problems)
    content = ReportContent(
        title=ready.project.title,
        standing=standing,
        news=what_is_new(standing),
        layers=ready.layers,
        kinds=ready.kinds,
        measurements=ready.measurements,
        documents=_documents(ready, assessment),
        made_on=asked.issued or dt.date.today(),
        office=asked.office,
        map_office=asked.map_office,
        problems=tuple({(one.code, str(one.fields)): one for one in problems}.values()),
    )
    return Report.of(content, session.language)


def _documents(ready: Opened, assessment: Assessment) -> tuple[Any, ...]:
    project = ready.project
    return (
        ready.standards[assessment.standard],
        ready.methods[assessment.method],
        ready.standards[project.groundwater_standard],
        ready.methods[project.groundwater_method],
    )


def _period(ready: Opened, tables: Sequence[Path], text: str | None) -> Period:
    """What was asked for; else the newest month of the given workbooks, or of all.

    Raises:
        WatermapError: it is no period, or there are no results of it.
    """
    frame = ready.measurements.frame
    if text:
        period = ready.project.period_of(text)
        if not any(period.contains(one) for one in frame[DATE].dropna().unique()):
            raise WatermapError(Problem.error("workspace.period_empty", period=text))
        return period
    if tables:
        names = {path.name for path in tables}
        frame = frame[frame[SOURCE].str.split(" › ").str[0].isin(names)]
    dates = frame[DATE].dropna()
    if dates.empty:
        raise WatermapError(Problem.error("workspace.no_results"))
    newest = max(dates)
    return Period(year=newest.year, first=newest.month, last=newest.month)


def _elsewhere(ready: Opened, tables: Sequence[Path], period: Period) -> Iterator[Problem]:
    """That a given workbook has nothing of the period."""
    frame = ready.measurements.frame
    files = frame[SOURCE].str.split(" › ").str[0]
    for path in tables:
        dates = frame.loc[files == path.name, DATE].dropna().unique()
        if len(dates) and not any(period.contains(one) for one in dates):
            yield Problem.warning(
                "workspace.table_other_period",
                file=path.name,
                period=str(period),
                first=min(dates).isoformat(),
                last=max(dates).isoformat(),
            )


def _settings(
    session: Session,
    project: Path,
    tables: Sequence[Path],
    template: Path | None,
    asked: Asked,
) -> dict[str, Any]:
    """What the command was told, so that it can be told again."""
    said = {name: str(value) for name, value in asdict(asked).items() if value}
    return {
        "project": str(project),
        "tables": [str(path) for path in tables],
        "template": None if template is None else str(template),
        "lang": session.language,
        **said,
    }


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.title} {report.period}"
    for one in against(report):
        yield from news_text(one, report)
    yield from data_text(report)


def _met(what: str, new: WhatIsNew, standing: Standing) -> bool:
    found = [one for one in (new.on_period_before, new.on_year_before) if one is not None]
    first = found[:1]
    both = (*standing.assessment.sections, *standing.assessment.sources)
    return {
        "class-worse": any(one.worse for one in first),
        "target-lost": any(one.lost for one in first),
        "new-exceedance": any(one.exceedances for one in first),
        "target-missed": any(one.met is False for one in both),
        "data-gap": bool(new.gaps or new.unmatched_table or new.unmatched_layer),
    }[what]
