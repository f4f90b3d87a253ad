"""What has to be said beside findings: gaps in data and law, repairs, duplicates, the edge."""

import datetime as dt
from collections.abc import Iterator, Sequence

from watermap.checks.ground.coverage import usable
from watermap.checks.ground.features import with_shape
from watermap.checks.law.industries import codes_of
from watermap.checks.law.rule import Rule
from watermap.checks.siting.nearly_same import nearly_same
from watermap.checks.siting.question import Question
from watermap.checks.siting.themes import Checked
from watermap.errors import Problem
from watermap.harmonise.layer import Layer


def remarks(
    checked: Sequence[Checked],
    question: Question,
    of_all: Sequence[Problem],
    edge_m: float | None,
) -> tuple[Problem, ...]:
    """All that a reader of the answer has to know, in a fixed order.

    Args:
        checked: all themes.
        question: the site and its circumstances.
        of_all: what is said of law and layers, whatever the site.
        edge_m: how far the edge of the study area is; None: farther than was looked.
    """
    return (
        *question.site.problems,
        *_of_industry(question),
        *of_all,
        *(problem for one in checked for problem in _of_features(one)),
        *_of_edge(question, edge_m),
    )


def _of_industry(question: Question) -> Iterator[Problem]:
    industry = question.site.industry
    if industry and codes_of(industry) is None:
        yield Problem.warning("checks.industry_unreadable", industry=industry)


def of_law(rules: Sequence[Rule], day: dt.date) -> Iterator[Problem]:
    """Rules none of whose laws was in force on the day: nothing is known, so nothing was held."""
    silent = {rule.id: rule for rule in rules}
    for rule in rules:
        if rule.basis.holds_on(day):
            silent.pop(rule.id, None)
    for rule in silent.values():
        yield Problem.warning("checks.rule_not_in_force", rule=rule.id, title=rule.title, day=day)


def of_layers(layers: Sequence[Layer]) -> Iterator[Problem]:
    """What layers lack, in their order."""
    return (problem for layer in layers for problem in _of_layer(layer))


def _of_layer(layer: Layer) -> Iterator[Problem]:
    if layer.place.epsg is None:
        yield Problem.warning("checks.place_unknown", layer=layer.title)
        return
    there = with_shape(layer)
    if not there.all():
        without = int((~there).sum())
        yield Problem.warning(
            "checks.without_geometry", layer=layer.title, count=without, total=len(there)
        )
    if layer.rejected:
        yield Problem.warning("checks.rejected", layer=layer.title, count=len(layer.rejected))
    if not usable(layer):
        yield Problem.warning("checks.layer_empty", layer=layer.title)


def _of_features(one: Checked) -> Iterator[Problem]:
    for near, kept in one.duplicates:
        yield Problem.note(
            "checks.duplicate",
            file=near.ref.path,
            record=near.record + 1,
            other_file=kept.ref.path,
            other_record=kept.record + 1,
        )
    met = {id(match.near): match.near for match in one.matches if match.met.meets}
    for near, other in nearly_same(list(met.values())):
        yield Problem.warning(
            "siting.nearly_duplicate",
            file=near.ref.path,
            record=near.record + 1,
            other_file=other.ref.path,
            other_record=other.record + 1,
        )
    for near in one.repaired:
        yield Problem.warning("checks.repaired", file=near.ref.path, record=near.record + 1)


def _of_edge(question: Question, edge_m: float | None) -> Iterator[Problem]:
    if edge_m is not None and edge_m < question.within_m:
        yield Problem.note(
            "checks.near_edge", distance=f"{edge_m:.0f}", within=f"{question.within_m:g}"
        )
