"""The tables of drinking-water sources. They name no place."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from watermap.export.sheets import Coloured, Column, Sheet, Value
from watermap.export.telling import Telling, as_percent
from watermap.figures import rounded
from watermap.language import Language
from watermap.quality.sources.rates import Rate, SourceOfPeriod, Sources
from watermap.quality.sources.verdicts import SourceItem, SourceVerdict, Standing, VolumeFrom

SHARE_DECIMALS, _MULTIPLE_DECIMALS, _SHOWN_MULTIPLE = 1, 2, 1
_ORIGINS: Mapping[VolumeFrom, str] = {
    "table": "sources_from_table",
    "supply": "sources_from_supply",
}
_STANDINGS: Mapping[Standing, str] = {
    "over": "sources_standing_over",
    "untold": "sources_standing_untold",
}
Row = tuple[Value | Coloured, ...]


def sources_sheets(sources: Sources, *, language: Language) -> tuple[Sheet, ...]:
    """Rates; each source over the period; each month of it; items over limits; notes."""
    telling = Telling.of(language)
    return (
        _rates(sources, telling),
        _sources(sources, telling),
        _months(sources, telling),
        _items(sources, telling),
        telling.notes("sources_tab_notes", _notes(sources, telling)),
    )


def _rates(sources: Sources, telling: Telling) -> Sheet:
    columns = (
        *(telling.text("sources_period", 20), telling.count("sources_total")),
        *(telling.count("sources_told"), telling.count("sources_attained_count")),
        telling.number("sources_count_pct", SHARE_DECIMALS),
        *(telling.number("sources_volume"), telling.number("sources_attained_volume")),
        *(telling.number("sources_volume_pct", SHARE_DECIMALS), telling.remarks()),
    )
    whole = telling.word("sources_whole", period=sources.period)
    rows = (
        _rate(whole, sources.rate, telling),
        *(_rate(str(one.month), one.rate, telling) for one in sources.months),
    )
    return Sheet(name=telling.word("sources_tab_rates"), columns=columns, rows=rows)


def _rate(period: str, rate: Rate, telling: Telling) -> Row:
    return (
        period,
        rate.total,
        rate.told,
        rate.attained,
        as_percent(rate.count_pct, SHARE_DECIMALS),
        rate.volume_10k_m3,
        rate.attained_10k_m3,
        as_percent(rate.volume_pct, SHARE_DECIMALS),
        telling.why(rate.why),
    )


def _sources(sources: Sources, telling: Telling) -> Sheet:
    columns = (
        *(telling.text("sources_name", 22), telling.text("sources_water", 12)),
        *(telling.text("sources_attained", 12), telling.text("sources_by_mean", 12)),
        *(telling.text("sources_by_months", 14), telling.count("sources_months_attained")),
        *(telling.count("sources_months"), *_measured(sources, telling)),
        *(telling.text("sources_over", 30), telling.text("sources_natural", 24)),
        telling.text("sources_nitrogen_class", 14),
        *(telling.number("sources_volume"), telling.text("sources_volume_from", 16)),
        telling.remarks(),
    )
    rows = tuple(_source(one, telling) for one in sources.sources)
    return Sheet(name=telling.word("sources_tab"), columns=columns, rows=rows)


def _measured(sources: Sources, telling: Telling) -> tuple[Column, ...]:
    of_month = telling.word("sources_measured", count=sources.monthly_count)
    of_year = telling.word("sources_measured_year", count=sources.yearly_count)
    return (
        Column(title=of_month, type="integer", width=12),
        Column(title=of_year, type="integer", width=14),
        telling.text("sources_missing", 40),
    )


def _source(one: SourceOfPeriod, telling: Telling) -> Row:
    found = one.by_mean
    return (
        one.name,
        _water(found, telling),
        telling.met(one.attained),
        telling.met(found.attained),
        telling.met(one.by_months) if one.months else None,
        one.months_attained,
        one.months,
        *_of_items(found, telling),
        *_volume(found, telling),
        telling.why((*found.why, *one.why)),
    )


def _months(sources: Sources, telling: Telling) -> Sheet:
    columns = (
        *(telling.text("sources_month", 10), telling.text("sources_name", 22)),
        *(telling.text("sources_water", 12), telling.text("sources_attained", 12)),
        *_measured(sources, telling),
        *(telling.text("sources_over", 30), telling.text("sources_natural", 24)),
        telling.text("sources_nitrogen_class", 14),
        *(telling.number("sources_volume"), telling.text("sources_volume_from", 16)),
        telling.remarks(),
    )
    rows = tuple(
        (
            str(month.month),
            one.name,
            _water(one, telling),
            telling.met(one.attained),
            *_of_items(one, telling),
            *_volume(one, telling),
            telling.why(one.why),
        )
        for month in sources.months
        for one in month.sources
    )
    return Sheet(name=telling.word("sources_tab_months"), columns=columns, rows=rows)


def _water(one: SourceVerdict, telling: Telling) -> str:
    return telling.word("sources_groundwater" if one.groundwater else "sources_surface")


def _of_items(one: SourceVerdict, telling: Telling) -> Row:
    return (
        one.monthly_measured,
        one.yearly_measured,
        telling.indicators(one.monthly_missing),
        telling.listed(_named(item, telling) for item in one.over),
        telling.listed(_named(item, telling) for item in one.natural),
        telling.water_class(one.nitrogen_class),
    )


def _named(item: SourceItem, telling: Telling) -> str:
    name = telling.indicator(item.id)
    if item.multiple is None:
        return name
    return f"{name}({rounded(item.multiple, _SHOWN_MULTIPLE):f})"


def _volume(one: SourceVerdict, telling: Telling) -> tuple[Decimal | None, str | None]:
    if one.volume is None:
        return None, None
    return one.volume.volume_10k_m3, telling.word(_ORIGINS[one.volume.origin])


def _items(sources: Sources, telling: Telling) -> Sheet:
    columns = (
        *(telling.text("sources_period", 20), telling.text("sources_name", 22)),
        *(telling.text("indicator", 22), telling.text("sources_standing", 14)),
        *(telling.number("used_value"), telling.number("limit"), telling.text("unit", 10)),
        telling.number("multiple", _MULTIPLE_DECIMALS),
        *(telling.text("sources_background", 12), telling.text("sources_document", 36)),
    )
    whole = telling.word("sources_whole", period=sources.period)
    verdicts = [
        *((whole, one.by_mean) for one in sources.sources),
        *((str(month.month), one) for month in sources.months for one in month.sources),
    ]
    rows = tuple(
        _item(period, one.name, item, telling)
        for period, one in verdicts
        for item in one.items
        if item.standing != "kept"
    )
    return Sheet(name=telling.word("sources_tab_items"), columns=columns, rows=rows)


def _item(period: str, name: str, item: SourceItem, telling: Telling) -> Row:
    return (
        period,
        name,
        telling.indicator(item.id),
        telling.word(_STANDINGS[item.standing]),
        item.value,
        item.limit,
        telling.unit(item.unit),
        item.multiple,
        telling.word("yes" if item.background else "no"),
        item.document,
    )


def _notes(sources: Sources, telling: Telling) -> Iterator[str]:
    method = sources.method
    title = method.title.of(telling.language)
    yield telling.word("sources_method", title=title, citation=method.citation)
    yield from (one.text(telling.language) for one in sources.why)
    if not method.verified and method.verified_against is not None:
        against = method.verified_against.of(telling.language)
        yield telling.word("sources_unverified", against=against)
