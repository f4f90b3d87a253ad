"""Grades of all enterprises by one scheme on one day."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from watermap.errors import Message, Problem
from watermap.harmonise.layer import Layers
from watermap.quality.credit.cards import Proposed, propose_card
from watermap.quality.credit.credit import Credit, EffectRow, EnterpriseCredit, State
from watermap.quality.credit.records import ENTERPRISE_KIND, Record, records
from watermap.quality.credit.schemes import Card, CreditScheme, Grade, card_rule
from watermap.quality.documents.dated import hold_in_force


def evaluate_credit(layers: Layers, scheme: CreditScheme, as_of: dt.date) -> Credit:
    """The grade of every enterprise, its card and what follows.

    It looks at the layer ``enterprise`` only and gives its own result only: no water class and no
    verdict on a site comes of it (standards.md 10).

    Args:
        layers: ``enterprise`` among them.
        scheme: by which.
        as_of: the day; cards shown later do not count.

    Raises:
        WatermapError: the scheme is not in force on that day.
    """
    hold_in_force(scheme, as_of)
    known = list(records(layers))
    found = tuple(_enterprise(one, one.name, scheme, as_of) for one in known if one.name)
    return Credit(
        scheme=scheme.id,
        title=scheme.title,
        citation=scheme.citation,
        verified=scheme.verified,
        as_of=as_of,
        enterprises=found,
        problems=tuple(_problems(known, layers, scheme)),
    )


def _problems(known: Sequence[Record], layers: Layers, scheme: CreditScheme) -> Iterator[Problem]:
    if not layers.get(ENTERPRISE_KIND):
        yield Problem.warning("credit.no_layer")
    if nameless := sum(one.name is None for one in known):
        yield Problem.warning("credit.nameless", count=nameless)
    if not scheme.verified:
        yield Problem.note("credit.unverified", title=scheme.title, citation=scheme.citation)
    if known and not scheme.by_score:
        yield Problem.note("credit.no_scores", title=scheme.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """A score and where it comes from."""

    score: Decimal | None
    source: Literal["stated", "deduction"] | None
    grade: Grade | None
    why: tuple[Message, ...] = ()


def _enterprise(
    record: Record, name: str, scheme: CreditScheme, as_of: dt.date
) -> EnterpriseCredit:
    card, card_said = _card(record, as_of)
    scored = _scored(record, scheme)
    computed, lowered = _after_card(scored.grade, card, scheme)
    stated = scheme.find(record.credit)
    state = _state(record.credit, stated, computed)
    grade = {"agrees": stated, "stated_only": stated, "computed_only": computed}.get(state)
    proposed, proposal = propose_card(record)
    said = _compared(record.credit, stated, computed, state, scheme)
    if state == "stated_only" and card is not None and scheme.card_lowers.get(card):
        said = (*said, Message.of("credit.card_perhaps_in"))
    effects, doubts = _effects(grade, record, scheme)
    return EnterpriseCredit(
        name=name,
        code=record.code,
        state=state,
        stated=record.credit,
        computed=None if computed is None else computed.id,
        grade=None if grade is None else grade.id,
        score=scored.score,
        score_from=scored.source,
        blacklisted=record.blacklisted,
        card=card,
        card_date=record.card_date,
        proposed=proposed,
        effects=effects,
        why=(*scored.why, *lowered, *said, *card_said, *proposal,
             *_card_compared(card, proposed), *_blacklist(record), *doubts),
    )  # fmt: skip


def _card(record: Record, as_of: dt.date) -> tuple[Card | None, tuple[Message, ...]]:
    """The card that holds on the day."""
    if record.card is None:
        if record.card_said is None:
            return None, ()
        return None, (Message.of("credit.card_unknown", found=record.card_said),)
    if record.card_date is not None and record.card_date > as_of:
        return None, (Message.of("credit.card_later", date=record.card_date, day=as_of),)
    return record.card, (_card_said(record.card),)


def _card_said(card: Card) -> Message:
    rule = card_rule()
    return Message.of(
        "credit.card",
        trigger=rule.trigger[card],
        consequence=rule.consequence[card],
        citation=rule.citation,
    )


def _scored(record: Record, scheme: CreditScheme) -> _Scored:
    """Score and grade: the stated score, else the start less the deductions."""
    if not scheme.by_score:
        return _Scored(score=record.score, source=None, grade=None)
    start, taken = scheme.start_score, record.deduction
    by_deduction = None if start is None or taken is None else start - abs(taken)
    score = record.score if record.score is not None else by_deduction
    if score is None:
        return _Scored(score=None, source=None, grade=None, why=(Message.of("credit.no_score"),))
    why: list[Message] = []
    if record.score is not None and by_deduction is not None and record.score != by_deduction:
        why.append(
            Message.of(
                "credit.score_contradicts", score=record.score, start=start, taken=taken,
                found=by_deduction,
            )
        )  # fmt: skip
    full = scheme.full_score
    grade = None if full is not None and score > full else scheme.grade_of(score)
    if grade is None:
        why.append(Message.of("credit.score_in_no_grade", score=score))
    return _Scored(
        score=score,
        source="stated" if record.score is not None else "deduction",
        grade=grade,
        why=tuple(why),
    )


def _after_card(
    grade: Grade | None, card: Card | None, scheme: CreditScheme
) -> tuple[Grade | None, tuple[Message, ...]]:
    """A grade by score, lowered where the scheme lowers it for a card."""
    places = 0 if card is None else scheme.card_lowers.get(card, 0)
    if grade is None or not places:
        return grade, ()
    lower = scheme.lowered(grade, places)
    said = Message.of("credit.card_lowers", before=grade.title, after=lower.title, places=places)
    return lower, (said,)


def _state(said: str | None, stated: Grade | None, computed: Grade | None) -> State:
    if said is None:
        return "unknown" if computed is None else "computed_only"
    if computed is None:
        return "unknown" if stated is None else "stated_only"
    return "agrees" if stated == computed else "contradicts"


def _compared(
    said: str | None,
    stated: Grade | None,
    computed: Grade | None,
    state: State,
    scheme: CreditScheme,
) -> tuple[Message, ...]:
    """What has to be said of the stated grade beside the computed one."""
    if said is not None and stated is None:
        return (Message.of("credit.grade_unknown", found=said, title=scheme.title),)
    if state == "contradicts" and stated is not None and computed is not None:
        return (Message.of("credit.contradicts", stated=stated.title, computed=computed.title),)
    return (Message.of("credit.nothing_known"),) if state == "unknown" else ()


def _card_compared(card: Card | None, proposed: Proposed | None) -> tuple[Message, ...]:
    """Where the layer's card is not what its own fields speak for."""
    if proposed is None or proposed == (card or "none"):
        return ()
    return (Message.of("credit.card_differs"),)


def _blacklist(record: Record) -> tuple[Message, ...]:
    return (Message.of("credit.blacklisted"),) if record.blacklisted else ()


def _effects(
    grade: Grade | None, record: Record, scheme: CreditScheme
) -> tuple[tuple[EffectRow, ...], tuple[Message, ...]]:
    """What follows from the grade that can be relied on; of two prices the higher one."""
    if grade is None:
        return (), (Message.of("credit.no_effects"),) if scheme.effects else ()
    mine = [one for one in scheme.effects if grade.id in one.grades]
    doubts: tuple[Message, ...] = ()
    if record.previous_credit is None and any(one.twice for one in mine):
        doubts = (Message.of("credit.previous_unknown"),)
    holding = [one for one in mine if not one.twice or record.previous_credit in one.grades]
    highest = max(
        (one.surcharge_at_least_yuan_m3 or Decimal(0) for one in holding), default=Decimal(0)
    )
    rows = tuple(
        EffectRow(
            what=one.what,
            surcharge_at_least_yuan_m3=one.surcharge_at_least_yuan_m3,
            verified=one.verified,
        )
        for one in holding
        if one.surcharge_at_least_yuan_m3 is None or one.surcharge_at_least_yuan_m3 == highest
    )
    return rows, doubts
