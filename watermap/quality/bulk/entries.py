"""What a calendar says of one station in one period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watermap.errors import Message
from watermap.quality.assessment import SectionResult, State, WaterClass
from watermap.quality.bulk.means import STATES, GroupMeans
from watermap.quality.bulk.wide import class_named
from watermap.quality.classing.listed import titles_of
from watermap.quality.documents.methods import Method
from watermap.quality.period import Period
from watermap.quality.stations.map_stations import Station


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One station in one period in which it has results."""

    name: str
    kind: str  # "section" or "water_source"
    period: Period
    state: State  # evaluated or insufficient; without results there is no entry
    water_class: WaterClass | None  # None unless evaluated
    deciding: tuple[str, ...]  # indicators with the worst class, where it is worse than I
    evaluated: int  # how many of the method's indicators had a class
    unclassed: tuple[str, ...]  # those with a value and no class: it cannot be told
    samples: int  # days with results
    months: int  # months with results
    why: tuple[Message, ...] = ()  # why not evaluated, and what cannot be told


def entries_of(found: GroupMeans, stations: Sequence[Station], method: Method) -> Iterator[Entry]:
    """The entries of the fast path's groups; ``stations`` are the wide table's places."""
    decided = found.decided
    for group, place in enumerate(found.place.tolist()):
        state = STATES[int(found.state[group])]
        if state == "no_data":
            continue
        period, station = found.period(group), stations[place]
        samples, months = int(found.samples[group]), int(found.months[group])
        unclassed = decided.unclassed_of(group)
        yield Entry(
            name=station.name,
            kind=station.kind,
            period=period,
            state=state,
            water_class=class_named(int(decided.water_class[group])),
            deciding=decided.deciding_of(group),
            evaluated=int(decided.evaluated[group]),
            unclassed=unclassed,
            samples=samples,
            months=months,
            why=why(state, period, samples, months, unclassed, method),
        )


def entry_of(result: SectionResult, period: Period, method: Method) -> Entry:
    """The entry of a section that was evaluated on its own."""
    unclassed = tuple(
        one.id
        for one in result.indicators
        if one.counts and one.value is not None and one.water_class is None
    )
    said = why(result.state, period, result.samples, result.months, unclassed, method)
    return Entry(
        name=result.name,
        kind=result.kind,
        period=period,
        state=result.state,
        water_class=result.water_class,
        deciding=result.deciding,
        evaluated=result.evaluated,
        unclassed=unclassed,
        samples=result.samples,
        months=result.months,
        why=result.why if result.state == "insufficient" else said,
    )


def why(
    state: State,
    period: Period,
    samples: int,
    months: int,
    unclassed: Sequence[str],
    method: Method,
) -> tuple[Message, ...]:
    """Why there is no class (as ``section._state`` says it), and of what it cannot be told."""
    untold = (Message.of("bulk.unclassed", indicators=titles_of(unclassed)),) if unclassed else ()
    if state != "insufficient":
        return untold
    averaging = method.averaging
    if period.span == "year" and months < averaging.year_min_months:
        needed = averaging.year_min_months
        return (Message.of("quality.few_months", found=months, needed=needed), *untold)
    if period.span in ("quarter", "half") and samples < averaging.quarter_min_results:
        needed = averaging.quarter_min_results
        return (Message.of("quality.few_samples", found=samples, needed=needed), *untold)
    return (Message.of("quality.no_indicator"), *untold)
