"""The other periods that the whole of one is told from, evaluated at once."""

from dataclasses import dataclass

from watermap.progress import Progress
from watermap.quality.assessment import SectionResult
from watermap.quality.change.references import References, references
from watermap.quality.classing.history import History
from watermap.quality.period import Period
from watermap.quality.standing.material import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Results of other periods; of one without results there are none."""

    refers: References
    months: History  # the last months up to the period's end
    years: History  # every year with results
    every: History  # those, and the two reference periods

    def year_before(self) -> tuple[SectionResult, ...] | None:
        """The same period of the year before."""
        return self.every.results.get(self.refers.year_before)

    def period_before(self) -> tuple[SectionResult, ...] | None:
        """The period before; None also where that is the year before."""
        if self.refers.period_before == self.refers.year_before:
            return None
        return self.every.results.get(self.refers.period_before)


def past_of(material: Material, *, progress: Progress) -> Past:
    """Everything that is needed beside the period itself; tables and map are joined once."""
    refers = references(material.period)
    months, years = material.months(), material.years()
    wanted = (*months, *years, refers.year_before, refers.period_before)
    every = material.of(*wanted, progress=progress)
    return Past(refers=refers, months=_only(every, months), years=_only(every, years), every=every)


def _only(every: History, periods: tuple[Period, ...]) -> History:
    return History(results={one: every.results[one] for one in periods if one in every.results})
