"""In which words and colours the tables of targets, duties and notices are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from watermap.errors import Message
from watermap.export.sheets import Coloured, Column, ColumnType, Value
from watermap.export.shown import listed
from watermap.export.words import word
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.mapping.themes import Palette, find_theme
from watermap.quality.assessment import WaterClass
from watermap.quality.bulletin.wording import shown_multiple

_CLASS_THEME = "class"
_MET = {True: "met_yes", False: "met_no", None: "met_unknown"}
SHARE_DECIMALS = 1
MULTIPLE_DECIMALS = 2
Row = tuple[Value | Coloured, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One language, and the palette of classes."""

    language: Language
    palette: Palette

    @classmethod
    def of(cls, language: Language) -> Self:
        """With the palette of the map."""
        return cls(language=language, palette=find_theme(_CLASS_THEME).palette)

    def word(self, name: str) -> str:
        """A word of the documents."""
        return word(name, self.language)

    def water_class(self, found: WaterClass | None) -> Coloured | None:
        """A class on its colour."""
        if found is None:
            return None
        stamp = self.palette.classes[found]
        return Coloured(
            value=stamp.title.of(self.language), fill=stamp.fill, text=stamp.letter_colour
        )

    def met(self, found: bool | None) -> str:
        """Met, missed, cannot be told."""
        return self.word(_MET[found])

    def indicator(self, name: str, multiple: Decimal | None = None) -> str:
        """``氨氮(2.8)``, with its multiple where there is one (standards.md 2.5)."""
        title = load_indicators()[name].title.of(self.language)
        return title if multiple is None else f"{title}({shown_multiple(multiple)})"

    def listed(self, parts: Iterable[str]) -> str:
        """Several names in one line."""
        return listed(list(parts), self.language)

    def lines(self, messages: Iterable[Message]) -> str:
        """Sentences, one a line."""
        return "\n".join(message.text(self.language) for message in messages)

    def text(self, name: str, width: float = 14) -> Column:
        """A column of texts."""
        return Column(title=self.word(name), width=width)

    def number(
        self, name: str, *, kind: ColumnType = "integer", decimals: int | None = None
    ) -> Column:
        """A column of numbers, whole ones unless ``kind`` says number."""
        return Column(title=self.word(name), type=kind, decimals=decimals, width=12)
