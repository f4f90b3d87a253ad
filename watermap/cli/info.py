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
from watermap.progress import Progress
from watermap.reading.postgis.address import is_address
from watermap.reading.reader import Reader


@command("info")
@click.argument("files", nargs=-1, required=True)
def info_command(session: Session, *, files: tuple[str, ...]) -> None:
    """Tell what is in files: layers, encoding, CRS, counts, kind, each guess with its evidence.

    Of postgis://user@host:port/database the tables with shapes are listed.
    """
    kinds = known_kinds()
    facts: list[FileFacts] = []
    databases: list[dict[str, Any]] = []
    unusable: list[Problem] = []
    with Reader() as reader, session.progress() as progress:
        for done, text in enumerate(files):
            try:
                if is_address(text):
                    databases.append(_database(session, text, progress))
                    continue
                progress.step(done, len(files), Path(text).name)
                facts.append(_facts(text, reader, kinds))
            except WatermapError as error:
                unusable += error.problems
    if unusable:
        raise WatermapError(*unusable)
    record = dict(info_record(facts, language=session.language))
    if databases:
        record["databases"] = databases
    write_out(session, {".json": lambda path: write_json(record, path)})
    session.answer(record, _tables(record, session.language))


def _database(session: Session, text: str, progress: Progress) -> dict[str, Any]:
    from watermap.cli.databases import database_record

    return database_record(session, text, progress)


def _facts(path: str, reader: Reader, kinds: Mapping[str, Kind]) -> FileFacts:
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
    if record["files"]:
        yield from _of_files(record, language)
    for database in record.get("databases", ()):
        from watermap.cli.databases import tables_of

        yield from tables_of(database, language)


def _of_files(record: Mapping[str, Any], language: Language) -> Iterator[object]:
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
