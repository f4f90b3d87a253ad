"""The ranks of sections, rivers, lakes and districts, with their change on the year before."""

from collections.abc import Sequence
from functools import partial

from watermap.errors import Problem
from watermap.quality.assessment import Assessment, SectionResult
from watermap.quality.ranking.objects import Level, districts_by
from watermap.quality.ranking.ranking import rank
from watermap.quality.ranking.results import Ranking
from watermap.quality.ranking.rules import index_rules
from watermap.quality.standing.attempt import attempt
from watermap.quality.standing.material import Material
from watermap.quality.stations.attributes import attributes

LEVELS: tuple[Level, ...] = ("section", "river", "lake", "district")


def rankings(
    assessment: Assessment,
    material: Material,
    earlier: Sequence[SectionResult] | None,
    problems: list[Problem],
) -> tuple[Ranking, ...]:
    """One ranking a level; levels without objects are left out.

    Args:
        assessment: of the material's period.
        material: the project's data.
        earlier: results of the year before, that changes refer to; None: there are none.
        problems: takes what kept the ranks from being told.
    """
    rules = attempt(index_rules, problems)
    if rules is None:
        return ()
    ranked = partial(
        rank,
        assessment.sections,
        setting=material.setting,
        rules=rules,
        districts=districts_by(attributes(material.layers), material.ranked_by),
        reference=None if earlier is None else [one for one in earlier if one.kind == "section"],
    )
    found = [attempt(partial(ranked, level=level), problems) for level in LEVELS]
    return tuple(one for one in found if one is not None and one.entries)
