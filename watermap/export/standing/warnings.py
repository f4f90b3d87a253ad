"""The tables of early warnings."""

from watermap.export.sheets import Sheet
from watermap.export.standing.change import Row
from watermap.export.telling import Telling
from watermap.language import Language
from watermap.quality.change.early import EarlyWarnings
from watermap.quality.change.warned import EarlyWarning
from watermap.quality.change.warning_rules import WarningRules


def warning_sheets(
    warnings: EarlyWarnings, *, language: Language, rules: WarningRules
) -> tuple[Sheet, ...]:
    """The warnings, most urgent first; and the sections that are not warned of, with the reason."""
    telling = Telling.of(language)
    return (
        _warnings(warnings, telling, rules),
        _untold(warnings, telling),
        telling.notes("change_tab_warning_notes", warnings.why),
    )


def _warnings(warnings: EarlyWarnings, telling: Telling, rules: WarningRules) -> Sheet:
    columns = (
        telling.text("section", 24),
        telling.text("river", 18),
        telling.text("change_rule", 16),
        telling.text("indicator", 26),
        telling.text("change_values", 36),
        telling.text("unit", 10),
        telling.number("limit"),
        telling.text("change_limit_class", 12),
        telling.number("change_near", 1),
        telling.text("change_crosses", 12),
        telling.number("change_months", 1),
        telling.count("change_classes_worse"),
        telling.text("remark", 60),
    )
    rows = tuple(_warning(one, telling, rules) for one in warnings.warnings)
    return Sheet(name=telling.word("change_tab_warnings"), columns=columns, rows=rows)


def _warning(one: EarlyWarning, telling: Telling, rules: WarningRules) -> Row:
    return (
        one.name,
        one.river,
        rules.rules[one.rule].title.of(telling.language),
        telling.indicators(one.indicators),
        " → ".join(f"{value:f}" for value in one.values.values()),
        telling.unit_of(one.indicators[0]) if one.values else None,
        one.limit,
        telling.water_class(one.limit_class),
        one.near_pct,
        str(one.crosses) if one.crosses else None,
        one.crosses_in_months,
        one.classes_worse,
        telling.why(one.why),
    )


def _untold(warnings: EarlyWarnings, telling: Telling) -> Sheet:
    columns = (
        telling.text("section", 24),
        telling.text("change_situation", 22),
        telling.text("remark", 80),
    )
    failing: list[Row] = [(name, telling.word("change_failing"), None) for name in warnings.failing]
    untold: list[Row] = [
        (one.name, telling.word("change_untold"), telling.why(one.why)) for one in warnings.untold
    ]
    rows = (*failing, *untold)
    return Sheet(name=telling.word("change_tab_untold"), columns=columns, rows=rows)
