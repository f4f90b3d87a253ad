"""The tables of lakes and reservoirs."""

from collections.abc import Iterator, Sequence

from watermap.export.sheets import Coloured, Sheet, Value
from watermap.export.telling import Telling
from watermap.language import Language
from watermap.quality.lakes.lakes import LakeResult
from watermap.quality.lakes.trophic import Trophic, trophic_method

INDEX_DECIMALS = 1  # of the index in bulletins
_ITEM_DECIMALS, _WEIGHT_DECIMALS, _MULTIPLE_DECIMALS = 3, 4, 2
Row = tuple[Value | Coloured, ...]


def lakes_sheets(lakes: Sequence[LakeResult], *, language: Language) -> tuple[Sheet, ...]:
    """Each lake and zone; the items of its trophic index; its indicators; how it was done."""
    telling = Telling.of(language)
    return (
        _lakes(lakes, telling),
        _trophic(lakes, telling),
        _indicators(lakes, telling),
        telling.notes("lakes_tab_notes", _notes(telling)),
    )


def _lakes(lakes: Sequence[LakeResult], telling: Telling) -> Sheet:
    columns = (
        *(
            telling.text("lakes_name", 20),
            telling.text("lakes_zone"),
            telling.count("lakes_points"),
        ),
        *(telling.text("lakes_point_names", 26), telling.text("state")),
        *(telling.text("class", 12), telling.text("grade", 12)),
        *(telling.text("target", 12), telling.text("met", 12), telling.text("deciding", 26)),
        *(telling.text("main_pollutants", 30), telling.count("evaluated")),
        telling.text("lakes_nitrogen_class", 14),
        telling.number("lakes_index", INDEX_DECIMALS),
        *(telling.count("lakes_index_items"), telling.text("lakes_state", 16)),
        *(telling.text("lakes_missing", 24), telling.remarks()),
    )
    rows = tuple(_lake(one, telling) for one in lakes)
    return Sheet(name=telling.word("lakes_tab"), columns=columns, rows=rows)


def _lake(lake: LakeResult, telling: Telling) -> Row:
    trophic = lake.trophic
    return (
        lake.name,
        _zone(lake, telling),
        len(lake.points),
        telling.listed(lake.points),
        telling.word(f"state_{lake.state}"),
        telling.water_class(lake.water_class),
        telling.grade(lake.grade),
        telling.water_class(lake.target),
        telling.met(lake.met),
        telling.indicators(lake.deciding),
        telling.pollutants(lake.main_pollutants),
        lake.evaluated,
        telling.water_class(lake.nitrogen.water_class if lake.nitrogen else None),
        trophic.index,
        len(trophic.items) - len(trophic.missing),
        _state(trophic, telling),
        telling.indicators(trophic.missing),
        telling.why((*lake.why, *trophic.why)),
    )


def _zone(lake: LakeResult, telling: Telling) -> str:
    return lake.zone or telling.word("lakes_whole")


def _state(trophic: Trophic, telling: Telling) -> Coloured | str:
    if trophic.state is None:
        return telling.word("lakes_no_state")
    found = next(one for one in trophic_method().states if one.id == trophic.state)
    return telling.on_colour(found.title.of(telling.language), found.colour)


def _trophic(lakes: Sequence[LakeResult], telling: Telling) -> Sheet:
    columns = (
        *(telling.text("lakes_name", 20), telling.text("lakes_zone")),
        *(telling.text("lakes_item", 20), telling.number("mean"), telling.text("unit", 10)),
        telling.number("lakes_item_index", _ITEM_DECIMALS),
        telling.number("lakes_weight", _WEIGHT_DECIMALS),
    )
    rows = tuple(
        (
            lake.name,
            _zone(lake, telling),
            telling.indicator(one.id),
            one.value,
            one.unit,
            one.index,
            one.weight,
        )
        for lake in lakes
        for one in lake.trophic.items
    )
    return Sheet(name=telling.word("lakes_tab_trophic"), columns=columns, rows=rows)


def _indicators(lakes: Sequence[LakeResult], telling: Telling) -> Sheet:
    columns = (
        *(telling.text("lakes_name", 20), telling.text("lakes_zone")),
        *(telling.text("indicator", 22), telling.number("used_value"), telling.text("unit", 10)),
        *(telling.text("class", 12), telling.number("limit")),
        telling.number("multiple", _MULTIPLE_DECIMALS),
        *(telling.text("counts", 12), telling.number("mean", width=18)),
        *(telling.number("minimum"), telling.number("maximum"), telling.count("lakes_n", 16)),
    )
    rows = tuple(row for lake in lakes for row in _of_lake(lake, telling))
    return Sheet(name=telling.word("lakes_tab_indicators"), columns=columns, rows=rows)


def _of_lake(lake: LakeResult, telling: Telling) -> Iterator[Row]:
    for one in lake.indicators:
        yield (
            lake.name,
            _zone(lake, telling),
            telling.indicator(one.id),
            one.value,
            telling.unit(one.unit),
            telling.water_class(one.water_class),
            one.limit,
            one.multiple,
            telling.word("yes" if one.counts else "no"),
            one.mean,
            one.minimum,
            one.maximum,
            one.n,
        )


def _notes(telling: Telling) -> Iterator[str]:
    method = trophic_method()
    title = method.title.of(telling.language)
    yield telling.word("lakes_method", title=title, citation=method.citation)
    yield telling.word("lakes_nitrogen_apart")
    if not method.verified and method.verified_against is not None:
        against = method.verified_against.of(telling.language)
        yield telling.word("lakes_unverified", against=against)
