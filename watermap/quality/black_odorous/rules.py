"""The rules of black-odorous waters as dated data: thresholds, shares, how points are found."""

from decimal import Decimal
from functools import cache
from typing import Literal, Self

from pydantic import Field as Key, model_validator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.documents.dated import Dated, Exact
from watermap.resources import package_file

Degree = Literal["none", "light", "heavy", "black_odorous"]  # the last: rural, not graded further
RulesName = Literal["urban", "rural"]
_NONE = "none_from, none_up_to, none_above"


class Threshold(Strict):
    """One indicator's bounds, in ``unit``."""

    id: str
    unit: str
    none_from: Exact | None = None  # from here on it is none
    none_up_to: Exact | None = None  # up to here, the bound included
    none_above: Exact | None = None  # above the bound only
    heavy_below: Exact | None = None  # below the bound only
    heavy_above: Exact | None = None  # above the bound only

    @model_validator(mode="after")
    def _one_bound_of_none(self) -> Self:
        bounds = (self.none_from, self.none_up_to, self.none_above)
        if sum(one is not None for one in bounds) != 1:
            raise Contradiction("black_odorous.why_one_bound", keys=_NONE)
        if self.id not in load_indicators():
            raise Contradiction("black_odorous.why_indicator_unknown", id=self.id)
        return self

    def is_none(self, value: Decimal) -> bool:
        """Whether a value is not black-odorous."""
        if self.none_from is not None:
            return value >= self.none_from
        if self.none_up_to is not None:
            return value <= self.none_up_to
        return self.none_above is not None and value > self.none_above

    def is_heavy(self, value: Decimal) -> bool:
        """Whether a value is heavy; never where the rules know one degree only."""
        below = self.heavy_below is not None and value < self.heavy_below
        return below or (self.heavy_above is not None and value > self.heavy_above)


class Shallow(Strict):
    """How transparency is read where the water is less deep than its bound."""

    below_cm: Exact
    share_pct: Exact  # of the depth; below it the water is as bad as the rules know
    verified: bool = False


class Grading(Strict):
    """From samplings to points, reaches and the whole water. Shares are inclusive."""

    one_indicator_pct: Exact
    several_indicators_pct: Exact
    several_indicators: int
    points_in_a_row: int
    points_of_water_pct: Exact
    verified: bool = False


class Sampling(Strict):
    """How many points and samplings an answer needs."""

    least_points: int
    least_times: int
    spacing_m: tuple[Exact, Exact]
    verified: bool = False


class Points(Strict):
    """Which point of the tables lies on which water of the map."""

    within_m: Exact
    name_endings: tuple[str, ...]  # behind the water's name in a point's name, digits beside


class Rules(Dated):
    """The whole of one file."""

    lesser: Degree  # of what is neither none nor heavy
    light_from_samples: int
    thresholds: tuple[Threshold, ...] = Key(alias="indicator")
    shallow: Shallow
    grading: Grading | None = None  # None: there is one degree only
    sampling: Sampling | None = None  # None: the document says nothing
    points: Points

    @property
    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators, in the document's order."""
        return tuple(one.id for one in self.thresholds)


@cache
def load_rules(name: RulesName) -> Rules:
    """The rules for towns or for the countryside.

    Raises:
        WatermapError: the file is broken.
    """
    return read_toml(Rules, package_file("quality/black_odorous") / f"{name}.toml")
