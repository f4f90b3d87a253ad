"""What is wrong or doubtful in a network: where it is, how bad, and what would repair it."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from watermap.errors import Message, Severity
from watermap.network.building.repairs import Repair


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One of them, to be listed, drawn and repaired.

    ``code`` is that of ``message``, ``network.fault_<code>``, where all of them stand.
    """

    code: str
    severity: Severity
    lon: float  # a place on it, EPSG:4490; NaN: it has none
    lat: float
    geometry: BaseGeometry | None  # what to draw, EPSG:4490
    reaches: tuple[int, ...]
    message: Message
    repairs: tuple[Repair, ...] = ()  # each of them would settle it; the first is the likelier
    left: bool = False  # a person has said that it is as it should be
