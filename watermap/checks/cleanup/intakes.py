"""The drinking-water source that each thing endangers first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from watermap.checks.cleanup.findings import Intake
from watermap.checks.cleanup.things import Standing
from watermap.checks.cleanup.ways import nearest
from watermap.checks.cleanup.zones import Placed
from watermap.checks.ground.features import text_of

OF_SOURCE = "source"  # the field of a protection area that names its source


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The intake of a thing, and where it is."""

    intake: Intake
    geometry: BaseGeometry


def intakes(
    things: Sequence[tuple[Standing, Sequence[Iterable[Placed]]]], sources: Sequence[Placed]
) -> list[End | None]:
    """For each thing the source that the gravest zone names, else the nearest; None: there is none.

    Args:
        things: with the zones of each hit, the gravest first.
        sources: all there are.
    """
    if not sources:
        return [None] * len(things)
    by_name: dict[str | None, list[int]] = {}
    for at, source in enumerate(sources):
        by_name.setdefault(source.ref.name, []).append(at)
    groups: dict[str | None, list[int]] = {}  # things by the source that is named for them
    for i, (_, zones) in enumerate(things):
        name = _named(zones)
        groups.setdefault(name if name in by_name else None, []).append(i)
    found: list[End | None] = [None] * len(things)
    for name, group in groups.items():
        own = list(range(len(sources))) if name is None else by_name[name]
        shapes = np.array([things[i][0].geometry for i in group], dtype=object)
        for i, intake in zip(group, _nearest(shapes, own, sources, name), strict=True):
            found[i] = intake
    return found


def _named(zones: Iterable[Iterable[Placed]]) -> str | None:
    every = (text_of(zone.values.get(OF_SOURCE)) for of_hit in zones for zone in of_hit)
    return next((name for name in every if name), None)


def _nearest(
    shapes: npt.NDArray[np.object_], own: Sequence[int], sources: Sequence[Placed], name: str | None
) -> list[End]:
    ends = np.array([sources[at].geometry for at in own], dtype=object)
    at, metres, bearings = nearest(shapes, ends)
    return [
        End(
            geometry=sources[own[i]].geometry,
            intake=Intake(
                feature=sources[own[i]].ref,
                distance_m=far,
                bearing_deg=bearing if far > 0 else None,
                by="nearest" if name is None else "area",
            ),
        )
        for i, far, bearing in zip(at.tolist(), metres.tolist(), bearings.tolist(), strict=True)
    ]
