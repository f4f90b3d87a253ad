"""Every table of how the water stands, in the order in which a bureau reads them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from watermap.export.sheets import Sheet
from watermap.export.standing.black_odorous import black_odorous_sheets
from watermap.export.standing.borders import duties_sheets
from watermap.export.standing.bulletin import bulletin_sheets
from watermap.export.standing.calendar import calendar_sheets
from watermap.export.standing.capacity import capacity_sheets
from watermap.export.standing.change import change_sheets
from watermap.export.standing.compensation import compensation_sheets
from watermap.export.standing.credit import credit_sheets
from watermap.export.standing.groundwater import wells_sheets
from watermap.export.standing.lakes import lakes_sheets
from watermap.export.standing.loads import loads_sheets
from watermap.export.standing.ranking import ranking_sheets
from watermap.export.standing.sources import sources_sheets
from watermap.export.standing.targets import outlook_sheets, plan_sheets
from watermap.export.standing.trends import trend_sheets
from watermap.export.standing.warnings import warning_sheets
from watermap.export.words import word
from watermap.language import Language
from watermap.quality.standing.standing import Standing


def standing_sheets(standing: Standing, *, language: Language) -> tuple[Sheet, ...]:
    """All that have rows for the project and the period; no two of one name.

    Doubts about data are not among them: they are told once, with the problems of the answer.
    """
    doubts = word("tab_problems", language)
    return unlike(one for one in _all(standing, language) if one.rows and one.name != doubts)


def unlike(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The same sheets; one whose name another has already gets a number behind it."""
    named: dict[str, Sheet] = {}
    for sheet in sheets:
        name = _free(sheet.name, named)
        named[name] = sheet if name == sheet.name else replace(sheet, name=name)
    return tuple(named.values())


def _all(standing: Standing, language: Language) -> Iterator[Sheet]:
    if standing.bulletin is not None:
        yield from bulletin_sheets(standing.bulletin, language=language)
    if standing.plan is not None:
        yield from plan_sheets(standing.plan, language=language)
        yield from outlook_sheets(standing.outlook, language=language)
    yield from calendar_sheets(standing.calendar, language=language)
    yield from _of_changes(standing, language)
    for ranking in standing.rankings:
        yield from ranking_sheets(ranking, language=language)
    yield from _of_waters(standing, language)
    yield from _of_duties(standing, language)


def _of_changes(standing: Standing, language: Language) -> Iterator[Sheet]:
    rules, warned_by = standing.change_rules, standing.warning_rules
    if rules is None:
        return
    for change in (standing.on_year_before, standing.on_period_before):
        if change is not None:
            yield from change_sheets(change, language=language, rules=rules)
    if standing.warnings is not None and warned_by is not None:
        yield from warning_sheets(standing.warnings, language=language, rules=warned_by)
    yield from trend_sheets(standing.trends, language=language, rules=rules)


def _of_waters(standing: Standing, language: Language) -> Iterator[Sheet]:
    if standing.lakes:
        yield from lakes_sheets(standing.lakes, language=language)
    if standing.sources is not None:
        yield from sources_sheets(standing.sources, language=language)
    if standing.wells is not None:
        yield from wells_sheets(standing.wells, language=language)
    if standing.black_odorous is not None:
        yield from black_odorous_sheets(standing.black_odorous, language=language)


def _of_duties(standing: Standing, language: Language) -> Iterator[Sheet]:
    if standing.duties is not None:
        yield from duties_sheets(standing.duties, language=language)
    if standing.compensation is not None:
        yield from compensation_sheets(standing.compensation, language=language)
    if standing.loads:
        yield from loads_sheets(standing.loads, language=language)
    if standing.capacity is not None:
        yield from capacity_sheets(standing.capacity, language=language)
    if standing.credit is not None and standing.credit_scheme is not None:
        scheme = standing.credit_scheme
        yield from credit_sheets(standing.credit, scheme=scheme, language=language)


def _free(name: str, taken: Mapping[str, Sheet]) -> str:
    """``name``, or with the first number behind it that nobody has."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name[:28]} {number}", number + 1
    return free
