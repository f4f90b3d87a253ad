"""A project's permitted loads: ``capacity.toml``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field as Key, model_validator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.errors import Problem, WatermapError
from watermap.language import Text
from watermap.quality.capacity.warning import Level, hold_rising
from watermap.quality.documents.dated import Exact
from watermap.quality.loads.flux import is_concentration
from watermap.quality.loads.volume import VolumeSource

LoadFrom = Literal["flux", "outfalls"]


class Flux(Strict):
    """The unit's load as what flows out less what flows in."""

    outlets: Annotated[tuple[str, ...], Key(min_length=1)]  # sections, as SectionResult.name
    inlets: tuple[str, ...] = ()
    volume: VolumeSource | None = None  # None: flow, or the volume where no flow was measured


class Outfalls(Strict):
    """The unit's load as the sum of its outfalls'."""

    names: tuple[str, ...] = ()  # (): those that lie inside the unit of the layer


class Permitted(Strict):
    """What may be let out of one indicator."""

    indicator: str
    permitted_t: Annotated[Exact, Key(gt=0)]  # a year
    years: Annotated[tuple[int, ...], Key(min_length=1)]
    document: str  # which says so
    load_from: LoadFrom = "flux"


class Unit(Strict):
    """One control unit, by its name in the layer ``control_unit`` where it is one of that layer."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    name: str
    flux: Flux | None = None
    outfalls: Outfalls | None = None
    permitted: Annotated[tuple[Permitted, ...], Key(min_length=1)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        for one in self.permitted:
            if (self.flux if one.load_from == "flux" else self.outfalls) is None:
                raise Contradiction("capacity.why_no_way", indicator=one.indicator)
        return self


class CapacityPlan(Strict):
    """The whole of ``capacity.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    title: Text
    source: str
    units: tuple[Unit, ...] = Key(alias="unit")
    levels: tuple[Level, ...] = Key(default=(), alias="level")  # (): watermap's own

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.levels:
            hold_rising(self.levels)
        return self


def load_capacity_plan(path: Path) -> CapacityPlan:
    """The permitted loads of a project.

    Raises:
        WatermapError: the file cannot be used or contradicts itself; every problem of it.
    """
    found = read_toml(CapacityPlan, path)
    problems = list(_problems_of(found, path))
    if problems:
        raise WatermapError(*problems)
    return found


def _problems_of(plan: CapacityPlan, path: Path) -> Iterator[Problem]:
    seen: set[tuple[str, str, int]] = set()
    for unit in plan.units:
        for one in unit.permitted:
            about = {"file": path, "unit": unit.name, "indicator": one.indicator}
            if not is_concentration(one.indicator):
                yield Problem.error("capacity.no_concentration", **about)
            for year in one.years:
                if (unit.name, one.indicator, year) in seen:
                    yield Problem.error("capacity.permitted_twice", **about, year=year)
                seen.add((unit.name, one.indicator, year))
