"""Which rule of the clean-up is about a thing in a zone, and what follows from it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from watermap.checks.cleanup.rules import DUTIES, CleanupBook, CleanupRule, Duty
from watermap.checks.cleanup.things import CODE, DISCHARGES_TO, Standing, discharges, of_industry
from watermap.checks.findings import Basis
from watermap.checks.law.answers import questions
from watermap.errors import Message
from watermap.language import Text

SOFTENED: dict[Duty, Duty] = {"remove": "rectify", "rectify": "verify", "verify": "verify"}
"""What a rule asks for while it is not known whether it is about the thing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A rule held against a thing in a zone."""

    rule: str
    duty: Duty
    message: Message | Text
    basis: Basis
    unanswered: tuple[str, ...]


class Rulings:
    """What rules say on a day, found out once for all things that say the same of themselves."""

    __slots__ = ("_as_of", "_book", "_made")

    def __init__(self, book: CleanupBook, as_of: dt.date) -> None:
        self._book, self._as_of = book, as_of
        self._made: dict[tuple[object, ...], Ruling | None] = {}

    def of(self, one: Standing, zone: str, doubts: tuple[str, ...] = ()) -> Ruling | None:
        """As ``ruling`` has it."""
        sorts = (one.thing.id, one.sure, *(thing.id for thing in one.maybe))
        said = (CODE in one.values, one.text(CODE), one.text(DISCHARGES_TO))
        key = (sorts, said, zone, doubts)
        if key not in self._made:
            self._made[key] = ruling(one, zone, self._book, self._as_of, doubts=doubts)
        return self._made[key]


def ruling(
    one: Standing, zone: str, book: CleanupBook, as_of: dt.date, *, doubts: tuple[str, ...] = ()
) -> Ruling | None:
    """The hardest rule about a thing in a zone; None: none is about it on that day.

    A rule that may be about it counts too, one step milder, and says what is missing.

    Args:
        one: the thing.
        zone: id of the zone.
        book: of the rules.
        as_of: the day whose law applies.
        doubts: questions about the zone itself that have no answer.
    """
    found = []
    for rule in book.rules:
        basis = book.basis(rule, as_of) if zone in rule.zones else None
        asked = None if basis is None else _asked(rule, one, book)
        if basis is not None and asked is not None:
            found.append(_ruled(rule, basis.as_finding(), (*doubts, *asked), one))
    return min(found, key=lambda made: DUTIES.index(made.duty), default=None)


def _asked(rule: CleanupRule, one: Standing, book: CleanupBook) -> tuple[str, ...] | None:
    """The questions without an answer; None: the rule is surely not about the thing."""
    code = one.text(CODE)
    answers = {"thing": _is_thing(rule, one)}
    if rule.discharges is not None:
        known = discharges(one, book)
        answers["discharges"] = None if known is None else known == rule.discharges
    if rule.industry is not None:
        answers["industry"] = of_industry(code, tuple(rule.industry))
    if rule.unless_industry and of_industry(code, tuple(rule.unless_industry)) is True:
        return None
    if False in answers.values():
        return None
    return tuple(name for name, answer in answers.items() if answer is None)


def _is_thing(rule: CleanupRule, one: Standing) -> bool | None:
    if one.thing.id in rule.things:
        return True if one.sure else None
    return None if any(thing.id in rule.things for thing in one.maybe) else False


def _ruled(rule: CleanupRule, basis: Basis, missing: tuple[str, ...], one: Standing) -> Ruling:
    message: Message | Text = rule.message
    claims: tuple[str, ...] = ()
    if rule.unless_industry and _may_be_lifted(rule.unless_industry, one):
        claims = ("water_related",)
        message = Message.of("checks.unless_unanswered", said=message, missing=questions(claims))
    if missing:
        message = Message.of("checks.unanswered", said=message, missing=questions(missing))
    return Ruling(
        rule=rule.id,
        duty=SOFTENED[rule.duty] if missing else rule.duty,
        message=message,
        basis=basis,
        unanswered=(*missing, *claims),
    )


def _may_be_lifted(groups: Sequence[str], one: Standing) -> bool:
    """Only of an enterprise can its code say that it serves water supply."""
    return CODE in one.values and of_industry(one.text(CODE), tuple(groups)) is None
