"""In which words the tables of loads, compensation, credit and capacity are told."""

from collections.abc import Iterable
from dataclasses import dataclass

from watermap.catalogue.kinds import Colour
from watermap.errors import Message
from watermap.export.sheets import Coloured, Column, Value
from watermap.export.words import word
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Language

Row = tuple[Value | Coloured, ...]
_YES_OR_NO = {True: "yes", False: "no", None: "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One language."""

    language: Language

    def word(self, name: str) -> str:
        """A word of the documents."""
        return word(name, self.language)

    def indicator(self, name: str) -> str:
        """What an indicator is called; its id where it is not known."""
        known = load_indicators().get(name)
        return name if known is None else known.title.of(self.language)

    def lines(self, messages: Iterable[Message]) -> str:
        """Sentences, one a line."""
        return "\n".join(message.text(self.language) for message in messages)

    def said(self, answer: bool | None) -> str:
        """Yes, no, not said."""
        return self.word(_YES_OR_NO[answer])

    def text(self, name: str, width: float = 14) -> Column:
        """A column of texts."""
        return Column(title=self.word(name), width=width)

    def whole(self, name: str, width: float = 10) -> Column:
        """A column of whole numbers."""
        return Column(title=self.word(name), type="integer", width=width)

    def number(self, name: str, decimals: int | None, width: float = 14) -> Column:
        """A column of numbers; ``decimals`` None: each as it is."""
        return Column(title=self.word(name), type="number", decimals=decimals, width=width)


def coloured(value: str, fill: Colour | None, text: Colour | None) -> Value | Coloured:
    """A word on its colour, where it has one."""
    if fill is None or text is None:
        return value
    return Coloured(value=value, fill=fill, text=text)
