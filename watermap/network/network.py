"""The rivers as reaches between nodes: what ``build`` makes, and what every trace walks on."""

import enum
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


class Flow(enum.IntEnum):
    """Which way the water of a reach goes, against the way its line is drawn."""

    UNKNOWN = 0  # no clue decides: a trace ends here and says so
    AS_DRAWN = 1
    AGAINST = -1
    BOTH = 2  # a canal or tidal reach: a trace goes through it both ways and says so


class Sort(enum.StrEnum):
    """What sort of water a reach is; a crossing of sorts that do not meet is no junction."""

    RIVER = "river"
    CANAL = "canal"
    DIVERSION = "diversion"  # pumped or led in its own bed: crosses rivers without meeting them
    CULVERT = "culvert"  # below ground: meets others at its ends only
    LAKE = "lake"  # a centre line through a lake


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaches:
    """One entry a reach, in all columns the same number of them.

    ``lines``: LineStrings in EPSG:4490 (longitude, latitude), as drawn. ``ids``: the layer's own id
    as text, else ``<layer>#<record counted from 1>``; pieces of one drawn line share it.
    """

    lines: npt.NDArray[np.object_]
    ids: tuple[str, ...]
    names: tuple[str | None, ...]
    layer: Numbers  # number of the layer among those given to ``build``
    record: Numbers  # record in that layer, counted from 0
    length_m: Floats  # geodesic
    start: Numbers  # node of the line's first vertex, as drawn
    end: Numbers  # node of its last vertex
    flow: npt.NDArray[np.int8]  # a Flow
    clue: tuple[str, ...]  # what decided the flow: an id of clues.toml; "" where nothing did
    confidence: Floats  # 0 … 1, of the clue
    sort: tuple[Sort, ...]
    gate: tuple[str | None, ...]  # name of a sluice or pumping station on the reach
    slow_m_s: Floats  # lowest and highest speed of the water; NaN: not given
    fast_m_s: Floats
    river: Numbers  # number of the river: what carries one name and hangs together
    km: Floats  # river-km of the reach's lower end above its river's mouth; NaN: flow unknown
    rank: Floats  # the greater, the more main where reaches meet (built from order, name, length)

    def __len__(self) -> int:
        """How many reaches there are."""
        return len(self.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Reaches and the nodes they meet in.

    ``node_xy``: longitude and latitude of each node in EPSG:4490, shape (nodes, 2).
    ``tolerance_m``: ends nearer to each other than this were taken as meeting.
    """

    reaches: Reaches
    node_xy: Floats
    tolerance_m: float

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self.node_xy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on the network: ``at_m`` metres along the reach from its first vertex as drawn."""

    reach: int
    at_m: float
    snap_m: float  # from the thing itself to the reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A section, outfall, intake … and where on the network it is."""

    kind: str  # id of the kind of layer
    layer: int  # number among the layers of that kind
    record: int  # counted from 0
    id: str | None
    name: str | None
    place: Place
    doubts: tuple[str, ...] = ()  # codes: "far", "two_reaches", "other_river" …: for review
