"""The columns of a .dbf, decoded in one encoding, with all that could not be read told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from watermap.errors import Message, Problem
from watermap.reading.found import FoundColumn
from watermap.reading.raw import Guess
from watermap.reading.shapefile import dbf
from watermap.reading.shapes import notes
from watermap.reading.texts.encoding import UTF8, decide, decode
from watermap.reading.texts.encoding_notes import about_encoding, chosen_guess
from watermap.reading.texts.preview import ROWS, with_previews


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """Columns of all records, used or not; None in every column where a record has no row."""

    columns: Sequence[FoundColumn]
    encoding: Guess
    problems: list[Problem]


def no_attributes() -> Attributes:
    """There is no table that can be read."""
    guess = Guess(value=UTF8, how=Message.of("reading.encoding_no_text"), confidence=1.0)
    return Attributes(columns=(), encoding=guess, problems=[])


def read_attributes(
    table: dbf.Table,
    *,
    rows: int,
    total: int,
    file: str,
    declared: str | None,
    chosen: str | None,
) -> Attributes:
    """The table's columns.

    Args:
        table: the table as bytes.
        rows: how many of its rows are believed.
        total: how many records the layer has; later ones get None.
        file: its name, for what has to be said.
        declared: the word in the .cpg file.
        chosen: the encoding the user has chosen; goes before everything else.
    """
    guess = _encoding(table, declared=declared, chosen=chosen)
    problems = about_encoding(file, guess, declared=declared, chosen=chosen)
    names, renamed = _names(table, guess.value)
    if renamed:
        problems.append(Problem.note("reading.fields_renamed", file=file, n=renamed))
    columns = []
    for field, name in zip(table.fields, names, strict=True):
        column = dbf.column(table, field, guess.value)
        if column is None:
            problems.append(Problem.warning("reading.field_not_read", file=file, field=name))
            continue
        unreadable = [record for record in column.unreadable if record < rows]
        if unreadable:
            problems.append(notes.about_cells(file, name, unreadable))
        values = _filled(column.values[:rows], total)
        columns.append(FoundColumn(name=name, type=column.type, values=values))
    return Attributes(columns=columns, encoding=guess, problems=problems)


def _filled(values: Any, total: int) -> Any:  # noqa: ANN401  (Arrow has no types)
    """The values with None for the records that have no row."""
    missing = total - len(values)
    if not missing:
        return values
    if isinstance(values, np.ndarray | list):
        return [*values, *[None] * missing]
    import pyarrow as pa

    return pa.concat_arrays([values, pa.nulls(missing, values.type)])


def _encoding(table: dbf.Table, *, declared: str | None, chosen: str | None) -> Guess:
    samples = table.text_samples()
    guess = (
        chosen_guess(chosen)
        if chosen is not None
        else decide(samples, declared=declared, language_byte=table.language_byte)
    )
    names, rows = table.rich_rows(ROWS)
    return with_previews(
        guess, names, [[cell.rstrip(b" \0") for cell in row] for row in rows], samples
    )


def _names(table: dbf.Table, encoding: str) -> tuple[list[str], int]:
    """The fields' names, all different, and how many had to be made up."""
    written = decode((field.name for field in table.fields), encoding)
    names: list[str] = []
    renamed = 0
    for number, name in enumerate(written, start=1):
        unique = name or f"field_{number}"
        while unique in names:
            unique += "_"
        renamed += unique != name
        names.append(unique)
    return names, renamed
