"""A section in a few lines: name, class, what decided it, by how much."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from watermap.figures import figure
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language, Text
from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.bulk.entries import Entry
from watermap.quality.change.rules import change_rules
from watermap.quality.change.trends import Trend
from watermap.quality.documents.grades import class_title
from watermap.quality.standing.curve import CurvePoint


def section_card(result: SectionResult, language: Language, trends: Sequence[Trend] = ()) -> str:
    """Rich text for a tool tip: name, class against target, deciding indicators with figures.

    ``trends``: of its indicators, told below.
    """
    lines = [f"<b>{escape(result.name)}</b>", verdict_line(result, language)]
    lines += [
        escape(indicator_line(one, language))
        for one in result.indicators
        if one.id in result.deciding
    ]
    lines += [escape(message.text(language)) for message in result.why]
    lines += [escape(line) for line in trend_lines(trends, language)]
    return "<br>".join(lines)


def trend_lines(trends: Sequence[Trend], language: Language) -> list[str]:
    """Each indicator: what Spearman's test says with its figures, then the test of months."""
    if not trends:
        return []
    titles = change_rules().trend.titles
    lines = []
    for one in trends:
        name = load_indicators()[one.indicator].title.of(language)
        if one.spearman is None or one.course is None:
            lines.append(f"{name} {one.why[0].text(language)}")
            continue
        parts = [f"{name} {titles[one.course].of(language)}"]
        critical = figure(one.spearman.critical["0.05"], 3)
        parts.append(f"r_s = {figure(one.spearman.r_s, 3)} (W_p {critical}, N = {one.spearman.n})")
        if one.seasonal is not None:
            seasonal = QCoreApplication.translate("cards", "seasonal Mann-Kendall: {0}, p = {1}")
            course = titles[one.seasonal.course].of(language)
            parts.append(seasonal.format(course, figure(one.seasonal.p, 3)))
        lines.append(" · ".join(parts))
    return lines


def verdict_line(result: SectionResult, language: Language) -> str:
    """Class and target in words, or why there is none."""
    if result.water_class is None:
        states = {
            "no_data": QCoreApplication.translate("cards", "no data"),
            "insufficient": QCoreApplication.translate("cards", "insufficient data"),
        }
        return states.get(result.state, result.state)
    text = class_title(result.water_class, language)
    if result.target is not None:
        target = QCoreApplication.translate("cards", "target")
        met = (
            QCoreApplication.translate("cards", "met")
            if result.met
            else QCoreApplication.translate("cards", "not met")
        )
        text += f" · {target} {class_title(result.target, language)} · {met}"
    return text


def indicator_line(result: IndicatorResult, language: Language) -> str:
    """One indicator: value, limit, multiple, number of values."""
    title = load_indicators()[result.id].title.of(language)
    value = "—" if result.value is None else f"{result.value:f} {result.unit}"
    parts = [f"{title} {value}"]
    if result.limit is not None:
        limit = QCoreApplication.translate("cards", "limit {0}")
        parts.append(limit.format(f"{result.limit:f}"))
    if result.multiple is not None:
        exceeds = QCoreApplication.translate("cards", "over by a factor of {0}")
        parts.append(exceeds.format(figure(result.multiple, 2)))
    parts.append(f"n = {result.n}")
    return " · ".join(parts)


def entry_card(name: str, period: str, title: Text, entry: Entry | None, language: Language) -> str:
    """Plain text of one cell of the calendar: section, period, class or state, and why."""
    lines = [f"{name} · {period}", title.of(language)]
    if entry is not None:
        if entry.deciding:
            deciding = QCoreApplication.translate("cards", "decided by {0}")
            lines.append(deciding.format(_titles(entry.deciding, language)))
        lines += [one.text(language) for one in entry.why]
    return "\n".join(lines)


def point_card(name: str, point: CurvePoint, language: Language) -> str:
    """Plain text of one mark of a chart: period, value, limit, multiple, class, and why."""
    result = point.result
    lines = [f"{name} · {point.period}", indicator_line(result, language)]
    if point.detection_limit is not None:
        below = QCoreApplication.translate("cards", "below detection, limit {0}")
        lines.append(below.format(f"{point.detection_limit:f} {result.unit}"))
    elif result.censored:
        part = QCoreApplication.translate("cards", "{0} of {1} values below detection")
        lines.append(part.format(result.censored, result.n))
    if result.water_class is not None:
        lines.append(class_title(result.water_class, language))
    if not result.counts:
        lines.append(QCoreApplication.translate("cards", "does not count for the section's class"))
    lines += [one.text(language) for one in result.why]
    return "\n".join(lines)


def _titles(indicators: Sequence[str], language: Language) -> str:
    between = "、" if language == "zh" else ", "
    return between.join(load_indicators()[one].title.of(language) for one in indicators)
