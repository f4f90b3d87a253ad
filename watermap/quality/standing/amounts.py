"""Loads, what they leave of the permitted ones, and who pays whom."""

from dataclasses import dataclass

from watermap.errors import Problem
from watermap.quality.capacity.capacity import Capacity
from watermap.quality.capacity.evaluate_capacity import evaluate_capacity
from watermap.quality.capacity.warning import warnings
from watermap.quality.classing.history import History
from watermap.quality.compensation.compensate import compensate
from watermap.quality.compensation.outcome import Compensation
from watermap.quality.compensation.schemes import known_schemes
from watermap.quality.loads.flux import Load, loads
from watermap.quality.standing.attempt import attempt
from watermap.quality.standing.material import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """Of the period's year; None where the project has no such paper."""

    loads: tuple[Load, ...]
    compensation: Compensation | None
    capacity: Capacity | None


def amounts(
    material: Material, months: History, years: History, problems: list[Problem]
) -> Amounts:
    """What flows and what it costs in the year of the period, as far as its months are there.

    Args:
        material: the project's data and papers.
        months: results by month.
        years: results by year.
        problems: takes what kept a topic from being told.
    """
    year = material.period.year
    both = History(results={**years.results, **months.results})
    agreements, plan = material.agreements, material.capacity
    levels = attempt(warnings, problems)
    return Amounts(
        loads=loads(months, year=year, indicators=tuple(levels.outfall_loads)) if levels else (),
        compensation=None
        if agreements is None
        else attempt(
            lambda: compensate(
                agreements,
                both,
                schemes=known_schemes(),
                standard=material.standard,
                years=(year,),
            ),
            problems,
        ),
        capacity=None
        if plan is None
        else attempt(
            lambda: evaluate_capacity(plan, months, material.layers, years=(year,)), problems
        ),
    )
