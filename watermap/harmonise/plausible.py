"""Results that contradict each other or look like another unit (standards.md 3.5, 12.3).

Nothing is changed: values stay, those in a probably wrong unit are flagged, and it is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from watermap.errors import Message, Problem
from watermap.harmonise.indicators import load_indicators
from watermap.harmonise.result_cell import ResultCell
from watermap.harmonise.tally import examples

_AT_LEAST = 3  # one high value is a result, a whole column of them is a unit

# The first must be more than the second: organic matter oxidised by a stronger agent.
_MORE_THAN = (
    ("chemical_oxygen_demand", "permanganate_index"),
    ("chemical_oxygen_demand", "biochemical_oxygen_demand"),
)
_PARTS_OF_NITROGEN = ("ammonia_nitrogen", "nitrate", "nitrite")


def held_plausible(
    cells: Sequence[ResultCell], where: Mapping[str, object]
) -> tuple[list[ResultCell], list[Problem]]:
    """The cells, those in a probably wrong unit flagged, and all that has to be said.

    Args:
        cells: of one table.
        where: its file and sheet.
    """
    flagged, problems = _flag_units(cells, where)
    rows: dict[int, dict[str, ResultCell]] = defaultdict(dict)
    for cell in flagged:
        if cell.read.flag in ("ok", "implausible") and cell.read.value is not None:
            rows[cell.row][cell.indicator] = cell
    problems += _three_oxygens(rows.values(), where)
    problems += _three_nitrogens(rows.values(), where)
    return flagged, problems


def _flag_units(
    cells: Sequence[ResultCell], where: Mapping[str, object]
) -> tuple[list[ResultCell], list[Problem]]:
    """Lead, cadmium, mercury above class V in every row: µg/L written as mg/L."""
    suspicious = {}
    for name, indicator in load_indicators().items():
        limit = indicator.suspicious_above
        own = [cell for cell in cells if cell.indicator == name and cell.read.value is not None]
        if (
            limit is not None
            and len(own) >= _AT_LEAST
            and all(_least(cell) > limit for cell in own)
        ):
            suspicious[name] = own
    problems = [
        Problem.warning(
            "harmonise.unit_suspicious",
            **where,
            indicator=load_indicators()[name].title,
            limit=load_indicators()[name].suspicious_above,
            count=len(own),
            examples=examples(own),
        )
        for name, own in suspicious.items()
    ]
    return [_flagged(cell) if cell.indicator in suspicious else cell for cell in cells], problems


def _least(cell: ResultCell) -> Decimal:
    """A value, or the whole limit where below detection: half of it would hide a wrong unit."""
    return cell.read.detection_limit or cell.read.value or Decimal(0)


def _flagged(cell: ResultCell) -> ResultCell:
    """Values below detection too: half of a limit in the wrong unit is as wrong."""
    if cell.read.value is None:
        return cell
    why = Message.of("harmonise.unit_suspicious_cell")
    if cell.read.reason is not None:
        why = Message.of("harmonise.and", first=cell.read.reason, second=why)
    read = replace(cell.read, flag="implausible", detection_limit=None, reason=why)
    return replace(cell, read=read)


def _three_oxygens(
    rows: Iterable[Mapping[str, ResultCell]], where: Mapping[str, object]
) -> Iterator[Problem]:
    for more, less in _MORE_THAN:
        wrong = [
            row[more]
            for row in rows
            if more in row and less in row and _value(row[more]) <= _value(row[less])
        ]
        if wrong:
            titles = {"more": load_indicators()[more].title, "less": load_indicators()[less].title}
            yield Problem.warning(
                "harmonise.not_more", **where, **titles, count=len(wrong), examples=examples(wrong)
            )


def _three_nitrogens(
    rows: Iterable[Mapping[str, ResultCell]], where: Mapping[str, object]
) -> Iterator[Problem]:
    wrong = [
        row["total_nitrogen"]
        for row in rows
        if "total_nitrogen" in row
        and _value(row["total_nitrogen"])
        < sum(_value(row[name]) for name in _PARTS_OF_NITROGEN if name in row)
    ]
    if wrong:
        yield Problem.warning(
            "harmonise.nitrogen", **where, count=len(wrong), examples=examples(wrong)
        )


def _value(cell: ResultCell) -> Decimal:
    return cell.read.value or Decimal(0)
