"""The map of a project on its page: what it shows, and the writers of the files it can become."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.export.endings import Writer
from watermap.export.picture import write_picture
from watermap.export.webmap import write_webmap
from watermap.export.words import word
from watermap.harmonise.layer import Layers
from watermap.language import Language, Text
from watermap.mapping.drawlist import DrawList
from watermap.mapping.page import page
from watermap.mapping.scene import build
from watermap.mapping.themes import find_theme
from watermap.quality.assessment import Assessment

PNG_DPI = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class MapContent:
    """What a map shows."""

    title: Text  # of the project
    layers: Layers
    kinds: Mapping[str, Kind]
    assessment: Assessment | None  # None: sections as their kind says
    theme: str
    hidden: frozenset[str] = frozenset()  # layer keys and kinds that are left out
    made_on: dt.date | None = None  # None: today


def map_drawing(content: MapContent, language: Language) -> DrawList:
    """The whole page."""
    theme = find_theme(content.theme)
    scene = build(
        content.layers,
        kinds=content.kinds,
        assessment=content.assessment,
        theme=content.theme,
        language=language,
        hidden=content.hidden | theme.left_out,
    )
    return page(
        scene,
        language=language,
        title=map_title(content, language),
        subtitle=_subtitle(content, language),
        made_on=content.made_on or dt.date.today(),
    )


def map_title(content: MapContent, language: Language) -> str:
    """The map's name."""
    return word(
        "map_title",
        language,
        project=content.title.of(language),
        theme=find_theme(content.theme).title.of(language),
    )


def map_writers(content: MapContent, *, language: Language) -> dict[str, Writer]:
    """What writes the map, by the file's ending."""

    def picture(path: Path) -> None:
        write_picture(map_drawing(content, language), path, dpi=PNG_DPI)

    def html(path: Path) -> tuple[Problem, ...]:
        return write_webmap(
            content.layers,
            content.assessment,
            path,
            kinds=content.kinds,
            language=language,
            title=map_title(content, language),
        )

    return {".png": picture, ".pdf": picture, ".svg": picture, ".html": html}


def _subtitle(content: MapContent, language: Language) -> str:
    if content.assessment is None:
        return ""
    return word(
        "map_subtitle",
        language,
        period=content.assessment.period,
        standard=content.assessment.standard.upper(),
    )
