"""The class of every section in every day, month, quarter, half-year or year it has results in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watermap.harmonise.measurements import Measurements
from watermap.quality.bulk.entries import Entry, entries_of
from watermap.quality.bulk.fitness import goes_fast
from watermap.quality.bulk.groups import GroupSpan
from watermap.quality.bulk.long import wide_of
from watermap.quality.bulk.means import means
from watermap.quality.bulk.one_by_one import entries_one_by_one
from watermap.quality.bulk.wide import Place
from watermap.quality.classing.classify import worse
from watermap.quality.classing.section import SOURCE_TARGET
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard
from watermap.quality.period import Period
from watermap.quality.stations.map_stations import SOURCE_KIND, Station, twice
from watermap.quality.stations.said import NOTHING, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """All stations over all periods of one span."""

    standard: str
    method: str
    span: GroupSpan
    entries: tuple[Entry, ...]  # by station in the stations' order, oldest period first
    one_by_one: tuple[str, ...] = ()  # stations that were evaluated period by period

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period with an entry, oldest first."""
        found = {one.period for one in self.entries}
        return tuple(sorted(found, key=lambda one: one.begin))


def calendar(
    measurements: Measurements,
    under: Mapping[str, str],
    known: Sequence[Station],
    *,
    standard: Standard,
    method: Method,
    span: GroupSpan,
    said: Said = NOTHING,
) -> Calendar:
    """Every station in every period in which it has results, classed as ``evaluate`` does it.

    Args:
        measurements: results of any periods.
        under: name in the tables: name of the station (``Joined.under``).
        known: the stations (``Joined.known``); of names that are not unique there is nothing.
        standard: limits.
        method: indicators, rounding, averaging, minimum counts.
        span: into what the time is divided.
        said: particulars of sections, and which files are automatic.
    """
    unclear = twice(known)
    entries: list[Entry] = []
    slow: list[str] = []
    for kind in dict.fromkeys(one.kind for one in known):
        stations = [one for one in known if one.kind == kind and one.name not in unclear]
        fast = goes_fast(stations, measurements, under, standard=standard, method=method, said=said)
        table = wide_of(measurements, under, [_place(one) for one in fast])
        done = {one.name for one in fast} - table.odd
        found = means(table.wide, spans=(span,), standard=standard, method=method)
        for groups in found.values():
            entries += (one for one in entries_of(groups, fast, method) if one.name in done)
        rest = [one for one in stations if one.name not in done]
        entries += entries_one_by_one(
            rest, measurements, under, span=span, standard=standard, method=method, said=said
        )
        slow += [one.name for one in rest]
    return Calendar(
        standard=standard.id,
        method=method.id,
        span=span,
        entries=_in_order(entries, known),
        one_by_one=tuple(slow),
    )


def _place(station: Station) -> Place:
    target = station.target
    if station.kind == SOURCE_KIND and (target is None or worse(target, SOURCE_TARGET)):
        target = SOURCE_TARGET
    return Place(name=station.name, water_body=station.water_body, target=target)


def _in_order(entries: Sequence[Entry], known: Sequence[Station]) -> tuple[Entry, ...]:
    place = {(one.kind, one.name): number for number, one in enumerate(known)}
    return tuple(sorted(entries, key=lambda one: (place[one.kind, one.name], one.period.begin)))
