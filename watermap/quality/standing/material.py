"""What the whole of one period is told from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from watermap.harmonise.layer import Layers
from watermap.harmonise.measurements import DATE, Measurements
from watermap.progress import Progress
from watermap.quality.bulletin.rules import NoticeRules
from watermap.quality.capacity.plan import CapacityPlan
from watermap.quality.classing.history import History
from watermap.quality.classing.indicator import Setting
from watermap.quality.compensation.agreement import Agreements
from watermap.quality.documents.methods import Method
from watermap.quality.documents.plan import Plan
from watermap.quality.documents.standards import Standard
from watermap.quality.evaluate import evaluate_periods
from watermap.quality.groundwater.underground import NOT_ASKED, Underground
from watermap.quality.groundwater.wells import without_wells
from watermap.quality.period import Period, Seasons
from watermap.quality.sources.items import YearBy
from watermap.quality.stations.joined import Joined, join
from watermap.quality.stations.map_stations import SECTION_KIND
from watermap.quality.stations.said import Said
from watermap.quality.targets.sections import Base

MOST_MONTHS = 60  # of which trends, warnings and runs of failed months are told


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A project's data, and by what it is evaluated."""

    measurements: Measurements
    layers: Layers
    standard: Standard
    method: Method
    period: Period
    as_of: dt.date
    said: Said
    seasons: Seasons
    plan: Plan | None = None
    notice: NoticeRules | None = None
    issued: dt.date | None = None  # the day of the notice, from which time limits run
    agreements: Agreements | None = None
    capacity: CapacityPlan | None = None
    credit_scheme: str = "national-4"  # its id
    source_year_by: YearBy | None = None  # how a source attains a year
    ranked_by: str = "county"  # the field of sections that names the districts to be ranked
    lake_zones: Mapping[str, str] = field(default_factory=dict)  # section of a lake: its zone
    underground: Underground = NOT_ASKED

    @property
    def setting(self) -> Setting:
        """Standard, method and period together."""
        return Setting(standard=self.standard, method=self.method, period=self.period)

    def of(self, *periods: Period, progress: Progress) -> History:
        """Sections and sources of other periods, by the same standard and method."""
        return evaluate_periods(
            self.measurements,
            self.layers,
            standard=self.standard,
            method=self.method,
            periods=periods,
            as_of=self.as_of,
            said=self.said,
            underground=self.underground,
            progress=progress,
        )

    def joined(self) -> Joined:
        """Tables and map brought together; what the tables call a well is no section."""
        wells = self.underground.wells
        left = self.measurements if wells is None else without_wells(self.measurements, wells)
        return join(left, self.layers, standard=self.standard, said=self.said)

    def base(self, *, progress: Progress) -> Base:
        """The sections of the years whose classes the plan wants kept."""
        years = [Period(year=year) for year in self.plan.base_years] if self.plan else []
        if not years:
            return {}
        return {
            period.year: [one for one in found if one.kind == SECTION_KIND]
            for period, found in self.of(*years, progress=progress).results.items()
        }

    def backgrounds(self) -> Mapping[str, Mapping[str, str]]:
        """Of each station its items of natural background, with the paper that says so."""
        found: dict[str, dict[str, str]] = {}
        for one in self.said.particulars:
            if one.how == "background" and one.holds(self.period.end):
                found.setdefault(one.section, {})[one.indicator] = one.document
        return found

    def months(self) -> tuple[Period, ...]:
        """The last months with results up to the end of the period, at most MOST_MONTHS."""
        found = {
            (date.year, date.month)
            for date in self.measurements.frame[DATE].dropna().unique()
            if date <= self.period.end
        }
        return tuple(
            Period(year=year, first=month, last=month)
            for year, month in sorted(found)[-MOST_MONTHS:]
        )

    def years(self) -> tuple[Period, ...]:
        """Every year with results."""
        dates = self.measurements.frame[DATE].dropna().unique()
        return tuple(Period(year=year) for year in sorted({date.year for date in dates}))
