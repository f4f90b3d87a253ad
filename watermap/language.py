"""The two languages, and texts that are written in both."""

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
