"""Problems as JSON: ``{"severity", "code", "message"}``."""

from collections.abc import Iterable
from typing import Any

from watermap.errors import Message, Problem
from watermap.language import Language

Record = dict[str, Any]


def problem_records(problems: Iterable[Problem], language: Language) -> list[Record]:
    """Each problem with its sentence in one language."""
    return [
        {
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.text(language),
        }
        for problem in problems
    ]


def sentences(messages: Iterable[Message], language: Language) -> list[str]:
    """Messages as texts."""
    return [message.text(language) for message in messages]
