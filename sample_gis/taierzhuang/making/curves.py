"""Lines that wind and areas that look grown, from a few places given by hand."""

import math
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.affinity import rotate, scale, translate
from shapely.geometry import LineString, Point, Polygon

from making.ground import Array, Pair, board, chance, settled, spot

MEANDER_WAVES_M = (5200.0, 2700.0, 1400.0)
MEANDER_SHARES = (0.45, 0.33, 0.22)
CORNERS_BETWEEN_CONTROLS = 24


def smooth(controls: Array) -> Array:
    """A Catmull-Rom curve through the control points."""
    before = 2 * controls[0] - controls[1]
    after = 2 * controls[-1] - controls[-2]
    padded = np.vstack([before, controls, after])
    t = np.linspace(0, 1, CORNERS_BETWEEN_CONTROLS, endpoint=False)[:, None]
    parts = [
        0.5
        * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        )
        for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    ]
    return np.vstack([*parts, controls[-1:]])


def winding(
    controls: Array,
    *,
    name: str,
    swing_m: float = 110.0,
    step_m: float = 260.0,
    waves_m: Sequence[float] = MEANDER_WAVES_M,
) -> LineString:
    """A natural line through the controls, a vertex about every ``step_m``.

    It swings to both sides by up to ``swing_m``; its two ends are exactly the first and the last
    control.
    """
    course = LineString(smooth(controls))
    count = max(2, round(course.length / step_m))
    along = np.linspace(0, course.length, count + 1)
    middle = shapely.get_coordinates(shapely.line_interpolate_point(course, along))
    tangent = np.gradient(middle, axis=0)
    normal = np.column_stack([-tangent[:, 1], tangent[:, 0]])
    normal /= np.hypot(normal[:, 0], normal[:, 1])[:, None]
    drift = (
        _meander(along, name, waves_m)
        * swing_m
        * np.sqrt(np.sin(np.linspace(0, math.pi, count + 1)))
    )
    line = np.round(middle + normal * drift[:, None], 3)
    line[0], line[-1] = controls[0], controls[-1]
    return LineString(line)


def _meander(along: Array, name: str, waves_m: Sequence[float]) -> Array:
    dice = chance(f"meander {name}")
    return sum(
        (
            share * np.sin(2 * math.pi * (along / (wave * dice.uniform(0.7, 1.6)) + dice.random()))
            for wave, share in zip(waves_m, MEANDER_SHARES, strict=True)
        ),
        start=np.zeros_like(along),
    )


def course(pairs: Sequence[Pair], *, name: str, **how: float) -> LineString:
    """``winding`` through longitudes and latitudes."""
    return winding(board(pairs), name=name, **how)


def grown(
    place: Pair, *, name: str, half_m: Pair, turn_deg: float = 0, rough: float = 0.1
) -> Polygon:
    """A rounded area with an uneven edge: half axes east and north, turned anticlockwise."""
    dice = chance(f"edge {name}")
    waves = [(k, rough / k**0.7 * dice.uniform(0.5, 1), dice.random()) for k in (2, 3, 5, 7)]
    angles = np.linspace(0, 2 * math.pi, 72, endpoint=False)
    radius = 1 + sum(size * np.cos(k * angles + 2 * math.pi * turn) for k, size, turn in waves)
    ring = np.column_stack(
        [half_m[0] * radius * np.cos(angles), half_m[1] * radius * np.sin(angles)]
    )
    centre = spot(*place)
    return settled(translate(rotate(Polygon(ring), turn_deg, (0, 0)), centre.x, centre.y))


def laid_out(place: Pair, *, size_m: Pair, turn_deg: float = 0, notch: float = 0.25) -> Polygon:
    """A planned area with straight edges: a turned rectangle that lacks one corner."""
    shape = Polygon(
        [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5 - notch), (0.5 - notch, 0.5 - notch),
         (0.5 - notch, 0.5), (-0.5, 0.5)]
    )  # fmt: skip
    centre = spot(*place)
    turned = rotate(scale(shape, *size_m, origin=(0, 0)), turn_deg, (0, 0))
    return settled(translate(turned, centre.x, centre.y))


def vertex(line: LineString, lon: float, lat: float) -> Point:
    """The vertex of a line that lies nearest to a place."""
    vertices = shapely.points(shapely.get_coordinates(line))
    return vertices[int(np.argmin(shapely.distance(vertices, spot(lon, lat))))]


def between(line: LineString, start: Point, end: Point) -> LineString:
    """The part of a line from one of its vertices to another, in the line's direction."""
    vertices = shapely.get_coordinates(line)
    places = [int(np.argmin(np.hypot(*(vertices - (p.x, p.y)).T))) for p in (start, end)]
    return LineString(vertices[min(places) : max(places) + 1])
