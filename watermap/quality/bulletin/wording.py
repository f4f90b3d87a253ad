"""The sentences of a month's notice, in bureau style and in both languages."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from watermap.errors import Message
from watermap.figures import figure
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text, in_a_row
from watermap.quality.assessment import Assessment, GroupPollutant, RiverResult, WaterClass
from watermap.quality.bulletin.bulletin import Bulletin, Counted, counted
from watermap.quality.bulletin.months import ClassChange, Streak
from watermap.quality.bulletin.notice import (
    Deciding,
    OverTarget,
    Responsible,
    SectionNotice,
    TownNotice,
)
from watermap.quality.documents.grades import class_text, grade_text
from watermap.quality.documents.rounding import rounded_for_comparison
from watermap.quality.period import Period

_UNITLESS = "无量纲"  # as indicators.toml writes it
SHARE_DECIMALS = 1  # of shares and multiples in bulletins (standards.md 3.4)


def month_text(bulletin: Bulletin) -> tuple[Message, ...]:
    """The month as a whole: how many, by class, at target, grade, pollutants, what fails."""
    return tuple(_month(bulletin))


def town_text(notice: TownNotice, bulletin: Bulletin) -> tuple[Message, ...]:
    """The head of one town's notice, then the sentences of each of its sections."""
    code = "bulletin.town_head" if notice.town else "bulletin.no_town_head"
    where = "".join(one for one in (notice.county, notice.town) if one)
    head = Message.of(code, town=where, month=month_name(bulletin.month), n=len(notice.sections))
    return (head, *(said for one in notice.sections for said in section_text(one, bulletin)))


def section_text(one: SectionNotice, bulletin: Bulletin) -> tuple[Message, ...]:
    """One section: class and target, what is over, since when, against others, who, by when."""
    return tuple(_section(one, bulletin))


def shown_multiple(multiple: Decimal) -> str:
    """A multiple to one place, and never as nought: 0.05 stays 0.05 (standards.md 2.5, 3.4)."""
    return f"{rounded_for_comparison(multiple, SHARE_DECIMALS):f}"


def period_text(assessment: Assessment, period: Period) -> tuple[Message, ...]:
    """A period of any length as a whole; without since when, which is told of months alone."""
    return tuple(_period(assessment, period))


def _period(assessment: Assessment, period: Period) -> Iterator[Message]:
    found = counted(assessment, period)
    yield from _whole(found)
    failing = [one.name for one in assessment.sections if one.met is False]
    if failing:
        yield Message.of("bulletin.failing", n=len(failing), names=in_a_row(failing))
    elif found.held:
        yield Message.of("bulletin.none_failing", held=found.held)


def month_name(month: Period) -> Text:
    """``2019年6月``, ``2019-06``."""
    return Text(zh=f"{month.year}年{month.first}月", en=str(month))


def period_name(period: Period) -> Text:
    """``2019年6月``, ``2019年第二季度``, ``2019年``; in English as it is typed, years alone."""
    said = Message.of(
        f"bulletin.period_{period.span}",
        year=period.year,
        month=period.first,
        last=period.last,
        day=period.day,
        part=_part(period),
        season=Message.of(f"bulletin.season_{period.season}") if period.season else "",
    )
    return Text(zh=said.text("zh"), en=said.text("en"))


def _part(period: Period) -> Message | str:
    """Which quarter or half-year it is."""
    if period.span == "quarter":
        return Message.of(f"bulletin.quarter_{period.quarter}")
    if period.span == "half":
        return Message.of(f"bulletin.half_{period.last // 6}")
    return ""


def _month(bulletin: Bulletin) -> Iterator[Message]:
    yield from _whole(bulletin)
    if bulletin.evaluated:
        yield from _lists(bulletin)


def _whole(found: Bulletin | Counted) -> Iterator[Message]:
    """How many, by class, the grade, at target."""
    name = period_name(found.month)
    if not found.evaluated:
        yield Message.of("bulletin.nothing", month=name, n=found.sections)
        return
    left = found.sections - found.evaluated
    code = "bulletin.evaluated_some" if left else "bulletin.evaluated_all"
    yield Message.of(code, month=name, n=found.evaluated, left=left)
    shares = [
        Message.of(
            "bulletin.class_share",
            title=class_text(one.water_class),
            n=one.sections,
            pct=figure(one.share_pct, SHARE_DECIMALS),
        )
        for one in found.classes
        if one.sections
    ]
    overall = found.overall
    yield Message.of(
        "bulletin.classes",
        listed=_listed(shares),
        good=figure(overall.share_good_pct, SHARE_DECIMALS),
        worst=figure(overall.share_worse_v_pct, SHARE_DECIMALS),
    )
    yield from _grade(overall)
    if found.held:
        pct = figure(found.met_pct, SHARE_DECIMALS)
        yield Message.of("bulletin.at_target", held=found.held, met=found.met, pct=pct)


def _grade(overall: RiverResult) -> Iterator[Message]:
    if overall.grade is None:
        yield Message.of("bulletin.no_grade")
    elif overall.water_class is None:
        yield Message.of("bulletin.grade", grade=grade_text(overall.grade))
    else:
        title = class_text(overall.water_class)
        yield Message.of("bulletin.grade_by_means", grade=grade_text(overall.grade), title=title)
    if overall.main_pollutants:
        named = _listed([_pollutant(one) for one in overall.main_pollutants])
        code = "bulletin.pollutants"
        if overall.method == "means":
            code = "bulletin.pollutants_by_means"
        yield Message.of(code, listed=named)
    yield from overall.flagged


def _lists(bulletin: Bulletin) -> Iterator[Message]:
    if bulletin.failing:
        yield Message.of(
            "bulletin.failing",
            n=len(bulletin.failing),
            names=in_a_row(one.section for one in bulletin.failing),
        )
    elif bulletin.held:
        yield Message.of("bulletin.none_failing", held=bulletin.held)
    if bulletin.recovered:
        yield Message.of(
            "bulletin.recovered",
            n=len(bulletin.recovered),
            names=in_a_row(one.section for one in bulletin.recovered),
        )
    if bulletin.open:
        yield Message.of("bulletin.open", n=len(bulletin.open), names=in_a_row(bulletin.open))


def _section(one: SectionNotice, bulletin: Bulletin) -> Iterator[Message]:
    yield Message.of(
        "bulletin.section",
        section=one.section,
        river=_said(one.river),
        water_class=_class(one.water_class),
        target=_class(one.target),
    )
    if one.deciding:
        listed = _listed([_named(each) for each in one.deciding])
        times = any(each.multiple is not None for each in one.deciding)
        code = "bulletin.deciding_times" if times else "bulletin.deciding"
        yield Message.of(code, listed=listed)
    if one.over_target:
        listed = _listed([_over(each) for each in one.over_target])
        times = any(each.multiple is not None for each in one.over_target)
        code = "bulletin.over_target_times" if times else "bulletin.over_target"
        yield Message.of(code, listed=listed)
    yield from _since(one.streak)
    yield _change(one.last_month)
    yield _change(one.last_year)
    yield from _who(one.responsible)
    yield from _step(one, bulletin)


def _since(run: Streak) -> Iterator[Message]:
    since = month_name(run.since)
    if run.months == 1 and not run.may_be_longer:
        yield Message.of("bulletin.first_month")
    else:
        yield Message.of("bulletin.since", since=since, n=run.months)
    if run.gaps:
        named = [month_name(month) for month in run.gaps]
        yield Message.of("bulletin.gaps", n=len(run.gaps), months=in_a_row(named))
    if run.may_be_longer:
        yield Message.of("bulletin.may_be_longer", since=since)


def _change(change: ClassChange) -> Message:
    against = month_name(change.against)
    if change.steps is None:
        return Message.of("bulletin.no_comparison", against=against)
    title = _class(change.water_class)
    if change.steps == 0:
        return Message.of("bulletin.same_class", against=against, title=title)
    code = "bulletin.worse" if change.steps > 0 else "bulletin.better"
    return Message.of(code, against=against, title=title, n=abs(change.steps))


def _who(who: Responsible) -> Iterator[Message]:
    yield Message.of(
        "bulletin.responsible",
        town=_said(who.town),
        chief=_said(who.river_chief),
        county=_said(who.county),
        city=_said(who.city),
    )
    if who.by_place:
        titles = {
            "town": Message.of("bulletin.level_town"),
            "county": Message.of("bulletin.level_county"),
            "city": Message.of("bulletin.level_city"),
        }
        yield Message.of(
            "bulletin.by_place", levels=_listed([titles[level] for level in who.by_place])
        )


def _step(one: SectionNotice, bulletin: Bulletin) -> Iterator[Message]:
    if one.step is None or bulletin.rules is None:
        return
    rules = {"title": bulletin.rules.title, "citation": bulletin.rules.citation}
    if one.due is None:
        yield Message.of("bulletin.step", what=one.step.what, days=one.step.within_days, **rules)
    else:
        due = Text(zh=f"{one.due.year}年{one.due.month}月{one.due.day}日", en=str(one.due))
        yield Message.of("bulletin.step_due", what=one.step.what, due=due, **rules)


def _named(one: Deciding) -> Text:
    """``氨氮(2.8)``: with the multiple over class III, where it has one (standards.md 2.5)."""
    title = load_indicators()[one.id].title
    if one.multiple is None:
        return title
    times = shown_multiple(one.multiple)
    return Text(zh=f"{title.zh}({times})", en=f"{title.en} ({times})")


def _over(one: OverTarget) -> Message:
    unit = "" if one.unit == _UNITLESS else f" {one.unit}"
    known = {
        "indicator": load_indicators()[one.id].title,
        "value": "—" if one.value is None else f"{one.value:f}{unit}",
        "limit": "—" if one.limit is None else f"{one.limit:f}{unit}",
    }
    if one.multiple is None:
        return Message.of("bulletin.beyond", **known)
    return Message.of("bulletin.times_over", **known, multiple=shown_multiple(one.multiple))


def _pollutant(one: GroupPollutant) -> Message | Text:
    if one.share_pct is None:
        return _named(Deciding(id=one.id, multiple=one.multiple))
    title = load_indicators()[one.id].title
    pct = figure(one.share_pct, SHARE_DECIMALS)
    return Message.of("bulletin.exceedance", indicator=title, n=one.over, pct=pct)


def _class(found: WaterClass | None) -> Text | Message:
    return Message.of("bulletin.not_said") if found is None else class_text(found)


def _said(value: str | None) -> str | Message:
    return value or Message.of("bulletin.not_said")


def _listed(parts: Sequence[Message | Text]) -> Text:
    return in_a_row(
        one if isinstance(one, Text) else Text(zh=one.text("zh"), en=one.text("en"))
        for one in parts
    )
