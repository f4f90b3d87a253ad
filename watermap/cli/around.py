"""``watermap around``: what lies around the drinking-water sources."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from rich.table import Table

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Around
from watermap.cli.opening import opened
from watermap.cli.outputs import write_out
from watermap.cli.params import Radii
from watermap.cli.session import Session, command
from watermap.cli.words import word
from watermap.export.endings import Writer
from watermap.export.records import around_record, write_json
from watermap.export.workbook import write_around
from watermap.figures import figure, hectares
from watermap.language import Language
from watermap.workspace.answers import RINGS_M, what_lies_around


@command("around")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--source", "sources", multiple=True, help="Name of a source; default: all.")
@click.option("--rings", "rings_m", type=Radii(), default=RINGS_M, help="Radii in metres.")
def around_command(
    session: Session, *, project: Path, sources: tuple[str, ...], rings_m: tuple[float, ...]
) -> None:
    """List what lies in rings around each drinking-water source."""
    ready = opened(session, project)
    with session.progress() as progress:
        result = what_lies_around(
            ready, sources=sources or None, rings_m=rings_m, progress=progress
        )
    session.complain(result.problems)
    record = around_record(result, language=session.language)
    writers: dict[str, Writer] = {
        ".json": lambda path: write_json(record, path),
        ".xlsx": lambda path: write_around(
            result, path, language=session.language, kinds=ready.kinds
        ),
    }
    write_out(session, writers)
    session.answer(record, _tables(result, ready.kinds, session.language))


def _tables(result: Around, kinds: Mapping[str, Kind], language: Language) -> Iterator[object]:
    table = Table()
    for name in ("source", "radius", "kind", "count", "nearest", "area"):
        table.add_column(word(name, language))
    for source in result.sources:
        for ring in source.rings:
            for group in ring.kinds:
                nearest_m = min((one.distance_m for one in group.neighbours), default=None)
                area_m2 = group.overlap_m2
                table.add_row(
                    source.source.name or "—",
                    figure(ring.radius_m, 0),
                    kinds[group.kind].title.of(language),
                    str(len(group.neighbours)),
                    figure(nearest_m, 0),
                    figure(None if area_m2 is None else hectares(area_m2), 2),
                )
    yield table
