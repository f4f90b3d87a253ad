"""Rules held against one feature: which are about it, what they say, and by how much."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Conflict, Finding, FindingVerdict, Relation
from watermap.checks.ground.features import Near, text_of
from watermap.checks.ground.relation import Encounter
from watermap.checks.law.answers import REGION, SEVERITY, ZONE, Judgement
from watermap.checks.law.check_names import Outcome, outcome
from watermap.checks.law.rule import Rule, Zone
from watermap.checks.siting.judging import Judging
from watermap.errors import Message
from watermap.language import Text, in_a_row

WATER_FIELDS = ("river", "name")
"""Fields that tell to which water a feature belongs; its own name only where the first is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule that is about a feature and a project."""

    rule: Rule
    near: Near
    met: Encounter
    outcome: Outcome
    judgement: Judgement

    @property
    def severity(self) -> int:
        """How hard the verdict is, for comparing."""
        return SEVERITY.index(self.judgement.verdict)


class Applying:
    """The rules of a kind that are about a site's features; those that say the same, asked once."""

    __slots__ = ("_fields", "_judging", "_known", "_rules")

    def __init__(self, rules: Sequence[Rule], judging: Judging) -> None:
        """Take the rules about a kind and what is said of the site."""
        self._rules, self._judging = rules, judging
        asked = [field for rule in rules for field in rule.zone.where]
        if any(rule.zone.region is not None for rule in rules):
            asked += WATER_FIELDS
        self._fields = tuple(dict.fromkeys(asked))
        self._known: dict[tuple[str | None, ...], tuple[tuple[Rule, Judgement], ...]] = {}

    def to(self, near: Near) -> tuple[tuple[Rule, Judgement], ...]:
        """The rules about a feature with what they say, in their order."""
        said = tuple(text_of(near.values.get(field)) for field in self._fields)
        if said not in self._known:
            by_field = dict(zip(self._fields, said, strict=True))
            self._known[said] = tuple(self._found(by_field, near.kind))
        return self._known[said]

    def _found(
        self, said: Mapping[str, str | None], kind: Kind
    ) -> Iterator[tuple[Rule, Judgement]]:
        for rule in self._rules:
            doubts = self._doubts(rule.zone, said, kind)
            judgement = None if doubts is None else self._judging.of(rule, doubts)
            if judgement is not None:
                yield rule, judgement

    def _doubts(
        self, zone: Zone, said: Mapping[str, str | None], kind: Kind
    ) -> tuple[str, ...] | None:
        """Questions about the feature without an answer; None: the rule is not about it."""
        answers = {ZONE: _is_zone(zone, said, kind)}
        if zone.region is not None:
            water = next((said[field] for field in WATER_FIELDS if said[field]), None)
            answers[REGION] = self._judging.waters.lies_in(zone.region, water)
        if False in answers.values():
            return None
        return tuple(name for name, answer in answers.items() if answer is None)


def matches(
    applying: Applying, near: Near, met: Encounter, *, tolerance_m: float
) -> tuple[Match, ...]:
    """All rules about a feature and a project, in their order, whether they hit or not.

    Where the layer does not say which zone a feature is, or to which water it belongs, a rule may
    be about it: it is taken in, softened. Of several rules that only differ in the zone nobody
    knows, the hardest stands for all.
    """
    return _hardest_for_doubtful(
        [
            Match(
                rule=rule,
                near=near,
                met=met,
                outcome=outcome(rule, met, tolerance_m=tolerance_m),
                judgement=judgement,
            )
            for rule, judgement in applying.to(near)
        ]
    )


def _is_zone(zone: Zone, said: Mapping[str, str | None], kind: Kind) -> bool | None:
    answer: bool | None = True
    for field, wanted in zone.where.items():
        value = said[field]
        if value is None or value not in kind.fields[field].values:
            answer = None
        elif value not in wanted:
            return False
    return answer


def _hardest_for_doubtful(found: Sequence[Match]) -> tuple[Match, ...]:
    doubtful = [match for match in found if ZONE in match.judgement.unanswered]
    if len(doubtful) < 2:
        return tuple(found)
    kept = max(doubtful, key=lambda match: (match.outcome == "hit", match.severity))
    return tuple(match for match in found if match is kept or match not in doubtful)


def finding(match: Match) -> Finding:
    """A hit as a finding."""
    relation = match.met.relation
    if match.rule.check == "within_distance" and relation == "outside":
        relation = "within"
    verdict = match.judgement.verdict
    conflict: Conflict = "no" if match.rule.favourable else "yes"
    message = _with_layer_texts(match)
    return _finding(match, verdict, relation=relation, message=message, conflict=conflict)


def _with_layer_texts(match: Match) -> Message | Text:
    """The rule's sentence with what the layer says in the fields that the rule wants shown.

    Such texts are shown as they are, but for a stop at their end; nothing is decided by them.
    """
    said, kind = match.judgement.message, match.near.kind
    if not match.rule.shows:
        return said
    titles = {name: kind.fields[name].title for name in match.rule.shows}
    texts = {name: text_of(match.near.values.get(name)) for name in titles}
    # A semicolon follows each: a full stop of the layer's own would stand before it.
    parts = [(titles[name], text.rstrip("。；;. ")) for name, text in texts.items() if text]
    if not parts:
        return Message.of("rules.layer_says_nothing", said=said, fields=in_a_row(titles.values()))
    written = Text(
        zh="；".join(f"{title.zh}：{text}" for title, text in parts),
        en="; ".join(f"{title.en}: {text}" for title, text in parts),
    )
    return Message.of("rules.layer_says", said=said, texts=written)


def near_miss(match: Match, *, tolerance_m: float) -> Finding:
    """What is listed and said, but is no conflict; its verdict is a notice whatever the rule's."""
    message = _why_no_conflict(match, tolerance_m)
    conflict = _conflict_of_miss(match)
    relation = match.met.relation
    return _finding(match, "notice", relation=relation, message=message, conflict=conflict)


def _conflict_of_miss(match: Match) -> Conflict:
    """Only shared ground that the tolerance forgives is neither a conflict nor none."""
    met = match.met
    shallow = met.meets and met.relation != "touches" and (met.depth_m or 0.0) > 0
    return "within_tolerance" if shallow and match.rule.check == "overlaps" else "no"


def _why_no_conflict(match: Match, tolerance_m: float) -> Message:
    met, title = match.met, match.rule.title
    if met.meets and match.rule.check == "inside":
        return Message.of("checks.partly_in", rule=title)
    if met.meets and met.relation == "touches":
        return Message.of("checks.touching", rule=title)
    if met.meets:
        depth, tolerance = f"{met.depth_m or 0.0:.3f}", f"{tolerance_m:g}"
        return Message.of("checks.within_tolerance", rule=title, depth=depth, tolerance=tolerance)
    return Message.of("checks.not_reached", rule=title, distance=f"{met.distance_m:.1f}")


def _finding(
    match: Match,
    verdict: FindingVerdict,
    *,
    relation: Relation,
    message: Message | Text,
    conflict: Conflict,
) -> Finding:
    met = match.met
    return Finding(
        rule=match.rule.id,
        kind=match.near.kind.id,
        feature=match.near.ref,
        relation=relation,
        verdict=verdict,
        basis=match.rule.basis.as_finding(),
        message=message,
        overlap_m2=met.overlap_m2,
        overlap_pct_of_site=met.overlap_pct_of_site,
        overlap_pct_of_zone=met.overlap_pct_of_zone,
        depth_m=met.depth_m,
        length_m=met.length_m,
        distance_m=met.distance_m,
        bearing_deg=met.bearing_deg,
        unanswered=match.judgement.unanswered,
        conflict=conflict,
    )
