"""What has to be said beside the results: documents, tables, names, the plan."""

import datetime as dt
from collections.abc import Iterator, Sequence

from watermap.errors import Problem
from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import Measurements
from watermap.harmonise.names import NameMatch
from watermap.quality.indicator import Setting
from watermap.quality.period import Period
from watermap.quality.plan import Plan
from watermap.quality.stations import SECTION_KIND, Station, nameless


def documents_said(setting: Setting, as_of: dt.date) -> Iterator[Problem]:
    """Which documents were not compared with their official text, or came later than the day."""
    for document in (setting.standard, setting.method):
        if not document.verified:
            yield Problem.note(
                "quality.unverified", title=document.title, citation=document.citation
            )
    rounding = setting.method.rounding
    if rounding.since_year is not None and as_of.year < rounding.since_year:
        yield Problem.note(
            "quality.rounding_is_later",
            citation=rounding.citation,
            year=rounding.since_year,
            day=as_of,
        )


def what_is_lacking(
    measurements: Measurements, known: Sequence[Station], layers: Layers
) -> Iterator[Problem]:
    """That there are no sections or no results, or sections without a name."""
    without_name = nameless(layers)
    if not without_name and not any(one.kind == SECTION_KIND for one in known):
        yield Problem.warning("quality.no_sections")
    if measurements.frame.empty:
        yield Problem.warning("quality.no_measurements")
    yield from without_name


def names_said(names: NameMatch) -> Iterator[Problem]:
    """What did not come together, each name once."""
    yield from names.problems
    explained = {
        str(problem.fields.get(key)) for problem in names.problems for key in ("name", "table")
    }
    for name in names.unmatched_table:
        if name not in explained:
            near = [one.layer for one in names.suggestions if one.table == name]
            yield Problem.warning("quality.unmatched_table", name=name, near="、".join(near) or "—")
    for name in names.unmatched_layer:
        if name not in explained:
            yield Problem.warning("quality.unmatched_layer", name=name)


def plan_said(plan: Plan, period: Period) -> Iterator[Problem]:
    """That the plan has no figure for the period's year, and which years it has."""
    years = sorted({year for target in plan.targets for year in target.by_year})
    if period.year not in years:
        listed = "、".join(str(year) for year in years) or "—"
        yield Problem.note("quality.no_target_year", year=period.year, years=listed)
