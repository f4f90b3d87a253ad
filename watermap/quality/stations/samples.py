"""The results of each station, taken from the long table; nothing is counted twice in silence."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pandas as pd

from watermap.errors import Message, Problem
from watermap.harmonise.measurements import (
    COLUMN,
    DATE,
    DETECTION_LIMIT,
    FLAG,
    INDICATOR,
    RAW,
    REASON,
    ROW,
    SECTION,
    SOURCE,
    VALUE,
    WHY,
    Measurements,
)
from watermap.quality.period import Period
from watermap.quality.stations.map_stations import text

_COLUMNS = (SECTION, DATE, INDICATOR, VALUE, SOURCE, ROW, COLUMN, RAW, FLAG, DETECTION_LIMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One cell of the tables: a value, or why there is none."""

    date: dt.date
    raw: str
    value: Decimal | None  # half the limit where below detection; None: none, or not to be used
    below_detection: bool
    detection_limit: Decimal | None
    doubtful: Decimal | None  # a value that was read and not used, its unit being doubted
    reason: Message | str | None
    source: str = ""  # file name › sheet
    found: Decimal | None = None  # of a sum: what is not below detection; None: it is no such sum


Samples = Mapping[str, Sequence[Sample]]  # by indicator


@dataclass(slots=True)
class Gathered:
    """Samples by the map's name of the station, then by indicator, in the tables' order."""

    by_name: dict[str, dict[str, list[Sample]]] = field(default_factory=dict)
    repeated: Counter[str] = field(default_factory=Counter)  # by the map's name
    contradicting: Counter[str] = field(default_factory=Counter)
    undated: Counter[str] = field(default_factory=Counter)  # by file and sheet
    _cells: set[tuple[object, ...]] = field(default_factory=set)
    _values: dict[tuple[object, ...], list[tuple[str, Decimal]]] = field(default_factory=dict)

    def add(self, name: str, indicator: str, sample: Sample, *, source: str, cell: object) -> None:
        """Take a sample, unless the same result has come already from the same or another table."""
        place = (source, cell, indicator)
        if place in self._cells:
            self.repeated[name] += 1
            return
        self._cells.add(place)
        if sample.value is not None:
            others = self._values.setdefault((name, indicator, sample.date), [])
            elsewhere = [value for table, value in others if table != source]
            if sample.value in elsewhere:
                self.repeated[name] += 1
                return
            self.contradicting[name] += bool(elsewhere)
            others.append((source, sample.value))
        self.by_name.setdefault(name, {}).setdefault(indicator, []).append(sample)

    def problems(self) -> Iterator[Problem]:
        """What has to be said of the tables."""
        for name, count in self.repeated.items():
            yield Problem.note("quality.repeated", name=name, count=count)
        for name, count in self.contradicting.items():
            if count:
                yield Problem.warning("quality.contradicting", name=name, count=count)
        for source, count in self.undated.items():
            yield Problem.warning("quality.undated", source=source, count=count)


def gather(measurements: Measurements, matched: Mapping[str, str], *, period: Period) -> Gathered:
    """The samples of the period; those without a date are counted only.

    Args:
        measurements: the long table.
        matched: name in the tables: name on the map; rows of other names are left out.
        period: of the evaluation.
    """
    found = Gathered()
    frame = measurements.frame
    columns = [*_COLUMNS, WHY if WHY in frame else REASON]
    dates = {date: pd.isna(date) or period.contains(date) for date in frame[DATE].unique()}
    wanted = [dates.get(date, True) for date in frame[DATE]]  # one NaN is not another
    for row in frame.loc[wanted, columns].itertuples(index=False, name=None):
        section, date, indicator, value, source, line, column, *cell = row
        name = matched.get(section)
        if name is None:
            continue
        if date is None or pd.isna(date):
            found.undated[source] += value is not None
            continue
        sample = replace(_sample(date, value, *cell), source=source)
        found.add(name, indicator, sample, source=source, cell=(line, column))
    return found


def _sample(
    date: dt.date,
    value: Decimal | None,
    raw: str,
    flag: str,
    limit: Decimal | None,
    reason: object,
) -> Sample:
    return Sample(
        date=date,
        raw=raw,
        value=value if flag in {"ok", "below_detection"} else None,
        below_detection=flag == "below_detection",
        detection_limit=limit if flag == "below_detection" else None,
        doubtful=value if flag == "implausible" else None,
        reason=reason if isinstance(reason, Message) else text(reason),
    )
