"""The words of ``coordinates.toml``."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, get_args

from watermap.catalogue.spelling import normalised
from watermap.datafile import Strict, read_toml
from watermap.harmonise.terms.folding import plain
from watermap.resources import package_file

CoordinateRole = Literal[
    "north",
    "east",
    "longitude",
    "latitude",
    "both",
    "zone",
    "name",
    "plot",
    "part",
    "ring",
    "label",
]
ROLES: tuple[CoordinateRole, ...] = get_args(CoordinateRole)
AnglePart = Literal["degrees", "minutes", "seconds"]


class _Titles(Strict):
    corners: list[str]


class _Words(Strict):
    columns: dict[CoordinateRole, list[str]]
    angle: dict[AnglePart, list[str]]
    titles: _Titles


@lru_cache(maxsize=4096)
def role_of_heading(text: str) -> tuple[CoordinateRole, int] | None:
    """What a column is by its heading, and how far down its list the heading stands."""
    return _roles().get(normalised(text))


def angle_part(text: str) -> AnglePart | None:
    """Which part of an angle a heading (or what stands in its brackets) names."""
    return _angle_parts().get(plain(text)) or _angle_parts().get(normalised(text))


def tells_corners(title: str) -> bool:
    """Whether a title says that corners stand below it."""
    return any(word in title for word in _file().titles.corners)


@cache
def _roles() -> Mapping[str, tuple[CoordinateRole, int]]:
    found: dict[str, tuple[CoordinateRole, int]] = {}
    for role, words in _file().columns.items():
        for rank, word in enumerate(words):
            found.setdefault(normalised(word), (role, rank))
    return found


@cache
def _angle_parts() -> Mapping[str, AnglePart]:
    return {plain(word): part for part, words in _file().angle.items() for word in words}


@cache
def _file() -> _Words:
    return read_toml(_Words, package_file("harmonise/coordinates") / "coordinates.toml")
