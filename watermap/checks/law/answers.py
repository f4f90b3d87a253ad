"""Whether a rule's case is about a project: yes, no, or None where an answer is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watermap.checks.findings import FindingVerdict
from watermap.checks.law.industries import belongs, known_industries
from watermap.checks.law.permitted_kinds import known_permitted_kinds
from watermap.checks.law.rule import Case, When
from watermap.checks.site import Site
from watermap.errors import Message
from watermap.language import LANGUAGES, Text, in_a_row

SEVERITY: tuple[FindingVerdict, ...] = ("notice", "restricted", "prohibited")
"""Verdicts of findings, mildest first."""

SOFTENED: dict[FindingVerdict, FindingVerdict] = {
    "prohibited": "restricted",
    "restricted": "notice",
    "notice": "notice",
}
"""What a case says while it is not known whether it is about the project."""

YES_OR_NO = (
    "discharges", "outfall_inside", "takes_groundwater", "hazardous_store", "water_related",
)  # fmt: skip
"""Questions to a project that are answered by yes or no, as rules ask them."""

ZONE = "zone"  # the question which zone a feature is, asked of the layer
REGION = "region"  # the question to which water a feature belongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a rule says of a project in its zone."""

    verdict: FindingVerdict
    message: Message | Text
    unanswered: tuple[str, ...] = ()  # questions whose answer could change it


def judge(cases: Sequence[Case], site: Site, *, doubts: tuple[str, ...] = ()) -> Judgement | None:
    """The verdict of a rule's cases for a project; None: none of them is about it.

    The first case that surely applies counts, or a harder one that may apply. Nothing passes
    because an answer is missing: such a case is softened by one step and says what is missing.

    Args:
        cases: of one rule, in its order.
        site: the project.
        doubts: questions about the feature itself that have no answer.
    """
    found: list[Judgement] = []
    for case in cases:
        judgement = _of_case(case, site, doubts)
        if judgement is not None:
            found.append(judgement)
            if _answer(case.when, site) is True:
                break
    return max(found, key=lambda one: SEVERITY.index(one.verdict), default=None)


def concerns(cases: Sequence[Case], site: Site) -> bool:
    """Whether a rule may be about the project at all, wherever it stands."""
    return judge(cases, site) is not None


def _of_case(case: Case, site: Site, doubts: tuple[str, ...]) -> Judgement | None:
    applies = _answer(case.when, site)
    lifted = _answer(case.unless, site) if case.unless is not None else False
    if applies is False or lifted is True:
        return None
    missing = (*doubts, *_missing(case.when, site))
    claims = tuple(_missing(case.unless, site)) if case.unless is not None else ()
    message: Message | Text = case.message
    if case.when.permitted_kind:
        message = _with_kind(message, site)
    if claims:
        message = Message.of("checks.unless_unanswered", said=message, missing=questions(claims))
    if missing:
        message = Message.of("checks.unanswered", said=message, missing=questions(missing))
    verdict = SOFTENED[case.verdict] if missing else case.verdict
    return Judgement(verdict=verdict, message=message, unanswered=(*missing, *claims))


def _with_kind(said: Message | Text, site: Site) -> Message | Text:
    """The sentence with the words of the kind of activity that was claimed."""
    kind = known_permitted_kinds().get(site.permitted_kind or 0)
    if kind is None:
        return said
    if kind.verified:
        return Message.of("rules.permitted_kind", said=said, number=kind.number, title=kind.title)
    return Message.of(
        "rules.permitted_kind_unverified", said=said, number=kind.number, title=kind.title
    )


def questions(names: Sequence[str]) -> Text:
    """The questions in words, one after the other."""
    asked = [Message.of(f"checks.question_{name}") for name in names]
    zh, en = ([one.text(language) for one in asked] for language in LANGUAGES)
    return Text(zh="；".join(zh), en="; ".join(en))


def _answer(when: When, site: Site) -> bool | None:
    """Whether all that is asked holds; one surely false answer decides, whatever is missing."""
    answers = [answer for _, answer in _answers(when, site)]
    if False in answers:
        return False
    return None if None in answers else True


def _missing(when: When, site: Site) -> Iterator[str]:
    return (name for name, answer in _answers(when, site) if answer is None)


def _answers(when: When, site: Site) -> Iterator[tuple[str, bool | None]]:
    if when.work is not None:
        yield "work", None if site.work is None else site.work in when.work
    if when.industry is not None:
        yield "industry", _any(belongs(site.industry, group) for group in when.industry)
    if when.permitted_kind is not None:
        # Not naming a kind is no claim to one, but it may still be made.
        named = None if site.permitted_kind is None else True
        yield "permitted_kind", None if named is None else named == when.permitted_kind
    for name in YES_OR_NO:
        asked, said = getattr(when, name), getattr(site, name)
        if asked is not None:
            yield name, None if said is None else said == asked


def _any(answers: Iterator[bool | None]) -> bool | None:
    known = list(answers)
    if True in known:
        return True
    return None if None in known else False


def industry_titles(groups: Sequence[str]) -> Text:
    """Names of groups of industries, for lists of rules."""
    return in_a_row(known_industries()[group].title for group in groups)
