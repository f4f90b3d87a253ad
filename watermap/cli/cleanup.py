"""``watermap cleanup``: existing things that stand where they should not."""

import datetime as dt
from pathlib import Path

import click

from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.params import Day, Radii
from watermap.cli.session import Session, command
from watermap.cli.sheet_table import sheet_table
from watermap.export.cleanup_files import write_cleanup, write_cleanup_package
from watermap.export.endings import Writer
from watermap.export.recording.cleanup import cleanup_record
from watermap.export.records import write_json
from watermap.export.sheets_cleanup import counts_sheet, short_sheet
from watermap.workspace.answers import RINGS_M, what_to_clean_up


@command("cleanup")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--rings", "rings_m", type=Radii(), default=RINGS_M, help="Radii in metres.")
@click.option("--as-of", type=Day(), help="The day whose law applies; default: today.")
def cleanup_command(
    session: Session, *, project: Path, rings_m: tuple[float, ...], as_of: dt.date | None
) -> None:
    """List existing things in protection areas, red lines and rings around sources."""
    ready = opened(session, project)
    with session.progress() as progress:
        result = what_to_clean_up(
            ready, as_of=as_of or dt.date.today(), rings_m=rings_m, progress=progress
        )
    session.complain(result.problems)
    record = cleanup_record(result, language=session.language)
    writers: dict[str, Writer] = {
        ".json": lambda path: write_json(record, path),
        ".xlsx": lambda path: write_cleanup(
            result, path, language=session.language, kinds=ready.kinds
        ),
        ".gpkg": lambda path: write_cleanup_package(result, path, language=session.language),
    }
    write_out(session, writers)
    sheets = (
        short_sheet(result, language=session.language, kinds=ready.kinds),
        counts_sheet(result, language=session.language),
    )
    session.answer(record, [sheet_table(sheet) for sheet in sheets])
