"""A KML file: one layer for each folder that holds placemarks, extended data as columns."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from watermap.errors import Message, Problem, WatermapError
from watermap.reading.formats import Format
from watermap.reading.found import FoundColumn, FoundFile, FoundLayer, picked_columns, source_of
from watermap.reading.raw import Guess
from watermap.reading.shapes import geometry, notes
from watermap.reading.texts.encoding import UTF8, known_name
from watermap.reading.texts.encoding_notes import about_encoding
from watermap.reading.texts.text import decode_text
from watermap.reading.vector import kml_text
from watermap.reading.vector.kml_text import BadPlace, BrokenXml, Folder, Kml, Node, Refused
from watermap.reading.vector.wkb import BadShape, wkb_of

_CRS = "EPSG:4326"  # the format knows no other
_DECLARED = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_CASTS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    **dict.fromkeys(("int", "uint", "short", "ushort"), ("integer", int)),
    **dict.fromkeys(("float", "double"), ("real", float)),
}


def read_kml(
    path: Path, form: Format, *, encoding: str | None, layers: Sequence[str] | None
) -> FoundFile:
    """The layers of a KML file.

    Args:
        path: the .kml.
        form: its format.
        encoding: how its text is encoded; None: decided by what it is.
        layers: names of layers; None: all.

    Raises:
        WatermapError: it is no XML, it has a document type, or no encoding fits.
    """
    source = source_of(path, form.name)
    text, guess = decode_text(path, encoding=encoding or _declared(path))
    try:
        kml = kml_text.parse(text)
    except BrokenXml as error:
        raise WatermapError(
            Problem.error("reading.xml_syntax", file=path.name, line=error.line)
        ) from error
    except Refused as error:
        raise WatermapError(Problem.error(f"reading.{error.code}", file=path.name)) from error
    named = _named([folder for folder in kml.folders if folder.placemarks], path.stem)
    found = [
        _layer(name, folder, kml, guess, path.name)
        for name, folder in named.items()
        if layers is None or name in layers
    ]
    problems = about_encoding(path.name, guess, declared=None, chosen=encoding)
    if kml.links:
        kinds = "、".join(f"{kind} {n}" for kind, n in sorted(kml.links.items()))
        problems.append(Problem.warning("reading.kml_links", file=path.name, kinds=kinds))
    if not named:
        problems.append(Problem.warning("reading.no_features", file=path.name))
    return FoundFile(source=source, layers=found, problems=problems)


def _declared(path: Path) -> str | None:
    """The encoding its first line names, where that is not the one it is read in anyway."""
    with path.open("rb") as stream:
        told = _DECLARED.match(stream.read(300))
    name = None if told is None else known_name(told[1].decode("ascii"))
    return None if name in (None, UTF8) or _is_utf8(path) else name


def _is_utf8(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _named(folders: Sequence[Folder], stem: str) -> dict[str, Folder]:
    """Folders by name; where two have the same, by their place in the file."""
    short = [folder.name or stem for folder in folders]
    named: dict[str, Folder] = {}
    for name, folder in zip(short, folders, strict=True):
        whole = name
        if short.count(name) > 1:
            whole = "/".join([*(one.name for one in folder.parents if one.name), name])
        unique, number = whole, 2
        while unique in named:
            unique, number = f"{whole} ({number})", number + 1
        named[unique] = folder
    return named


def _layer(name: str, folder: Folder, kml: Kml, guess: Guess, file: str) -> FoundLayer:
    shapes = geometry.start([None] * len(folder.placemarks))
    for record, placemark in enumerate(folder.placemarks):
        try:
            shapes.wkb[record] = _wkb(placemark)
        except (BadPlace, BadShape):
            shapes.reject(record, Message.of("reading.shape_unreadable"))
    geometry.settle(shapes, crs=_CRS)
    return FoundLayer(
        name=name,
        types=dict(shapes.types),
        encoding=guess,
        crs=_CRS,
        columns=picked_columns(_columns(folder.placemarks, kml.types), shapes.keep),
        records=np.flatnonzero(shapes.keep),
        wkb=[shapes.wkb[record] for record in np.flatnonzero(shapes.keep).tolist()],
        features_in_file=len(folder.placemarks),
        rejected=shapes.rejected,
        repaired=shapes.repaired,
        problems=notes.about_shapes(file, name, shapes),
    )


def _wkb(placemark: Node) -> bytes | None:
    shape = kml_text.shape(placemark)
    return None if shape is None else wkb_of(shape)


def _columns(placemarks: Sequence[Node], types: Mapping[str, str]) -> list[FoundColumn]:
    """All fields that any placemark fills."""
    rows = [kml_text.fields(placemark) for placemark in placemarks]
    names = dict.fromkeys(name for row in rows for name, value in row.items() if value is not None)
    return [_column(name, [row.get(name) for row in rows], types.get(name, "")) for name in names]


def _column(name: str, values: Sequence[str | None], declared: str) -> FoundColumn:
    """One field; numbers where the file's schema says so and all of them are."""
    kind, cast = _CASTS.get(declared, ("text", str))
    try:
        cells = [None if value is None else cast(value) for value in values]
    except ValueError:
        kind, cells = "text", list(values)
    return FoundColumn(name=name, type=kind, values=cells)
