"""The table of border sections and who must act on them."""

from collections.abc import Sequence

from watermap.export.sheets import Sheet
from watermap.export.telling import Row, Telling
from watermap.language import Language
from watermap.quality.borders.duties import BorderDuties, BorderDuty, Neighbour

_WHO = {
    "upstream": "borders_who_upstream",
    "both_banks": "borders_who_both_banks",
    "nobody": "borders_who_nobody",
    "unknown": "borders_who_unknown",
}


def duties_sheets(found: BorderDuties, *, language: Language) -> tuple[Sheet, ...]:
    """Every border section, who must act on it, and by which rule."""
    telling = Telling.of(language)
    columns = (
        telling.text("section", 24),
        telling.text("river", 18),
        telling.text("borders_upstream", 14),
        telling.text("borders_downstream", 14),
        telling.text("borders_left", 14),
        telling.text("borders_right", 14),
        telling.text("class", 12),
        telling.text("target", 12),
        telling.text("met", 12),
        telling.text("borders_above", 24),
        telling.text("borders_below", 24),
        telling.text("borders_who", 16),
        telling.text("borders_must_act", 20),
        telling.text("borders_rule", 40),
        telling.text("borders_basis", 30),
        telling.text("remark", 50),
    )
    basis = found.rules.citation
    if not found.rules.verified:
        basis += telling.word("borders_unverified")
    rows = tuple(_row(one, basis, telling) for one in found.duties)
    return (Sheet(name=telling.word("borders_tab_duties"), columns=columns, rows=rows),)


def _row(one: BorderDuty, basis: str, telling: Telling) -> Row:
    met = {"met": True, "missed": False, "unknown": None}[one.target_state]
    return (
        one.section,
        one.river,
        one.sides.upstream,
        one.sides.downstream,
        one.sides.left,
        one.sides.right,
        telling.water_class(one.water_class),
        telling.water_class(one.target),
        telling.met(met),
        _neighbours(one.above, telling),
        _neighbours(one.below, telling),
        telling.word(_WHO[one.who]),
        telling.listed(one.must_act),
        one.rule.means.of(telling.language),
        basis,
        telling.why(one.why),
    )


def _neighbours(found: Sequence[Neighbour], telling: Telling) -> str:
    """Name and class of each."""
    return telling.listed(f"{one.section} {_class(one, telling)}".strip() for one in found)


def _class(one: Neighbour, telling: Telling) -> str:
    shown = telling.water_class(one.water_class)
    return telling.word("met_unknown") if shown is None else str(shown.value)
