"""One kind of zone held against a site: what was found, and what was really checked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Finding, Theme, ThemeLayer, ThemeState
from watermap.checks.ground.coverage import Coverage, coverage, usable
from watermap.checks.ground.features import Near, near_features
from watermap.checks.ground.layer_index import index_of
from watermap.checks.ground.relation import Encounter, apart, encounter, site_m2
from watermap.checks.ground.study_area import Stands, area_of
from watermap.checks.ground.surroundings import known_surroundings
from watermap.checks.ground.zone import Zone
from watermap.checks.law.answers import SEVERITY
from watermap.checks.law.regions import may_lie_in
from watermap.checks.law.rule import Rule
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.joining import joined
from watermap.checks.siting.judging import Judged, Judging
from watermap.checks.siting.matching import Match, finding, matches, near_miss
from watermap.errors import Message
from watermap.geodesy.measure import drawn_area_m2
from watermap.geodesy.plane import Plane
from watermap.harmonise.layer import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A site with all that every kind is held against alike."""

    site: Site
    plane: Plane  # around the site
    circumstances: Circumstances
    study_area: BaseGeometry | None
    judged: Judged = field(default_factory=dict)  # of this and other sites

    @property
    def within_m(self) -> float:
        """How far near reaches."""
        return max(self.circumstances.within_m, default=0.0)

    @property
    def judging(self) -> Judging:
        """What rules say of the site."""
        return Judging(self.site, self.judged)

    def stands(self) -> Stands | None:
        """How the site lies to the study area; None: there is none."""
        if self.study_area is None:
            return None
        area = area_of(self.study_area)
        return area.stands(self.site.geometry, self.plane, within_m=self.within_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A theme, its findings, and what firmness and problems are told from."""

    theme: Theme
    findings: tuple[Finding, ...] = ()
    near_misses: tuple[Finding, ...] = ()
    matches: tuple[Match, ...] = ()
    duplicates: tuple[tuple[Near, Near], ...] = ()  # the one left out, the one kept
    repaired: tuple[Near, ...] = ()
    needed: bool = False  # a rule that may be about the project needs this kind


def check_theme(
    kind: Kind,
    layers: Sequence[Layer],
    rules: Sequence[Rule],
    question: Question,
    stands: Stands | None = None,
) -> Checked:
    """Hold a site against all features of a kind.

    Args:
        kind: of the layers.
        layers: all of that kind; none: the theme has no data.
        rules: in force, about this kind; none: only what lies near is said.
        question: the site and its circumstances.
        stands: how the site lies to the study area, where that is known already.
    """
    judging = question.judging
    needed = any(
        not rule.optional
        and judging.of(rule) is not None
        and may_lie_in(rule.zone.region, question.site.geometry)
        for rule in rules
    )
    good = [layer for layer in layers if usable(layer)]
    listed = tuple(_theme_layer(layer) for layer in layers)
    if not good:
        lacking = Message.of("checks.no_layer" if not layers else "checks.no_usable_layer")
        theme = Theme(kind=kind.id, state="no_data", layers=listed, why=lacking)
        return Checked(theme=theme, needed=needed)
    reach_m = max([question.within_m, *(rule.distance_m or 0.0 for rule in rules)])
    found = [
        near
        for layer in good
        for near in near_features(
            layer, kind, question.site.geometry, within_m=reach_m, plane=question.plane
        )
    ]
    found.sort(key=lambda near: (near.distance_m, near.layer.source.path.name, near.record))
    kept, duplicates = _without_duplicates(found)
    held = [(near, _met(near, question)) for near in kept]
    checked = _held(kind, held, rules, question)
    stands = stands or question.stands()
    covered = coverage(good, question.site.geometry, question.study_area, stands)
    # Of these what lies near is said, whether or not a rule speaks of a few of them.
    telling = [] if kind.id in known_surroundings().near else rules
    state = _state(checked, telling, covered, bool(held))
    why = _why(state, held, covered, question)
    theme = _with_overlap(
        Theme(kind=kind.id, state=state, layers=listed, why=why, nearest_m=_nearest_m(held)),
        checked,
        held,
        question,
    )
    return replace(
        checked,
        theme=theme,
        duplicates=duplicates,
        needed=needed,
        repaired=tuple(near for near in kept if near.repaired),
    )


def _nearest_m(held: Sequence[tuple[Near, Encounter]]) -> float | None:
    return min((met.distance_m for _, met in held), default=None)


def _theme_layer(layer: Layer) -> ThemeLayer:
    epsg = f"EPSG:{layer.place.epsg}" if layer.place.epsg is not None else "—"
    return ThemeLayer(
        source=layer.source,
        date=layer.date,
        features=len(layer.frame),
        crs=epsg,
        repaired=len(layer.repaired),
    )


def _without_duplicates(
    found: Sequence[Near],
) -> tuple[list[Near], tuple[tuple[Near, Near], ...]]:
    """Features with the same shape and the same level count once: two offices, one zone."""
    shapes = np.array([near.geometry for near in found], dtype=object)
    boxes = [(*box, near.ref.level) for box, near in zip(_boxes(shapes), found, strict=True)]
    alike = Counter(boxes)
    first: dict[tuple[bytes, str | None], Near] = {}
    kept, duplicates = [], []
    for near, box in zip(found, boxes, strict=True):
        # Only what has the same bounds can have the same shape.
        key = (shapely.normalize(near.geometry).wkb, near.ref.level) if alike[box] > 1 else None
        if key is not None and key in first:
            duplicates.append((near, first[key]))
            continue
        kept.append(near)
        if key is not None:
            first[key] = near
    return kept, tuple(duplicates)


def _boxes(shapes: npt.NDArray[np.object_]) -> list[list[float]]:
    boxes: list[list[float]] = shapely.bounds(shapes).tolist()
    return boxes


def _met(near: Near, question: Question) -> Encounter:
    if near.distance_m > 0:
        return apart(near.distance_m, near.bearing_deg)
    site = question.site.geometry
    zone = Zone.around(site, index_of(near.layer), near.at)
    if not shapely.intersects(site, zone.part):  # they are a hair apart
        return Encounter(relation="outside")
    return encounter(site, zone, question.plane)


def _held(
    kind: Kind,
    held: Sequence[tuple[Near, Encounter]],
    rules: Sequence[Rule],
    question: Question,
) -> Checked:
    tolerance_m, judging = question.circumstances.tolerance_of(kind.id), question.judging
    of_features = joined(
        [
            matches(rules, near, met, question.site, tolerance_m=tolerance_m, judging=judging)
            for near, met in held
        ],
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
    near, met = min(held, key=lambda pair: (pair[1].distance_m, pair[0].layer.source.path.name))
    figure = f"{met.distance_m:.1f}"
    return Message.of("checks.nearest", name=_name(near), distance=figure, coverage=by)


def _name(near: Near) -> str | Message:
    ref = near.ref
    return ref.name or ref.id or Message.of("checks.record", number=ref.record + 1)


def _with_overlap(
    theme: Theme,
    checked: Checked,
    held: Sequence[tuple[Near, Encounter]],
    question: Question,
) -> Theme:
    """The theme with the ground that its findings take, overlapping zones counted once."""
    hit = {(one.feature.path, one.feature.record) for one in checked.findings}
    shared = [
        met.shared
        for near, met in held
        if met.overlap_m2 and (near.ref.path, near.ref.record) in hit
    ]
    if not shared:
        return theme
    united = drawn_area_m2(_united([shape for shape in shared if shape is not None]))
    whole = site_m2(question.site.geometry)
    return replace(theme, overlap_m2=united, overlap_pct_of_site=min(united / whole * 100, 100.0))


def _united(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Shapes as one, overlaps once; those of which none meet are only put together."""
    if len(shapes) == 1:
        return shapes[0]
    every = np.array(shapes, dtype=object)
    first, second = shapely.STRtree(every).query(every, predicate="intersects")
    alone = len(first) == len(shapes) and (first == second).all()
    return shapely.geometrycollections(every) if alone else shapely.union_all(every)
