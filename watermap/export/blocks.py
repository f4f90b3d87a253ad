"""What a document says, before it is a file of some format: headings, sentences, tables."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from watermap.catalogue.kinds import Colour

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table. Line feeds in the text are line breaks."""

    text: str
    lead: str | None = None  # a bold line above the text
    bold: bool = False
    align: Align = "left"
    fill: Colour | None = None
    colour: Colour | None = None
    span: int = 1  # columns it takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The number of a table or figure, by which the text refers to it: ``表 3``, ``Figure 1``."""

    label: str  # of the bookmark; letters, digits, underscores
    word: str
    at: int  # counted from 1

    @property
    def shown(self) -> str:
        """As caption and references have it."""
        return f"{self.word} {self.at}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a part, or of a part of it."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of running text."""

    text: str
    small: bool = False
    keep: bool = False  # on one page with what follows
    align: Align = "left"
    refers: tuple[Number, ...] = ()  # tables and figures named behind the text
    between: tuple[str, str, str] = (" (", ", ", ")")  # before the first, the next, at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """The answer, large, in a box across the page."""

    title: str
    lines: tuple[str, ...]
    fill: Colour
    colour: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. The header row is repeated on every page; without one there is none."""

    widths_cm: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header: tuple[str, ...] = ()
    caption: str | None = None
    number: Number | None = None  # before the caption


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its caption."""

    path: Path
    caption: str
    number: Number | None = None  # before the caption


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new sheet."""


Block = Heading | Paragraph | Banner | Grid | Figure | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole document."""

    title: str
    subtitle: str | None
    footer: str
    page_numbers: str  # a sentence with {page} and {pages}
    blocks: tuple[Block, ...] = field(default=())
    made_on: dt.date | None = None  # None: now is the time that the file says


def cells(texts: Sequence[str | Cell]) -> tuple[Cell, ...]:
    """A row of cells, plain texts as plain cells."""
    return tuple(part if isinstance(part, Cell) else Cell(text=part) for part in texts)


def pairs(
    entries: Sequence[tuple[str, str]], *, label_fill: Colour
) -> tuple[tuple[Cell, ...], ...]:
    """Label and value, two pairs a row, the last row's value across the page if it stands alone."""
    rows = []
    for start in range(0, len(entries), 2):
        row: list[Cell] = []
        taken = entries[start : start + 2]
        for label, value in taken:
            row.append(Cell(text=label, bold=True, fill=label_fill, align="centre"))
            row.append(Cell(text=value, span=1 if len(taken) == 2 else 3))
        rows.append(tuple(row))
    return tuple(rows)
