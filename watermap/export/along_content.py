"""A river as a line together with how its sections stand: what charts, tables and JSON are of."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Message
from watermap.language import Text
from watermap.network.network import Placed
from watermap.network.tracing.along import OnRiver, RiverProfile
from watermap.quality.assessment import Assessment, IndicatorResult, SectionResult
from watermap.quality.standing.course import CourseLimits, indicator_of, station_of

DOUBT = "? "
"""Before the name of what may stand elsewhere on the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiverContent:
    """A river, one or two evaluations by the same standard, and what of them is shown."""

    profile: RiverProfile
    now: Assessment
    before: Assessment | None  # the period it is compared with
    indicator: str | None  # None: the water class
    limits: CourseLimits | None  # of the indicator
    standard: Text  # its title
    method: Text

    def sections(self) -> tuple["SectionThere", ...]:
        """The sections on the course, from the head down, with their results."""
        return tuple(
            SectionThere(
                place=one,
                now=result_of(one.object, self.now.sections),
                before=None if self.before is None else result_of(one.object, self.before.sections),
            )
            for one in self.profile.of_kind("section")
        )

    def target_limits(self, one: "SectionThere") -> tuple[Decimal, ...]:
        """Where the target of a section begins to be missed by the indicator."""
        if self.limits is None or one.now is None:
            return ()
        return self.limits.targets.get(station_of(one.now), ())

    def said(self) -> tuple[Message, ...]:
        """What a reader has to know of it."""
        lost = [one.place.object.name or "—" for one in self.sections() if one.now is None]
        return (
            *self.profile.said,
            *(self.limits.said if self.limits else ()),
            *(Message.of("along.not_joined", name=name) for name in lost),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionThere:
    """A section on a river. None: the evaluation has no one such section."""

    place: OnRiver
    now: SectionResult | None
    before: SectionResult | None

    def indicator(self, name: str) -> tuple[IndicatorResult | None, IndicatorResult | None]:
        """An indicator's results now and before; None: not measured."""
        now, before = (
            None if one is None else indicator_of(one, name) for one in (self.now, self.before)
        )
        return now, before


def called(thing: Placed) -> str:
    """An object's name as far as it has one; with a mark where its place is doubtful."""
    return f"{DOUBT if thing.doubts else ''}{thing.name or thing.id or '—'}"


def result_of(thing: Placed, results: Sequence[SectionResult]) -> SectionResult | None:
    """The result of a section of the map; None where it is not one single section.

    Several may be called alike: then the code says which.
    """
    alike = [one for one in results if one.name == thing.name]
    if len(alike) > 1:
        alike = [one for one in alike if thing.id and one.code == thing.id]
    return alike[0] if len(alike) == 1 else None
