"""Sheets and layers as a reader would hand them over, written down in a few words."""

import datetime as dt
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from watermap.catalogue.kinds import Kind
from watermap.errors import Message, sentences
from watermap.reading.raw import Guess, RawLayer, RawTable, Source

REAL = Path(__file__).parents[2].parent / "shared" / "real"


def source(name):
    return Source(path=Path(name), format="", sha256="", modified=dt.date(2020, 1, 1))


@pytest.fixture
def sheet():
    """A sheet of a workbook from its rows; short rows are filled with empty cells."""

    def make(*rows, name="Sheet1", file="水质监测.xlsx", merged=()):
        width = max((len(row) for row in rows), default=0)
        return RawTable(
            source=source(file),
            name=name,
            encoding=None,
            rows=tuple(tuple(row) + (None,) * (width - len(row)) for row in rows),
            merged=tuple(merged),
        )

    return make


def _content(text):
    """A number as a workbook holds it, None for nothing, else the text."""
    if not text:
        return None
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


@pytest.fixture
def drawn(sheet):
    """A sheet as it looks: cells parted by |, < belongs to the cell on the left, ^ to that above.

    ``text=True`` gives the same as it comes out of a text file: nothing merged, nothing a number.
    """

    def make(picture, *, text=False, **named):
        lines = picture.strip("\n").splitlines()
        drawn = [[cell.strip() for cell in line.split("|")] for line in lines]
        width = max(map(len, drawn))
        drawn = [row + [""] * (width - len(row)) for row in drawn]
        corners = {}
        for row, cells in enumerate(drawn):
            for column, cell in enumerate(cells):
                at = (row, column)
                if cell == "<":
                    corners[at] = corners.get((row, column - 1), (row, column - 1))
                elif cell == "^":
                    corners[at] = corners.get((row - 1, column), (row - 1, column))
        last = {}
        for at, corner in corners.items():
            last[corner] = max(last.get(corner, corner), at)
        rows = [["" if cell in ("<", "^") else cell for cell in cells] for cells in drawn]
        if text:
            return sheet(*rows, **named)
        merged = [(*corner, *end) for corner, end in last.items()]
        return sheet(*([_content(cell) for cell in row] for row in rows), merged=merged, **named)

    return make


@pytest.fixture
def raw_layer():
    """A layer as read: geometries, its WKT and its columns."""

    def make(geometry, *, wkt=None, columns=None, records=None, problems=()):
        index = list(range(len(geometry))) if records is None else records
        shapes = np.empty(len(geometry), dtype=object)
        shapes[:] = geometry
        return RawLayer(
            source=source("图层.shp"),
            name="图层",
            geometry_types={},
            encoding=Guess(value="UTF-8", how=Message.of("x"), confidence=1.0),
            crs_wkt=wkt,
            field_types={},
            attributes=pd.DataFrame(columns or {}, index=index),
            geometry=shapes,
            features_in_file=len(geometry),
            problems=problems,
        )

    return make


@pytest.fixture
def kind():
    """A kind of layer with the given fields."""

    def make(fields, *, geometry=("point",)):
        return Kind.model_validate(
            {
                "id": "thing",
                "title": {"zh": "东西", "en": "thing"},
                "theme": "test",
                "geometry": list(geometry),
                "definition": {"zh": "", "en": ""},
                "source": "",
                "fields": {
                    name: {"title": {"zh": name, "en": name}, **described}
                    for name, described in fields.items()
                },
                "style": {"order": 1, "look": {}},
            }
        )

    return make


@pytest.fixture
def real():
    """A file of the real data; the test is skipped where it does not lie beside the checkout."""

    def find(name):
        path = REAL / name
        if not path.exists():
            pytest.skip(f"{path} is not there")
        return path

    return find


@pytest.fixture
def said():
    """The codes of problems, each of whose sentences is complete in both languages."""

    def codes(problems):
        for problem in problems:
            for language in ("zh", "en"):
                text = problem.text(language)
                assert "{" not in text
                assert "Message(" not in text
        assert {problem.code for problem in problems} <= sentences().keys()
        return [problem.code.removeprefix("harmonise.") for problem in problems]

    return codes
