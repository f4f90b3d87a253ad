"""A question that files put to a person, with its choices: the same for window and command line."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from watermap.errors import Message
from watermap.language import Language, Text
from watermap.workspace.importing.columns import Column
from watermap.workspace.importing.items import Part

Page = Literal["encoding", "kind", "place", "columns", "names"]
PAGES: tuple[Page, ...] = ("encoding", "kind", "place", "columns", "names")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One possible answer."""

    value: str  # kind's id, EPSG code, encoding, section's name; LEFT_OUT: do not take it in
    title: Text | Message
    why: Message | None = None  # the evidence for it
    preview: tuple[str, ...] = ()  # what a few of the texts look like if it is right

    def shown(self, language: Language) -> str:
        """The choice as a person reads it."""
        return (
            self.title.text(language)
            if isinstance(self.title, Message)
            else self.title.of(language)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that only a person can know.

    ``about``: the part, column, file or name of the tables that is asked about. ``proposal``: the
    choice that evidence speaks for; "" where none does and a person has to choose.
    """

    page: Page
    about: Part | Column | Path | str
    asks: Message
    choices: tuple[Choice, ...]
    proposal: str = ""
    free: bool = False  # whether an answer beside the choices may be written: a CRS by its code
