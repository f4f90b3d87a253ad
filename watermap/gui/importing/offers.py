"""What a question offers, as its widgets show it: texts in one language, and what is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from watermap.errors import WatermapError
from watermap.language import Language
from watermap.workspace.importing.answers import LEFT_OUT, Answers
from watermap.workspace.importing.asking import may_be_left_out
from watermap.workspace.importing.items import Part
from watermap.workspace.importing.question import Question
from watermap.workspace.importing.questions import answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One choice in words."""

    value: str
    title: str
    why: str = ""
    preview: tuple[str, ...] = ()


def offers(question: Question, language: Language) -> tuple[Offer, ...]:
    """The choices, last of them leaving it out where that is an answer."""
    found = [
        Offer(
            value=choice.value,
            title=choice.shown(language),
            why=choice.why.text(language) if choice.why is not None else "",
            preview=choice.preview,
        )
        for choice in question.choices
    ]
    if may_be_left_out(question):
        found.append(Offer(value=LEFT_OUT, title=_left_out(question)))
    return tuple(found)


def _left_out(question: Question) -> str:
    if isinstance(question.about, Part):
        return QCoreApplication.translate("offers", "Leave it out of the project")
    return QCoreApplication.translate("offers", "None of these; the map has no such section")


def alike(asked: Iterable[Question]) -> tuple[tuple[Question, ...], ...]:
    """The questions of a page in groups that have the same choices, in the page's order."""
    groups: dict[object, list[Question]] = {}
    for question in asked:
        values = frozenset(choice.value for choice in question.choices)
        groups.setdefault((values, question.free), []).append(question)
    return tuple(tuple(group) for group in groups.values())


def fault(question: Question, written: str, language: Language) -> str:
    """Why something written is no answer; "" where it is one."""
    try:
        answered(question, written, Answers())
    except WatermapError as error:
        return error.text(language)
    return ""
