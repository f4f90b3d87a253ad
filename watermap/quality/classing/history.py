"""The same sections in several periods, oldest first: what changes and trends are told from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Results by period, oldest period first; a period without results has none."""

    results: Mapping[Period, tuple[SectionResult, ...]] = field(default_factory=dict)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods, oldest first."""
        return tuple(self.results)

    def names(self) -> tuple[str, ...]:
        """Every section that has a result in any period, in the sections' order."""
        return tuple(dict.fromkeys(one.name for found in self.results.values() for one in found))

    def of(self, name: str) -> Mapping[Period, SectionResult]:
        """One section's results by period, oldest first."""
        return {
            period: one
            for period, found in self.results.items()
            for one in found
            if one.name == name
        }

    def values(self, name: str, indicator: str) -> Mapping[Period, Decimal]:
        """An indicator's values as they are compared with limits; periods without one left out."""
        found = {period: value_of(one, indicator) for period, one in self.of(name).items()}
        return {period: value for period, value in found.items() if value is not None}


def indicator_of(section: SectionResult, indicator: str) -> IndicatorResult | None:
    """One indicator's result; None: it was not measured."""
    return next((one for one in section.indicators if one.id == indicator), None)


def value_of(section: SectionResult, indicator: str) -> Decimal | None:
    """An indicator's rounded value; None: there is none."""
    found = indicator_of(section, indicator)
    return None if found is None else found.value


def in_order(results: Sequence[SectionResult]) -> Mapping[str, SectionResult]:
    """Results by the section's name."""
    return {one.name: one for one in results}
