"""The tables of how wells stand: in all, each well, each indicator."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from watermap.errors import Message
from watermap.export.sheets import Coloured, Column, Sheet, Value
from watermap.export.shown import listed
from watermap.export.words import word
from watermap.figures import figure, rounded
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.mapping.themes import find_theme
from watermap.quality.assessment import IndicatorResult, WaterClass
from watermap.quality.documents.grades import class_title
from watermap.quality.groundwater.wells import Trend, WellResult, Wells

Row = tuple[Value | Coloured, ...]
_MULTIPLE_DECIMALS = 2
_SHARE_DECIMALS = 1
_TRENDS: Mapping[Trend, str] = {
    "better": "groundwater_better",
    "stable": "groundwater_stable",
    "worse": "groundwater_worse",
    "unknown": "groundwater_not_told",
}
_KEPT: Mapping[bool | None, str] = {
    True: "groundwater_kept_yes",
    False: "groundwater_kept_no",
    None: "groundwater_kept_unknown",
}


def wells_sheets(wells: Wells, *, language: Language) -> tuple[Sheet, ...]:
    """Three tabs: groundwater in all, the wells, their indicators."""
    return (_summary(wells, language), _wells(wells, language), _indicators(wells, language))


def _summary(wells: Wells, language: Language) -> Sheet:
    share = wells.stable_pct
    counts = wells.counts()
    base = wells.base_year or word("groundwater_base_of_layer", language)
    rows: list[Row] = [
        (word("period", language), wells.period, None),
        (word("standard", language), wells.standard, None),
        (word("method", language), wells.method, None),
        (word("standards_as_of", language), wells.as_of, None),
        (word("groundwater_base_year", language), base, None),
        (word("groundwater_count", language), len(wells.wells), None),
        *(
            (_of_class(name, language), counts[name], None)
            for name in sorted(counts, key=lambda one: one or "")
        ),
        (word("groundwater_compared", language), wells.compared, None),
        (
            word("groundwater_stable_share", language),
            None if share is None else rounded(share, _SHARE_DECIMALS),
            word("groundwater_percent", language),
        ),
    ]
    columns = (
        Column(title=word("groundwater_item", language), width=30),
        Column(title=word("value", language), width=26),
        Column(title=word("unit", language), width=10),
    )
    name = word("groundwater_tab_summary", language)
    return Sheet(name=name, columns=columns, rows=tuple(rows))


def _of_class(name: WaterClass | None, language: Language) -> str:
    title = word("met_unknown", language) if name is None else class_title(name, language)
    return word("groundwater_of_class", language, title=title)


def _wells(wells: Wells, language: Language) -> Sheet:
    def column(name: str, width: float, **fields: object) -> Column:
        return Column(title=word(name, language, **fields), width=width)

    def count(name: str, **fields: object) -> Column:
        return Column(title=word(name, language, **fields), type="integer", width=14)

    columns = (
        column("code", 16), column("groundwater_well", 24), column("state", 14),
        column("class", 12), column("deciding", 30), column("groundwater_kept", 14),
        column("groundwater_over", 36), count("groundwater_routine", of=wells.routine_of),
        count("groundwater_further"), count("samples"), column("groundwater_base", 14),
        column("groundwater_trend", 14), column("remark", 60),
    )  # fmt: skip
    rows = tuple(_well(one, language) for one in wells.wells)
    return Sheet(name=word("groundwater_tab_wells", language), columns=columns, rows=rows)


def _well(well: WellResult, language: Language) -> Row:
    result = well.result
    over = [_over(one, language) for one in result.indicators if one.multiple is not None]
    deciding = [_title(name, language) for name in result.deciding]
    return (
        result.code,
        result.name,
        word(f"state_{result.state}", language),
        _coloured(result.water_class, language),
        listed(deciding, language),
        word(_KEPT[result.met], language),
        listed(over, language),
        well.routine,
        well.further,
        result.samples,
        _coloured(well.base, language),
        word(_TRENDS[well.trend], language),
        _why((*result.why, *well.why), language),
    )


def _over(one: IndicatorResult, language: Language) -> str:
    times = figure(one.multiple or Decimal(0), _MULTIPLE_DECIMALS)
    return f"{_title(one.id, language)}({times})"


def _indicators(wells: Wells, language: Language) -> Sheet:
    def text(name: str, width: float) -> Column:
        return Column(title=word(name, language), width=width)

    def figures(name: str, decimals: int | None = None) -> Column:
        return Column(title=word(name, language), type="number", decimals=decimals)

    def count(name: str) -> Column:
        return Column(title=word(name, language), type="integer", width=10)

    columns = (
        text("groundwater_well", 24), text("indicator", 24), figures("value"), text("unit", 12),
        text("class", 12), figures("groundwater_limit"), figures("multiple", _MULTIPLE_DECIMALS),
        count("groundwater_results"), count("groundwater_censored"), text("raw", 30),
        text("remark", 50),
    )  # fmt: skip
    rows = tuple(
        (
            well.name,
            _title(one.id, language),
            one.value,
            one.unit,
            _coloured(one.water_class, language),
            one.limit,
            one.multiple,
            one.n,
            one.censored,
            "; ".join(one.raw),
            _why(one.why, language),
        )
        for well in wells.wells
        for one in well.result.indicators
    )
    return Sheet(name=word("groundwater_tab_indicators", language), columns=columns, rows=rows)


def _coloured(found: WaterClass | None, language: Language) -> Coloured | None:
    if found is None:
        return None
    stamp = find_theme("class").palette.classes[found]
    title = stamp.title.of(language)
    return Coloured(value=title, fill=stamp.fill, text=stamp.letter_colour)


def _title(name: str, language: Language) -> str:
    return load_indicators()[name].title.of(language)


def _why(messages: Iterable[Message], language: Language) -> str:
    return "\n".join(message.text(language) for message in messages)
