"""A proposed project: where it shall stand and what it shall do."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from shapely.geometry.base import BaseGeometry

from watermap.checks.tolerances import default_tolerance_m, kind_tolerances_m
from watermap.errors import Problem

Work = Literal["new", "rebuild", "expand"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A proposed project. What the user has not said is None, and the check says so.

    ``geometry`` is in EPSG:4490 (longitude, latitude); point, line or polygon, single or multi.
    """

    geometry: BaseGeometry
    name: str | None = None
    industry: str | None = None  # code of GB/T 4754, as "C2614"
    work: Work | None = None
    discharges: bool | None = None  # discharges pollutants to water
    outfall_inside: bool | None = None  # its outfall lies on the site
    takes_groundwater: bool | None = None
    hazardous_store: bool | None = None  # stores or pipes highly toxic or hazardous chemicals
    water_related: bool | None = None  # serves water supply or source protection
    permitted_kind: int | None = None  # kind 1–10 of 自然资发〔2022〕142号 it belongs to
    source: str | None = None  # the file or the words it came from
    problems: tuple[Problem, ...] = ()  # what was guessed or changed when it was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a check holds the site against besides the layers."""

    as_of: dt.date  # the law of that day applies
    within_m: tuple[float, ...] = (500.0, 1000.0, 5000.0)  # near: within the largest
    # Survey error: an overlap no deeper is no conflict, and is said (tolerances.toml).
    tolerance_m: float = field(default_factory=default_tolerance_m)
    kind_tolerance_m: Mapping[str, float] = field(default_factory=kind_tolerances_m, hash=False)

    def tolerance_of(self, kind: str) -> float:
        """The tolerance for a kind of layer, in metres: its own, else the one for all."""
        return self.kind_tolerance_m.get(kind, self.tolerance_m)
