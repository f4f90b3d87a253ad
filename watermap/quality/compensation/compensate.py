"""Every agreement of a project in a year: the parts' amounts summed, payer and payee named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from watermap.errors import Message, Problem
from watermap.figures import figure
from watermap.quality.classing.history import History
from watermap.quality.compensation.agreement import Agreement, Agreements, parts_of
from watermap.quality.compensation.classes import (
    by_attainment,
    by_class,
    by_source,
    by_worst_months,
)
from watermap.quality.compensation.excess_load import by_excess_load
from watermap.quality.compensation.ground import Ground
from watermap.quality.compensation.index import by_index
from watermap.quality.compensation.outcome import Compensation, Outcome, PartResult, State
from watermap.quality.compensation.parts import (
    AttainedPart,
    ClassPart,
    ExcessLoadPart,
    IndexPart,
    Part,
    PointsPart,
    SourcePart,
    StepsPart,
)
from watermap.quality.compensation.points import by_points
from watermap.quality.compensation.schemes import Scheme
from watermap.quality.compensation.steps import by_steps
from watermap.quality.documents.standards import Standard
from watermap.quality.period import Period


def compensate(
    agreements: Agreements,
    history: History,
    *,
    schemes: Mapping[str, Scheme],
    standard: Standard,
    years: Sequence[int],
) -> Compensation:
    """Who pays whom how much, by each agreement in each of the years it holds for.

    Args:
        agreements: of the project, from ``load_agreements`` with the same schemes.
        history: results by month and by year, those of the year before too where a scheme compares
            with them.
        schemes: by id.
        standard: whose limits are the targets where only a class is named.
        years: asked for; an agreement's other years are left out.
    """
    outcomes = [
        _outcome(one, agreements.source, history, schemes, standard, year)
        for one in agreements.agreements
        for year in one.years
        if year in years
    ]
    problems = tuple(_problems(agreements, outcomes, history))
    return Compensation(title=agreements.title, outcomes=tuple(outcomes), problems=problems)


def apply_part(part: Part, ground: Ground) -> PartResult:
    """What one part gives."""
    if isinstance(part, IndexPart):
        return by_index(part, ground)
    if isinstance(part, ExcessLoadPart):
        return by_excess_load(part, ground)
    if isinstance(part, StepsPart):
        return by_steps(part, ground)
    if isinstance(part, PointsPart):
        return by_points(part, ground)
    if isinstance(part, ClassPart):
        return by_class(part, ground)
    if isinstance(part, AttainedPart):
        return by_attainment(part, ground)
    return (
        by_source(part, ground) if isinstance(part, SourcePart) else by_worst_months(part, ground)
    )


def _outcome(
    agreement: Agreement,
    source: str,
    history: History,
    schemes: Mapping[str, Scheme],
    standard: Standard,
    year: int,
) -> Outcome:
    scheme = None if agreement.scheme is None else schemes[agreement.scheme]
    own = bool(agreement.parts) or scheme is None
    parts = parts_of(agreement, schemes)
    results = history.of(agreement.section)
    ground = Ground(agreement=agreement, year=year, results=results, standard=standard)
    found = [apply_part(part, ground) for part in parts]
    state, signed = _summed(found)
    payer, payee = _sides(agreement, _direction(found, signed))
    return Outcome(
        agreement=agreement.id,
        title=agreement.title,
        scheme=None if scheme is None else scheme.id,
        basis=source if own or scheme is None else scheme.citation,
        verified=not own and scheme is not None and scheme.verified
        and all(part.verified for part in parts),
        section=agreement.section,
        upstream=agreement.upstream,
        downstream=agreement.downstream,
        year=year,
        state=state,
        payer=payer,
        payee=payee,
        amount_10k_yuan=None if signed is None else abs(signed),
        index=next((one.index for one in found if one.index is not None), None),
        steps=tuple(step for one in found for step in one.steps),
        why=tuple(_why(found, state, signed, year, scheme, own)),
    )  # fmt: skip


def _summed(found: Sequence[PartResult]) -> tuple[State, Decimal | None]:
    """The sum of the parts with sign, and what it is worth."""
    known = [one.signed_10k_yuan for one in found if one.signed_10k_yuan is not None]
    if not known:
        return "cannot_tell", None
    total = sum(known, Decimal(0))
    gaps = [one for one in found if one.missing]
    if not gaps:
        return "computed", total
    only_up = all(one.one_way for one in gaps)
    return ("at_least" if only_up and total >= 0 else "partial"), total


def _direction(found: Sequence[PartResult], signed: Decimal | None) -> int:
    """1: upstream pays; −1: downstream; 0: nobody, or it cannot be told."""
    if signed is not None:
        return (signed > 0) - (signed < 0)
    toward = {one.toward for one in found}
    if len(toward) > 1 or toward == {None}:
        return 0
    return 1 if toward == {"upstream"} else -1


def _sides(agreement: Agreement, direction: int) -> tuple[str | None, str | None]:
    if direction == 0:
        return None, None
    sides = (agreement.upstream, agreement.downstream)
    return sides if direction > 0 else sides[::-1]


def _why(
    found: Sequence[PartResult],
    state: State,
    signed: Decimal | None,
    year: int,
    scheme: Scheme | None,
    own: bool,
) -> Iterator[Message]:
    """What has to be said of the outcome, what is missing last."""
    amount = None if signed is None else figure(abs(signed), 4)
    if state == "at_least":
        yield Message.of("compensation.at_least", amount=amount)
    elif state == "partial":
        yield Message.of("compensation.partial", amount=amount)
    elif state == "cannot_tell":
        yield Message.of("compensation.cannot_tell")
    if own:
        yield Message.of("compensation.own_numbers")
    elif scheme is not None:
        yield from _of_scheme(scheme, year)
    yield from _gathered([message for one in found for message in one.missing])


def _gathered(missing: Sequence[Message]) -> Iterator[Message]:
    """What is missing; periods that lack the same thing in one sentence."""
    periods: dict[tuple[str, str], list[str]] = {}
    first: dict[tuple[str, str], Message] = {}
    others: list[Message] = []
    for message in missing:
        if "period" not in message.fields:
            others += [] if message in others else [message]
            continue
        key = (message.code, str(message.fields.get("indicator")))
        first.setdefault(key, message)
        absent = periods.setdefault(key, [])
        if (period := str(message.fields["period"])) not in absent:
            absent.append(period)
    for key, message in first.items():
        fields = {**message.fields, "period": "、".join(sorted(periods[key]))}
        yield replace(message, fields=fields)
    yield from others


def _of_scheme(scheme: Scheme, year: int) -> Iterator[Message]:
    about = {"title": scheme.title, "citation": scheme.citation}
    if not scheme.verified or not all(part.verified for part in scheme.parts):
        yield Message.of("compensation.unverified", **about)
    last = scheme.in_force_to
    if scheme.in_force_from.year > year or (last is not None and last.year < year):
        yield Message.of(
            "compensation.not_in_force",
            **about, start=scheme.in_force_from, end=last or "—", year=year,
        )  # fmt: skip


def _problems(
    agreements: Agreements, outcomes: Sequence[Outcome], history: History
) -> Iterator[Problem]:
    known = set(history.names())
    for section in dict.fromkeys(one.section for one in agreements.agreements):
        if section not in known:
            yield Problem.warning("compensation.section_unknown", section=section)
    for one in outcomes:
        if not any(Period(year=one.year) == period for period in history.periods):
            yield Problem.note("compensation.year_not_read", agreement=one.title, year=one.year)
