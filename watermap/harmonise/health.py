"""How sound a layer or a table is, check by check: green, amber or red, in one sentence each.

Health says what was found, so that somebody can look; it changes nothing and forbids nothing.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.catalogue.match import match_columns
from watermap.datafile import Strict, read_toml
from watermap.errors import Message
from watermap.harmonise.layer import Layer, PlaceDecision
from watermap.harmonise.measurements import Measurements
from watermap.harmonise.places import to_geographic
from watermap.reading.raw import RawLayer
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
    return read_toml(Limits, package_file("harmonise") / "health.toml")


def health_of_raw(
    raw: RawLayer,
    place: PlaceDecision,
    *,
    kind: Kind | None = None,
    study_area: BaseGeometry | None = None,
    today: dt.date | None = None,
) -> Health:
    """The health of a layer as found in its file.

    Args:
        raw: the layer.
        place: where it lies, as decided; without one nothing is measured in metres.
        kind: what it may be a layer of; None: nobody knows.
        study_area: in EPSG:4490; None: none is known.
        today: for the age; None: the day it is.
    """
    from watermap.harmonise.health_layer import Subject, checks_of

    shapes = raw.geometry if place.epsg is None else to_geographic(raw.geometry, place.epsg)
    subject = Subject(
        source=raw.source,
        place=place,
        encoding=raw.encoding,
        shapes=shapes,
        placed=place.epsg is not None,
        attributes=raw.attributes,
        features_in_file=raw.features_in_file,
        rejected=raw.rejected,
        repaired=raw.repaired,
        codes=frozenset(problem.code for problem in raw.problems),
        kind=kind,
        kind_is_guess=True,
        columns=match_columns(list(raw.attributes.columns), kind) if kind else (),
    )
    return Health(
        checks=tuple(checks_of(subject, health_limits(), study_area, today or dt.date.today()))
    )


def health_of_layer(
    layer: Layer,
    kind: Kind,
    *,
    study_area: BaseGeometry | None = None,
    today: dt.date | None = None,
) -> Health:
    """The health of a harmonised layer; the arguments are those of ``health_of_raw``."""
    from watermap.harmonise.health_layer import Subject, checks_of

    subject = Subject(
        source=layer.source,
        place=layer.place,
        encoding=layer.encoding,
        shapes=layer.frame.geometry.to_numpy(),
        placed=True,
        attributes=layer.raw,
        features_in_file=layer.features_in_file,
        rejected=layer.rejected,
        repaired=layer.repaired,
        codes=frozenset(problem.code for problem in layer.problems),
        kind=kind,
        kind_is_guess=False,
        columns=layer.columns,
        date=layer.date,
    )
    return Health(
        checks=tuple(checks_of(subject, health_limits(), study_area, today or dt.date.today()))
    )


def health_of_table(results: Measurements, *, known: Collection[str] | None = None) -> Health:
    """The health of a table of results.

    Args:
        results: one sheet or file, harmonised.
        known: names of its sections that have a place on the map; None: nobody has looked.
    """
    from watermap.harmonise.health_table import checks_of_table

    return Health(checks=tuple(checks_of_table(results, health_limits(), known)))
