"""Texts that were ruined before they came here, named by field and record.

Characters lost show as U+FFFD or as 锟斤拷; texts read once in a wrong encoding and saved so can
often still be guessed, which is said beside them. Nothing is mended: the file's owner has to.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from watermap.errors import Message, Problem
from watermap.reading.encoding import GB18030, UTF8
from watermap.reading.found import FoundFile, FoundLayer
from watermap.reading.hanzi import everyday_share
from watermap.reading.raw import RawTable
from watermap.reading.record_numbers import numbers

LOST = "\N{REPLACEMENT CHARACTER}"
_SAMPLE = 2000  # different texts of one column that are tried for a wrong encoding
_TABLE_CELLS = 200_000  # of a workbook's sheet that are looked at: ruin is rarely in one cell only
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
    names = about_texts(file, layer.name, None, [column.name for column in layer.columns], [])
    problems = list(names)
    records = layer.records.tolist()
    for column in layer.columns:
        if column.type == "text":
            problems += about_texts(file, layer.name, column.name, list(column.values), records)
    return replace(layer, problems=[*layer.problems, *problems]) if problems else layer


def _table(table: RawTable) -> RawTable:
    """Rows one by one: a sheet's columns may hold several tables."""
    width = max((len(row) for row in table.rows), default=0)
    rows = table.rows[: max(1, _TABLE_CELLS // max(1, width))]
    texts: list[object] = []
    places: list[int] = []
    for number, row in enumerate(rows):
        cells = [cell for cell in row if isinstance(cell, str) and _may_be_ruined(cell)]
        texts += cells
        places += [number] * len(cells)
    problems = about_texts(table.source.path.name, table.name, None, texts, places)
    return replace(table, problems=(*table.problems, *problems))


def _may_be_ruined(cell: str) -> bool:
    return not cell.isascii() or "??" in cell


def about_texts(
    file: str, layer: str, field: str | None, values: Sequence[object], records: Sequence[int]
) -> Iterator[Problem]:
    """What has to be said of one column's texts.

    Args:
        file: its name.
        layer: the layer or sheet.
        field: the column; None: the texts are field names, or cells of a whole sheet.
        values: the texts; what is none is passed over.
        records: the record of each, counted from 0; (): there are none.
    """
    where: dict[str, object] = {"file": file, "layer": layer}
    where["field"] = field or Message.of("reading.any_field")
    texts = {value: None for value in values if isinstance(value, str)}
    rich = [text for text in texts if not text.isascii()]
    whole = "\n".join(rich)
    if LOST in whole:
        lost = [text for text in rich if LOST in text]
        places = _records(values, records, lost)
        n = sum(value.count(LOST) for value in values if isinstance(value, str))
        cut = sum(text.count(LOST) == 1 and text.endswith(LOST) for text in lost)
        yield Problem.warning(
            "reading.characters_lost", **where, n=n, cut=cut, **_shown(places, len(lost))
        )
    from watermap.reading.ruin_patterns import ruin_patterns

    for name, pattern in ruin_patterns():
        hay, among = (whole, rich) if name != "question_marks" else ("\n".join(texts), list(texts))
        if pattern.search(hay):
            hit = [text for text in among if pattern.search(text)]
            why = Message.of(f"reading.ruined_{name}")
            yield _ruined(where, why, hit, values, records)
    for name, hit in _misread(rich):
        meant = meaning_of(hit[0]) or ""
        why = Message.of(f"reading.ruined_{name}", meant=meant)
        yield _ruined(where, why, hit, values, records)


def _ruined(
    where: dict[str, object],
    why: Message,
    hit: list[str],
    values: Sequence[object],
    records: Sequence[int],
) -> Problem:
    places = _records(values, records, hit)
    return Problem.warning(
        "reading.text_ruined", **where, example=hit[0][:40], why=why, **_shown(places, len(hit))
    )


def _records(values: Sequence[object], records: Sequence[int], hit: Sequence[str]) -> list[int]:
    wanted = set(hit)
    pairs = zip(values, records, strict=False)
    return list(dict.fromkeys(record for value, record in pairs if value in wanted))


def _shown(places: Sequence[int], texts: int) -> dict[str, object]:
    shown = numbers([place + 1 for place in places]) if places else "—"
    return {"cells": len(places) or texts, "records": shown}


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
