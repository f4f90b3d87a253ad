"""Repairs chosen from the list of faults, and taken back from the list of what is kept.

Faults and kept decisions are numbered from 1 in the order of ``Built.faults`` and ``Kept.repair``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from watermap.errors import Problem, WatermapError
from watermap.network.building.build import Built
from watermap.network.building.faults import Fault
from watermap.network.building.finding import leave
from watermap.network.building.repairs import Kept, Repair

ALL = "all"
_BY_ITSELF = ("join", "remove")  # what else there is needs a person who knows the river
_ONE_ANSWER = ("flow", "place", "believe")  # a later decision on the same takes its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is kept from now on, what was added to it and taken from it, what was passed over."""

    kept: Kept
    added: tuple[Repair, ...] = ()
    taken: tuple[Repair, ...] = ()
    passed: tuple[int, ...] = ()  # numbers of faults that ``all`` leaves to a person


def repaired(kept: Kept, built: Built, wanted: Sequence[str]) -> Chosen:
    """Repairs added: of each fault named its first, ``N.M``: the M-th; ``all``.

    ``all`` takes what has one way to be settled, and that a join or a line taken out: directions
    and what is only a note wait for a person.

    Raises:
        WatermapError: a number names no fault, or a fault without that repair; every such one.
    """
    if ALL in wanted:
        repairs = [one.repairs[0] for one in built.faults if _plain(one)]
        passed = [
            number
            for number, one in enumerate(built.faults, start=1)
            if one.severity != "note" and not one.left and not _plain(one)
        ]
        return _with(kept, repairs, passed)
    found = [_repair(built, text) for text in wanted]
    return _with(kept, _held(found))


def left_alone(kept: Kept, built: Built, wanted: Sequence[str]) -> Chosen:
    """The decision that faults are as they should be: they are listed last and warn no more.

    Raises:
        WatermapError: a number names no fault, or one that stands nowhere.
    """
    return _with(kept, _held([_leave(built, text) for text in wanted]))


def undone(kept: Kept, wanted: Sequence[str]) -> Chosen:
    """Decisions taken back by their numbers, or ``all``.

    Raises:
        WatermapError: a number names none.
    """
    every = len(kept.repair)
    if ALL in wanted:
        wanted = [str(number + 1) for number in range(every)]
    bad = [text for text in wanted if _number(text, every) is None]
    if bad:
        raise WatermapError(
            *(Problem.error("network.no_such_decision", number=text, count=every) for text in bad)
        )
    gone = {_number(text, every) for text in wanted}
    return Chosen(
        kept=kept.model_copy(
            update={"repair": tuple(one for i, one in enumerate(kept.repair) if i not in gone)}
        ),
        taken=tuple(one for i, one in enumerate(kept.repair) if i in gone),
    )


def _plain(one: Fault) -> bool:
    """Whether it can be repaired without asking what is meant."""
    alone = len(one.repairs) == 1 and one.repairs[0].do in _BY_ITSELF
    return alone and one.severity != "note" and not one.left


def _repair(built: Built, text: str) -> Repair | Problem:
    first, _, second = text.partition(".")
    at = _number(first, len(built.faults))
    if at is None:
        return Problem.error("network.no_such_fault", number=text, count=len(built.faults))
    repairs = built.faults[at].repairs
    option = _number(second or "1", len(repairs))
    if option is None:
        return Problem.error("network.no_such_repair", number=text, count=len(repairs))
    return repairs[option]


def _leave(built: Built, text: str) -> Repair | Problem:
    at = _number(text, len(built.faults))
    if at is None:
        return Problem.error("network.no_such_fault", number=text, count=len(built.faults))
    one = built.faults[at]
    if one.lon != one.lon:  # NaN: it stands nowhere
        return Problem.error("network.cannot_leave", number=text)
    return leave(one)


def _number(text: str, count: int) -> int | None:
    """Counted from 0; None: there is none of that number."""
    plain = text.isascii() and text.isdigit()
    return int(text) - 1 if plain and 1 <= int(text) <= count else None


def _held(found: Sequence[Repair | Problem]) -> list[Repair]:
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise WatermapError(*problems)
    return [one for one in found if isinstance(one, Repair)]


def _with(kept: Kept, repairs: Sequence[Repair], passed: Collection[int] = ()) -> Chosen:
    """The repairs behind what is kept; of two answers to one question the later holds."""
    now = list(kept.repair)
    added: list[Repair] = []
    for repair in repairs:
        if repair in now:
            continue
        now = [one for one in now if not _same_question(one, repair)]
        added = [one for one in added if not _same_question(one, repair)]
        now.append(repair)
        added.append(repair)
    return Chosen(
        kept=kept.model_copy(update={"repair": tuple(now)}),
        added=tuple(added),
        taken=tuple(one for one in kept.repair if one not in now),
        passed=tuple(passed),
    )


def _same_question(one: Repair, other: Repair) -> bool:
    if one.do != other.do or one.do not in _ONE_ANSWER:
        return False
    return (
        (one.line, one.layer) == (other.line, other.layer)
        if one.do != "place"
        else (one.thing == other.thing)
    )
