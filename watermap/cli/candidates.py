"""``watermap check --candidates``: several sites side by side."""

from collections.abc import Iterator, Mapping, Sequence

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import SiteCheck
from watermap.checks.siting.candidates import Candidates, compare
from watermap.cli.advice import advice_lines
from watermap.cli.outputs import write_out
from watermap.cli.session import Session
from watermap.cli.sheet_table import sheet_table
from watermap.export.endings import Writer
from watermap.export.recording.candidates import candidates_record
from watermap.export.records import write_json
from watermap.export.sheets_siting import comparison_sheet, site_title
from watermap.export.workbook import write_candidates
from watermap.language import Language


def say_candidates(
    session: Session, checks: Sequence[SiteCheck], kinds: Mapping[str, Kind]
) -> None:
    """Answer with sites side by side: a table, JSON, or a workbook.

    Raises:
        WatermapError: there are fewer than two sites, or the file cannot be written.
    """
    found = compare(checks)
    language = session.language
    record = candidates_record(found, language=language)
    writers: dict[str, Writer] = {
        ".json": lambda path: write_json(record, path),
        ".xlsx": lambda path: write_candidates(found, path, language=language, kinds=kinds),
    }
    write_out(session, writers)
    session.complain(found.problems)
    session.complain(tuple(dict.fromkeys(one for check in checks for one in check.problems)))
    session.answer(record, _lines(found, kinds, language))


def _lines(found: Candidates, kinds: Mapping[str, Kind], language: Language) -> Iterator[object]:
    yield sheet_table(comparison_sheet(found, language=language, kinds=kinds))
    for one in found.sites:
        yield site_title(one, language)
        yield from advice_lines(one.check, language)
