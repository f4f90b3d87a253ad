"""Coordinate systems by what people call them: ``4527``, ``国家2000 3度带 39带``, ``西安80``.

Everything comes from the register that ships with PROJ; nothing is asked of a network.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from pyproj.database import query_crs_info
from pyproj.enums import PJType

from watermap.datafile import Strict, read_toml
from watermap.harmonise.places.declared import declared_by
from watermap.harmonise.terms.folding import letters, plain
from watermap.resources import package_file

MOST = 100  # answers
_NUMBER = re.compile(r"(?:epsg\s*:?\s*)?(\d{4,6})")
_PLANE = re.compile(
    r"(?P<datum>.+) / (?:(?P<width>\d)-degree )?Gauss-Kruger "
    r"(?:zone (?P<zone>\d+)|CM (?P<meridian>\d+)E)"
)
_WIDTH = re.compile(r"([36三六])\s*(?:度|°|-?\s*degrees?)\s*(?:分?带)?(?![\d])")
_MERIDIAN = re.compile(
    r"(?:中央(?:子午线|经线)|central meridian|东经|\bcm|\bl0)\s*[:=为是]?\s*(\d{2,3})"
    r"|(\d{2,3})\s*(?:°|度)?\s*e\b|(\d{2,3})\s*(?:°|度)"
)
_ZONE = re.compile(r"(?:第|zone|带号)\s*:?\s*(\d{2})|(\d{2})\s*号?带")
_UTM = re.compile(r"utm\s*(?:zone|第)?\s*(\d{1,2})\s*(s)?")
# 117.5 or 117°30′: the meridian of a home-made zone, which no code stands for.
_HOME_MADE = re.compile(r"\d{2,3}(?:\.\d*[1-9]|\s*[°度]\s*0*[1-9]\d*\s*(?:['′分]|$))")
_DIGITS = {"三": 3, "六": 6}


Meaning = TypeVar("Meaning")


class _Datum(Strict):
    begins: str
    geographic: int
    words: list[str]


class _System(Strict):
    epsg: int
    words: list[str]


class _Prefix(Strict):
    carried: bool
    words: list[str]


class _Words(Strict):
    datum: list[_Datum]
    system: list[_System]
    prefix: list[_Prefix]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plane:
    """A Gauss–Krüger system of the register."""

    epsg: int
    name: str
    datum: str
    width: int
    meridian: int
    zone: int
    prefix: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What a text says of a system; None: nothing."""

    datum: _Datum | None
    prefix: bool | None
    width: int | None
    meridian: int | None
    zone: int | None

    @property
    def of_plane(self) -> bool:
        """Whether it says anything but a datum."""
        return any(one is not None for one in (self.prefix, self.width, self.meridian, self.zone))


def find_crs(text: str) -> list[tuple[int, str]]:
    """EPSG codes and names that a text may mean, the likeliest first; empty: none.

    Without a datum CGCS2000 comes before the older ones. A zone's number brings the system with
    that number in its eastings first, a meridian the one without; 3° come before 6°. A meridian
    between those of the register brings nothing: the nearest would be tens of kilometres off.
    """
    folded = plain(text).replace("_", " ")
    number = _NUMBER.fullmatch(folded)
    if number:
        return list(_named(int(number[1])))
    if _HOME_MADE.search(folded):
        return []
    found = list(_by_own_name(folded) or _by_utm(folded) or _by_wish(folded) or _by_tokens(folded))
    return found[:MOST]


def datum_named(text: str) -> tuple[int, str] | None:
    """The datum, in degrees, that a text names somewhere; None: none."""
    datum = _wish(plain(text).replace("_", " ")).datum
    return next(_named(datum.geographic), None) if datum else None


def _named(*codes: int) -> Iterator[tuple[int, str]]:
    for code in codes:
        meant = declared_by(code)
        if meant is not None:
            yield code, meant.name


def _by_own_name(text: str) -> list[tuple[int, str]]:
    codes = [one.epsg for one in _words().system if any(word in text for word in one.words)]
    return list(_named(*codes))


def _by_utm(text: str) -> list[tuple[int, str]]:
    match = _UTM.search(text)
    if match is None or not 1 <= int(match[1]) <= 60:
        return []
    return list(_named((32700 if match[2] else 32600) + int(match[1])))


def _by_wish(text: str) -> list[tuple[int, str]]:
    wish = _wish(text)
    datums = [wish.datum] if wish.datum else _words().datum if wish.of_plane else []
    found: list[tuple[int, str]] = []
    for datum in datums:
        if not wish.of_plane:
            found += _named(datum.geographic)
        found += [(one.epsg, one.name) for one in _wished(datum, wish)]
    return found


def _wished(datum: _Datum, wish: _Wish) -> list[_Plane]:
    fitting = [
        one
        for one in _planes()
        if one.datum == datum.begins
        and wish.width in (None, one.width)
        and wish.meridian in (None, one.meridian)
        and wish.zone in (None, one.zone)
        and wish.prefix in (None, one.prefix)
    ]
    first = wish.zone is not None
    return sorted(fitting, key=lambda one: (one.width, one.prefix != first, one.meridian))


def _wish(text: str) -> _Wish:
    datum, text = _taken(text, [(word, one) for one in _words().datum for word in one.words])
    prefix, text = _taken(
        text, [(word, one.carried) for one in _words().prefix for word in one.words]
    )
    width = _WIDTH.search(text)
    text = _WIDTH.sub(" ", text)
    meridian, zone = _MERIDIAN.search(text), _ZONE.search(text)
    return _Wish(
        datum=datum,
        prefix=prefix,
        width=(_DIGITS.get(width[1]) or int(width[1])) if width else None,
        meridian=_first(meridian),
        zone=_first(zone),
    )


def _taken(text: str, words: Sequence[tuple[str, Meaning]]) -> tuple[Meaning | None, str]:
    """The meaning of the longest word in a text, and the text without it."""
    inside = [(word, meaning) for word, meaning in words if word in text]
    if not inside:
        return None, text
    word, meaning = max(inside, key=lambda one: len(one[0]))
    return meaning, text.replace(word, " ", 1)


def _first(match: re.Match[str] | None) -> int | None:
    return next((int(one) for one in match.groups() if one), None) if match else None


def _by_tokens(text: str) -> list[tuple[int, str]]:
    """Systems whose names hold every word of a text, the shortest names first."""
    tokens = [letters(token) for token in text.replace("/", " ").split()]
    tokens = [token for token in tokens if token]
    if not tokens:
        return []
    found = [
        (code, name)
        for code, name, folded in _register()
        if all(token in folded for token in tokens)
    ]
    return sorted(found, key=lambda one: (len(one[1]), one[0]))


@cache
def _words() -> _Words:
    return read_toml(_Words, package_file("harmonise/places") / "crs_words.toml")


@cache
def _register() -> tuple[tuple[int, str, str], ...]:
    """Code, name and folded name of every system of the plane and in degrees."""
    kinds = [PJType.GEOGRAPHIC_2D_CRS, PJType.PROJECTED_CRS]
    infos = query_crs_info(auth_name="EPSG", pj_types=kinds)
    return tuple((int(info.code), info.name, letters(info.name)) for info in infos)


@cache
def _planes() -> tuple[_Plane, ...]:
    begins = {one.begins for one in _words().datum}
    found = []
    for code, name, _ in _register():
        match = _PLANE.fullmatch(name)
        if match is None or match["datum"] not in begins:
            continue
        width = int(match["width"] or 6)
        half = 0 if width == 3 else 3
        meridian = int(match["meridian"] or width * int(match["zone"]) - half)
        found.append(
            _Plane(
                epsg=code,
                name=name,
                datum=match["datum"],
                width=width,
                meridian=meridian,
                zone=(meridian + half) // width,
                prefix=match["zone"] is not None,
            )
        )
    return tuple(found)
