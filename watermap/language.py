"""The two languages, and texts that are written in both."""

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Text(BaseModel):
    """One text in both languages, as data files write it: ``{ zh = "断面", en = "section" }``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en


def in_a_row(parts: Iterable[Text | str]) -> Text:
    """Several one after the other: ``氨氮、总磷``, ``ammonia nitrogen, total phosphorus``.

    A part that is no Text, as a name of the data, is the same in both.
    """
    both = [one if isinstance(one, Text) else Text(zh=one, en=one) for one in parts]
    return Text(zh="、".join(one.zh for one in both), en=", ".join(one.en for one in both))
