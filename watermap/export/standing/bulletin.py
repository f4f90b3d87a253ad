"""The tables of the monthly notice: the month, failing sections, towns, recovered sections."""

from watermap.export.sheets import Column, Sheet
from watermap.export.telling import Row, Telling
from watermap.language import Language
from watermap.quality.bulletin.bulletin import Bulletin
from watermap.quality.bulletin.months import ClassChange
from watermap.quality.bulletin.notice import SectionNotice
from watermap.quality.bulletin.wording import month_text, section_text, town_text


def bulletin_sheets(bulletin: Bulletin, *, language: Language) -> tuple[Sheet, ...]:
    """The month in sentences, the failing sections, a text a town, the recovered sections."""
    telling = Telling.of(language)
    return (
        _month(bulletin, telling),
        _failing(bulletin, telling),
        _towns(bulletin, telling),
        _recovered(bulletin, telling),
    )


def _month(bulletin: Bulletin, telling: Telling) -> Sheet:
    said = [one.text(telling.language) for one in (*month_text(bulletin), *bulletin.problems)]
    return Sheet(
        name=telling.word("bulletin_tab_month"),
        columns=(telling.count("number", 12), telling.text("bulletin_text", 100)),
        rows=tuple((at, text) for at, text in enumerate(said, start=1)),
    )


def _failing(bulletin: Bulletin, telling: Telling) -> Sheet:
    columns = (
        telling.text("section", 24),
        telling.text("river", 18),
        telling.text("class", 12),
        telling.text("target", 12),
        telling.text("deciding", 30),
        telling.text("bulletin_over_target", 36),
        telling.text("bulletin_town", 14),
        telling.text("bulletin_county", 14),
        telling.text("bulletin_city", 14),
        telling.text("bulletin_chief", 12),
        telling.text("bulletin_since", 12),
        telling.count("bulletin_months", 12),
        telling.text("bulletin_last_month", 14),
        telling.text("bulletin_last_year", 14),
        telling.text("bulletin_step", 30),
        Column(title=telling.word("bulletin_due"), type="date", width=12),
        telling.text("bulletin_text", 80),
    )
    rows = tuple(_section(one, bulletin, telling) for one in bulletin.failing)
    return Sheet(name=telling.word("bulletin_tab_failing"), columns=columns, rows=rows)


def _section(one: SectionNotice, bulletin: Bulletin, telling: Telling) -> Row:
    who = one.responsible
    return (
        one.section,
        one.river,
        telling.water_class(one.water_class),
        telling.water_class(one.target),
        telling.listed(telling.indicator(each.id, each.multiple) for each in one.deciding),
        telling.listed(telling.indicator(each.id, each.multiple) for each in one.over_target),
        who.town,
        who.county,
        who.city,
        who.river_chief,
        str(one.streak.since),
        one.streak.months,
        _change(one.last_month, telling),
        _change(one.last_year, telling),
        one.step.what.of(telling.language) if one.step else None,
        one.due,
        telling.why(section_text(one, bulletin)),
    )


def _change(change: ClassChange, telling: Telling) -> str:
    if change.steps is None:
        return telling.word("bulletin_not_compared")
    if change.steps == 0:
        return telling.word("bulletin_same")
    name = "bulletin_worse" if change.steps > 0 else "bulletin_better"
    return f"{telling.word(name)} {abs(change.steps)}"


def _towns(bulletin: Bulletin, telling: Telling) -> Sheet:
    columns = (
        telling.text("bulletin_county", 14),
        telling.text("bulletin_town", 14),
        telling.count("bulletin_failing", 12),
        telling.text("bulletin_text", 100),
    )
    rows = tuple(
        (one.county, one.town, len(one.sections), telling.why(town_text(one, bulletin)))
        for one in bulletin.towns
    )
    return Sheet(name=telling.word("bulletin_tab_towns"), columns=columns, rows=rows)


def _recovered(bulletin: Bulletin, telling: Telling) -> Sheet:
    columns = (
        telling.text("section", 24),
        telling.text("class", 12),
        telling.text("target", 12),
        telling.text("bulletin_since", 12),
        telling.count("bulletin_months", 12),
    )
    rows = tuple(
        (
            one.section,
            telling.water_class(one.water_class),
            telling.water_class(one.target),
            str(one.failed.since),
            one.failed.months,
        )
        for one in bulletin.recovered
    )
    return Sheet(name=telling.word("bulletin_tab_recovered"), columns=columns, rows=rows)
