"""What an evaluation of wells says, of each and of all together (GB/T 14848-2017)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from watermap.errors import Message, Problem
from watermap.harmonise.measurements import SECTION, Measurements
from watermap.quality.assessment import SectionResult, WaterClass
from watermap.quality.classing.shares import share

Trend = Literal["better", "stable", "worse", "unknown"]
From = Literal["results", "layer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WellResult:
    """How one well stands, and against its base year."""

    result: SectionResult  # of the period; its target is class III
    routine: int  # indicators of the standard's table 1 with a class
    further: int  # of its other tables
    now: WaterClass | None  # as compared with ``base``; None: nothing tells it
    base: WaterClass | None
    now_from: From | None
    base_from: From | None
    trend: Trend
    why: tuple[Message, ...] = ()  # of the comparison, and what has to be done

    @property
    def name(self) -> str:
        """As in the well's layer."""
        return self.result.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Wells:
    """An evaluation of all wells."""

    standard: str
    method: str
    as_of: dt.date
    period: str  # as ``Assessment.period``
    base_year: int | None  # None: only the layer tells the base
    routine_of: int  # how many indicators the standard's table 1 has
    wells: tuple[WellResult, ...]
    names: Mapping[str, str]  # name in the tables: well
    own_names: frozenset[str]  # of them those that mean a well and nothing else on the map
    problems: tuple[Problem, ...] = ()

    @property
    def compared(self) -> int:
        """Wells of which it can be told whether they are as good as in the base year."""
        return sum(one.trend != "unknown" for one in self.wells)

    @property
    def stable_pct(self) -> Decimal | None:
        """Share of wells that are stable or better (稳中趋好), of those compared; None: of none."""
        good = sum(one.trend in ("better", "stable") for one in self.wells)
        return share(good, self.compared)

    def counts(self) -> Mapping[WaterClass | None, int]:
        """How many wells have each class; None: not evaluated."""
        found: dict[WaterClass | None, int] = {}
        for one in self.wells:
            own = one.result.water_class
            found[own] = found.get(own, 0) + 1
        return found


def without_wells(measurements: Measurements, wells: Wells) -> Measurements:
    """The results of everything but wells, so that no well is taken for a section."""
    frame = measurements.frame
    return replace(
        measurements,
        frame=frame[~frame[SECTION].isin(wells.own_names)],
        places=tuple(one for one in measurements.places if one.section not in wells.own_names),
    )
