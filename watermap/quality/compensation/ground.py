"""What one agreement is computed on in one year: results, targets, volumes of its section."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Message
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.quality.assessment import IndicatorResult, SectionResult, WaterBody, WaterClass
from watermap.quality.classing.classify import worse
from watermap.quality.classing.history import indicator_of
from watermap.quality.compensation.agreement import Agreement
from watermap.quality.documents.standards import Standard
from watermap.quality.loads.flux import months_of
from watermap.quality.loads.volume import M3_PER_10K_M3, Volume, month_volume
from watermap.quality.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A section's results, read the way its agreement says."""

    agreement: Agreement
    year: int
    results: Mapping[Period, SectionResult]  # of the section: months and years
    standard: Standard

    @property
    def months(self) -> tuple[Period, ...]:
        """The twelve months."""
        return months_of(self.year)

    def of_year(self, year: int | None = None) -> SectionResult | None:
        """The result of a whole year; of none named the agreement's."""
        return self.results.get(Period(year=self.year if year is None else year))

    def found(self, period: Period, indicator: str) -> IndicatorResult | None:
        """An indicator's result of a period; None: there is none, or too few to stand for it."""
        section = self.results.get(period)
        found = None if section is None else indicator_of(section, indicator)
        return found if found is not None and found.value is not None and found.enough else None

    def value(self, period: Period, indicator: str) -> Decimal | None:
        """The value in mg/L as it was judged, so rounded as the method says."""
        found = self.found(period, indicator)
        return None if found is None else found.value

    def exact_mean(self, period: Period, indicator: str) -> Decimal | None:
        """The mean in mg/L before rounding; below detection at half the limit."""
        found = self.found(period, indicator)
        return None if found is None else found.mean

    def target_class(self, base: WaterClass | None) -> WaterClass | None:
        """The agreement's, else the part's, else what the section's layer says; None: nobody."""
        own = next((one.target for one in self.results.values() if one.target is not None), None)
        return self.agreement.target_class or base or own

    def target_mg_l(self, indicator: str, base: WaterClass | None) -> Decimal | None:
        """What the indicator is held against; None: nobody says, or river and lake differ."""
        if indicator in self.agreement.targets_mg_l:
            return self.agreement.targets_mg_l[indicator]
        target = self.target_class(base)
        if target is None or target == "worse_than_V":
            return None
        bodies = [one.water_body for one in self.results.values()]
        body: WaterBody = bodies[0] if bodies else "unknown"
        rows = [
            row.at_most
            for row in self.standard.limits_for(indicator, body)
            if row.at_most is not None
        ]
        return rows[0][_PLACES[target]] if len(rows) == 1 else None

    def volume(self, month: Period) -> Volume:
        """The water of a month: as the agreement states it, else from the section's tables."""
        stated = self.agreement.volumes_10k_m3.get(str(month))
        if stated is not None:
            return Volume(m3=stated * M3_PER_10K_M3)
        return month_volume(self.results.get(month), month, source=self.agreement.volume)

    def attained(self, target: WaterClass) -> bool | None:
        """Whether the year's class keeps a class; None: it cannot be told."""
        section = self.of_year()
        if section is None or section.water_class is None:
            return None
        if worse(section.water_class, target):
            return False
        doubted = any(
            one.counts and one.possible is not None and worse(one.possible, target)
            for one in section.indicators
        )
        return None if doubted else True


_PLACES: Mapping[WaterClass, int] = {"I": 0, "II": 1, "III": 2, "IV": 3, "V": 4}


def title(indicator: str) -> Text:
    """What an indicator is called."""
    return load_indicators()[indicator].title


def no_result(period: Period, indicator: str) -> Message:
    """That a result is missing, which is not the same as nothing to be paid."""
    return Message.of("compensation.no_result", period=str(period), indicator=title(indicator))


def no_target(indicator: str) -> Message:
    """That nobody says what the indicator is held against."""
    return Message.of("compensation.no_target", indicator=title(indicator))
