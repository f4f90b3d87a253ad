"""A section in a few lines: name, class, what decided it, by how much."""

from html import escape

from PySide6.QtCore import QCoreApplication

from watermap.figures import figure
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.documents.grades import class_title


def section_card(result: SectionResult, language: Language) -> str:
    """Rich text for a tool tip: name, class against target, deciding indicators with figures."""
    lines = [f"<b>{escape(result.name)}</b>", verdict_line(result, language)]
    lines += [
        escape(indicator_line(one, language))
        for one in result.indicators
        if one.id in result.deciding
    ]
    lines += [escape(message.text(language)) for message in result.why]
    return "<br>".join(lines)


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
