"""One kind of zone held against sites: what was found, and what was really checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Finding, Theme, ThemeLayer, ThemeState
from watermap.checks.ground.coverage import Coverage, coverage_each, usable
from watermap.checks.ground.features import Near
from watermap.checks.ground.relation import Encounter
from watermap.checks.ground.surroundings import known_surroundings
from watermap.checks.law.answers import SEVERITY
from watermap.checks.law.rule import Rule
from watermap.checks.siting.common_ground import united_m2
from watermap.checks.siting.joining import joined
from watermap.checks.siting.matching import Applying, Match, finding, matches, near_miss
from watermap.checks.siting.meeting import Duplicates, Met, met_each
from watermap.checks.siting.question import Asked, Question
from watermap.errors import Message
from watermap.harmonise.layer import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A theme, its findings, and what firmness and problems are told from."""

    theme: Theme
    findings: tuple[Finding, ...] = ()
    near_misses: tuple[Finding, ...] = ()
    matches: tuple[Match, ...] = ()
    duplicates: Duplicates = ()
    repaired: tuple[Near, ...] = ()
    needed: bool = False  # a rule that may be about the project needs this kind


def check_theme(
    kind: Kind, layers: Sequence[Layer], rules: Sequence[Rule], asked: Asked
) -> list[Checked]:
    """Hold sites against all features of a kind; the answers in the order of the sites.

    Args:
        kind: of the layers.
        layers: all of that kind; none: the theme has no data.
        rules: in force, about this kind; none: only what lies near is said.
        asked: the sites and their circumstances.
    """
    needed = _needed(rules, asked)
    good = [layer for layer in layers if usable(layer)]
    listed = tuple(_theme_layer(layer) for layer in layers)
    if not good:
        lacking = Message.of("checks.no_layer" if not layers else "checks.no_usable_layer")
        theme = Theme(kind=kind.id, state="no_data", layers=listed, why=lacking)
        return [Checked(theme=theme, needed=one) for one in needed]
    within_m = max(question.within_m for question in asked.questions)
    reach_m = max([within_m, *(rule.distance_m or 0.0 for rule in rules)])
    met = met_each(good, kind, asked.places, within_m=reach_m)
    held = [
        _held(kind, one.held, rules, question)
        for one, question in zip(met, asked.questions, strict=True)
    ]
    covered = coverage_each(good, asked.places.shapes, asked.study_area, asked.stands)
    grounds = _grounds(held, met)
    told = zip(asked.questions, held, met, needed, covered, grounds, strict=True)
    return [_told(kind, rules, listed, _OfSite(*one)) for one in told]


@dataclass(frozen=True, slots=True)
class _OfSite:
    """What is known of one site and a kind."""

    question: Question
    checked: Checked
    met: Met
    needed: bool
    covered: Coverage
    ground_m2: float | None


def _needed(rules: Sequence[Rule], asked: Asked) -> list[bool]:
    """Whether a rule that may be about the project cannot do without this kind, for each site."""
    known: dict[tuple[object, ...], bool] = {}
    found = []
    for question in asked.questions:
        judging = question.judging
        if judging.like not in known:
            known[judging.like] = any(
                not rule.optional
                and judging.of(rule) is not None
                and judging.waters.may_lie_in(rule.zone.region)
                for rule in rules
            )
        found.append(known[judging.like])
    return found


def _told(
    kind: Kind, rules: Sequence[Rule], listed: tuple[ThemeLayer, ...], one: _OfSite
) -> Checked:
    """The theme of one site with all that is said of it."""
    held, ground_m2, area_m2 = one.met.held, one.ground_m2, one.question.area_m2
    # Of these what lies near is said, whether or not a rule speaks of a few of them.
    telling = [] if kind.id in known_surroundings().near else rules
    state = _state(one.checked, telling, one.covered, bool(held))
    theme = Theme(
        kind=kind.id,
        state=state,
        layers=listed,
        why=_why(state, held, one.covered, one.question),
        overlap_m2=ground_m2,
        overlap_pct_of_site=(None if ground_m2 is None else min(ground_m2 / area_m2 * 100, 100.0)),
        nearest_m=min((met.distance_m for _, met in held), default=None),
    )
    return replace(
        one.checked,
        theme=theme,
        duplicates=one.met.duplicates,
        needed=one.needed,
        repaired=tuple(near for near, _ in held if near.repaired),
    )


def _theme_layer(layer: Layer) -> ThemeLayer:
    epsg = f"EPSG:{layer.place.epsg}" if layer.place.epsg is not None else "—"
    return ThemeLayer(
        source=layer.source,
        date=layer.date,
        features=len(layer.frame),
        crs=epsg,
        repaired=len(layer.repaired),
    )


def _held(
    kind: Kind,
    held: Sequence[tuple[Near, Encounter]],
    rules: Sequence[Rule],
    question: Question,
) -> Checked:
    tolerance_m = question.circumstances.tolerance_of(kind.id)
    applying = Applying(rules, question.judging)
    of_features = joined(
        [matches(applying, near, met, tolerance_m=tolerance_m) for near, met in held],
        question.site.geometry,
        question.plane,
        tolerance_m=tolerance_m,
    )
    misses = (_nearest_miss(found, question) for found in of_features)
    return Checked(
        theme=Theme(kind=kind.id, state="no_conflict", layers=()),
        findings=_ordered(
            finding(match) for found in of_features for match in found if match.outcome == "hit"
        ),
        near_misses=_ordered(
            near_miss(match, tolerance_m=tolerance_m) for match in misses if match is not None
        ),
        matches=tuple(match for found in of_features for match in found),
    )


def _nearest_miss(found: Sequence[Match], question: Question) -> Match | None:
    """The hardest rule that a feature comes near without hitting any; None: nothing to say."""
    against = [match for match in found if not match.rule.favourable]
    if not against or any(match.outcome == "hit" for match in found):
        return None
    met = against[0].met
    if not met.meets and met.distance_m > question.within_m:
        return None
    return max(against, key=lambda match: (match.outcome == "near_miss", match.severity))


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=_order))


def _order(one: Finding) -> tuple[int, str, float, float, str, int]:
    """The hardest first, then by rule, the nearest, the largest; the file decides at last."""
    hardest = -SEVERITY.index(one.verdict)
    ref = one.feature
    return hardest, one.rule, one.distance_m, -(one.overlap_m2 or 0.0), ref.path, ref.record


def _state(
    checked: Checked, rules: Sequence[Rule], covered: Coverage, anything_near: bool
) -> ThemeState:
    favourable = {rule.id for rule in rules if rule.favourable}
    if any(found.rule not in favourable for found in checked.findings):
        return "conflict"
    if not covered.covers:
        return "not_covering"
    near = bool(checked.near_misses) if rules else anything_near
    return "near" if near else "no_conflict"


def _why(
    state: ThemeState,
    held: Sequence[tuple[Near, Encounter]],
    covered: Coverage,
    question: Question,
) -> Message | None:
    """What is to be said beside the findings; of a conflict only that more may lie uncovered."""
    if state == "not_covering" or not covered.covers:
        return covered.why
    if state == "conflict":
        return None
    if not held:
        reach = f"{question.within_m:g}"
        return Message.of("checks.nothing_near", within=reach, coverage=covered.why)
    inside = [near for near, met in held if met.meets]
    by = covered.why
    if inside and state == "no_conflict":
        return Message.of(
            "checks.met_without_rule", count=len(inside), name=_name(inside[0]), coverage=by
        )
    near, met = min(held, key=lambda pair: (pair[1].distance_m, pair[0].ref.path))
    figure = f"{met.distance_m:.1f}"
    return Message.of("checks.nearest", name=_name(near), distance=figure, coverage=by)


def _name(near: Near) -> str | Message:
    ref = near.ref
    return ref.name or ref.id or Message.of("checks.record", number=ref.record + 1)


def _grounds(held: Sequence[Checked], met: Sequence[Met]) -> list[float | None]:
    """The ground that the findings of each site take, overlapping zones counted once.

    None: they take none.
    """
    taken = []
    for checked, around in zip(held, met, strict=True):
        hit = {(one.feature.path, one.feature.record) for one in checked.findings}
        taken.append(
            [
                one.shared
                for near, one in around.held
                if one.overlap_m2
                and one.shared is not None
                and (near.ref.path, near.ref.record) in hit
            ]
        )
    return [area if shapes else None for area, shapes in zip(united_m2(taken), taken, strict=True)]
