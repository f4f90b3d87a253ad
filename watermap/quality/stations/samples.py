"""The results of each station, taken from the long table; nothing is counted twice in silence."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import pandas as pd

from watermap.errors import Message, Problem
from watermap.harmonise.measurements import (
    COLUMN,
    DATE,
    DETECTION_LIMIT,
    FLAG,
    INDICATOR,
    LAYER,
    RAW,
    REASON,
    ROW,
    SECTION,
    SOURCE,
    VALUE,
    WHY,
    Measurements,
)
from watermap.harmonise.terms.indicators import load_indicators
from watermap.quality.documents.means import mean
from watermap.quality.period import Period
from watermap.quality.stations.map_stations import text

_COLUMNS = (SECTION, DATE, INDICATOR, VALUE, SOURCE, ROW, COLUMN, RAW, FLAG, DETECTION_LIMIT)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One cell of the tables, or the mean of one day's layers: a value, or why there is none."""

    date: dt.date
    raw: str
    value: Decimal | None  # half the limit where below detection; None: none, or not to be used
    below_detection: bool
    detection_limit: Decimal | None
    doubtful: Decimal | None  # a value that was read and not used, its unit being doubted
    reason: Message | str | None
    source: str = ""  # file name › sheet
    layer: str | None = None  # of the water, as written; None: none is said, or several are in it
    found: Decimal | None = None  # of a sum, or of layers: what is not below detection; None: else


Samples = Mapping[str, Sequence[Sample]]  # by indicator


@dataclass(slots=True)
class Gathered:
    """Samples by the map's name of the station, then by indicator, in the tables' order."""

    by_name: dict[str, dict[str, list[Sample]]] = field(default_factory=dict)
    repeated: Counter[str] = field(default_factory=Counter)  # by the map's name
    contradicting: Counter[str] = field(default_factory=Counter)
    undated: Counter[str] = field(default_factory=Counter)  # by file and sheet
    layered: dict[str, set[dt.date]] = field(default_factory=dict)  # days, by name
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
            others = self._values.setdefault((name, indicator, sample.date, sample.layer), [])
            elsewhere = [value for table, value in others if table != source]
            if sample.value in elsewhere:
                self.repeated[name] += 1
                return
            self.contradicting[name] += bool(elsewhere)
            others.append((source, sample.value))
        self.by_name.setdefault(name, {}).setdefault(indicator, []).append(sample)

    def average_layers(self) -> None:
        """Make one sample of the layers of each point, indicator and day."""
        for name, samples in self.by_name.items():
            for indicator, series in samples.items():
                joined = over_layers(series, logarithm=load_indicators()[indicator].logarithm)
                if len(joined) < len(series):
                    days = {one.date for one in series if one.layer is not None}
                    self.layered.setdefault(name, set()).update(days)
                    samples[indicator] = joined

    def problems(self) -> Iterator[Problem]:
        """What has to be said of the tables."""
        for name, count in self.repeated.items():
            yield Problem.note("quality.repeated", name=name, count=count)
        for name, count in self.contradicting.items():
            if count:
                yield Problem.warning("quality.contradicting", name=name, count=count)
        for name, days in self.layered.items():
            yield Problem.note("quality.layers_averaged", name=name, count=len(days))
        for source, count in self.undated.items():
            yield Problem.warning("quality.undated", source=source, count=count)


def gather(measurements: Measurements, matched: Mapping[str, str], *, period: Period) -> Gathered:
    """The samples of the period; those without a date are counted only.

    The layers of one point and day (表层, 中层, 底层) are averaged first, so that they count as one
    sampling (standards.md 2.6; the means over time follow).

    Args:
        measurements: the long table.
        matched: name in the tables: name on the map; rows of other names are left out.
        period: of the evaluation.
    """
    found = Gathered()
    frame = measurements.frame
    columns = [*_COLUMNS, WHY if WHY in frame else REASON]
    layered = LAYER in frame
    columns += [LAYER] if layered else []
    dates = {date: pd.isna(date) or period.contains(date) for date in frame[DATE].unique()}
    wanted = [dates.get(date, True) for date in frame[DATE]]  # one NaN is not another
    for row in frame.loc[wanted, columns].itertuples(index=False, name=None):
        section, date, indicator, value, source, line, column, *cell = row[: len(_COLUMNS) + 1]
        name = matched.get(section)
        if name is None:
            continue
        if date is None or pd.isna(date):
            found.undated[source] += value is not None
            continue
        layer = text(row[-1]) if layered else None
        sample = _sample(date, value, cell, source=source, layer=layer)
        found.add(name, indicator, sample, source=source, cell=(line, column))
    found.average_layers()
    return found


def _sample(
    date: dt.date,
    value: Decimal | None,
    cell: Sequence[Any],
    *,
    source: str,
    layer: str | None,
) -> Sample:
    """``cell``: as written, flag, detection limit, reason."""
    raw, flag, limit, reason = cell
    return Sample(
        date=date,
        raw=raw,
        value=value if flag in {"ok", "below_detection"} else None,
        below_detection=flag == "below_detection",
        detection_limit=limit if flag == "below_detection" else None,
        doubtful=value if flag == "implausible" else None,
        reason=reason if isinstance(reason, Message) else text(reason),
        source=source,
        layer=layer,
    )


def over_layers(series: Sequence[Sample], *, logarithm: bool) -> list[Sample]:
    """Samples of one indicator in which the layers of a day have become one, in their order.

    A layer that comes again on a day, and what stands in another file, is of another sampling.
    Cells without a value, and those whose unit is doubted, stay as they are.

    Args:
        series: all in the indicator's unit.
        logarithm: whether the mean is over what the values are the logarithms of (pH).
    """
    occasions: dict[tuple[object, ...], list[Sample]] = {}
    seen: Counter[tuple[object, ...]] = Counter()
    found: list[Sample | list[Sample]] = []
    for one in series:
        if one.layer is None or one.value is None:
            found.append(one)
            continue
        of_day = (one.source.partition(" › ")[0], one.date)
        seen[*of_day, one.layer] += 1
        occasion = occasions.setdefault((*of_day, seen[*of_day, one.layer]), [])
        if not occasion:
            found.append(occasion)
        occasion.append(one)
    return [one if isinstance(one, Sample) else _joined(one, logarithm) for one in found]


def _joined(layers: Sequence[Sample], logarithm: bool) -> Sample:
    if len(layers) == 1:
        return layers[0]

    def average(values: Sequence[Decimal | None]) -> Decimal:
        return mean([one or _NOTHING for one in values], over_hydrogen_ions=logarithm)

    limits = [one.detection_limit for one in layers]
    censored = any(one is not None for one in limits)
    found = [_NOTHING if one.below_detection else one.value for one in layers]
    return replace(
        layers[0],
        raw="；".join(f"{one.layer} {one.raw}" for one in layers),
        value=average([one.value for one in layers]),
        below_detection=all(one.below_detection for one in layers),
        detection_limit=average(limits) if censored else None,
        reason=next((one.reason for one in layers if one.reason is not None), None),
        layer=None,
        found=average(found) if censored else None,
    )
