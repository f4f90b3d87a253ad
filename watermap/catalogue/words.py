"""What the name of a file says about its kind: 台儿庄区断面_2019.shp is a layer of sections."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from watermap.catalogue.kinds import Kind

_ENDING = re.compile(r"\.(shp|dbf|gpkg|geojson|json|csv|txt|xlsx?|kml|kmz|gdb|tiff?|zip)$")
_SEPARATORS = re.compile(r"[\s_\-.()\[\]【】、,]+")

FULL = 1.0  # the last and longest word of the name
PART = 0.5  # a word further to the front: 断面 of 断面所在河流
INSIDE = 0.25  # a word inside a longer one of another kind: 水源地 of 水源地保护区


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a kind, found in a name: characters ``start`` up to ``end``."""

    alias: str
    start: int
    end: int
    weight: float = FULL


def words_in(file_name: str, kinds: Mapping[str, Kind]) -> dict[str, Word]:
    """The best word of each kind in a file's name, weighted against the other kinds' words.

    The last word tells what a thing is, in Chinese as in English (river section), so a word that
    ends later wins, then the longer one.
    """
    name = _spaced(_ENDING.sub("", file_name.strip().casefold()))
    found = {}
    for kind in kinds.values():
        places = [word for alias in _aliases(kind) for word in _find(alias, name)]
        if places:
            found[kind.id] = max(places, key=_rank)
    return {kind: _weighed(word, list(found.values())) for kind, word in found.items()}


def _aliases(kind: Kind) -> list[str]:
    return [*kind.file_aliases, kind.title.zh, kind.title.en, kind.id]


def _rank(word: Word) -> tuple[int, int]:
    return word.end, word.end - word.start


def _weighed(word: Word, words: list[Word]) -> Word:
    if _rank(word) == max(map(_rank, words)):
        return word
    inside = any(
        other.start <= word.start and word.end <= other.end and _rank(other) != _rank(word)
        for other in words
    )
    return Word(alias=word.alias, start=word.start, end=word.end, weight=INSIDE if inside else PART)


def _spaced(text: str) -> str:
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def _find(alias: str, name: str) -> list[Word]:
    """Where ``alias`` stands in ``name``; Latin words only as whole words, or with a plural s."""
    wanted = re.escape(_spaced(alias))
    if wanted.isascii():
        wanted = rf"(?<![a-z]){wanted}(?=s?(?![a-z]))"
    return [
        Word(alias=alias, start=place.start(), end=place.end())
        for place in re.finditer(wanted, name)
    ]
