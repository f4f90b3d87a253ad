"""One indicator at several sections in one period: what they were, and between which limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from watermap.errors import Message
from watermap.quality.assessment import IndicatorResult, SectionResult
from watermap.quality.documents.standards import Standard
from watermap.quality.standing.curve import Band, bands_of, row_of, target_ends

Station = tuple[str, str | None]  # name and code of a section: names may be alike
_HALVED = 2  # IndicatorResult.maximum holds half the limit where a value is below detection


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseLimits:
    """The classes behind an indicator's values, and what each section is held against.

    ``bands`` is empty where no class follows from the indicator, or the sections' limits differ.
    """

    bands: tuple[Band, ...]
    targets: Mapping[Station, tuple[Decimal, ...]]
    said: tuple[Message, ...]


def course_limits(
    sections: Sequence[SectionResult], indicator: str, standard: Standard
) -> CourseLimits:
    """The limits of an indicator at some sections, by a standard."""
    bands: dict[Station, tuple[Band, ...]] = {}
    targets: dict[Station, tuple[Decimal, ...]] = {}
    said: list[Message] = []
    for one in sections:
        row, why = row_of(indicator, one.water_body, standard)
        said += [message for message in why if message not in said]
        known = station_of(one)
        bands[known] = () if row is None else bands_of(row)
        result = indicator_of(one, indicator)
        own = result.own_target if result is not None else None
        targets[known] = target_ends(bands[known], own or one.target, standard)
    sorts = set(bands.values())
    if len(sorts) > 1:
        said.append(Message.of("quality.bands_differ"))
    return CourseLimits(
        bands=sorts.pop() if len(sorts) == 1 else (), targets=targets, said=tuple(said)
    )


def station_of(section: SectionResult) -> Station:
    """By what a section is known here."""
    return section.name, section.code


def indicator_of(section: SectionResult, indicator: str) -> IndicatorResult | None:
    """An indicator's result at a section; None: it was not measured there."""
    return next((one for one in section.indicators if one.id == indicator), None)


def detection_limit(result: IndicatorResult) -> Decimal | None:
    """The highest detection limit where every value is below detection; None: something was found.

    As far as the result tells it: it holds half the limits.
    """
    if not result.n or result.n != result.censored or result.maximum is None:
        return None
    return (result.maximum * _HALVED).normalize()
