"""Where a layer's coordinates lie: decided, or asked with the likeliest answers."""

from dataclasses import dataclass

from watermap.errors import Message, Problem
from watermap.geodesy.web_offset import WebOffsetName
from watermap.harmonise.places.shift import Shift

GEOGRAPHIC_EPSG = 4490  # CGCS2000, longitude and latitude in degrees


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A CRS that a layer's coordinates may be in; nothing is read in it before a person says so."""

    epsg: int
    name: str
    evidence: Message
    confidence: float  # of all candidates of a layer together at most 1
    north_first: bool = False  # whether the file has north where east should be
    offset: WebOffsetName | None = None  # whether they are those of a web map besides


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDecision:
    """In which CRS the file's coordinates were read.

    Of a local frame that a plane shift brings to CGCS2000, ``epsg`` is the plane it was brought to.
    """

    epsg: int | None  # None: not known, the layer cannot be used before somebody says it
    name: str
    how: Message
    confidence: float
    question: Message | None = None  # what has to be asked of the user; None: nothing
    proposal: int | None = None  # EPSG that the numbers speak for; to be confirmed, never just used
    problems: tuple[Problem, ...] = ()  # contradictions, and what is said of a place that is used
    candidates: tuple[Candidate, ...] = ()  # the likeliest first; empty where nothing is asked
    north_first: bool = False  # whether north and east were swapped, as a person said
    shift: Shift | None = None  # what was applied besides, as a person said
