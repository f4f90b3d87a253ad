"""What has to be said beside the results: documents, tables, names, the plan."""

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence

from watermap.errors import Problem
from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import Measurements
from watermap.harmonise.names.joining import NameMatch
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.listed import titles_of
from watermap.quality.classing.particular import unknown
from watermap.quality.documents.particulars import Particular
from watermap.quality.documents.plan import Plan
from watermap.quality.period import Period
from watermap.quality.stations.joined import explained
from watermap.quality.stations.map_stations import SECTION_KIND, Station, nameless


def documents_said(setting: Setting, as_of: dt.date) -> Iterator[Problem]:
    """Which documents were not compared with their official text, or came later than the day."""
    for document in (setting.standard, setting.method):
        if not document.verified:
            yield Problem.note(
                "quality.unverified", title=document.title, citation=document.citation
            )
    if setting.period.span in ("half", "season", "months"):
        citation = setting.method.citation
        yield Problem.note("quality.span_without_rule", citation=citation, period=setting.period)
    if setting.period.season is not None:
        months = "、".join(map(str, setting.period.months))
        yield Problem.note("quality.season_months", year=setting.period.year, months=months)
    if setting.period.day == 1:
        yield Problem.note("quality.first_of_month", period=setting.period)
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
    of_tables = sum(not one.in_layer for one in known)
    if of_tables:
        yield Problem.warning("quality.sections_of_tables", count=of_tables)
    if measurements.frame.empty:
        yield Problem.warning("quality.no_measurements")
    yield from without_name


def waters_said(waters: Mapping[str, str], known: Sequence[Station]) -> Iterator[Problem]:
    """That the project says river or lake of a section that only the tables know, and is not."""
    names = [one.name for one in known if not one.in_layer]
    for name in waters:
        if name not in names:
            near = "、".join(difflib.get_close_matches(name, names, n=1)) or "—"
            yield Problem.warning("quality.waters_unknown", name=name, near=near)


def particulars_said(
    particulars: Sequence[Particular], known: Sequence[Station]
) -> Iterator[Problem]:
    """That the project says something particular of a section that is not there."""
    names = [one.name for one in known]
    for one in unknown(particulars, names):
        near = "、".join(difflib.get_close_matches(one.section, names, n=1)) or "—"
        yield Problem.warning("quality.particular_unknown", name=one.section, near=near)


def aside_said(aside: Mapping[str, int], setting: Setting) -> Iterator[Problem]:
    """How many manual values were set aside for automatic ones, by station."""
    rule = setting.method.automatic_first
    titles = titles_of(rule.indicators if rule else ())
    for name, count in aside.items():
        if count:
            yield Problem.note("quality.manual_aside", name=name, count=count, indicators=titles)


def names_said(names: NameMatch) -> Iterator[Problem]:
    """What did not come together, each name once."""
    yield from names.problems
    said = explained(names)
    for name in names.set_aside:
        yield Problem.note("quality.set_aside", name=name)
    for name in names.unmatched_table:
        if name not in said and name not in names.set_aside:
            near = [one.layer for one in names.suggestions if one.table == name]
            yield Problem.warning("quality.unmatched_table", name=name, near="、".join(near) or "—")
    for name in names.unmatched_layer:
        if name not in said:
            yield Problem.warning("quality.unmatched_layer", name=name)


def plan_said(plan: Plan, period: Period) -> Iterator[Problem]:
    """That the plan has no figure for the period's year, and which years it has."""
    if period.year not in plan.years:
        listed = "、".join(str(year) for year in plan.years) or "—"
        yield Problem.note("quality.no_target_year", year=period.year, years=listed)
