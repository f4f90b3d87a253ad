"""``watermap protect``: proposes the protection areas of a source; approved ones prevail."""

from collections.abc import Iterator
from pathlib import Path

import click

from watermap.checks.delineation.proposal import Proposal
from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.session import Session, command
from watermap.cli.sheet_table import sheet_table
from watermap.errors import Problem, WatermapError
from watermap.export.delineation_files import write_proposal_geojson, write_proposal_geopackage
from watermap.export.delineation_page import write_proposal_page
from watermap.export.endings import Writer
from watermap.export.recording.delineation import proposal_record
from watermap.export.records import write_json
from watermap.export.sheets_delineation import method_line, proposal_sheets, write_proposal
from watermap.export.words import word
from watermap.language import Language
from watermap.workspace.protection import METHOD, propose_protection


@command("protect")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--source", required=True, help="Name of a drinking-water source.")
@click.option("--method", default=METHOD, show_default=True, help="Id of a guideline.")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="KEY=VALUE",
    help="A parameter in place of the default or of what a layer says; any number of times.",
)
def protect_command(
    session: Session, *, project: Path, source: str, method: str, given: tuple[str, ...]
) -> None:
    """Propose the protection areas of a drinking-water source. Approved boundaries prevail."""
    wanted = _settings(given)
    ready = opened(session, project)
    proposal = propose_protection(ready, source, method=method, given=wanted)
    session.complain(proposal.problems)
    language = session.language
    record = proposal_record(proposal, language=language)
    writers: dict[str, Writer] = {
        ".json": lambda path: write_json(record, path),
        ".xlsx": lambda path: write_proposal(proposal, path, language=language),
        ".docx": lambda path: write_proposal_page(proposal, path, language=language),
        ".gpkg": lambda path: write_proposal_geopackage(proposal, path, language=language),
        ".geojson": lambda path: write_proposal_geojson(proposal, path, language=language),
    }
    write_out(session, writers)
    session.answer(record, _lines(proposal, language))


def _settings(given: tuple[str, ...]) -> dict[str, str]:
    """``key=value`` words by key; of a key that comes twice the last."""
    parts = [text.partition("=") for text in given]
    bad = [text for text, (key, sign, _) in zip(given, parts, strict=True) if not (key and sign)]
    if bad:
        raise WatermapError(*(Problem.error("delineation.no_pair", text=text) for text in bad))
    return {key.strip(): value.strip() for key, _, value in parts}


def _lines(proposal: Proposal, language: Language) -> Iterator[object]:
    yield word("delineation_title", language, source=proposal.source.name)
    yield word("delineation_only_proposal", language)
    yield method_line(proposal, language)
    yield word(f"delineation_state_{proposal.state}", language)
    yield from (sheet_table(sheet) for sheet in proposal_sheets(proposal, language=language)[:-2])
