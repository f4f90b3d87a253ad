"""Compensation in JSON: who pays whom how much, with every step."""

from watermap.export.plain import number
from watermap.export.recording.problems import Record, problem_records, sentences
from watermap.language import Language
from watermap.quality.compensation.outcome import Compensation, Outcome, Step


def compensation_record(compensation: Compensation, *, language: Language) -> Record:
    """Every agreement and year; amounts in 万元 (10 000 yuan), signed: above 0 upstream pays."""
    return {
        "title": compensation.title.of(language),
        "agreements": [_outcome(one, language) for one in compensation.outcomes],
        "problems": problem_records(compensation.problems, language),
    }


def _outcome(outcome: Outcome, language: Language) -> Record:
    return {
        "id": outcome.agreement,
        "title": outcome.title.of(language),
        "scheme": outcome.scheme,
        "basis": outcome.basis,
        "verified": outcome.verified,
        "section": outcome.section,
        "upstream": outcome.upstream,
        "downstream": outcome.downstream,
        "year": outcome.year,
        "state": outcome.state,
        "payer": outcome.payer,
        "payee": outcome.payee,
        "amount_10k_yuan": number(outcome.amount_10k_yuan),
        "index": number(outcome.index),
        "steps": [_step(step, language) for step in outcome.steps],
        "why": sentences(outcome.why, language),
    }


def _step(step: Step, language: Language) -> Record:
    return {
        "formula": step.formula,
        "month": None if step.month is None else str(step.month),
        "indicator": step.indicator,
        "signed_10k_yuan": number(step.signed_10k_yuan),
        "said": step.said.text(language),
    }
