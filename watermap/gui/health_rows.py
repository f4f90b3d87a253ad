"""What the health list shows: one row a layer or table, worst first, with its checks."""

from collections.abc import Iterable
from dataclasses import dataclass

from watermap.errors import Message, Severity
from watermap.gui.badges import WORST_FIRST, Colour
from watermap.language import Text
from watermap.progress import SILENT, Progress
from watermap.workspace.opened import Opened

_COLOUR_OF: dict[Severity, Colour] = {"error": "red", "warning": "amber", "note": "green"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthLine:
    """One thing that was looked at. ``figure``: its number, "" for none."""

    colour: Colour
    sentence: Message
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """One layer or table. ``key``: the layer's; "" for a table or a file that is not there."""

    title: Text
    colour: Colour
    lines: tuple[HealthLine, ...]
    key: str = ""
    is_table: bool = False


def health_rows(opened: Opened, progress: Progress = SILENT) -> tuple[HealthRow, ...]:
    """All layers and tables of a project, worst first."""
    rows = []
    layers = opened.every_layer()
    for done, layer in enumerate(layers):
        progress.step(done, len(layers), layer.title.zh)
        lines = [
            HealthLine(colour=_COLOUR_OF[one.severity], sentence=one) for one in layer.problems
        ]
        rows.append(_row(layer.title, lines, key=opened.key_of(layer)))
    return tuple(sorted(rows, key=lambda row: WORST_FIRST.index(row.colour)))


def _row(
    title: Text, lines: Iterable[HealthLine], *, key: str = "", is_table: bool = False
) -> HealthRow:
    ordered = tuple(sorted(lines, key=lambda one: WORST_FIRST.index(one.colour)))
    colour = ordered[0].colour if ordered else "green"
    return HealthRow(title=title, colour=colour, lines=ordered, key=key, is_table=is_table)
