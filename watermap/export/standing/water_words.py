"""In which words and colours the tables of lakes, black-odorous waters and sources are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from watermap.errors import Message
from watermap.export.sheets import Coloured, Column, Sheet
from watermap.export.shown import listed
from watermap.export.words import word
from watermap.figures import rounded
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.mapping.themes import Palette, find_theme
from watermap.quality.assessment import CLASSES, Grade, MainPollutant, WaterClass
from watermap.quality.documents.grades import ColourName, colour_of, grade_of, grade_title

_CLASS_THEME = "class"
_UNITLESS = "无量纲"  # as indicators.toml writes it
_POLLUTANT_DECIMALS = 1
LONGEST_REMARK = 60.0  # width of a column of sentences


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

    def on_colour(self, text: str, colour: ColourName) -> Coloured:
        """A text on the ground that classes of that colour's name have on the map."""
        found = [one for one in CLASSES if colour_of(grade_of(one)) == colour]
        stamp = self.palette.classes[found[-1]]
        return Coloured(value=text, fill=stamp.fill, text=stamp.letter_colour)

    def grade(self, found: Grade | None) -> str | None:
        """A grade by its title."""
        return None if found is None else grade_title(found, self.language)

    def met(self, met: bool | None) -> str:
        """Whether a target is met, or that it cannot be told."""
        return self.word({True: "met_yes", False: "met_no", None: "met_unknown"}[met])

    def indicator(self, name: str) -> str:
        """An indicator by its title."""
        return load_indicators()[name].title.of(self.language)

    def indicators(self, names: Iterable[str]) -> str:
        """Several of them in one line."""
        return listed([self.indicator(name) for name in names], self.language)

    def unit(self, unit: str) -> str | None:
        """A unit; none of what has none."""
        return None if unit == _UNITLESS else unit

    def pollutants(self, found: Iterable[MainPollutant]) -> str:
        """``氨氮(2.8)``: with the multiple over class III, where it has one (standards.md 2.5)."""
        return listed([self._pollutant(one) for one in found], self.language)

    def _pollutant(self, found: MainPollutant) -> str:
        name = self.indicator(found.id)
        if found.multiple is None:
            return name
        return f"{name}({rounded(found.multiple, _POLLUTANT_DECIMALS):f})"

    def listed(self, names: Iterable[str]) -> str:
        """Names in one line."""
        return listed(list(names), self.language)

    def why(self, messages: Iterable[Message]) -> str:
        """Sentences, one a line."""
        return "\n".join(message.text(self.language) for message in messages)

    def text(self, name: str, width: float = 14) -> Column:
        """A column of texts."""
        return Column(title=self.word(name), width=width)

    def number(self, name: str, decimals: int | None = None, width: float = 12) -> Column:
        """A column of numbers."""
        return Column(title=self.word(name), type="number", decimals=decimals, width=width)

    def count(self, name: str, width: float = 10) -> Column:
        """A column of whole numbers."""
        return Column(title=self.word(name), type="integer", width=width)

    def day(self, name: str) -> Column:
        """A column of dates."""
        return Column(title=self.word(name), type="date", width=12)

    def remarks(self) -> Column:
        """The column of sentences."""
        return self.text("remark", LONGEST_REMARK)

    def notes(self, tab: str, sentences: Iterable[str]) -> Sheet:
        """A tab of sentences that hold for the tabs before it."""
        rows = tuple((one,) for one in sentences)
        return Sheet(name=self.word(tab), columns=(self.text("remark", 110),), rows=rows)


def as_percent(share_pct: Decimal | None, decimals: int) -> Decimal | None:
    """A share as it is shown; None where there is none."""
    return None if share_pct is None else rounded(share_pct, decimals)
