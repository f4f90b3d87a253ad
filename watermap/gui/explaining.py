"""A class in whole sentences: from the cells as written to the limit, the deciding ones first."""

from collections.abc import Iterable
from html import escape

from watermap.errors import Message
from watermap.gui.cards import verdict_line
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.classing.chain import indicator_chain, section_chain


def explained(result: SectionResult, language: Language) -> str:
    """Rich text: the section's chain, then a paragraph an indicator; those without values last."""
    head = f"<p><b>{escape(result.name)}</b> {escape(verdict_line(result, language))}</p>"
    own = _paragraph((*section_chain(result), *result.why), language)
    ordered = sorted(result.indicators, key=lambda one: _place(one, result))
    return head + own + "".join(_indicator(one, result, language) for one in ordered)


def _place(one: IndicatorResult, result: SectionResult) -> tuple[bool, bool, bool]:
    return one.id not in result.deciding, one.value is None, not one.counts


def _indicator(one: IndicatorResult, result: SectionResult, language: Language) -> str:
    title = escape(load_indicators()[one.id].title.of(language))
    mark = "● " if one.id in result.deciding else ""
    return f"<p><b>{mark}{title}</b> {_sentences(indicator_chain(one), language)}</p>"


def _paragraph(messages: Iterable[Message], language: Language) -> str:
    return f"<p>{_sentences(messages, language)}</p>"


def _sentences(messages: Iterable[Message], language: Language) -> str:
    between = "" if language == "zh" else " "
    return between.join(escape(one.text(language)) for one in messages)
