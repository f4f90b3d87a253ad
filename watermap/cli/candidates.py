"""``watermap check --candidates``: several sites side by side."""

from collections.abc import Iterator, Mapping, Sequence

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import SiteCheck
from watermap.checks.siting.candidates import Candidates, compare
from watermap.cli.advice import advice_lines
from watermap.cli.outputs import write_out
from watermap.cli.session import Session
from watermap.cli.sheet_table import sheet_table
from watermap.export.candidates_map import CandidatesContent
from watermap.export.candidates_page import candidates_writers
from watermap.export.recording.candidates import candidates_record
from watermap.export.sheets_siting import comparison_sheet, site_title
from watermap.language import Language
from watermap.workspace.opened import Opened


def say_candidates(session: Session, checks: Sequence[SiteCheck], ready: Opened) -> None:
    """Answer with sites side by side: a table, JSON, a workbook, a document, a map.

    Raises:
        WatermapError: there are fewer than two sites, or the file cannot be written.
    """
    found = compare(checks)
    content = CandidatesContent(
        candidates=found, title=ready.project.title, layers=ready.layers, kinds=ready.kinds
    )
    write_out(session, candidates_writers(content, language=session.language))
    session.complain(found.problems)
    session.complain(tuple(dict.fromkeys(one for check in checks for one in check.problems)))
    record = candidates_record(found, language=session.language)
    session.answer(record, _lines(found, ready.kinds, session.language))


def _lines(found: Candidates, kinds: Mapping[str, Kind], language: Language) -> Iterator[object]:
    yield sheet_table(comparison_sheet(found, language=language, kinds=kinds))
    for one in found.sites:
        yield site_title(one, language)
        yield from advice_lines(one.check, language)
