"""Map themes as data: how sections are drawn, and which kinds a printed page leaves out."""

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field as Key

from watermap.catalogue.kinds import Colour, Look, Symbol
from watermap.datafile import Strict, read_toml
from watermap.errors import Problem, WatermapError
from watermap.language import Text
from watermap.mapping.standings import ChangeName, ClassName, TrendName
from watermap.resources import package_file, user_folder

ClassOrState = Literal["I", "II", "III", "IV", "V", "worse_than_V", "insufficient", "no_data"]
TrendKey = Literal[
    "trend_better", "trend_worse", "trend_mixed", "trend_stable", "trend_untold"
]  # apart from classes and changes, which have words of their own for the same
Standing = ClassOrState | ChangeName | TrendKey  # what a section's symbol tells
Sections = Literal["class", "marked", "change", "trend", "plain"]  # plain: as their file says
Met = Literal["met", "missed", "no_target"]

SECTION_SIZE_MM = 4.0
SECTION_LINE: Colour = "#1f2a33"
SECTION_LINE_MM = 0.25


class Stamp(Strict):
    """How one class or state is drawn."""

    title: Text
    letter: Text
    fill: Colour
    letter_colour: Colour
    symbol: Symbol

    def look(self, size_mm: float = SECTION_SIZE_MM) -> Look:
        """The symbol without its letter."""
        return Look(
            title=self.title,
            symbol=self.symbol,
            size_mm=size_mm,
            fill=self.fill,
            line=SECTION_LINE,
            width_mm=SECTION_LINE_MM,
        )


class Ring(Strict):
    """Something drawn under a section's symbol and sticking out of it."""

    colour: Colour
    width_mm: float
    grow_mm: float  # how much wider than the symbol, both sides together
    fill: Colour | None = None
    symbol: Symbol | None = None  # None: the section's own


class Mark(Strict):
    """How it is shown whether a target is met. Rings are drawn in their order."""

    title: Text
    rings: list[Ring]


class Palette(Strict):
    """Colours, letters and shapes of classes and states."""

    source: str
    verified: bool  # the colour figures compared with the document
    classes: dict[ClassName, Stamp]
    states: dict[Literal["insufficient", "no_data"], Stamp]
    changes: dict[ChangeName, Stamp]
    trends: dict[TrendName, Stamp]

    def stamps(self) -> dict[ClassOrState, Stamp]:
        """All of them, best class first, states last."""
        parts = (*self.classes.items(), *self.states.items())
        return dict(parts)


class _ThemeEntry(Strict):
    id: str
    title: Text
    sections: Sections
    left_out: list[str] = Key(default_factory=list)


class _ThemesFile(Strict):
    palette: Palette
    marks: dict[Met, Mark]
    theme: list[_ThemeEntry]


class Theme(Strict):
    """One way to look at the map."""

    id: str
    title: Text
    sections: Sections
    left_out: frozenset[str]  # kinds that a printed page of this theme leaves out
    palette: Palette
    marks: dict[Met, Mark]

    def stamps(self) -> Mapping[Standing, Stamp]:
        """What sections may show in it: classes and states, changes, or trends."""
        found: dict[Standing, Stamp] = {}
        if self.sections == "trend":
            return found | {trend_key(name): one for name, one in self.palette.trends.items()}
        return found | (
            self.palette.changes if self.sections == "change" else self.palette.stamps()
        )


def trend_key(trend: TrendName) -> TrendKey:
    """What a symbol tells of a section that tends so."""
    keys: dict[TrendName, TrendKey] = {
        "better": "trend_better",
        "worse": "trend_worse",
        "mixed": "trend_mixed",
        "stable": "trend_stable",
        "untold": "trend_untold",
    }
    return keys[trend]


def known_themes(path: Path | None = None) -> Mapping[str, Theme]:
    """Themes by id, the first is the usual one.

    Args:
        path: a file of themes; None: the user's own, else the one that comes with watermap.

    Raises:
        WatermapError: the file breaks the model.
    """
    own = user_folder("themes") / "themes.toml"
    chosen = path or (own if own.is_file() else package_file("mapping/themes.toml"))
    file = read_toml(_ThemesFile, chosen)
    return {
        entry.id: Theme(
            id=entry.id,
            title=entry.title,
            sections=entry.sections,
            left_out=frozenset(entry.left_out),
            palette=file.palette,
            marks=file.marks,
        )
        for entry in file.theme
    }


def find_theme(name: str) -> Theme:
    """The theme of that id.

    Raises:
        WatermapError: there is none.
    """
    themes = known_themes()
    if name not in themes:
        near = difflib.get_close_matches(name, sorted(themes), n=1, cutoff=0.0)
        raise WatermapError(
            Problem.error(
                "mapping.unknown_theme", theme=name, known="、".join(themes), near=near[0]
            )
        )
    return themes[name]


def section_looks(theme: Theme) -> Sequence[tuple[Text, Look]]:
    """Titles and looks of sections in a theme, best class first; empty for a plain theme."""
    if theme.sections == "plain":
        return ()
    return tuple((stamp.title, stamp.look()) for stamp in theme.stamps().values())


def class_colours(theme: Theme) -> Mapping[str, Colour]:
    """Class: its fill, for tables that colour their cells as the map does."""
    return {name: stamp.fill for name, stamp in theme.palette.classes.items()}
