"""What watermap says when something is wrong, guessed, changed or missing.

A message is a code and its fields; the sentences stand in ``messages/<room>.toml`` in both
languages, under the code's second half. So the code that finds a problem knows no language, and
whoever shows it asks ``text(language)``.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, Self

from watermap.language import Language, Text
from watermap.resources import package_file

Severity = Literal["error", "warning", "note"]


@cache
def sentences() -> Mapping[str, Text]:
    """All sentences by code: ``reading.no_crs`` is ``[no_crs]`` of messages/reading.toml."""
    found = {}
    for path in sorted(package_file("messages").glob("*.toml")):
        for name, texts in tomllib.loads(path.read_text("utf-8")).items():
            found[f"{path.stem}.{name}"] = Text.model_validate(texts)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence by its code, with what fills its ``{fields}``."""

    code: str
    fields: Mapping[str, object] = field(default_factory=dict, hash=False)

    def text(self, language: Language) -> str:
        """The whole sentence in one language."""
        shown = {
            name: value.text(language)
            if isinstance(value, Message)
            else value.of(language)
            if isinstance(value, Text)
            else value
            for name, value in self.fields.items()
        }
        return sentences()[self.code].of(language).format_map(shown)

    @classmethod
    def of(cls, code: str, **fields: object) -> Self:
        """``Message.of("reading.no_crs", file="a.shp")``."""
        return cls(code=code, fields=fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Message):
    """A message about the user's data: what was found, what was expected, what to do."""

    severity: Severity = "error"

    @classmethod
    def error(cls, code: str, **fields: object) -> Self:
        """Something could not be used."""
        return cls(code=code, fields=fields, severity="error")

    @classmethod
    def warning(cls, code: str, **fields: object) -> Self:
        """Something was used, but the answer may be wrong or incomplete."""
        return cls(code=code, fields=fields, severity="warning")

    @classmethod
    def note(cls, code: str, **fields: object) -> Self:
        """Something was changed or guessed, as it should be, and is said."""
        return cls(code=code, fields=fields, severity="note")


class WatermapError(Exception):
    """The user's input cannot be used. Carries every problem found, not just the first."""

    def __init__(self, *problems: Problem) -> None:
        """Take the problems; there is at least one."""
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = problems

    def text(self, language: Language) -> str:
        """All sentences, one a line."""
        return "\n".join(problem.text(language) for problem in self.problems)

    def __str__(self) -> str:
        """The English sentences, for logs and tracebacks."""
        return self.text("en")
