"""Says once what happened to many cells: how many, why, and where the first of them stand."""

from collections.abc import Iterator, Mapping, Sequence

from watermap.errors import Problem
from watermap.harmonise.indicators import load_indicators
from watermap.harmonise.measurements import Flag
from watermap.harmonise.numerals import short
from watermap.harmonise.result_cell import ResultCell

_EXAMPLES = 5


def problems_of_cells(
    cells: Sequence[ResultCell], where: Mapping[str, object]
) -> Iterator[Problem]:
    """What has to be said of the cells of a table; empty cells need no word."""
    unreadable = _with_flag(cells, "unreadable")
    if unreadable:
        yield Problem.warning("harmonise.cells_unreadable", **where, **_summary(unreadable))
    implausible = [cell for cell in _with_flag(cells, "implausible") if cell.read.value is None]
    if implausible:
        yield Problem.warning("harmonise.cells_impossible", **where, **_summary(implausible))
    invalid = _with_flag(cells, "invalid")
    if invalid:
        yield Problem.note("harmonise.cells_invalid", **where, **_summary(invalid))
    unlimited = [cell for cell in _with_flag(cells, "missing") if _says(cell, "limit_unknown")]
    if unlimited:
        yield Problem.warning("harmonise.cells_without_limit", **where, **_summary(unlimited))
    below = _with_flag(cells, "below_detection")
    if below:
        yield Problem.note("harmonise.cells_below", **where, **_summary(below))


def examples(cells: Sequence[ResultCell]) -> str:
    """The first cells of a list as F12 “6~9”, then … where there are more."""
    shown = "、".join(f"{cell.place} “{short(cell.read.raw)}”" for cell in cells[:_EXAMPLES])
    return shown + ("…" if len(cells) > _EXAMPLES else "")


def _with_flag(cells: Sequence[ResultCell], flag: Flag) -> list[ResultCell]:
    return [cell for cell in cells if cell.read.flag == flag]


def _says(cell: ResultCell, code: str) -> bool:
    return cell.read.reason is not None and cell.read.reason.code == f"harmonise.{code}"


def _summary(cells: Sequence[ResultCell]) -> dict[str, object]:
    known = load_indicators()
    titles = dict.fromkeys(cell.indicator for cell in cells)
    return {
        "count": len(cells),
        "examples": examples(cells),
        "indicators": "、".join(known[name].code for name in titles),
    }
