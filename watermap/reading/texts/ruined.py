"""Texts that were ruined before they came here, named by field and record.

Characters lost show as U+FFFD or as 锟斤拷; texts read once in a wrong encoding and saved so can
often still be guessed, which is said beside them. Nothing is mended: the file's owner has to.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from watermap.errors import Message, Problem
from watermap.reading.found import FoundFile, FoundLayer
from watermap.reading.raw import RawTable
from watermap.reading.record_numbers import numbers
from watermap.reading.rows import Rows
from watermap.reading.texts.encoding import GB18030, UTF8
from watermap.reading.texts.hanzi import everyday_share

LOST = "\N{REPLACEMENT CHARACTER}"
_SAMPLE = 2000  # different texts of one column that are tried for a wrong encoding
_LATIN_OF_UTF8 = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]")
_LAST_OF_TWO_BYTES = "\u07ff"


def with_ruins_told(found: FoundFile) -> FoundFile:
    """The file with a problem for every column whose texts are ruined."""
    return replace(
        found,
        layers=[_layer(layer, found.source.path.name) for layer in found.layers],
        tables=[_table(table) for table in found.tables],
    )


def _layer(layer: FoundLayer, file: str) -> FoundLayer:
    names: list[object] = [column.name for column in layer.columns]
    problems = list(about_texts(file, layer.name, None, names, ()))
    for column in layer.columns:
        if column.type == "text":
            problems += about_texts(file, layer.name, column.name, column.values, layer.records)
    return replace(layer, problems=[*layer.problems, *problems]) if problems else layer


def _table(table: RawTable) -> RawTable:
    """A sheet column by column, by their letters; rows take the place of records."""
    problems: list[Problem] = []
    for number, values in _columns(table.rows):
        column = Message.of("reading.table_column", number=number + 1)
        rows = range(len(table.rows))
        problems += about_texts(table.source.path.name, table.name, column, values, rows)
    return replace(table, problems=(*table.problems, *problems)) if problems else table


def _columns(rows: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401  (Rows or a tuple of rows)
    if isinstance(rows, Rows):
        texts = (part for part in rows.parts if part.kind == "text")
        yield from ((part.column, part.values) for part in texts)
    else:
        yield from enumerate(zip(*rows, strict=True))


def about_texts(
    file: str,
    layer: str,
    field: str | Message | None,
    values: Any,  # noqa: ANN401  (Arrow has no types)
    records: Sequence[int] | npt.NDArray[np.int64],
) -> Iterator[Problem]:
    """What has to be said of one column's texts.

    Args:
        file: its name.
        layer: the layer or sheet.
        field: the column; None: the texts are names of fields.
        values: the texts, a sequence or an Arrow array; what is no text is passed over.
        records: the record of each, counted from 0; (): there are none.
    """
    from watermap.reading.texts.ruin_patterns import ruin_patterns

    texts = _different(values)
    together = "\n".join(texts)
    rich = [] if together.isascii() else [text for text in texts if not text.isascii()]
    where = {"file": file, "layer": layer, "field": field or Message.of("reading.field_names")}
    if LOST in together:
        lost = [text for text in rich if LOST in text]
        cells = _cells(values, lost)
        n = sum(text.count(LOST) for _, text in cells)
        cut = sum(text.count(LOST) == 1 and text.endswith(LOST) for _, text in cells)
        yield Problem.warning(
            "reading.characters_lost", **where, n=n, cut=cut, **_shown(cells, records)
        )
    for pattern in ruin_patterns():
        hit = pattern.among(texts, together)
        rich = [text for text in rich if text not in set(hit)] if hit else rich
        if hit:
            why = Message.of(f"reading.ruined_{pattern.id}")
            shown = _shown(_cells(values, hit), records)
            yield Problem.warning(
                "reading.text_ruined", **where, example=hit[0][:40], why=why, **shown
            )
    for name, hit in _misread(rich):
        why = Message.of(f"reading.ruined_{name}", meant=meaning_of(hit[0]))
        shown = _shown(_cells(values, hit), records)
        yield Problem.warning("reading.text_ruined", **where, example=hit[0][:40], why=why, **shown)


def _different(values: Any) -> list[str]:  # noqa: ANN401
    """Each text that may be ruined once."""
    if hasattr(values, "unique"):  # Arrow looks without making objects of all
        import pyarrow as pa
        import pyarrow.compute as pc

        words = values.cast(pa.large_string())
        doubted = pc.or_(pc.invert(pc.string_is_ascii(words)), pc.match_substring(words, "??"))
        values = words.filter(doubted).unique().to_pylist()
    return list(dict.fromkeys(value for value in values if isinstance(value, str)))


def _cells(values: Any, hit: Sequence[str]) -> list[tuple[int, str]]:  # noqa: ANN401
    """Where these texts stand, by position."""
    wanted = set(hit)
    listed = values.to_pylist() if hasattr(values, "to_pylist") else values
    return [(place, text) for place, text in enumerate(listed) if text in wanted]


def _shown(
    cells: Sequence[tuple[int, str]], records: Sequence[int] | npt.NDArray[np.int64]
) -> dict[str, object]:
    shown = numbers([int(records[place]) + 1 for place, _ in cells]) if len(records) else "—"
    return {"cells": len(cells), "records": shown}


def _misread(rich: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Texts that make sense once their wrong reading is taken back."""
    for name in ("latin", "gbk"):
        step = max(1, len(rich) // _SAMPLE)
        if any(_way_of(text) == name for text in rich[::step]):
            yield name, [text for text in rich if _way_of(text) == name]


def _way_of(text: str) -> str | None:
    if _LATIN_OF_UTF8.search(text) and _taken_back(text, "cp1252"):
        return "latin"
    meant = _taken_back(text, GB18030)
    if meant is None or max(meant) <= _LAST_OF_TWO_BYTES:
        return None
    return "gbk" if everyday_share(meant, UTF8) > everyday_share(text, GB18030) else None


def meaning_of(text: str) -> str | None:
    """What a text read in a wrong encoding was; None: it is no such text."""
    way = _way_of(text)
    return None if way is None else _taken_back(text, "cp1252" if way == "latin" else GB18030)


def _taken_back(text: str, encoding: str) -> str | None:
    """The text's bytes in the wrong encoding, read as the UTF-8 they were."""
    codec = "latin-1" if encoding == "cp1252" and max(text) <= "\u00ff" else encoding
    try:
        return text.encode(codec).decode("utf-8")
    except UnicodeError:
        return None
