"""River layers drawn by hand, in metres east and north of one place, and networks read back."""

import datetime as dt
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from tests.checks.ground import Ground
from watermap.catalogue.load import load_kinds
from watermap.errors import Message
from watermap.harmonise.harmonise import harmonise_layer
from watermap.harmonise.layer import Layer
from watermap.harmonise.places.decision import PlaceDecision
from watermap.language import Text
from watermap.network.network import Flow
from watermap.reading.raw import Source
from watermap.reading.reader import Reader
from watermap.resources import shipped_layers

GROUND = Ground()


@cache
def kinds():
    return load_kinds([shipped_layers()])


def layer(kind, *features, path=None):
    """A layer of (shape, values) pairs; a list of places in metres is a line."""
    pairs = [one if isinstance(one, tuple) else (one, {}) for one in features]
    shapes = [GROUND.line(*shape) if isinstance(shape, list) else shape for shape, _ in pairs]
    columns = {field: [values.get(field) for _, values in pairs] for field in kinds()[kind].fields}
    frame = gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs=4490))
    file = Path(path or f"{kind}.shp")
    return Layer(
        kind=kind,
        title=Text(zh=kinds()[kind].title.zh, en=kinds()[kind].title.en),
        source=Source(path=file, format="test", sha256="0" * 64, modified=dt.date(2026, 1, 1)),
        layer_name=file.stem,
        features_in_file=len(pairs),
        place=PlaceDecision(
            epsg=4490, name="CGCS2000", how=Message.of("checks.covered_by_area"), confidence=1.0
        ),
        columns=(),
        frame=frame,
        raw=frame.drop(columns="geometry"),
    )


def from_file(path, kind, **how):
    """A layer of a real file."""
    with Reader() as reader:
        raw = reader.read(path)
    return harmonise_layer(raw.layers[0], kinds()[kind], **how)


def metres(network):
    """The nodes in metres east and north of the drawing's place."""
    lon, lat = network.node_xy.T
    from tests.checks.ground import ORACLE

    here = np.full_like(lon, GROUND.lon), np.full_like(lat, GROUND.lat)
    bearing, _, away = ORACLE.inv(*here, lon, lat)
    return np.column_stack([away * np.sin(np.radians(bearing)), away * np.cos(np.radians(bearing))])


def flows(network, names=None):
    """Every reach as (name, from, to, sign): places in metres to the nearest 5, sign as in maps.

    ``->`` flows, ``<->`` both ways, ``--`` unknown (then the ends stand in the order drawn).
    """
    places = [tuple(int(5 * round(value / 5)) for value in place) for place in metres(network)]
    reaches = network.reaches
    found = []
    for row in range(len(reaches)):
        ends = places[reaches.start[row]], places[reaches.end[row]]
        flow = int(reaches.flow[row])
        sign = {Flow.UNKNOWN: "--", Flow.BOTH: "<->"}.get(flow, "->")
        first, last = reversed(ends) if flow == Flow.AGAINST else ends
        found.append(f"{reaches.names[row]} {first[0]},{first[1]} {sign} {last[0]},{last[1]}")
    return sorted(found)


def box(west, south, east, north):
    return GROUND.box(west, south, east, north)


def union_length(lines):
    return shapely.length(shapely.union_all(lines))
