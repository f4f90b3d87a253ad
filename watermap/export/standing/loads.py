"""The tables of pollutant loads: a year a row, and its months."""

from collections.abc import Sequence

from watermap.export.sheets import Sheet
from watermap.export.telling import Row, Telling
from watermap.language import Language
from watermap.quality.loads.flux import Load, MonthLoad

T_DECIMALS = 3
FLOW_DECIMALS = 3


def loads_sheets(loads: Sequence[Load], *, language: Language) -> tuple[Sheet, ...]:
    """Loads of the year (empty where a month is missing) beside the sum so far, then the months."""
    telling = Telling.of(language)
    return (_years(loads, telling), _months(loads, telling))


def _years(loads: Sequence[Load], telling: Telling) -> Sheet:
    columns = (
        telling.text("section", 24),
        telling.text("indicator", 18),
        telling.count("year"),
        telling.number("loads_year_t", T_DECIMALS),
        telling.number("loads_so_far_t", T_DECIMALS),
        telling.count("loads_months"),
        telling.text("remark", 60),
    )
    rows = tuple(
        (
            one.section,
            telling.indicator(one.indicator),
            one.year,
            one.year_t,
            one.so_far_t,
            one.known,
            telling.why(one.why),
        )
        for one in loads
    )
    return Sheet(name=telling.word("loads_tab_years"), columns=columns, rows=rows)


def _months(loads: Sequence[Load], telling: Telling) -> Sheet:
    columns = (
        telling.text("section", 24),
        telling.text("indicator", 18),
        telling.text("loads_month", 10),
        telling.number("loads_concentration", None),
        telling.number("loads_flow", FLOW_DECIMALS),
        telling.number("loads_volume", 0, 16),
        telling.number("loads_month_t", T_DECIMALS),
        telling.text("remark", 60),
    )
    rows = tuple(_month(one, month, telling) for one in loads for month in one.months)
    return Sheet(name=telling.word("loads_tab_months"), columns=columns, rows=rows)


def _month(load: Load, month: MonthLoad, telling: Telling) -> Row:
    return (
        load.section,
        telling.indicator(load.indicator),
        str(month.month),
        month.concentration_mg_l,
        month.volume.flow_m3_s,
        month.volume.m3,
        month.load_t,
        telling.why(month.why),
    )
