"""What is told of a project's waters: the network with what stands on it, a trace, a spill."""

from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Message, Problem
from watermap.network.building.build import Built
from watermap.network.building.choosing import Chosen
from watermap.network.building.repairs import Kept
from watermap.network.incidents.calling import Call
from watermap.network.incidents.spill import Spill
from watermap.network.incidents.suspects import Standing, Suspects
from watermap.network.network import Floats
from watermap.network.placing.place import Placements, Unplaced
from watermap.network.tracing.passed import Passed
from watermap.network.tracing.start import Start
from watermap.network.tracing.trace import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Waters:
    """The network of a project, and what stands on it."""

    built: Built
    placements: Placements
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The network itself: what is wrong with it, what was decided about it."""

    waters: Waters
    kept: Kept
    changed: Chosen | None = None  # what was decided just now; None: it was only looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A trace, what was asked from, and whom it passes."""

    waters: Waters
    asked_from: str
    start: Start
    trace: Trace
    districts: tuple[Passed, ...]
    chiefs: tuple[Passed, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spilled:
    """What a spill does, what was asked from, and whom to call.

    ``hours``: at the earliest at both ends of each piece of the trace, (n, 2). ``unplaced``: water
    sources that have no place on the network: nobody knows whether they are hit.
    """

    waters: Waters
    asked_from: str
    start: Start
    spill: Spill
    hours: Floats
    calls: tuple[Call, ...]
    unplaced: tuple[Unplaced, ...]
    said: tuple[Message, ...]
    problems: tuple[Problem, ...]

    @property
    def followed(self) -> Followed:
        """The trace that it goes along, as a trace is told; districts and chiefs are ``calls``."""
        return Followed(
            waters=self.waters,
            asked_from=self.asked_from,
            start=self.start,
            trace=self.spill.trace,
            districts=(),
            chiefs=(),
            problems=self.problems,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceedance:
    """What a section shows in a period. Classes and limits as its evaluation has them."""

    section: str
    period: str
    indicator: str  # id
    unit: str
    value: Decimal | None
    limit: Decimal | None  # of its target, else of class III
    multiple: Decimal | None  # (value − limit)/limit; None: not defined, or not over
    water_class: str | None
    aim: str  # the class it is held against
    fails: bool
    others: tuple[str, ...]  # further indicators that fail, the worst first


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamSection:
    """A section upstream, and how it stood in the same indicator and period."""

    name: str
    taken_m: float  # along the water
    standing: Standing | None  # None: no result


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """What a section shows, and who upstream may explain it."""

    waters: Waters
    shown: Exceedance
    suspects: Suspects
    sections: tuple[UpstreamSection, ...]  # the nearest first
    problems: tuple[Problem, ...]
