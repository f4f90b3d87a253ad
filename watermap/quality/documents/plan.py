"""A plan's targets by year, as ``targets.toml`` of a project says."""

from collections import Counter
from decimal import Decimal
from typing import Literal, Self

from pydantic import ConfigDict, Field as Key, model_validator

from watermap.datafile import Contradiction, Strict
from watermap.language import Text
from watermap.quality.assessment import WaterClass

Measure = Literal[
    "sections_good",  # share of sections at a class or better
    "sections_all_good",  # every section at a class or better
    "class_kept",  # every section no worse than in a base year, or than a base class
    "sections_worse_than_v",  # share of sections worse than V
    "black_odorous_length",
    "sources_good",
    "wells_stable",
    "red_line_area",
]
Level = Literal["national", "provincial", "municipal", "county"]  # of layers/water/section.toml

OF_SECTIONS: frozenset[Measure] = frozenset(
    ("sections_good", "sections_all_good", "class_kept", "sections_worse_than_v")
)
OF_ALL: frozenset[Measure] = frozenset(("sections_all_good", "class_kept"))
_EVERY_ONE_PCT = Decimal(100)


class Scope(Strict):
    """Which sections a target is of; where several keys are written, all of them must hold."""

    sections: tuple[str, ...] | None = None  # names as in the section layer
    river: str | None = None
    district: str | None = None  # a town, county, city or province
    control_unit: str | None = None  # name or code of the control_unit layer
    level: Level | None = None
    border: bool | None = None  # True: on a border of districts; False: those that are not

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not self.model_fields_set or self.sections == ():
            keys = "sections, river, district, control_unit, level, border"
            raise Contradiction("targets.why_empty_scope", keys=keys)
        return self


class Target(Strict):
    """One target: what is measured, of which sections, and what is demanded by year.

    ``sections_all_good`` and ``class_kept`` are demanded of every section, so they name ``years``;
    the others name a share by year.
    """

    id: str
    title: Text
    measure: Measure
    scope: Scope | None = None  # of measures of sections; None: all sections
    water_class: WaterClass = "III"  # of sections_good, sections_all_good and sources_good
    built_up_length_km: Decimal | None = Key(default=None, gt=0)  # of black_odorous_length
    base_area_km2: Decimal | None = Key(default=None, gt=0)  # of red_line_area
    base_year: int | None = None  # of class_kept: the year whose classes are kept
    base_classes: dict[str, WaterClass] | None = None  # of class_kept: by section
    years: tuple[int, ...] | None = Key(default=None, min_length=1)
    at_least_pct: dict[int, Decimal] | None = None
    at_most_pct: dict[int, Decimal] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.measure in OF_ALL:
            self._hold_to_years()
        elif self.years is not None:
            raise Contradiction("targets.why_not_years", measure=self.measure)
        elif (self.at_least_pct is None) == (self.at_most_pct is None):
            raise Contradiction("quality.why_either", keys="at_least_pct, at_most_pct")
        if self.measure == "sections_worse_than_v" and self.at_most_pct is None:
            raise Contradiction("targets.why_at_most", measure=self.measure)
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

    @model_validator(mode="after")
    def _goes_with_its_measure(self) -> Self:
        if self.scope is not None and self.measure not in OF_SECTIONS:
            raise Contradiction("targets.why_scope", measure=self.measure)
        bases = (self.base_year is not None) + (self.base_classes is not None)
        if self.measure == "class_kept" and bases != 1:
            raise Contradiction("quality.why_either", keys="base_year, base_classes")
        if self.measure != "class_kept" and bases:
            raise Contradiction("targets.why_base", measure=self.measure)
        return self

    def _hold_to_years(self) -> None:
        if self.years is None or self.at_least_pct is not None or self.at_most_pct is not None:
            raise Contradiction("targets.why_years", measure=self.measure)

    @property
    def by_year(self) -> dict[int, Decimal]:
        """The share demanded, per cent, by year; 100 where it is demanded of every section."""
        if self.years is not None:
            return dict.fromkeys(self.years, _EVERY_ONE_PCT)
        return self.at_least_pct or self.at_most_pct or {}

    @property
    def at_least(self) -> bool:
        """Whether the share must be reached; False: it must not be passed."""
        return self.at_most_pct is None


class SectionTarget(Strict):
    """The class demanded of one section, by year."""

    section: str  # as in the section layer
    by_year: dict[int, WaterClass] = Key(min_length=1)


class Plan(Strict):
    """The whole of ``targets.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    title: Text
    source: str
    targets: list[Target] = Key(alias="target", default=[])
    section_targets: list[SectionTarget] = Key(alias="section_target", default=[])

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if not self.targets and not self.section_targets:
            raise Contradiction("targets.why_nothing", keys="[[target]], [[section_target]]")
        for names in (
            [one.id for one in self.targets],
            [one.section for one in self.section_targets],
        ):
            twice = [name for name, count in Counter(names).items() if count > 1]
            if twice:
                raise Contradiction("targets.why_twice", names="、".join(twice))
        return self

    @property
    def base_years(self) -> frozenset[int]:
        """The years whose classes are to be kept."""
        return frozenset(one.base_year for one in self.targets if one.base_year is not None)

    @property
    def years(self) -> tuple[int, ...]:
        """Every year for which it demands something, in order."""
        found = {year for one in self.targets for year in one.by_year}
        found |= {year for one in self.section_targets for year in one.by_year}
        return tuple(sorted(found))

    def classes_of(self, year: int) -> dict[str, WaterClass]:
        """The class it demands of single sections in a year, by section."""
        return {
            one.section: one.by_year[year] for one in self.section_targets if year in one.by_year
        }
