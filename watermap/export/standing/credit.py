"""The table of enterprises' credit: an information layer beside the water."""

from watermap.export.sheets import Coloured, Sheet, Value
from watermap.export.sheets_remarks import problems_sheet
from watermap.export.telling import Row, Telling, coloured
from watermap.language import Language
from watermap.quality.credit.credit import Credit, EnterpriseCredit
from watermap.quality.credit.schemes import CreditScheme

_STATES = {
    "agrees": "credit_agrees",
    "contradicts": "credit_contradicts",
    "stated_only": "credit_stated_only",
    "computed_only": "credit_computed_only",
    "unknown": "credit_unknown",
}
_CARDS = {"yellow": "credit_yellow_card", "red": "credit_red_card", "none": "credit_no_card"}
PRICE_DECIMALS = 1


def credit_sheets(credit: Credit, *, scheme: CreditScheme, language: Language) -> tuple[Sheet, ...]:
    """A row an enterprise, and what has to be said of the data.

    Args:
        credit: by ``scheme``.
        scheme: whose titles and colours the grades have.
        language: of words and sentences.
    """
    telling = Telling.of(language)
    columns = (
        telling.text("credit_enterprise", 28),
        telling.text("credit_code", 22),
        telling.text("credit_grade", 14),
        telling.text("state", 16),
        telling.text("credit_stated", 14),
        telling.text("credit_computed", 14),
        telling.number("credit_score", None, 10),
        telling.text("credit_blacklisted", 12),
        telling.text("credit_card", 10),
        telling.text("credit_proposed", 14),
        telling.text("credit_effects", 40),
        telling.number("credit_surcharge", PRICE_DECIMALS, 16),
        telling.text("remark", 60),
    )
    rows = tuple(_enterprise(one, scheme, telling) for one in credit.enterprises)
    name = telling.word("credit_tab")
    return (
        Sheet(name=name, columns=columns, rows=rows),
        problems_sheet(credit.problems, language),
    )


def _enterprise(one: EnterpriseCredit, scheme: CreditScheme, telling: Telling) -> Row:
    prices = [
        effect.surcharge_at_least_yuan_m3
        for effect in one.effects
        if effect.surcharge_at_least_yuan_m3 is not None
    ]
    return (
        one.name,
        one.code,
        _grade(one.grade, scheme, telling),
        telling.word(_STATES[one.state]),
        _grade(one.stated, scheme, telling),
        _grade(one.computed, scheme, telling),
        one.score,
        telling.said(one.blacklisted),
        None if one.card is None else telling.word(_CARDS[one.card]),
        telling.word("credit_card_untold")
        if one.proposed is None
        else telling.word(_CARDS[one.proposed]),
        "\n".join(effect.what.of(telling.language) for effect in one.effects),
        max(prices, default=None),
        telling.why(one.why),
    )


def _grade(name: str | None, scheme: CreditScheme, telling: Telling) -> Value | Coloured:
    """A grade on its colour; one the scheme does not know as the layer has it."""
    found = scheme.find(name)
    if found is None:
        return name
    return coloured(found.title.of(telling.language), found.fill, found.text)
