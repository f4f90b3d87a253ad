"""The tables of a ranking."""

from collections.abc import Mapping

from watermap.export.sheets import Coloured, Sheet, Value
from watermap.export.telling import Telling
from watermap.language import Language
from watermap.quality.ranking.index import IndexItem, Water, WaterIndex
from watermap.quality.ranking.objects import Level
from watermap.quality.ranking.results import RankedIndex, Ranking, RankState

Row = tuple[Value | Coloured, ...]
_TABS: Mapping[Level, tuple[str, str, str]] = {
    "section": ("ranking_tab_section", "ranking_tab_items_section", "ranking_tab_notes_section"),
    "river": ("ranking_tab_river", "ranking_tab_items_river", "ranking_tab_notes_river"),
    "lake": ("ranking_tab_lake", "ranking_tab_items_lake", "ranking_tab_notes_lake"),
    "district": (
        "ranking_tab_district",
        "ranking_tab_items_district",
        "ranking_tab_notes_district",
    ),
}
_STATES: Mapping[RankState, str] = {
    "ranked": "ranking_state_ranked",
    "no_result": "ranking_state_no_result",
    "no_bound": "ranking_state_no_bound",
    "too_few_items": "ranking_state_too_few_items",
    "no_common_items": "ranking_state_no_common_items",
}
_WATERS: Mapping[Water, str] = {"river": "ranking_river", "lake": "ranking_lake"}


def ranking_sheets(ranking: Ranking, *, language: Language) -> tuple[Sheet, ...]:
    """The ranks, best first; the items every index is made of; what has to be known."""
    telling = Telling.of(language)
    ranks, items, notes = _TABS[ranking.level]
    return (
        _ranks(ranking, telling, ranks),
        _items(ranking, telling, items),
        telling.notes(notes, ranking.why),
    )


def _ranks(ranking: Ranking, telling: Telling, tab: str) -> Sheet:
    decimals, change = ranking.rules.ranks.decimals, ranking.rules.ranks.change_decimals
    columns = (
        telling.count("ranking_rank"),
        telling.text("ranking_name", 24),
        telling.text("ranking_state"),
        telling.number("ranking_on_common", decimals),
        telling.number("ranking_as_measured", decimals),
        telling.count("ranking_rank_as_measured"),
        telling.count("ranking_items"),
        telling.count("ranking_river_sections"),
        telling.count("ranking_lake_points"),
        telling.number("ranking_change_pct", change),
        telling.count("ranking_change_rank"),
        telling.text("remark", 70),
    )
    rows = tuple(_entry(one, ranking, telling) for one in ranking.entries)
    return Sheet(name=telling.word(tab), columns=columns, rows=rows)


def _entry(one: RankedIndex, ranking: Ranking, telling: Telling) -> Row:
    counts = {part.water_body: len(part.sections) for part in one.parts}
    change = one.change
    return (
        one.rank,
        one.name,
        telling.word(_STATES[one.state]),
        one.on_common,
        one.as_measured,
        one.rank_as_measured,
        len(ranking.rules.indicators) - len(one.missing),
        counts.get("river", 0),
        counts.get("lake", 0),
        change.change_pct if change else None,
        change.rank if change else None,
        telling.why((*one.why, *(change.why if change else ()))),
    )


def _items(ranking: Ranking, telling: Telling, tab: str) -> Sheet:
    columns = (
        telling.text("ranking_name", 24),
        telling.text("ranking_water_body", 10),
        telling.text("indicator", 22),
        telling.number("ranking_concentration"),
        telling.text("unit", 10),
        telling.number("limit"),
        telling.number("ranking_index", ranking.rules.ranks.decimals),
        telling.count("ranking_item_sections"),
        telling.text("ranking_common", 12),
    )
    rows = tuple(
        _item(one.name, part, item, ranking, telling)
        for one in ranking.entries
        for part in one.parts
        for item in part.items
    )
    return Sheet(name=telling.word(tab), columns=columns, rows=rows)


def _item(name: str, part: WaterIndex, item: IndexItem, ranking: Ranking, telling: Telling) -> Row:
    return (
        name,
        telling.word(_WATERS[part.water_body]),
        telling.indicator(item.id),
        item.concentration,
        telling.unit_of(item.id),
        item.limit,
        item.index,
        item.sections,
        telling.word("yes" if item.id in ranking.common else "no"),
    )
