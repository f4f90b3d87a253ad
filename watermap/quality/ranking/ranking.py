"""Ranks by the index, small is good, on the indicators that all have (standards.md 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from watermap.errors import Problem, WatermapError
from watermap.quality.assessment import SectionResult
from watermap.quality.classing.indicator import Setting
from watermap.quality.ranking.changes import index_changes
from watermap.quality.ranking.index import combined
from watermap.quality.ranking.objects import Indexed, Level, indexed, members
from watermap.quality.ranking.places import places
from watermap.quality.ranking.results import RankedIndex, Ranking, RankState
from watermap.quality.ranking.rules import IndexRules
from watermap.quality.ranking.said import said_of, why_of
from watermap.quality.stations.map_stations import SECTION_KIND


def rank(
    sections: Sequence[SectionResult],
    *,
    level: Level,
    setting: Setting,
    rules: IndexRules,
    districts: Mapping[str, str] | None = None,
    reference: Sequence[SectionResult] | None = None,
) -> Ranking:
    """Rank sections, rivers, lakes or districts.

    Values are means before rounding, results below detection as half their limit; pH is averaged
    over H⁺; phosphorus of lakes has the lake's limit. A sum over fewer indicators is smaller, so
    ranks go by the indicators that all have.

    Args:
        sections: of one period.
        level: what is ranked.
        setting: the standard and method they were evaluated by, and the period.
        rules: of the index.
        districts: name of a section: its district; for the level "district".
        reference: the same sections in the period that changes refer to; None: no changes.

    Raises:
        WatermapError: the index does not go with the standard.
    """
    if setting.standard.id not in rules.standards:
        raise WatermapError(
            Problem.error(
                "ranking.not_for_standard", rules=rules.title, standard=setting.standard.title
            )
        )
    groups = members(sections, level, districts or {})
    objects = indexed(groups, level, setting=setting, rules=rules)
    rankable = [one for one in objects if _state(one, rules) == "ranked"]
    common = _common(rankable)
    entries = [_entry(one, common, rules) for one in objects]
    found = Ranking(
        level=level,
        rules=rules,
        common=_ordered(common, rules),
        same_items=len({one.items for one in rankable}) <= 1
        and all(part.names == one.items for one in rankable for part in one.parts),
        entries=_placed(entries, rules),
        unassigned=_unassigned(sections, groups, level),
        change_common=(),
    )
    if reference is not None:
        earlier = members(reference, level, districts or {})
        changes, shared = index_changes(groups, earlier, level, setting=setting, rules=rules)
        with_change = (replace(one, change=changes[one.name]) for one in found.entries)
        found = replace(found, entries=tuple(with_change), change_common=_ordered(shared, rules))
    return replace(found, why=tuple(said_of(found, setting)))


def _state(one: Indexed, rules: IndexRules) -> RankState:
    if not one.parts:
        return "no_result"
    if combined(one.parts) is None:
        return "no_bound"
    return "ranked" if len(one.items) >= rules.ranks.items_from else "too_few_items"


def _common(rankable: Sequence[Indexed]) -> frozenset[str]:
    return frozenset.intersection(*(one.items for one in rankable)) if rankable else frozenset()


def _ordered(names: frozenset[str], rules: IndexRules) -> tuple[str, ...]:
    return tuple(name for name in rules.indicators if name in names)


def _entry(one: Indexed, common: frozenset[str], rules: IndexRules) -> RankedIndex:
    state = _state(one, rules)
    if state == "ranked" and not common:
        state = "no_common_items"
    missing = tuple(name for name in rules.indicators if name not in one.items)
    bare = RankedIndex(
        name=one.name,
        state=state,
        as_measured=combined(one.parts),
        rank_as_measured=None,
        on_common=combined(one.parts, common) if state == "ranked" else None,
        rank=None,
        parts=one.parts,
        missing=missing,
        left_out=one.left_out,
        change=None,
    )
    return replace(bare, why=tuple(why_of(bare, rules)))


def _placed(entries: Sequence[RankedIndex], rules: IndexRules) -> tuple[RankedIndex, ...]:
    """Entries with their ranks; the best first, those without rank last, in their order."""
    decimals = rules.ranks.decimals
    own = places([one.as_measured for one in entries], decimals)
    common = places([one.on_common for one in entries], decimals)
    ranked = (
        replace(one, rank_as_measured=first, rank=second)
        for one, first, second in zip(entries, own, common, strict=True)
    )
    return tuple(sorted(ranked, key=lambda one: (one.rank is None, one.rank or 0)))


def _unassigned(
    sections: Sequence[SectionResult],
    groups: Mapping[str, Sequence[SectionResult]],
    level: Level,
) -> tuple[str, ...]:
    """Sections in no object; of rivers and lakes those of unknown kind or that name no water."""
    held = {one.name for group in groups.values() for one in group}
    return tuple(
        one.name
        for one in sections
        if one.kind == SECTION_KIND
        and one.name not in held
        and (level == "district" or one.water_body in {level, "unknown"})
    )
