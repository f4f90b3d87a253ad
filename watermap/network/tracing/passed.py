"""Which districts a trace passes, and who answers for its rivers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from watermap.geodesy.measure import length_m
from watermap.harmonise.layer import Layer
from watermap.network.network import Network
from watermap.network.tracing.pieces import Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A district, or a river chief with a river, and how much of the trace is theirs."""

    name: str | None
    of: str | None  # the river of a chief; None for a district
    length_m: float
    taken_m: float  # along the water from the start to the first of it


def districts_passed(
    network: Network, pieces: Pieces, areas: Sequence[Layer]
) -> tuple[Passed, ...]:
    """The administrative areas that a trace goes through, in the order of the water.

    A part that lies in no area is not told here; areas that overlap are told each.

    Args:
        network: as built.
        pieces: of a trace.
        areas: layers of the kind ``administrative_area``.
    """
    lines = pieces.geometry(network)
    found = [one for layer in areas for one in _in_areas(layer, lines, pieces)]
    return tuple(sorted(found, key=lambda one: one.taken_m))


def _in_areas(layer: Layer, lines: npt.NDArray[np.object_], pieces: Pieces) -> Iterator[Passed]:
    shapes = np.asarray(layer.frame.geometry.values, dtype=object)
    for name, area in zip(layer.frame["name"].tolist(), shapes, strict=True):
        if area is None or area.is_empty or not len(lines):
            continue
        shapely.prepare(area)
        touched = np.flatnonzero(shapely.intersects(area, lines))
        inside = [(at, length_m(lines[at].intersection(area))) for at in touched.tolist()]
        total = sum(metres for _, metres in inside)
        if total > 0:
            first = min(float(pieces.taken_m[at]) for at, metres in inside if metres > 0)
            yield Passed(name=name, of=None, length_m=total, taken_m=first)


def chiefs_passed(network: Network, pieces: Pieces, layers: Sequence[Layer]) -> tuple[Passed, ...]:
    """The river chiefs of the rivers that a trace goes along, in the order of the water.

    Args:
        network: as built.
        pieces: of a trace.
        layers: what ``network.reaches.layer`` counts; a layer without chiefs tells none.
    """
    reaches = network.reaches
    found: dict[tuple[str, str | None], tuple[float, float]] = {}
    length = pieces.to_m - pieces.from_m
    for row, reach in enumerate(pieces.reach.tolist()):
        layer = layers[int(reaches.layer[reach])]
        chief = chief_of(layer, int(reaches.record[reach]))
        if chief:
            key = (chief, reaches.names[reach])
            metres, first = found.get(key, (0.0, np.inf))
            found[key] = (metres + length[row], min(first, float(pieces.taken_m[row])))
    told = (
        Passed(name=chief, of=river, length_m=float(metres), taken_m=first)
        for (chief, river), (metres, first) in found.items()
    )
    return tuple(sorted(told, key=lambda one: one.taken_m))


def chief_of(layer: Layer, record: int) -> str | None:
    """The river chief of a record; None where its layer names none."""
    if "river_chief" not in layer.frame.columns:
        return None
    value = layer.frame["river_chief"].iloc[record]
    return value if isinstance(value, str) and value.strip() else None
