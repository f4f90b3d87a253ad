"""Columns of sheets by the words of their headers."""

from dataclasses import dataclass

from watermap.export.sheets import Column
from watermap.export.words import word
from watermap.language import Language

LONGEST_REMARK = 60.0  # width of a column of sentences
LONGEST_NOTE = 110.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """In one language; ``fields`` fill the header's words."""

    language: Language

    def word(self, name: str, **fields: object) -> str:
        """A word of the documents."""
        return word(name, self.language, **fields)

    def text(self, name: str, width: float = 14, **fields: object) -> Column:
        """A column of texts."""
        return Column(title=self.word(name, **fields), width=width)

    def number(
        self, name: str, decimals: int | None = None, width: float = 14, **fields: object
    ) -> Column:
        """A column of numbers; ``decimals`` None: each with those it has."""
        title = self.word(name, **fields)
        return Column(title=title, type="number", decimals=decimals, width=width)

    def count(self, name: str, width: float = 10) -> Column:
        """A column of whole numbers."""
        return Column(title=self.word(name), type="integer", width=width)

    def day(self, name: str) -> Column:
        """A column of dates."""
        return Column(title=self.word(name), type="date", width=12)

    def remarks(self) -> Column:
        """The column of sentences."""
        return self.text("remark", LONGEST_REMARK)
