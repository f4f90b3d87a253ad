"""Stations whose periods are evaluated one after the other, as a single evaluation does it."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from watermap.harmonise.measurements import DATE, SECTION, Measurements
from watermap.quality.bulk.column import period_of
from watermap.quality.bulk.entries import Entry, entry_of
from watermap.quality.bulk.groups import GroupSpan, first_day
from watermap.quality.classing.indicator import Setting
from watermap.quality.classing.section import evaluate_section
from watermap.quality.documents.methods import Method
from watermap.quality.documents.standards import Standard
from watermap.quality.period import Period
from watermap.quality.stations.automatic import automatic_first
from watermap.quality.stations.map_stations import Station
from watermap.quality.stations.said import Said
from watermap.quality.stations.samples import Samples, gather


def entries_one_by_one(
    stations: Sequence[Station],
    measurements: Measurements,
    under: Mapping[str, str],
    *,
    span: GroupSpan,
    standard: Standard,
    method: Method,
    said: Said,
) -> Iterator[Entry]:
    """The entries of some stations, by ``evaluate_section``."""
    names = measurements.frame[SECTION].map(under)
    for station in stations:
        own = replace(measurements, frame=measurements.frame.loc[names == station.name])
        for period in _periods(own.frame, span):
            setting = Setting(standard=standard, method=method, period=period)
            samples: Samples = gather(own, under, period=period).by_name.get(station.name, {})
            if said.automatic and method.automatic_first is not None:
                first = method.automatic_first.indicators
                samples, _ = automatic_first(samples, first, said.automatic)
            result = evaluate_section(
                station, samples, setting=setting, particulars=said.particulars
            )
            if result.state != "no_data":
                yield entry_of(result, period, method)


def _periods(frame: pd.DataFrame, span: GroupSpan) -> list[Period]:
    dates = np.array([one for one in frame[DATE].unique() if isinstance(one, dt.date)],
                     dtype="datetime64[D]")  # fmt: skip
    return [period_of(day, span) for day in np.unique(first_day(dates, span))]
