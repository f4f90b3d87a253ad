"""One check of a layer's or table's health, and the figures that give it its colour."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from watermap.datafile import Strict, read_toml
from watermap.errors import Message
from watermap.resources import package_file

Colour = Literal["green", "amber", "red"]
_ORDER: tuple[Colour, ...] = ("green", "amber", "red")


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheck:
    """One row of a health list.

    ``figure``: the number behind the colour, in ``unit``; None: the check has none.
    """

    id: str
    colour: Colour
    sentence: Message
    figure: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All checks of one layer or table. What could not be asked at all has no row."""

    checks: tuple[HealthCheck, ...]

    @property
    def colour(self) -> Colour:
        """The worst of all."""
        return worst(check.colour for check in self.checks)

    def check(self, name: str) -> HealthCheck | None:
        """One row; None: it was not asked."""
        return next((check for check in self.checks if check.id == name), None)


def worst(colours: Iterable[Colour]) -> Colour:
    """Red before amber before green; green where there is none."""
    return max(colours, key=_ORDER.index, default="green")


def row(name: str, code: str, colour: Colour, /, **fields: object) -> HealthCheck:
    """A row whose sentence is ``harmonise.health_<code>``; ``figure`` and ``unit`` go beside it."""
    figure, unit = fields.pop("figure", None), fields.pop("unit", None)
    return HealthCheck(
        id=name,
        colour=colour,
        sentence=Message.of(f"harmonise.health_{code}", **fields),
        figure=float(figure) if isinstance(figure, int | float) else None,
        unit=str(unit) if unit is not None else None,
    )


class Limit(Strict):
    """One figure of health.toml."""

    value: float
    unit: str
    why: str


class Limits(Strict):
    """The figures of health.toml."""

    encoding_sure: Limit
    encoding_firm: Limit
    without_shape_red: Limit
    overlap_least: Limit
    overlap_pairs_tested: Limit
    overlap_points_tested: Limit
    near_degrees: Limit
    outside_amber: Limit
    cover_polygons: Limit
    age_amber: Limit
    unread_cells_red: Limit
    several_a_day: Limit


@cache
def health_limits() -> Limits:
    """The figures as shipped."""
    return read_toml(Limits, package_file("harmonise/health") / "health.toml")
