"""MapInfo tables (.tab with .dat, .map, .id) and interchange files (.mif with .mid).

GDAL would decode texts by the character set the file names, which is often wrong. It gets a copy
that names none, so the bytes come through as they are and our own ladder decides. The copy also
holds nothing but this one table: a .tab can point to other files, and those are not opened.
"""

import re
import shutil
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from watermap.errors import Problem, WatermapError
from watermap.reading.formats import Format
from watermap.reading.found import FoundColumn, FoundFile, FoundLayer, source_of
from watermap.reading.paths import sibling
from watermap.reading.raw import Guess
from watermap.reading.texts.encoding import LATIN1, decide, decode
from watermap.reading.texts.encoding_notes import about_encoding, chosen_guess
from watermap.reading.vector import database
from watermap.reading.vector.plain_tables import table_of

_CHARSET = re.compile(rb"(?im)^(\s*!?charset\s+\"?|.*\bcharset\s+\")([\w-]+)")
_TYPE = re.compile(rb"(?im)^\s*type\s+(\w+)")
_LOCAL = ("LOCAL_CS", "ENGCRS", "ENGINEERINGCRS")  # "non-earth": a drawing's own frame
_HEAD_BYTES = 65_536  # of a .mif; its header is far shorter
_SAYS_NOTHING = "neutral"
_DELETED = ord("*")
_DAT_HEADER = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The files of one table; ``shapes``: it has any at all."""

    main: Path
    others: tuple[Path, ...]
    shapes: bool


def read_mapinfo(path: Path, form: Format, *, encoding: str | None, folder: Path) -> FoundFile:
    """The one layer or table of a MapInfo file.

    Args:
        path: the .tab or .mif.
        form: its format.
        encoding: how its texts are encoded; None: decided by what they are.
        folder: where a copy may be made.

    Raises:
        WatermapError: a part is missing, it is damaged, or it only points to other files.
    """
    parts = _tab_parts(path) if form.name == "MapInfo TAB" else _mif_parts(path)
    source = source_of(path, form.name, parts.others)
    copy, declared = _copied(parts, folder)
    announced, present = _rows(copy, parts)
    there = database.feature_count(copy, copy.stem, form, encoding=LATIN1)
    layer = database.read_layer(
        copy, copy.stem, expected=max(present, there), file=path.name, encoding=LATIN1
    )
    columns, guess, problems = _decoded(layer.columns, path.name, declared, encoding)
    if announced != there:
        problems.append(
            Problem.warning(
                "reading.rows_missing", file=path.name, table=path.stem, announced=announced,
                read=there,
            )
        )  # fmt: skip
    if not parts.shapes:
        rows = len(layer.records)
        table = table_of(columns, rows, name=path.stem, source=source, expected=rows)
        whole = replace(table, encoding=guess, problems=(*problems, *table.problems))
        return FoundFile(source=source, tables=[whole])
    named = replace(
        layer,
        encoding=guess,
        columns=columns,
        crs=_crs(layer),
        problems=[*problems, *layer.problems],
    )
    return FoundFile(source=source, layers=[named])


def _tab_parts(path: Path) -> _Parts:
    kind = _TYPE.search(path.read_bytes())
    if kind is None or kind[1].upper() != b"NATIVE":
        found = kind[1].decode("ascii", "replace") if kind else "—"
        raise WatermapError(Problem.error("reading.mapinfo_type", file=path.name, type=found))
    map_, id_ = sibling(path, ".map"), sibling(path, ".id")
    others = [_needed(path, ".dat")]
    shapes = map_ is not None or id_ is not None
    if shapes:
        others += [_needed(path, ".map"), _needed(path, ".id")]
    return _Parts(main=path, others=tuple(others), shapes=shapes)


def _mif_parts(path: Path) -> _Parts:
    return _Parts(main=path, others=(_needed(path, ".mid"),), shapes=True)


def _needed(path: Path, ending: str) -> Path:
    found = sibling(path, ending)
    if found is None:
        raise WatermapError(Problem.error("reading.mapinfo_part", file=path.name, part=ending))
    return found


def _copied(parts: _Parts, folder: Path) -> tuple[Path, str | None]:
    """A copy without a character set, and the one the file names."""
    copy = folder / f"{parts.main.stem}{parts.main.suffix.lower()}"  # is named in refusals
    data = parts.main.read_bytes()
    head = data[:_HEAD_BYTES]
    told = _CHARSET.search(head)
    copy.write_bytes(_CHARSET.sub(rb"\1Neutral", head) + data[_HEAD_BYTES:])
    for part in parts.others:
        shutil.copyfile(part, copy.with_suffix(part.suffix.lower()))
    name = told[2].decode("ascii", "replace") if told else _SAYS_NOTHING
    return copy, None if name.lower() == _SAYS_NOTHING else name


def _rows(copy: Path, parts: _Parts) -> tuple[int, int]:
    """How many rows the table says it has, and how many are there: by the .dat or the .mid.

    A .dat whose header lies is set right in the copy, else GDAL reads nothing of it.
    """
    if parts.main.suffix.lower() == ".mif":
        lines = parts.others[0].read_bytes().splitlines()
        count = sum(1 for line in lines if line.strip())
        return count, count
    table = copy.with_suffix(".dat")
    data = bytearray(table.read_bytes())
    if len(data) < _DAT_HEADER:
        raise WatermapError(Problem.error("reading.damaged", file=parts.main.name))
    declared, start, width = struct.unpack_from("<IHH", data, 4)
    there = min(declared, max(0, len(data) - start) // max(width, 1))
    if there != declared:
        struct.pack_into("<I", data, 4, there)
        table.write_bytes(data)
    deleted = data[start :: max(width, 1)][:there].count(_DELETED)
    return int(declared) - deleted, there - deleted


def _decoded(
    columns: Sequence[FoundColumn], file: str, declared: str | None, chosen: str | None
) -> tuple[list[FoundColumn], Guess, list[Problem]]:
    """Names and texts in the one encoding that fits them all."""
    texts = [column for column in columns if column.type == "text"]
    samples = {_bytes(value) for column in texts for value in column.values if value}
    samples |= {_bytes(column.name) for column in columns}
    guess = (
        chosen_guess(chosen)
        if chosen is not None
        else decide(sorted(samples), declared=declared, language_byte=None)
    )
    found = []
    for column in columns:
        (name,) = decode([_bytes(column.name)], guess.value)
        values = column.values
        if column.type == "text":
            filled = [value for value in values if value]
            read = decode([_bytes(value) for value in filled], guess.value)
            texts_left = iter(read)
            values = [next(texts_left) if value else None for value in values]
        found.append(replace(column, name=name, values=values))
    problems = about_encoding(file, guess, declared=declared, chosen=chosen)
    return found, guess, problems


def _bytes(text: object) -> bytes:
    return str(text).encode("latin-1", "replace")


def _crs(layer: FoundLayer) -> str | None:
    """The file's CRS; None where it says that its frame is no place on earth."""
    return None if layer.crs is None or layer.crs.upper().startswith(_LOCAL) else layer.crs
