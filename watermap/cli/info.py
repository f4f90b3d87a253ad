"""``watermap info``: what is in a file, with the evidence of every guess."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text as RichText

from watermap.catalogue.kinds import Kind
from watermap.catalogue.load import known_kinds
from watermap.catalogue.match import KindGuess, guess_kind
from watermap.cli.outputs import write_out
from watermap.cli.session import Session, command
from watermap.cli.words import word
from watermap.errors import Message, Problem, WatermapError
from watermap.export.recording.problems import problem_records
from watermap.export.records import FileFacts, UnreadFile, info_record, write_json
from watermap.harmonise.health.health import health_of_raw, health_of_table
from watermap.harmonise.places.crs import decide_place
from watermap.harmonise.table import harmonise_table
from watermap.language import Language
from watermap.progress import Progress
from watermap.reading.folder import Datasets, datasets
from watermap.reading.paths import geodatabase
from watermap.reading.postgis.address import is_address
from watermap.reading.raw import RawLayer
from watermap.reading.reader import Reader

_SHOWN = 8  # names of files that were passed over
_LIKELY = 0.5  # a guess of the kind that is sure enough to hold the layer's fields to it
_STYLES = {"green": "green", "amber": "yellow", "red": "bold red"}


@command("info")
@click.argument("files", nargs=-1, required=True)
def info_command(session: Session, *, files: tuple[str, ...]) -> int:
    """Tell what is in files: layers, encoding, CRS, counts, kind, health, each with its evidence.

    Of a folder all data sets in it and below it are told, and what was passed over. A file that
    cannot be used is listed with the reason; the command fails only if none can be. Of
    postgis://user@host:port/database the tables with shapes are listed.
    """
    kinds = known_kinds()
    facts: list[FileFacts | UnreadFile] = []
    databases: list[dict[str, Any]] = []
    folders = {text: datasets([text]) for text in files if _is_folder(text)}
    wanted = _expanded(files, folders)
    with Reader() as reader, session.progress() as progress:
        for done, text in enumerate(wanted):
            try:
                if is_address(text):
                    databases.append(_database(session, text, progress))
                    continue
                progress.step(done, len(wanted), Path(text).name)
                facts.append(_facts(text, reader, kinds))
            except WatermapError as error:
                facts.append(UnreadFile(path=text, problems=error.problems))
    unread = [one for one in facts if isinstance(one, UnreadFile)]
    if len(unread) == len(wanted):
        said = [problem for one in unread for problem in one.problems]
        raise WatermapError(*said, *(_nothing(*one) for one in folders.items() if not one[1].found))
    record = dict(info_record(facts, language=session.language))
    if databases:
        record["databases"] = databases
    if folders:
        record["folders"] = [_folder(*one, session.language) for one in folders.items()]
    write_out(session, {".json": lambda path: write_json(record, path)})
    session.answer(record, _lines(record, session.language))
    return 0


def _is_folder(text: str) -> bool:
    """Whether a folder is meant that holds files, none that is a data set itself."""
    path = Path(text)
    return not is_address(text) and path.is_dir() and not geodatabase(path)


def _expanded(files: Sequence[str], folders: Mapping[str, Datasets]) -> list[str]:
    """The files with the data sets of folders in the folders' place, each once."""
    each = (
        [str(path) for path in folders[text].found] if text in folders else [text] for text in files
    )
    return list(dict.fromkeys(one for some in each for one in some))


def _nothing(folder: str, listed: Datasets) -> Problem:
    """That a folder holds nothing that can be read."""
    return Problem.error("cli.folder_without_data", folder=folder, count=len(listed.ignored))


def _folder(text: str, listed: Datasets, language: Language) -> dict[str, Any]:
    return {
        "path": str(Path(text).absolute()),
        "found": len(listed.found),
        "ignored": [str(path) for path in listed.ignored],
        "problems": problem_records(listed.problems, language),
    }


def _database(session: Session, text: str, progress: Progress) -> dict[str, Any]:
    from watermap.cli.databases import database_record

    return database_record(session, text, progress)


def _facts(path: str, reader: Reader, kinds: Mapping[str, Kind]) -> FileFacts:
    raw = reader.read(path)
    places = tuple(decide_place(layer, answer=None, answer_why=None) for layer in raw.layers)
    guesses = tuple(_guesses(layer, kinds) for layer in raw.layers)
    return FileFacts(
        raw=raw,
        places=places,
        kinds=guesses,
        health=tuple(
            health_of_raw(layer, place, kind=_likely(guess, kinds))
            for layer, place, guess in zip(raw.layers, places, guesses, strict=True)
        ),
        table_health=tuple(health_of_table(harmonise_table(table)) for table in raw.tables),
    )


def _guesses(layer: RawLayer, kinds: Mapping[str, Kind]) -> tuple[KindGuess, ...]:
    types = layer.geometry_types
    main = max(types, key=lambda name: types[name], default=None)
    return guess_kind(layer.name, list(layer.attributes.columns), main, kinds)


def _likely(guesses: Sequence[KindGuess], kinds: Mapping[str, Kind]) -> Kind | None:
    """The kind to hold a layer to; None where the best guess is a faint one."""
    return kinds[guesses[0].kind] if guesses and guesses[0].confidence >= _LIKELY else None


def _lines(record: Mapping[str, Any], language: Language) -> Iterator[object]:
    if record["files"]:
        yield _table(record, language)
    for database in record.get("databases", ()):
        from watermap.cli.databases import tables_of

        yield from tables_of(database, language)
    for folder in record.get("folders", ()):
        yield from _lines_of_folder(folder, language)
    for file in record["files"]:
        yield from _lines_of_file(file, _name(file, record), language)


def _lines_of_file(file: Mapping[str, Any], name: str, language: Language) -> Iterator[str]:
    """What is asked of a file, what is not sound in it, and what else is said."""
    for layer in file["layers"]:
        if layer["crs"]["question"]:
            yield f"{name}: {layer['crs']['question']}"
    for part in (*file["layers"], *file["tables"]):
        for check in part["health"]["checks"]:
            if check["colour"] != "green":
                colour = word(check["colour"], language)
                yield f"[{colour}] {name} › {part['name']}: {check['message']}"
    for problem in file["problems"]:
        yield problem["message"]


def _lines_of_folder(folder: Mapping[str, Any], language: Language) -> Iterator[str]:
    """What was passed over in a folder, and what is said of it."""
    names = [_below(path, folder["path"]) for path in folder["ignored"]]
    if names:
        listed = "、".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        said = Message.of(
            "cli.folder_ignored", folder=folder["path"], count=len(names), names=listed
        )
        yield said.text(language)
    for problem in folder["problems"]:
        yield problem["message"]


def _name(file: Mapping[str, Any], record: Mapping[str, Any]) -> str:
    """A file's name; in a folder that was asked for, its place there: names may come twice."""
    for folder in record.get("folders", ()):
        if Path(file["path"]).is_relative_to(folder["path"]):
            return _below(file["path"], folder["path"])
    return Path(file["path"]).name


def _below(path: str, folder: str) -> str:
    return Path(path).relative_to(folder).as_posix()


def _table(record: Mapping[str, Any], language: Language) -> Table:
    table = Table()
    for name in ("file", "layer", "features", "kind", "encoding", "crs", "health"):
        table.add_column(word(name, language))
    for file in record["files"]:
        name = _name(file, record)
        for layer in file["layers"]:
            table.add_row(
                name,
                layer["name"],
                f"{layer['features_read']}/{layer['features_in_file']}",
                str(layer["kind"]["id"] or "—"),
                str((file["encoding"] or {}).get("name", "—")),
                str(layer["crs"]["name"] or "—"),
                _colour(layer, language),
            )
        for sheet in file["tables"]:
            table.add_row(name, sheet["name"], *["—"] * 4, _colour(sheet, language))
        for raster in file["rasters"]:
            size = f"{raster['width']}×{raster['height']}×{raster['bands']}"
            table.add_row(name, size, *["—"] * 5)
        if file["format"] is None:
            table.add_row(name, *["—"] * 5, word("unusable", language))
    return table


def _colour(part: Mapping[str, Any], language: Language) -> RichText:
    colour = part["health"]["colour"]
    return RichText(word(colour, language), style=_STYLES[colour])
