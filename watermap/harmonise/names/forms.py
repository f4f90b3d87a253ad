"""A name in the forms in which names are compared: width, characters, endings, areas in front."""

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from watermap.datafile import Strict, read_toml
from watermap.harmonise.terms.folding import letters, plain
from watermap.resources import package_file

_BRACKETED = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_SHORTEST = 2  # characters that must be left of a name
_MOST_NAMES = 65536  # remembered, since every name is looked at in several forms


class _Names(Strict):
    suffixes: list[str]
    remarks: list[str]
    alias_marks: str
    provinces: list[str]
    levels: dict[str, list[str]]
    initials: dict[str, str]


@lru_cache(maxsize=_MOST_NAMES)
def spelling(name: str) -> str:
    """A name without blanks, brackets and marks, in half width and lower case."""
    return letters(name) or plain(name)


@lru_cache(maxsize=_MOST_NAMES)
def simplified(name: str) -> str:
    """A name's spelling in simplified characters: 臺兒莊大橋 is 台儿庄大桥."""
    bare = spelling(name)
    # GB 2312 has simplified characters only: what it can hold needs no look at opencc, which is
    # not loaded for it. (A rare simplified character beyond GB 2312 comes back as it is.)
    try:
        bare.encode("gb2312")
    except UnicodeEncodeError:
        return _to_simplified(bare)
    return bare


def _to_simplified(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter():  # type: ignore[no-untyped-def]  # noqa: ANN202
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=_MOST_NAMES)
def without_areas(name: str, areas: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """A name (in simplified spelling) without the areas in front of it, and these.

    枣庄市台儿庄区台儿庄大桥 is 台儿庄大桥 in 枣庄市 and 台儿庄区. Only whole names of known areas
    go, never a short form: 台儿庄 is a part of the bridge's name.
    """
    rest, found = simplified(name), list[str]()
    while area := _longest_in_front(rest, areas):
        rest = rest.removeprefix(area)
        found.append(area)
    return rest, tuple(found)


@lru_cache(maxsize=_MOST_NAMES)
def bare(name: str, areas: frozenset[str]) -> str:
    """The same, and without an ending and remarks in brackets that say nothing of the place."""
    words = _file()

    def kept(found: re.Match[str]) -> str:
        return "" if found[1].strip() in words.remarks else found[0]

    own = simplified(_BRACKETED.sub(kept, plain(name))) or simplified(name)
    rest = without_areas(own, areas)[0]
    for suffix in _suffixes():
        if rest.endswith(suffix) and len(rest) >= len(suffix) + _SHORTEST:
            return rest.removesuffix(suffix)
    return rest


def _longest_in_front(text: str, areas: Collection[str]) -> str:
    for length in range(len(text) - _SHORTEST, 1, -1):
        if text[:length] in areas:
            return text[:length]
    return ""


def known_areas(names: Collection[str]) -> frozenset[str]:
    """Whole names of areas: those given, as far as they tell their level, and all provinces."""
    given = {simplified(name) for name in names if level_of(simplified(name))}
    return frozenset({*given, *_file().provinces})


@lru_cache(maxsize=_MOST_NAMES)
def level_of(area: str) -> str | None:
    """province, city, county or town, by the end of its name; None: it does not tell."""
    for level, endings in _file().levels.items():
        if any(area.endswith(ending) and len(area) > len(ending) + 1 for ending in endings):
            return level
    return None


def differ(one: Collection[str], other: Collection[str]) -> bool:
    """Whether areas contradict each other: of some level both have some, and none in common."""
    for level in _file().levels:
        here = {area for area in one if level_of(area) == level}
        there = {area for area in other if level_of(area) == level}
        if here - set(other) and there and not here & there:
            return True
    return False


def other_names(cell: str) -> tuple[str, ...]:
    """The names in a cell of other names."""
    marks = re.escape(_file().alias_marks)
    return tuple(name.strip() for name in re.split(f"[{marks}]", cell) if name.strip())


@lru_cache(maxsize=_MOST_NAMES)
def initials(name: str) -> str:
    """The first letters of a name's pinyin, ``?`` where they are not known; for suggestions only.

    By the order of GB 2312's first level; a character with several readings has its common one.
    """
    return "".join(_initial(character) for character in simplified(name))


def _initial(character: str) -> str:
    if character.isascii():
        return character
    try:
        place = character.encode("gb2312")
    except UnicodeEncodeError:
        return "?"
    return next((letter for first, last, letter in _starts() if first <= place < last), "?")


@cache
def _starts() -> Sequence[tuple[bytes, bytes, str]]:
    """From which code on, up to which, characters of the first level begin with which letter."""
    firsts = [(character.encode("gb2312"), letter) for letter, character in
              _file().initials.items()]  # fmt: skip
    ends = [first for first, _ in firsts[1:]] + [b"\xd8\xa1"]  # the second level, by strokes
    return [(first, end, letter) for (first, letter), end in zip(firsts, ends, strict=True)]


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(sorted(_file().suffixes, key=len, reverse=True))


@cache
def _file() -> _Names:
    return read_toml(_Names, package_file("harmonise/names") / "names.toml")
