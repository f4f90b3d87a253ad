"""``watermap check --sites``: many sites in one go."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from watermap.atomic import atomic
from watermap.checks.findings import SiteCheck
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.batch import Answered
from watermap.checks.wording import finding_text, measure_text
from watermap.cli.outputs import write_out
from watermap.cli.session import Session
from watermap.cli.sheet_table import sheet_table
from watermap.errors import Problem, WatermapError
from watermap.export.endings import Writer, hold_to_endings
from watermap.export.recording.sites import SitesRecord
from watermap.export.sheets import write_sheets
from watermap.export.sites_answered import SitesAnswered
from watermap.export.table_blocks import TableBlocks
from watermap.export.words import word
from watermap.workspace.answers import check_many
from watermap.workspace.opened import Opened

Engine = Callable[..., Iterator[Answered]]
"""``check_many``, or what gives the same answers."""

UNUSABLE = "incomplete"  # as hard, for --fail-on, as a check in which something is missing


def say_many(
    session: Session,
    ready: Opened,
    sites: Sequence[Site],
    *,
    circumstances: Circumstances,
    each: Callable[[SiteCheck], None] | None = None,
    advice: Callable[[SiteCheck], SiteCheck] | None = None,
    engine: Engine = check_many,
) -> set[str]:
    """Check many sites and answer; each answer is written and let go.

    Args:
        session: which answers are wanted.
        ready: the project.
        sites: to be checked.
        circumstances: day, distances, tolerance.
        each: gets every check as it is made; None: nobody.
        advice: adds to a check how firm it is and its way out; None: neither is wanted.
        engine: what makes the answers.

    Returns:
        The verdicts that occur.

    Raises:
        WatermapError: no site can be used, or the file cannot be written.
    """
    ending = session.out.suffix.lower() if session.out is not None else ""
    with TableBlocks() as blocks, tempfile.TemporaryFile() as stream:
        rows = SitesAnswered(
            language=session.language,
            kinds=ready.kinds,
            in_tables=ending == ".gpkg",
            in_sheets=ending == ".xlsx",
            blocks=blocks,
        )
        writers = _writers(rows, stream, session)
        hold_to_endings(session.out, writers)  # before hours of work
        wanted = session.json or ending == ".json"
        record = SitesRecord(stream=stream, language=session.language) if wanted else None
        said: list[str] = []
        with session.progress() as progress:
            for found in engine(ready, sites, circumstances=circumstances, progress=progress):
                one = _advised(found, advice)
                rows.add(one)
                if record is not None:
                    record.add(one)
                if one.check is not None:
                    said += _said(one.check, session)
                    if each is not None:
                        each(one.check)
        if rows.verdicts["unusable"] == len(sites):
            raise WatermapError(*(problem for problem in rows.problems if _is_error(problem)))
        if record is not None:
            record.finish(rows.verdicts)
        write_out(session, writers)
        session.complain(rows.problems)
        if session.json:
            stream.seek(0)
            shutil.copyfileobj(stream, sys.stdout.buffer)
        else:
            session.answer({}, (sheet_table(rows.sites_sheet()), *said))
    return {UNUSABLE if verdict == "unusable" else verdict for verdict in rows.verdicts}


def _advised(found: Answered, advice: Callable[[SiteCheck], SiteCheck] | None) -> Answered:
    if advice is None or found.check is None:
        return found
    return replace(found, check=advice(found.check))


def _is_error(problem: Problem) -> bool:
    return problem.severity == "error"


def _writers(rows: SitesAnswered, stream: BinaryIO, session: Session) -> dict[str, Writer]:
    def as_json(path: Path) -> None:
        stream.seek(0)
        with atomic(path) as temporary, temporary.open("wb") as target:
            shutil.copyfileobj(stream, target)

    return {
        ".json": as_json,
        ".gpkg": rows.write_tables,
        ".xlsx": lambda path: write_sheets(rows.sheets(), path, title=rows.title()),
    }


def _said(check: SiteCheck, session: Session) -> Iterator[str]:
    """The findings of a site in words, where somebody reads them."""
    if session.json or session.quiet:
        return
    name = check.site.name or check.site.source or word("no_name", session.language)
    for finding in check.findings:
        yield f"{name}: {finding_text(finding, session.language)}"
        yield f"  {measure_text(finding, session.language)}"
