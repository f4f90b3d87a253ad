"""GPX, the format of hand-held receivers: waypoints, tracks and routes as three layers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from watermap.errors import Problem
from watermap.reading.formats import Format
from watermap.reading.found import FoundFile, FoundLayer, source_of
from watermap.reading.vector import database

_MARKS = {"waypoints": rb"wpt", "routes": rb"rte", "tracks": rb"trk"}


def read_gpx(path: Path, form: Format, *, layers: Sequence[str] | None) -> FoundFile:
    """The layers of a GPX file that hold anything, each counted by the marks in its text.

    Raises:
        WatermapError: it is none, it is damaged, or it holds a document type.
    """
    source = source_of(path, form.name)
    database.refuse_entities(path)
    text = path.read_bytes()
    found, problems = [], []
    for name, mark in _MARKS.items():
        marks = len(re.findall(rb"<(?:\w+:)?" + mark + rb"[\s/>]", text))
        there = database.feature_count(path, name, form)
        if not max(marks, there) or (layers is not None and name not in layers):
            continue
        layer = database.read_layer(path, name, expected=there, file=path.name)
        found.append(_without_empty_columns(layer))
        if marks != there:
            problems.append(
                Problem.warning(
                    "reading.marks_differ", file=path.name, layer=name, marks=marks, read=there
                )
            )
    if not found and layers is None:
        problems.append(Problem.warning("reading.no_features", file=path.name))
    return FoundFile(source=source, layers=found, problems=problems)


def _without_empty_columns(layer: FoundLayer) -> FoundLayer:
    """The format knows some twenty fields, most of which nobody fills."""
    filled = [
        column for column in layer.columns if any(_is_there(value) for value in column.values)
    ]
    return replace(layer, columns=filled)


def _is_there(value: object) -> bool:
    return value is not None and value == value  # noqa: PLR0124  (NaN is not itself)
