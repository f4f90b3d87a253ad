"""The clues to the direction of flow, as clues.toml lists them: the first that speaks decides."""

from collections.abc import Mapping
from functools import cache

from pydantic import Field as Key

from watermap.datafile import Strict, read_toml
from watermap.language import Text
from watermap.resources import package_file


class Clue(Strict):
    """One way to know where the water goes."""

    id: str
    confidence: float = Key(gt=0, le=1)
    title: Text


class Trust(Strict):
    """When a whole layer's drawing or nodes are believed."""

    share_of_chance: float = Key(ge=0, le=1)
    nodes_for_a_slip: int
    why: Text


class Heights(Strict):
    """When heights say anything."""

    least_m: float = Key(ge=0)
    why: Text


class _File(Strict):
    clue: list[Clue]
    trust: Trust
    heights: Heights


@cache
def clues() -> Mapping[str, Clue]:
    """All clues by id, the most decisive first."""
    return {one.id: one for one in _file().clue}


def trust() -> Trust:
    """When a layer's own direction is believed at all."""
    return _file().trust


def heights() -> Heights:
    """When two ends differ enough in height."""
    return _file().heights


@cache
def _file() -> _File:
    return read_toml(_File, package_file("network/building/clues.toml"))
