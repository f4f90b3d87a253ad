"""A plan's targets by year, as ``targets.toml`` of a project says."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import ConfigDict, Field as Key, model_validator

from watermap.datafile import Contradiction, Strict
from watermap.language import Text
from watermap.quality.assessment import WaterClass

Measure = Literal[
    "sections_good", "black_odorous_length", "sources_good", "wells_stable", "red_line_area"
]


class Target(Strict):
    """One target: what is measured, and the share demanded by year."""

    id: str
    title: Text
    measure: Measure
    water_class: WaterClass = "III"  # of sections_good and sources_good
    built_up_length_km: Decimal | None = Key(default=None, gt=0)  # of black_odorous_length
    base_area_km2: Decimal | None = Key(default=None, gt=0)  # of red_line_area
    at_least_pct: dict[int, Decimal] | None = None
    at_most_pct: dict[int, Decimal] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.at_least_pct is None) == (self.at_most_pct is None):
            raise Contradiction("quality.why_either", keys="at_least_pct, at_most_pct")
        needed = {
            "black_odorous_length": self.built_up_length_km,
            "red_line_area": self.base_area_km2,
        }
        if self.measure in needed and needed[self.measure] is None:
            raise Contradiction(
                "quality.why_base_needed",
                measure=self.measure,
                keys="built_up_length_km, base_area_km2",
            )
        return self

    @property
    def by_year(self) -> dict[int, Decimal]:
        """The share demanded, per cent, by year."""
        return self.at_least_pct or self.at_most_pct or {}


class Plan(Strict):
    """The whole of ``targets.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    title: Text
    source: str
    targets: list[Target] = Key(alias="target")
