"""The tables of compensation: who pays whom how much, then every step."""

from watermap.export.sheets import Sheet
from watermap.export.sheets_remarks import problems_sheet
from watermap.export.telling import Row, Telling
from watermap.language import Language
from watermap.quality.compensation.outcome import Compensation, Outcome, Step

AMOUNT_DECIMALS = 4  # of 万元: whole yuan
INDEX_DECIMALS = 4
_STATES = {
    "computed": "compensation_computed",
    "at_least": "compensation_at_least",
    "partial": "compensation_partial",
    "cannot_tell": "compensation_cannot_tell",
}
_FORMULAS = {
    "index": "compensation_index",
    "excess_load": "compensation_excess_load",
    "steps": "compensation_steps",
    "points": "compensation_points",
    "class_difference": "compensation_class_difference",
    "worst_class_month": "compensation_worst_class_month",
    "all_attained": "compensation_all_attained",
    "drinking_source": "compensation_drinking_source",
}


def compensation_sheets(compensation: Compensation, *, language: Language) -> tuple[Sheet, ...]:
    """A row an agreement and year, a row a step, and what has to be said of the data.

    An empty amount is one that cannot be told; 0 is nothing to be paid.
    """
    telling = Telling.of(language)
    return (
        _outcomes(compensation, telling),
        _steps(compensation, telling),
        problems_sheet(compensation.problems, language),
    )


def _outcomes(compensation: Compensation, telling: Telling) -> Sheet:
    columns = (
        telling.text("compensation_agreement", 28),
        telling.text("section", 20),
        telling.count("year"),
        telling.text("compensation_upstream", 14),
        telling.text("compensation_downstream", 14),
        telling.text("state", 14),
        telling.text("compensation_payer", 14),
        telling.text("compensation_payee", 14),
        telling.number("compensation_amount", AMOUNT_DECIMALS, 16),
        telling.number("compensation_index_value", INDEX_DECIMALS, 12),
        telling.text("compensation_basis", 36),
        telling.text("compensation_verified", 12),
        telling.text("remark", 60),
    )
    rows = tuple(_outcome(one, telling) for one in compensation.outcomes)
    return Sheet(name=telling.word("compensation_tab"), columns=columns, rows=rows)


def _outcome(one: Outcome, telling: Telling) -> Row:
    return (
        one.title.of(telling.language),
        one.section,
        one.year,
        one.upstream,
        one.downstream,
        telling.word(_STATES[one.state]),
        one.payer,
        one.payee,
        one.amount_10k_yuan,
        one.index,
        one.basis,
        telling.said(one.verified),
        telling.why(one.why),
    )


def _steps(compensation: Compensation, telling: Telling) -> Sheet:
    columns = (
        telling.text("compensation_agreement", 28),
        telling.count("year"),
        telling.count("compensation_step"),
        telling.text("compensation_formula", 18),
        telling.text("compensation_month", 10),
        telling.text("indicator", 16),
        telling.text("compensation_said", 90),
        telling.number("compensation_signed", AMOUNT_DECIMALS, 16),
    )
    rows = tuple(
        _step(one, step, place, telling)
        for one in compensation.outcomes
        for place, step in enumerate(one.steps, start=1)
    )
    return Sheet(name=telling.word("compensation_tab_steps"), columns=columns, rows=rows)


def _step(one: Outcome, step: Step, place: int, telling: Telling) -> Row:
    return (
        one.title.of(telling.language),
        one.year,
        place,
        telling.word(_FORMULAS[step.formula]),
        None if step.month is None else str(step.month),
        None if step.indicator is None else telling.indicator(step.indicator),
        step.said.text(telling.language),
        step.signed_10k_yuan,
    )
