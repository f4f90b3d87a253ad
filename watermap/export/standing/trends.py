"""The table of trends."""

from collections.abc import Mapping, Sequence

from watermap.export.sheets import Coloured, Sheet, Value
from watermap.export.telling import Telling
from watermap.language import Language
from watermap.quality.change.rules import ChangeRules
from watermap.quality.change.said import trends_said
from watermap.quality.change.trends import Trend, TrendState

_STATES: Mapping[TrendState, str] = {
    "told": "change_trend_told",
    "too_few_periods": "change_trend_too_few_periods",
    "mostly_below_detection": "change_trend_mostly_below_detection",
    "mixed_periods": "change_trend_mixed_periods",
}
_P_DECIMALS = 4


def trend_sheets(
    trends: Sequence[Trend], *, language: Language, rules: ChangeRules
) -> tuple[Sheet, ...]:
    """One row a section and indicator; and by what trends are told."""
    telling = Telling.of(language)
    columns = (
        telling.text("section", 24),
        telling.text("indicator", 22),
        telling.text("unit", 10),
        telling.text("change_trend_state"),
        telling.text("change_trend_first", 10),
        telling.text("change_trend_last", 10),
        telling.count("change_trend_n"),
        telling.number("change_trend_r", _P_DECIMALS),
        telling.number("change_trend_critical", 3),
        telling.text("change_trend_level", 10),
        telling.text("change_trend_course"),
        telling.text("change_trend_meaning"),
        telling.number("change_seasonal_z", 3),
        telling.number("change_seasonal_p", _P_DECIMALS),
        telling.number("change_seasonal_slope", _P_DECIMALS),
        telling.text("change_seasonal_course"),
        telling.text("remark", 60),
    )
    rows = tuple(_row(one, telling, rules) for one in trends)
    return (
        Sheet(name=telling.word("change_tab_trends"), columns=columns, rows=rows),
        telling.notes("change_tab_trend_notes", trends_said(rules)),
    )


def _row(one: Trend, telling: Telling, rules: ChangeRules) -> tuple[Value | Coloured, ...]:
    periods = [str(period) for period in one.values]
    ranks, seasonal = one.spearman, one.seasonal
    titles, meanings = rules.trend.titles, rules.trend.meanings
    return (
        one.name,
        telling.indicator(one.indicator),
        telling.unit_of(one.indicator),
        telling.word(_STATES[one.state]),
        periods[0] if periods else None,
        periods[-1] if periods else None,
        len(periods),
        ranks.r_s if ranks else None,
        ranks.critical["0.05"] if ranks else None,
        ranks.significant if ranks else None,
        titles[one.course].of(telling.language) if one.course else None,
        meanings[one.meaning].of(telling.language) if one.meaning else None,
        seasonal.z if seasonal else None,
        seasonal.p if seasonal else None,
        seasonal.slope_per_year if seasonal else None,
        titles[seasonal.course].of(telling.language) if seasonal else None,
        telling.why(one.why),
    )
