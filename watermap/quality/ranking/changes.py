"""By how much the index of each object changed against a reference period, and who most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Message
from watermap.quality.assessment import SectionResult
from watermap.quality.classing.indicator import Setting
from watermap.quality.ranking.index import combined, usable_items
from watermap.quality.ranking.objects import Indexed, Level, indexed
from watermap.quality.ranking.places import places
from watermap.quality.ranking.rules import IndexRules

Groups = Mapping[str, Sequence[SectionResult]]  # sections by the object they belong to


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexChange:
    """(CWQI − CWQI₀)/CWQI₀, over the sections and items of both periods (standards.md 4)."""

    before: Decimal | None
    after: Decimal | None
    change_pct: Decimal | None  # below 0: better; None: cannot be told
    rank: int | None  # 1: improved most, or got worse least
    why: tuple[Message, ...] = ()


def index_changes(
    later: Groups, earlier: Groups, level: Level, *, setting: Setting, rules: IndexRules
) -> tuple[Mapping[str, IndexChange], frozenset[str]]:
    """The change of each object of the later period, and the items that all are told by.

    A section counts where it has usable results in both periods; an item where all objects have
    it in both.
    """
    kept_later, kept_earlier = _in_both(later, earlier, rules), _in_both(earlier, later, rules)
    after = {one.name: one for one in indexed(kept_later, level, setting=setting, rules=rules)}
    before = {one.name: one for one in indexed(kept_earlier, level, setting=setting, rules=rules)}
    items = {
        name: found
        for name, one in after.items()
        if name in before
        and len(found := one.items & before[name].items) >= rules.ranks.items_from
        and combined(one.parts) is not None
        and combined(before[name].parts) is not None
    }
    common = frozenset.intersection(*items.values()) if items else frozenset()
    percents = {
        name: _percent(before[name], after[name], common) if name in items else None
        for name in later
    }
    ranks = dict(
        zip(percents, places(list(percents.values()), rules.ranks.change_decimals), strict=True)
    )
    return {
        name: IndexChange(
            before=combined(before[name].parts, common) if name in items else None,
            after=combined(after[name].parts, common) if name in items else None,
            change_pct=percents[name],
            rank=ranks[name],
            why=tuple(_why(name, later, kept_later, told=percents[name] is not None)),
        )
        for name in later
    }, common


def _in_both(wanted: Groups, other: Groups, rules: IndexRules) -> Groups:
    """The sections of each object that have usable results in the other period as well."""
    found = {}
    for name, sections in wanted.items():
        elsewhere = {
            (one.name, one.water_body) for one in other.get(name, ()) if usable_items(one, rules)
        }
        found[name] = [
            one
            for one in sections
            if (one.name, one.water_body) in elsewhere and usable_items(one, rules)
        ]
    return found


def _percent(before: Indexed, after: Indexed, common: frozenset[str]) -> Decimal | None:
    first, second = combined(before.parts, common), combined(after.parts, common)
    if first is None or second is None or first == 0:
        return None
    return 100 * (second - first) / first


def _why(name: str, later: Groups, kept: Groups, *, told: bool) -> list[Message]:
    if not told:
        return [Message.of("ranking.no_reference")]
    lost = len(later[name]) - len(kept[name])
    return [Message.of("ranking.fewer_sections", count=lost)] if lost else []
