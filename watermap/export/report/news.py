"""What changed and why, in sentences and tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from watermap.export.report.content import Report
from watermap.export.sheets import Sheet
from watermap.export.shown import cell_text
from watermap.export.telling import MULTIPLE_DECIMALS, Row
from watermap.quality.assessment import WaterClass
from watermap.quality.bulletin.wording import period_name
from watermap.quality.change.references import references
from watermap.quality.documents.grades import class_title
from watermap.quality.standing.news import ClassNews, Exceedance, Gap, News, ValueNews


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """One of the periods that the news refers to."""

    which: str  # "before" or "year"
    name: str  # 上月（2019年5月）
    period: str
    news: News | None


def against(report: Report) -> tuple[Against, ...]:
    """The period before and the year before; of a year only the latter."""
    new = report.content.news
    refers = references(new.period)
    found = [("year", refers.year_before, new.on_year_before)]
    if refers.period_before != refers.year_before:
        found.insert(0, ("before", refers.period_before, new.on_period_before))
    return tuple(
        Against(
            which=which,
            name=report.word(
                f"report_{which}_{new.period.span}", period=period_name(period).of(report.language)
            ),
            period=period_name(period).of(report.language),
            news=news,
        )
        for which, period, news in found
    )


def news_text(one: Against, report: Report) -> Iterator[str]:
    """What is new against one period."""
    if one.news is None:
        yield report.word("report_no_results", period=one.name)
        return
    news = one.news
    yield report.word(
        "report_counted",
        against=one.name,
        n=news.same + len(news.classes),
        worse=len(news.worse),
        better=len(news.better),
        same=news.same,
    )
    for name, classes in (("report_worse", news.worse), ("report_better", news.better)):
        if classes:
            steps = [_step(each, report) for each in classes]
            yield report.word(name, listed=report.telling.listed(steps))
    for name, targets in (("report_lost", news.lost), ("report_gained", news.gained)):
        if targets:
            yield report.word(name, listed=report.telling.listed(each.name for each in targets))
    if news.same or news.classes:  # of nothing compared, nothing good is said
        yield _exceedances(news, report)
    for name, found in (
        ("report_first", news.first_evaluated),
        ("report_no_longer", news.no_longer),
    ):
        if found:
            yield report.word(name, listed=report.telling.listed(each.name for each in found))


def data_text(report: Report) -> Iterator[str]:
    """What the data lacks."""
    new = report.content.news
    if new.gaps:
        gaps = [_gap(one, report) for one in new.gaps]
        yield report.word("report_gaps", listed=report.telling.listed(gaps))
    for name, unmatched in (("table", new.unmatched_table), ("layer", new.unmatched_layer)):
        if unmatched:
            listed = report.telling.listed(unmatched)
            yield report.word(f"report_unmatched_{name}", n=len(unmatched), listed=listed)


def _step(one: ClassNews, report: Report) -> str:
    before, after = (class_title(each, report.language) for each in (one.before, one.after))
    return report.word("report_class_step", section=one.name, before=before, after=after)


def _exceedances(news: News, report: Report) -> str:
    if not news.exceedances:
        return report.word("report_no_exceedances")
    listed = [
        report.word(
            "report_exceedance",
            section=one.name,
            indicator=report.telling.indicator(one.value.id, one.value.multiple),
        )
        for one in news.exceedances
    ]
    return report.word(
        "report_new_exceedances", n=len(listed), listed=report.telling.listed(listed)
    )


def _gap(one: Gap, report: Report) -> str:
    state = report.word(f"state_{one.state}")
    return report.word(
        "report_gap", section=one.name, state=state, months=one.months, of_months=one.of_months
    )


def classes_sheet(one: Against, report: Report) -> Sheet:
    """The sections whose class is another one, with what decides and its values."""
    telling = report.telling
    columns = (
        telling.text("section", 20),
        telling.text("river", 16),
        telling.text("report_class_then", 12, period=one.period),
        telling.text("report_class_now", 12),
        telling.count("report_classes_better", 10),
        telling.text("report_reason", 60),
    )
    found = one.news.classes if one.news else ()
    rows: tuple[Row, ...] = tuple(
        (
            each.name,
            each.river,
            telling.water_class(each.before),
            telling.water_class(each.after),
            each.classes_better,
            "\n".join(
                (
                    *(_value(value, report) for value in each.values),
                    *(said.text(report.language) for said in each.why),
                )
            ),
        )
        for each in found
    )
    return Sheet(name=report.word(f"report_tab_classes_{one.which}"), columns=columns, rows=rows)


def _value(one: ValueNews, report: Report) -> str:
    unit = report.telling.unit(one.unit)
    return report.word(
        "report_value",
        indicator=report.telling.indicator(one.id),
        before=_figure(one.before, report),
        after=_figure(one.after, report),
        unit=f" {unit}" if unit else "",
        class_before=_class(one.class_before, report),
        class_after=_class(one.class_after, report),
    )


def _figure(value: Decimal | None, report: Report) -> str:
    return cell_text(value, None) or report.word("report_no_value")


def _class(found: WaterClass | None, report: Report) -> str:
    if found is None:
        return report.word("report_not_classed")
    return class_title(found, report.language)


def exceedances_sheet(one: Against, report: Report) -> Sheet:
    """The indicators that are beyond their target now and were not."""
    telling = report.telling
    columns = (
        telling.text("section", 20),
        telling.text("indicator", 20),
        telling.number("report_value_then", None, 14, period=one.period),
        telling.number("used_value", None, 12),
        telling.number("report_limit", None, 12),
        telling.text("unit", 10),
        telling.number("report_multiple", MULTIPLE_DECIMALS, 12),
    )
    found = one.news.exceedances if one.news else ()
    rows = tuple(_exceedance(each, report) for each in found)
    name = report.word(f"report_tab_exceedances_{one.which}")
    return Sheet(name=name, columns=columns, rows=rows)


def _exceedance(one: Exceedance, report: Report) -> Row:
    value = one.value
    return (
        one.name,
        report.telling.indicator(value.id),
        value.before,
        value.after,
        value.limit,
        report.telling.unit(value.unit),
        value.multiple,
    )


def news_sheet(report: Report) -> Sheet:
    """All sentences, for the workbook."""
    telling = report.telling
    said = [text for one in against(report) for text in news_text(one, report)]
    return Sheet(
        name=report.word("report_tab_news"),
        columns=(telling.count("number", 8), telling.text("bulletin_text", 110)),
        rows=tuple(enumerate((*said, *data_text(report)), start=1)),
    )
