"""What a drawn line or area measures, in true metres, as a planner reads it."""

from collections.abc import Sequence

from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from watermap.figures import figure, hectares, mu
from watermap.geodesy.measure import area_m2, length_m

Position = tuple[float, float]  # longitude, latitude


def drawn(positions: Sequence[Position], *, closed: bool) -> BaseGeometry | None:
    """The line or polygon through positions; None where there are too few."""
    if closed and len(positions) >= 3:
        return Polygon(positions)
    if not closed and len(positions) >= 2:
        return LineString(positions)
    return None


def length_text(geometry: BaseGeometry) -> str:
    """A length: metres, from 1 km on kilometres."""
    metres = length_m(geometry)
    return f"{figure(metres, 1)} m" if metres < 1000 else f"{figure(metres / 1000, 3)} km"


def area_text(geometry: BaseGeometry, mu_word: str, hectare_word: str) -> str:
    """An area in m², hectares and 亩."""
    square_metres = abs(area_m2(geometry))
    return (
        f"{figure(square_metres, 0)} m² = {figure(hectares(square_metres), 4)} {hectare_word}"
        f" = {figure(mu(square_metres), 2)} {mu_word}"
    )
