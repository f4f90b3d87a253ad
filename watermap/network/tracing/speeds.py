"""How fast the water goes: a reach's own speeds, else the season's range; never one number."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, get_args

import numpy as np
from annotated_types import Ge
from pydantic import model_validator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.language import Text
from watermap.network.network import Floats, Network, Reaches, Sort
from watermap.resources import package_file

Season = Literal["wet", "normal", "dry"]
SEASONS: tuple[Season, ...] = get_args(Season)
Pace = Literal["slow", "likely", "fast"]
PACES: tuple[Pace, ...] = get_args(Pace)
Speed = Annotated[float, Ge(0)]


class Speeds(Strict):
    """All of speeds.toml, metres in a second: slow, likely, fast."""

    verified: bool
    source: Text
    any: Mapping[Season, tuple[Speed, Speed, Speed]]
    sorts: Mapping[Sort, Mapping[Season, tuple[Speed, Speed, Speed]]]

    @model_validator(mode="after")
    def _rising(self) -> "Speeds":
        ranges = [*self.any.values(), *(one for of in self.sorts.values() for one in of.values())]
        if any(list(one) != sorted(one) or one[2] <= 0 for one in ranges):
            raise Contradiction("tracing.why_speeds")
        return self

    def of(self, sort: Sort, season: Season) -> tuple[float, float, float]:
        """The range of a sort of water in a season."""
        return self.sorts.get(sort, {}).get(season, self.any[season])


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """How long the water needs, in hours: at the fastest, as is likely, at the slowest.

    ``latest`` is infinite where the water may stand still.
    """

    earliest: float
    likely: float
    latest: float


@cache
def known_speeds() -> Speeds:
    """The speeds as shipped."""
    return read_toml(Speeds, package_file("network/tracing/speeds.toml"))


def hours_through(network: Network, *, season: Season, speeds: Speeds) -> Mapping[Pace, Floats]:
    """Hours through each reach at each pace.

    A reach that gives its own slow and fast speed is likely to be passed at their mean.
    """
    metres_per_s = _of_reaches(network.reaches, season=season, speeds=speeds)
    with np.errstate(divide="ignore"):
        return {pace: network.reaches.length_m / metres_per_s[pace] / 3600 for pace in PACES}


def has_own(reaches: Reaches) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which reaches give their own speeds."""
    return ~(np.isnan(reaches.slow_m_s) | np.isnan(reaches.fast_m_s))


def _of_reaches(reaches: Reaches, *, season: Season, speeds: Speeds) -> Mapping[Pace, Floats]:
    ranges = {sort: speeds.of(sort, season) for sort in set(reaches.sort)}
    given = np.array([ranges[sort] for sort in reaches.sort], dtype=np.float64).reshape(-1, 3)
    own = has_own(reaches)
    mean = (reaches.slow_m_s + reaches.fast_m_s) / 2
    columns = (reaches.slow_m_s, mean, reaches.fast_m_s)
    return {
        pace: np.where(own, column, given[:, place])
        for place, (pace, column) in enumerate(zip(PACES, columns, strict=True))
    }
