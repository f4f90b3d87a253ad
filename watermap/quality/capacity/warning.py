"""Warning levels as data, and which fields of the outfall layer hold loads."""

from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Annotated, Self

from pydantic import ConfigDict, Field as Key, model_validator

from watermap.catalogue.kinds import Colour
from watermap.datafile import Contradiction, Strict, read_toml
from watermap.language import Text
from watermap.quality.documents.dated import Dated, Exact
from watermap.resources import package_file


class Level(Strict):
    """One level: from which share of the permitted load on, per cent, inclusive."""

    id: str
    title: Text
    at_least_pct: Exact
    fill: Colour | None = None
    text: Colour | None = None


Levels = Annotated[tuple[Level, ...], Key(min_length=1)]


class Warnings(Dated):
    """watermap's own levels; nobody's law."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    levels: Levels = Key(alias="level")
    projection_from_months: int
    outfall_loads: dict[str, str]  # indicator: field of the outfall layer, t/a
    outfall_permits: dict[str, str]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        hold_rising(self.levels)
        return self


def hold_rising(levels: tuple[Level, ...]) -> None:
    """Refuse levels that do not begin at 0 and rise.

    Raises:
        Contradiction: they do not.
    """
    shares = [level.at_least_pct for level in levels]
    if shares[:1] != [0] or any(lower >= upper for lower, upper in pairwise(shares)):
        raise Contradiction("capacity.why_levels_rise")


def level_of(use_pct: Decimal, levels: tuple[Level, ...]) -> Level:
    """The last level that a share reaches; it is not rounded before. The share is 0 or more."""
    return [level for level in levels if use_pct >= level.at_least_pct][-1]


@cache
def warnings() -> Warnings:
    """The levels that come with watermap.

    Raises:
        WatermapError: the file is broken.
    """
    return read_toml(Warnings, package_file("quality/capacity") / "warning.toml")
