"""What a map needs to know of an evaluation; ``quality.assessment.Assessment`` is such a one.

Mapping and quality stand beside each other: neither knows the other.
"""

from collections.abc import Sequence
from typing import Literal, Protocol

ClassName = Literal["I", "II", "III", "IV", "V", "worse_than_V"]
ChangeName = Literal[
    "improved_2", "improved_1", "same", "worse_1", "worse_2", "new", "gone", "not_comparable"
]

TrendName = Literal["better", "worse", "mixed", "stable", "untold"]


class SectionStanding(Protocol):
    """How one section or source stands."""

    @property
    def name(self) -> str:
        """As in its layer."""

    @property
    def state(self) -> Literal["evaluated", "insufficient", "no_data"]:
        """Whether there is a class, and why not."""

    @property
    def water_class(self) -> ClassName | None:
        """None unless evaluated."""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None: no target, or not evaluated."""

    @property
    def change(self) -> ChangeName | None:
        """Of its class since the same period of the year before; None: not compared."""

    @property
    def trend(self) -> TrendName | None:
        """Of its indicators over the last months; None: not asked for."""

    @property
    def place(self) -> Literal["on_map", "no_geometry"]:
        """Whether it stands on the map."""


class Standings(Protocol):
    """How all of them stand in one period."""

    @property
    def period(self) -> str:
        """As ``2019``, ``2019-Q2``, ``2019-06``."""

    @property
    def sections(self) -> Sequence[SectionStanding]:
        """The control sections."""

    @property
    def results_elsewhere(self) -> int:
        """Names of the tables that belong to nothing on the map and were not evaluated."""

    @property
    def sources(self) -> Sequence[SectionStanding]:
        """Drinking-water sources with results of their own."""
