"""``watermap info``: what is in a file, with the evidence of every guess."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from watermap.catalogue.kinds import Kind
from watermap.catalogue.load import known_kinds
from watermap.catalogue.match import guess_kind
from watermap.cli.outputs import write_out
from watermap.cli.session import Session, command
from watermap.cli.words import word
from watermap.errors import Problem, WatermapError
from watermap.export.records import FileFacts, info_record, write_json
from watermap.harmonise.crs import decide_place
from watermap.language import Language
from watermap.reading.reader import Reader


@command("info")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def info_command(session: Session, *, files: tuple[Path, ...]) -> None:
    """Tell what is in files: layers, encoding, CRS, counts, kind, each guess with its evidence."""
    kinds = known_kinds()
    facts: list[FileFacts] = []
    unusable: list[Problem] = []
    with Reader() as reader, session.progress() as progress:
        for done, path in enumerate(files):
            progress.step(done, len(files), path.name)
            try:
                facts.append(_facts(path, reader, kinds))
            except WatermapError as error:
                unusable += error.problems
    if unusable:
        raise WatermapError(*unusable)
    record = info_record(facts, language=session.language)
    write_out(session, {".json": lambda path: write_json(record, path)})
    session.answer(record, _tables(record, session.language))


def _facts(path: Path, reader: Reader, kinds: Mapping[str, Kind]) -> FileFacts:
    raw = reader.read(path)
    return FileFacts(
        raw=raw,
        places=tuple(decide_place(layer, answer=None, answer_why=None) for layer in raw.layers),
        kinds=tuple(
            guess_kind(
                layer.name,
                list(layer.attributes.columns),
                max(
                    layer.geometry_types, key=lambda name: layer.geometry_types[name], default=None
                ),
                kinds,
            )
            for layer in raw.layers
        ),
    )


def _tables(record: Mapping[str, Any], language: Language) -> Iterator[object]:
    table = Table()
    for name in ("file", "layer", "features", "kind", "encoding", "crs"):
        table.add_column(word(name, language))
    for file in record["files"]:
        for layer in file["layers"]:
            table.add_row(
                Path(file["path"]).name,
                layer["name"],
                f"{layer['features_read']}/{layer['features_in_file']}",
                str(layer["kind"]["id"] or "—"),
                str((file["encoding"] or {}).get("name", "—")),
                str(layer["crs"]["name"] or "—"),
            )
        for sheet in file.get("tables", ()):
            table.add_row(Path(file["path"]).name, sheet["name"], "—", "—", "—", "—")
        for raster in file.get("rasters", ()):
            size = f"{raster['width']}×{raster['height']}×{raster['bands']}"
            table.add_row(Path(file["path"]).name, size, "—", "—", "—", "—")
    yield table
    for file in record["files"]:
        for layer in file["layers"]:
            if layer["crs"]["question"]:
                yield f"{Path(file['path']).name}: {layer['crs']['question']}"
        for problem in file["problems"]:
            yield problem["message"]
