"""In which words and colours the tables of changes and ranks are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from watermap.errors import Message
from watermap.export.sheets import Coloured, Column, ColumnType, Sheet
from watermap.export.shown import listed
from watermap.export.words import word
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.mapping.themes import Palette, find_theme
from watermap.quality.assessment import Grade, WaterClass
from watermap.quality.documents.grades import grade_title

_CLASS_THEME = "class"
_UNITLESS = "无量纲"  # as indicators.toml writes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One language, and the palette of classes."""

    language: Language
    palette: Palette

    @classmethod
    def of(cls, language: Language) -> Self:
        """With the palette of the map."""
        return cls(language=language, palette=find_theme(_CLASS_THEME).palette)

    def word(self, name: str, **fields: object) -> str:
        """A word of the documents."""
        return word(name, self.language, **fields)

    def water_class(self, found: WaterClass | None) -> Coloured | None:
        """A class on its colour."""
        if found is None:
            return None
        stamp = self.palette.classes[found]
        return Coloured(
            value=stamp.title.of(self.language), fill=stamp.fill, text=stamp.letter_colour
        )

    def grade(self, found: Grade | None) -> str | None:
        """A grade by its title."""
        return None if found is None else grade_title(found, self.language)

    def indicator(self, name: str) -> str:
        """An indicator by its title."""
        return load_indicators()[name].title.of(self.language)

    def indicators(self, names: Iterable[str]) -> str:
        """Several of them in one line."""
        return listed([self.indicator(name) for name in names], self.language)

    def unit(self, name: str) -> str:
        """The unit an indicator is held in."""
        unit = load_indicators()[name].unit
        return self.word("change_unitless") if unit == _UNITLESS else unit

    def why(self, messages: Iterable[Message]) -> str:
        """Sentences, one a line."""
        return "\n".join(message.text(self.language) for message in messages)

    def text(self, name: str, width: float = 14, **fields: object) -> Column:
        """A column of texts."""
        return Column(title=self.word(name, **fields), width=width)

    def number(
        self, name: str, decimals: int | None = None, width: float = 14, **fields: object
    ) -> Column:
        """A column of numbers."""
        return self._typed(name, "number", decimals, width, **fields)

    def count(self, name: str, width: float = 10) -> Column:
        """A column of whole numbers."""
        return self._typed(name, "integer", None, width)

    def notes(self, tab: str, messages: Iterable[Message]) -> Sheet:
        """A tab of sentences that hold for the tabs before it."""
        rows = tuple((message.text(self.language),) for message in messages)
        return Sheet(name=self.word(tab), columns=(self.text("remark", 110),), rows=rows)

    def _typed(
        self, name: str, type_: ColumnType, decimals: int | None, width: float, **fields: object
    ) -> Column:
        return Column(title=self.word(name, **fields), type=type_, decimals=decimals, width=width)
