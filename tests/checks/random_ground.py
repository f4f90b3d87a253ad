"""Random layers and sites with a seed: points, lines, polygons with holes, twins, broken ones."""

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon

KINDS = ("protection_area", "red_line", "water_source", "river", "shoreline", "livestock_zone")
DEGREES = 1 / 111_000  # a metre, roughly


def star(random, at, size_m, corners=12, hole=False):
    """A polygon around a place with corners at uneven distances; valid."""
    turns = (np.arange(corners) + 0.8 * random.random(corners)) * 2 * np.pi / corners
    reach = size_m * DEGREES * (0.5 + 0.5 * random.random(corners))
    wide = 1 / np.cos(np.radians(at[1]))
    ring = np.column_stack([at[0] + wide * reach * np.cos(turns), at[1] + reach * np.sin(turns)])
    if not hole:
        return Polygon(ring)
    inner = np.array(at) + (ring - np.array(at)) * 0.3
    return Polygon(ring, [inner])


def line(random, at, size_m, corners=6):
    """A winding line from a place."""
    steps = random.normal(size=(corners, 2)) * size_m * DEGREES / corners
    return LineString(np.array(at) + np.cumsum(steps, axis=0))


def site_shape(random, at, size_m):
    """A point, a line, a polygon, one with a hole, or two of them."""
    sort = int(random.integers(5))
    if sort == 0:
        return Point(at)
    if sort == 1:
        return line(random, at, size_m)
    if sort == 4:
        other = (at[0] + 3 * size_m * DEGREES, at[1])
        return MultiPolygon([star(random, at, size_m), star(random, other, size_m)])
    return star(random, at, size_m, corners=int(random.integers(4, 40)), hole=sort == 3)


def feature(random, kind, at):
    """A feature of a kind; one in twelve is broken."""
    if kind == "water_source":
        return Point(at)
    if kind in ("river", "shoreline"):
        return line(random, at, 3_000)
    size = float(random.choice([100.0, 800.0, 3_000.0]))
    corners = int(random.choice([5, 30, 700]))
    if random.integers(12) == 0:
        x, y = at
        d = size * DEGREES
        return Polygon([(x, y), (x + d, y + d), (x + d, y), (x, y + d)])  # a bow-tie
    return star(random, at, size, corners=corners, hole=bool(random.integers(2)))


def ground(random, make_layer, *, middle=(117.5, 34.6), across_m=12_000.0, count=40):
    """Layers of several kinds around a place; some features come twice, in another layer."""

    def place():
        return tuple(np.array(middle) + (random.random(2) - 0.5) * across_m * DEGREES)

    layers = {}
    for kind in KINDS:
        shapes = [feature(random, kind, place()) for _ in range(count)]
        values = [
            {"name": f"{kind}{n}", "grade": str(random.choice(["一级", "二级", ""])) or None}
            for n in range(count)
        ]
        pairs = list(zip(shapes, values, strict=True))
        layers[kind] = (
            make_layer(kind, *pairs),
            make_layer(kind, *pairs[:3], (None, {}), path=f"{kind}_2.shp"),
        )
    return layers


def places(random, count, *, middle=(117.5, 34.6), across_m=14_000.0):
    offsets = (random.random((count, 2)) - 0.5) * across_m * DEGREES
    return [tuple(np.array(middle) + offset) for offset in offsets]


def county(middle=(117.5, 34.6), half_m=6_000.0):
    """A study area that some of the sites leave."""
    return shapely.box(
        *(np.array([*middle, *middle]) + half_m * DEGREES * np.array([-1, -1, 1, 1]))
    )
