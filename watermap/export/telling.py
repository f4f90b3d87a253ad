"""In which words and colours sheets are told: classes, grades, indicators, sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from watermap.catalogue.kinds import Colour
from watermap.errors import Message
from watermap.export.columns import LONGEST_NOTE, Columns
from watermap.export.sheets import Coloured, Sheet, Value
from watermap.export.shown import listed
from watermap.figures import rounded
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language
from watermap.mapping.themes import Palette, Stamp, find_theme
from watermap.quality.assessment import CLASSES, Grade, MainPollutant, WaterClass
from watermap.quality.bulletin.wording import shown_multiple
from watermap.quality.documents.grades import ColourName, colour_of, grade_of, grade_title

_CLASS_THEME = "class"
_UNITLESS = "无量纲"  # as indicators.toml writes it
_MET = {True: "met_yes", False: "met_no", None: "met_unknown"}
_YES_OR_NO = {True: "yes", False: "no", None: "unknown"}
SHARE_DECIMALS = 1
MULTIPLE_DECIMALS = 2
Row = tuple[Value | Coloured, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling(Columns):
    """One language, and the palette of the map."""

    palette: Palette

    @classmethod
    def of(cls, language: Language) -> Self:
        """With the palette of classes."""
        return cls(language=language, palette=find_theme(_CLASS_THEME).palette)

    def water_class(self, found: WaterClass | None) -> Coloured | None:
        """A class on its colour."""
        return None if found is None else self.stamped(self.palette.classes[found])

    def stamped(self, stamp: Stamp) -> Coloured:
        """The words of a stamp on its colour."""
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

    def met(self, found: bool | None) -> str:
        """Met, missed, cannot be told."""
        return self.word(_MET[found])

    def said(self, answer: bool | None) -> str:
        """Yes, no, not said."""
        return self.word(_YES_OR_NO[answer])

    def indicator(self, name: str, multiple: Decimal | None = None) -> str:
        """``氨氮(2.8)``, with its multiple where there is one (standards.md 2.5)."""
        known = load_indicators().get(name)
        title = name if known is None else known.title.of(self.language)
        return title if multiple is None else f"{title}({shown_multiple(multiple)})"

    def indicators(self, names: Iterable[str]) -> str:
        """Several of them in one line."""
        return self.listed(self.indicator(name) for name in names)

    def pollutants(self, found: Iterable[MainPollutant]) -> str:
        """With their multiples over class III."""
        return self.listed(self.indicator(one.id, one.multiple) for one in found)

    def unit(self, unit: str) -> str | None:
        """A unit; none of what has none."""
        return None if unit == _UNITLESS else unit

    def unit_of(self, name: str) -> str | None:
        """The unit an indicator is held in."""
        return self.unit(load_indicators()[name].unit)

    def listed(self, parts: Iterable[str]) -> str:
        """Names in one line."""
        return listed(list(parts), self.language)

    def why(self, messages: Iterable[Message]) -> str:
        """Sentences, one a line."""
        return "\n".join(message.text(self.language) for message in messages)

    def notes(self, tab: str, sentences: Iterable[Message | str]) -> Sheet:
        """A tab of sentences that hold for the tabs before it."""
        texts = (one if isinstance(one, str) else one.text(self.language) for one in sentences)
        rows = tuple((one,) for one in texts)
        return Sheet(name=self.word(tab), columns=(self.text("remark", LONGEST_NOTE),), rows=rows)


def coloured(value: str, fill: Colour | None, text: Colour | None) -> Value | Coloured:
    """A word on its colour, where it has one."""
    if fill is None or text is None:
        return value
    return Coloured(value=value, fill=fill, text=text)


def as_percent(share_pct: Decimal | None, decimals: int) -> Decimal | None:
    """A share as it is shown; None where there is none."""
    return None if share_pct is None else rounded(share_pct, decimals)
