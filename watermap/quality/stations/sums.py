"""Sums of substances that tables give one by one: xylenes, trichlorobenzenes (standards.md 1.3).

A sum is made of a day's results of all members, and of nothing less; what came in stays.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from watermap.errors import Message
from watermap.harmonise.terms.indicators import Indicator, load_indicators
from watermap.quality.stations.samples import Sample, Samples

_NOTHING = Decimal(0)


def with_sums(samples: Samples) -> Samples:
    """The samples with the sums that can be made, on days without a result of the sum itself."""
    made = {one.id: list(_made(one, samples)) for one in _summed() if _has_member(one, samples)}
    if not any(made.values()):
        return samples
    return {
        **samples,
        **{name: [*samples.get(name, ()), *found] for name, found in made.items() if found},
    }


def sums_said(samples: Samples) -> Iterator[Message]:
    """Which sums were made, and which lack members on some day and were not."""
    for one in _summed():
        if not _has_member(one, samples):
            continue
        made, own = {sum_of.date for sum_of in _made(one, samples)}, _days(samples.get(one.id, ()))
        if made:
            yield Message.of("quality.summed", indicator=one.title, count=len(made))
        days = {day for name in _members(one) for day in _days(samples.get(name, ()))}
        if lacking := days - made - own.keys():
            yield Message.of("quality.sum_incomplete", indicator=one.title, count=len(lacking))


def _summed() -> tuple[Indicator, ...]:
    return tuple(one for one in load_indicators().values() if one.sums)


def _members(indicator: Indicator) -> set[str]:
    return {name for members in indicator.sums for name in members}


def _has_member(indicator: Indicator, samples: Samples) -> bool:
    return any(name in samples for name in _members(indicator))


def _made(indicator: Indicator, samples: Samples) -> Iterator[Sample]:
    """One sum a day, of the first splitting of which every member has one result that day."""
    taken = set(_days(samples.get(indicator.id, ())))
    for members in indicator.sums:
        days = [_days(samples.get(name, ())) for name in members]
        for day in sorted(set.intersection(*(set(one) for one in days)) - taken):
            parts = [one[day] for one in days]
            if all(len(results) == 1 for results in parts):
                taken.add(day)
                yield _sum(day, [results[0] for results in parts])


def _days(samples: Sequence[Sample]) -> Mapping[dt.date, list[Sample]]:
    """Results that may be used, by day."""
    found: dict[dt.date, list[Sample]] = {}
    for one in samples:
        if one.value is not None:
            found.setdefault(one.date, []).append(one)
    return found


def _sum(day: dt.date, parts: Sequence[Sample]) -> Sample:
    """Below detection half the limit, as each member by itself; from none to the whole limits."""
    found = sum((_found(one) for one in parts), _NOTHING)
    limits = [one.detection_limit for one in parts if one.detection_limit is not None]
    return Sample(
        date=day,
        raw=" + ".join(one.raw for one in parts),
        value=sum((one.value or _NOTHING for one in parts), _NOTHING),
        below_detection=all(one.below_detection for one in parts),
        detection_limit=sum(limits, _NOTHING) if limits else None,
        doubtful=None,
        reason=None,
        source=parts[0].source,
        found=found if limits else None,
    )


def _found(part: Sample) -> Decimal:
    """What of a member is not below detection; of several layers that of their mean."""
    if part.found is not None:
        return part.found
    return _NOTHING if part.below_detection else part.value or _NOTHING
