"""A network and all that it was made of: what faults are looked for in."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.errors import Message, Severity
from watermap.network.building.beds import InBed
from watermap.network.building.direction import Direction, ends_of_lines
from watermap.network.building.faults import Fault
from watermap.network.building.lines import Lines
from watermap.network.building.meeting import Meetings
from watermap.network.building.noding import Pieces
from watermap.network.building.repairs import LineKey, Repair, Resolved, key_of
from watermap.network.building.settings import Tolerances
from watermap.network.network import Floats, Flow, Network, Numbers


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Every stage of a network, each with what the next one needs of it."""

    lines: Lines
    pieces: Pieces
    meetings: Meetings
    network: Network
    direction: Direction
    drained_km: Floats  # length of all reaches that drain through each
    beds: tuple[tuple[InBed, Lines], ...]  # with the lines that they are numbered in
    repairs: tuple[Resolved, ...]
    stale: tuple[Repair, ...]
    near: Tolerances

    @cached_property
    def degree(self) -> Numbers:
        """How many ends of reaches meet in each node."""
        both = np.concatenate([self.pieces.start, self.pieces.end])
        return np.bincount(both, minlength=len(self.network))

    @cached_property
    def line_ends(self) -> tuple[Numbers, Numbers]:
        """The nodes of the first and the last vertex of each line; -1 where nothing is left."""
        return ends_of_lines(self.lines, self.pieces)

    @cached_property
    def arrives(self) -> Numbers:
        """How many reaches certainly end in each node, by their flow."""
        return self._ends(Flow.AS_DRAWN, Flow.AGAINST)

    @cached_property
    def leaves(self) -> Numbers:
        """How many reaches certainly begin in each node."""
        return self._ends(Flow.AGAINST, Flow.AS_DRAWN)

    def _ends(self, at_end: Flow, at_start: Flow) -> Numbers:
        flow = self.network.reaches.flow
        nodes = len(self.network)
        return np.bincount(self.pieces.end[flow == at_end], minlength=nodes) + np.bincount(
            self.pieces.start[flow == at_start], minlength=nodes
        )

    @cached_property
    def names(self) -> list[str]:
        """What to call each line: its name, else its id."""
        return [
            name or own for name, own in zip(self.lines.texts("name"), self.lines.ids, strict=True)
        ]

    def key(self, line: int) -> LineKey:
        """How a repair names a line."""
        return key_of(self.lines, line)

    def reaches_of(self, line: int) -> tuple[int, ...]:
        """The reaches that a drawn line became."""
        first, last = np.searchsorted(self.pieces.line, [line, line + 1])
        return tuple(range(int(first), int(last)))

    def end_place(self, end: int) -> tuple[float, float]:
        """Longitude and latitude of an end (see ``Lines.ends``)."""
        lon, lat = self.lines.ends()[end].tolist()
        return lon, lat


def fault(
    code: str,
    severity: Severity,
    geometry: BaseGeometry | None,
    *,
    reaches: tuple[int, ...] = (),
    at: tuple[float, float] | None = None,
    repairs: tuple[Repair, ...] = (),
    **fields: object,
) -> Fault:
    """A fault with its sentence ``network.fault_<code>``; ``at``: else a place on the geometry."""
    lon, lat = at or _place(geometry)
    return Fault(
        code=code,
        severity=severity,
        lon=lon,
        lat=lat,
        geometry=geometry,
        reaches=reaches,
        message=Message(code=f"network.fault_{code}", fields=fields),
        repairs=repairs,
    )


def _place(geometry: BaseGeometry | None) -> tuple[float, float]:
    if geometry is None or geometry.is_empty:
        return float("nan"), float("nan")
    lon, lat = shapely.get_coordinates(shapely.point_on_surface(geometry))[0].tolist()
    return lon, lat
