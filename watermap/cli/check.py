"""``watermap check``: one site, or many, against all rules."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import click
from rich.table import Table

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import SiteCheck
from watermap.checks.site import Circumstances, Site, Work
from watermap.checks.siting.site_input import point_site
from watermap.checks.wording import (
    basis_text,
    finding_text,
    measure_text,
    state_title,
    verdict_title,
)
from watermap.cli.advice import advice_lines
from watermap.cli.candidates import say_candidates
from watermap.cli.check_many import Engine, say_many
from watermap.cli.login import logged_in
from watermap.cli.main import MET
from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.params import Day, YesNo
from watermap.cli.session import Session, command
from watermap.cli.words import word
from watermap.errors import Message, Problem, WatermapError
from watermap.export.check_page import CheckContent, check_writers
from watermap.export.endings import Writer
from watermap.export.records import site_check_record, write_json
from watermap.language import Language
from watermap.reading.reader import Reader
from watermap.workspace.answers import (
    advised,
    check,
    check_many,
    check_many_spread,
    farthest_search_m,
    places_of_doubt,
)
from watermap.workspace.imports import now
from watermap.workspace.kept import KeptCheck, keep
from watermap.workspace.opened import Opened
from watermap.workspace.sites import sites_of_file, the_one
from watermap.workspace.staying import at_hand

SEVERITY = ("no_conflict", "incomplete", "notice", "restricted", "prohibited")
"""Verdicts from the mildest to the hardest, for --fail-on."""


@command("check")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--site", "site_file", type=click.Path(path_type=Path), help="File with one site.")
@click.option("--sites", "sites_file", type=click.Path(path_type=Path), help="File with many.")
@click.option(
    "--candidates",
    "candidates_file",
    type=click.Path(path_type=Path),
    help="File with several, side by side.",
)
@click.option("--point", help="LON,LAT: decimal degrees, or degrees, minutes and seconds.")
@click.option("--corners", type=click.Path(path_type=Path), help="Corner table: X north, Y east.")
@click.option("--crs", type=int, help="EPSG of a file or corner table that does not say it.")
@click.option("--name", help="The project's name.")
@click.option("--industry", help="Code of GB/T 4754, as C2614.")
@click.option("--work", type=click.Choice(["new", "rebuild", "expand"]))
@click.option("--discharges", type=YesNo(), help="Discharges pollutants to water.")
@click.option("--outfall", "outfall_inside", type=YesNo(), help="Its outfall lies on the site.")
@click.option("--groundwater", "takes_groundwater", type=YesNo(), help="Takes groundwater.")
@click.option(
    "--hazardous-store", type=YesNo(), help="Stores or pipes toxic or hazardous chemicals."
)
@click.option("--water-related", type=YesNo(), help="Serves water supply or source protection.")
@click.option("--permitted-kind", type=click.IntRange(1, 10), help="Kind of 自然资发〔2022〕142号.")
@click.option("--within", "within_m", multiple=True, type=click.FloatRange(0, 100_000))
@click.option(
    "--search", "search_m", type=click.FloatRange(1, 50_000), help="Way out: farthest move in m."
)
@click.option(
    "--way-out", "ways_wanted", is_flag=True, help="With --sites: the way out of each as well."
)
@click.option("--as-of", type=Day(), help="The day whose law applies; default: today.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local")
@click.option("--scheduler", help="Dask's, host:port; default: a cluster on this computer.")
@click.option("--keep", "kept", is_flag=True, help="Keep the checks in the project's project.gpkg.")
@click.option(
    "--fail-on", type=click.Choice(SEVERITY[1:]), help="Exit with 3 from this verdict on."
)
def check_command(  # noqa: PLR0913  (one argument an option)
    session: Session,
    *,
    project: Path,
    site_file: Path | None,
    sites_file: Path | None,
    candidates_file: Path | None,
    point: str | None,
    corners: Path | None,
    crs: int | None,
    within_m: tuple[float, ...],
    search_m: float | None,
    ways_wanted: bool,
    as_of: dt.date | None,
    engine: str,
    scheduler: str | None,
    kept: bool,
    fail_on: str | None,
    **details: object,
) -> int:
    """Hold a proposed project against all rules of the day and all layers of the project."""
    given = (site_file, sites_file, candidates_file, point, corners)
    ways = [way for way in given if way is not None]
    if len(ways) != 1:
        raise WatermapError(Problem.error("cli.one_site", found=len(ways)))
    answering = _engine(engine, scheduler, many=sites_file is not None)
    sites = _sites(
        point=point, corners=corners, file=site_file or sites_file or candidates_file, crs=crs
    )
    if site_file is not None:
        the_one(sites, site_file)
    sites = tuple(with_details(site, details) for site in sites)
    circumstances = Circumstances(as_of=as_of or dt.date.today())
    if within_m:
        circumstances = replace(circumstances, within_m=tuple(sorted(within_m)))
    advice_is_wanted = sites_file is None or ways_wanted
    ready = _at_hand(
        session,
        opened(session, project),
        sites,
        circumstances,
        search_m=farthest_search_m(search_m) if advice_is_wanted else None,
    )
    advice = partial(advised, ready, circumstances=circumstances, search_m=search_m)
    if sites_file is not None:
        checks: list[SiteCheck] = []
        found = say_many(
            session,
            ready,
            sites,
            circumstances=circumstances,
            each=checks.append if kept else None,
            advice=advice if ways_wanted else None,
            engine=answering,
        )
        if kept:
            _keep(session, ready, checks)
        return _met(found, fail_on)
    with session.progress() as progress:
        answers = []
        for done, site in enumerate(sites):
            progress.step(done, len(sites), site.name or "")
            answer = check(ready, site, circumstances=circumstances)
            answers.append(advice(answer))
    if kept:
        _keep(session, ready, answers)
    if candidates_file is not None:
        say_candidates(session, answers, ready)
    else:
        _say(session, ready, answers[0])
    return _met({answer.verdict for answer in answers}, fail_on)


def _engine(engine: str, scheduler: str | None, *, many: bool) -> Engine:
    """What answers for many sites.

    Raises:
        WatermapError: the options do not go together.
    """
    if engine == "local":
        if scheduler is not None:
            raise WatermapError(Problem.error("scale.needs_engine"))
        return check_many
    if not many:
        raise WatermapError(Problem.error("scale.needs_sites"))
    return partial(check_many_spread, scheduler=scheduler)


def _at_hand(
    session: Session,
    ready: Opened,
    sites: Sequence[Site],
    circumstances: Circumstances,
    *,
    search_m: float | None,
) -> Opened:
    """The project with its layers that stay in databases, asked once for all that follows.

    Args:
        session: asks for a password where one is needed and a person is there.
        ready: the project.
        sites: all of them.
        circumstances: of the checks.
        search_m: how far ways out are looked for; None: no advice is given.
    """
    if search_m is None:
        places = [site.geometry for site in sites]
    else:
        places = [place for site in sites for place in places_of_doubt(site)]
    with session.progress() as progress:
        return at_hand(
            ready,
            places,
            circumstances=circumstances,
            search_m=search_m or 0.0,
            signing=partial(logged_in, session),
            progress=progress,
        )


def _met(verdicts: Iterable[str], fail_on: str | None) -> int:
    worst = max(map(SEVERITY.index, verdicts))
    return MET if fail_on is not None and worst >= SEVERITY.index(fail_on) else 0


def _keep(session: Session, ready: Opened, answers: Sequence[SiteCheck]) -> None:
    with Reader() as reader:
        for answer in answers:
            check_to_keep = KeptCheck(
                kept_at=now(),
                name=answer.site.name or "",
                as_of=answer.as_of.isoformat(),
                verdict=answer.verdict,
                geometry=answer.site.geometry,
                record=site_check_record(answer, language=session.language),
            )
            path = keep(ready.folder, check_to_keep, reader=reader)
    session.tell(Message.of("workspace.check_kept", file=path))


def _sites(
    *, point: str | None, corners: Path | None, file: Path | None, crs: int | None
) -> tuple[Site, ...]:
    if point is not None:
        return (point_site(point),)
    with Reader() as reader:
        return sites_of_file(cast(Path, corners or file), reader=reader, crs=crs)


def with_details(site: Site, details: Mapping[str, object]) -> Site:
    """The site with what was said on the command line in the place of what its file says."""
    said = {name: value for name, value in details.items() if value is not None}
    work = cast(Work | None, said.pop("work", site.work))
    return replace(site, work=work, **cast(dict[str, Any], said))


def _say(session: Session, ready: Opened, answer: SiteCheck) -> None:
    record = site_check_record(answer, language=session.language)
    content = CheckContent(
        check=answer, title=ready.project.title, layers=ready.layers, kinds=ready.kinds
    )
    writers: dict[str, Writer] = {".json": lambda path: write_json(record, path)}
    write_out(session, writers | check_writers(content, language=session.language))
    session.complain(answer.problems)
    session.answer(record, _lines(answer, ready.kinds, session.language))


def _lines(answer: SiteCheck, kinds: Mapping[str, Kind], language: Language) -> Iterator[object]:
    name = answer.site.name or answer.site.source or word("site", language)
    yield f"{name}: {verdict_title(answer.verdict, language)}"
    table = Table()
    for column in ("theme", "state"):
        table.add_column(word(column, language))
    for theme in answer.themes:
        title = kinds[theme.kind].title.of(language) if theme.kind in kinds else theme.kind
        table.add_row(title, state_title(theme.state, language))
    yield table
    for finding in answer.findings:
        yield finding_text(finding, language)
        yield f"  {measure_text(finding, language)}"
        yield f"  {basis_text(finding.basis, language)}"
    yield from advice_lines(answer, language)
