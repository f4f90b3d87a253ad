"""Tables of two periods compared."""

from collections.abc import Mapping

from watermap.export.sheets import Coloured, Sheet, Value
from watermap.export.telling import Telling
from watermap.language import Language
from watermap.quality.change.results import (
    Change,
    ChangeState,
    GroupChange,
    IndicatorChange,
    SectionChange,
)
from watermap.quality.change.rules import ChangeRules, Degree, Meaning

Row = tuple[Value | Coloured, ...]
_PERCENT_DECIMALS = 1
_STATES: Mapping[ChangeState, str] = {
    "compared": "change_state_compared",
    "new": "change_state_new",
    "gone": "change_state_gone",
    "not_evaluated_before": "change_state_not_evaluated_before",
    "not_evaluated_after": "change_state_not_evaluated_after",
    "not_evaluated": "change_state_not_evaluated",
    "no_common_indicators": "change_state_no_common_indicators",
}


def change_sheets(change: Change, *, language: Language, rules: ChangeRules) -> tuple[Sheet, ...]:
    """Sections, rivers with all sections first, indicators, and by what they were compared."""
    telling = Telling.of(language)
    return (
        _sections(change, telling, rules),
        _rivers(change, telling, rules),
        _indicators(change, telling, rules),
        telling.notes("change_tab_notes", change.why),
    )


def _sections(change: Change, telling: Telling, rules: ChangeRules) -> Sheet:
    before, after = change.before, change.after
    columns = (
        telling.text("code", 16),
        telling.text("section", 24),
        telling.text("kind"),
        telling.text("river", 18),
        telling.text("change_comparable"),
        telling.text("change_class_of", 12, period=before),
        telling.text("change_class_of", 12, period=after),
        telling.text("change_common_class_of", 16, period=before),
        telling.text("change_common_class_of", 16, period=after),
        telling.count("change_classes_better", 12),
        telling.text("change_degree"),
        telling.text("change_deciding_gone", 26),
        telling.text("change_deciding_new", 26),
        telling.text("remark", 60),
    )
    rows = tuple(_section(one, telling, rules) for one in change.sections)
    return Sheet(name=telling.word("change_tab_sections"), columns=columns, rows=rows)


def _section(one: SectionChange, telling: Telling, rules: ChangeRules) -> Row:
    step = one.on_common
    return (
        one.code,
        one.name,
        telling.word(f"kind_{one.kind}"),
        one.river,
        telling.word(_STATES[one.state]),
        telling.water_class(one.class_before),
        telling.water_class(one.class_after),
        telling.water_class(step.before if step else None),
        telling.water_class(step.after if step else None),
        step.classes_better if step else None,
        _degree(step.degree if step else None, telling, rules),
        telling.indicators(one.deciding_gone if step else ()),
        telling.indicators(one.deciding_new if step else ()),
        telling.why(one.why),
    )


def _degree(found: Degree | None, telling: Telling, rules: ChangeRules) -> str | None:
    return None if found is None else rules.degrees[found].of(telling.language)


def _meaning(found: Meaning | None, telling: Telling, rules: ChangeRules) -> str | None:
    return None if found is None else rules.trend.meanings[found].of(telling.language)


def _rivers(change: Change, telling: Telling, rules: ChangeRules) -> Sheet:
    columns = (
        telling.text("river", 20),
        telling.count("change_sections_compared"),
        telling.text("change_grade_of", period=change.before),
        telling.text("change_grade_of", period=change.after),
        telling.text("change_by_grade"),
        telling.number("change_good_points", _PERCENT_DECIMALS),
        telling.number("change_worse_v_points", _PERCENT_DECIMALS),
        telling.number("change_x_points", _PERCENT_DECIMALS),
        telling.text("change_by_shares"),
        telling.text("remark", 60),
    )
    both = (change.overall, *change.rivers)
    rows = tuple(_river(one, telling, rules) for one in both)
    return Sheet(name=telling.word("change_tab_rivers"), columns=columns, rows=rows)


def _river(one: GroupChange, telling: Telling, rules: ChangeRules) -> Row:
    return (
        one.name or telling.word("change_all_sections"),
        len(one.sections),
        telling.grade(one.before.grade if one.before else None),
        telling.grade(one.after.grade if one.after else None),
        _degree(one.by_grade, telling, rules),
        one.good_points,
        one.worse_v_points,
        one.x_points,
        _degree(one.by_shares, telling, rules),
        telling.why(one.why),
    )


def _indicators(change: Change, telling: Telling, rules: ChangeRules) -> Sheet:
    columns = (
        telling.text("section", 24),
        telling.text("indicator", 22),
        telling.number("change_mean_of", period=change.before),
        telling.number("change_mean_of", period=change.after),
        telling.text("unit", 10),
        telling.number("change_percent", _PERCENT_DECIMALS),
        telling.text("change_meaning"),
        telling.text("change_class_of", 12, period=change.before),
        telling.text("change_class_of", 12, period=change.after),
        telling.text("remark", 50),
    )
    rows = tuple(
        _indicator(section.name, one, telling, rules)
        for section in change.sections
        for one in section.indicators
    )
    return Sheet(name=telling.word("change_tab_indicators"), columns=columns, rows=rows)


def _indicator(section: str, one: IndicatorChange, telling: Telling, rules: ChangeRules) -> Row:
    return (
        section,
        telling.indicator(one.id),
        one.before,
        one.after,
        telling.unit_of(one.id),
        one.change_pct,
        _meaning(one.meaning, telling, rules),
        telling.water_class(one.class_before),
        telling.water_class(one.class_after),
        telling.why(one.why),
    )
