"""What is told of a project's waters: the network with what stands on it, and a trace along it."""

from dataclasses import dataclass

from watermap.errors import Problem
from watermap.network.build import Built
from watermap.network.choosing import Chosen
from watermap.network.passed import Passed
from watermap.network.place import Placements
from watermap.network.repairs import Kept
from watermap.network.start import Start
from watermap.network.trace import Trace


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
