"""The results of one table while they are read and compared: numbers into lists of what differs.

A sheet has millions of cells and far fewer different ones. So a result is six small numbers, and
what they point at is kept once. ``frame_of`` writes it all out in the end.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from watermap.harmonise import measurements as m
from watermap.harmonise.measurements import Flag
from watermap.harmonise.sheets.grid import column_letter
from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.values import CellValue
from watermap.progress import SILENT, Progress

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]


class Sample(NamedTuple):
    """Of which section and day a result is, and what tells it from others of that day."""

    section: str
    code: str | None
    date: dt.date | None
    apart: str = ""  # time of day, vertical, layer, number of the sample
    layer: str = ""  # of the water, as written


@dataclass(slots=True, kw_only=True)
class Results:
    """Results, place by place in six arrays of one length."""

    samples: list[Sample]
    reads: list[CellValue]
    sample: Numbers  # into samples
    read: Numbers  # into reads
    indicator: Numbers  # into indicator_ids()
    row: Numbers  # the sheet's, counted from 0
    column: Numbers  # the sheet's, counted from 0

    def __len__(self) -> int:
        """How many results."""
        return len(self.read)

    def with_flag(self, *flags: Flag) -> Mask:
        """Which results carry one of these flags."""
        wanted = np.fromiter((read.flag in flags for read in self.reads), bool, len(self.reads))
        return self._of_reads(wanted)

    def with_value(self) -> Mask:
        """Which results have a value, evaluated or not."""
        has = (read.value is not None for read in self.reads)
        return self._of_reads(np.fromiter(has, bool, len(self.reads)))

    def with_code(self, code: str) -> Mask:
        """Which results carry a reason of this code."""
        has = (read.reason is not None and read.reason.code == code for read in self.reads)
        return self._of_reads(np.fromiter(has, bool, len(self.reads)))

    def of_indicator(self, name: str) -> Mask:
        """Which results are of this indicator."""
        return np.asarray(self.indicator == indicator_ids().index(name))

    def _of_reads(self, of_reads: Mask) -> Mask:
        return of_reads[self.read] if len(self.reads) else np.zeros(0, dtype=bool)

    def values(self) -> npt.NDArray[np.float64]:
        """The values as floats for a first look; not a number where there is none."""
        nothing = float("nan")
        of_reads = np.fromiter(
            (nothing if read.value is None else float(read.value) for read in self.reads),
            float,
            len(self.reads),
        )
        return of_reads[self.read] if len(self.reads) else np.zeros(0)

    def at(self, place: int) -> CellValue:
        """What one result says."""
        return self.reads[int(self.read[place])]

    def name(self, place: int) -> str:
        """As a workbook names the cell: F12."""
        return f"{column_letter(int(self.column[place]))}{self.row[place] + 1}"

    def change(self, places: Iterable[int], changed: Iterator[CellValue]) -> None:
        """Put other readings in places, one for each."""
        for place, read in zip(places, changed, strict=True):
            self.read[place] = len(self.reads)
            self.reads.append(read)


@cache
def indicator_ids() -> tuple[str, ...]:
    """The indicators in their order; ``Results.indicator`` counts in it."""
    return tuple(load_indicators())


def nothing() -> Results:
    """No results."""
    none = np.zeros(0, dtype=np.int64)
    return Results(samples=[], reads=[], sample=none, read=none, indicator=none, row=none,
                   column=none)  # fmt: skip


def together(parts: Sequence[Results]) -> Results:
    """Results of several tables of a sheet as one."""
    samples: list[Sample] = []
    reads: list[CellValue] = []
    moved_samples, moved_reads = [], []
    for part in parts:
        moved_samples.append(part.sample + len(samples))
        moved_reads.append(part.read + len(reads))
        samples += part.samples
        reads += part.reads
    if not parts:
        return nothing()
    return Results(
        samples=samples,
        reads=reads,
        sample=np.concatenate(moved_samples),
        read=np.concatenate(moved_reads),
        indicator=np.concatenate([part.indicator for part in parts]),
        row=np.concatenate([part.row for part in parts]),
        column=np.concatenate([part.column for part in parts]),
    )


def frame_of(results: Results, source: str, progress: Progress = SILENT) -> pd.DataFrame:
    """The results with the columns of ``measurements.COLUMNS``, ``WHY`` and ``LAYER``."""

    def taken(places: Numbers, of: Sequence[object], texts: Iterable[Any]) -> Objects:
        progress.step(len(results), len(results))
        return _taken(places, of, texts)

    samples, reads = results.samples, results.reads
    known = tuple(load_indicators().values())
    lines = range(int(results.row.max(initial=-1)) + 2)
    letters = [column_letter(one) for one in range(int(results.column.max(initial=-1)) + 1)]
    of_sample = (results.sample, samples)
    of_read = (results.read, reads)
    columns = {
        m.SECTION: taken(*of_sample, (one.section for one in samples)),
        m.SECTION_CODE: taken(*of_sample, (one.code for one in samples)),
        m.DATE: taken(*of_sample, (one.date for one in samples)),
        m.INDICATOR: taken(results.indicator, known, (one.id for one in known)),
        m.RAW: taken(*of_read, (one.raw for one in reads)),
        m.VALUE: taken(*of_read, (one.value for one in reads)),
        m.UNIT: taken(results.indicator, known, (one.unit for one in known)),
        m.DETECTION_LIMIT: taken(*of_read, (one.detection_limit for one in reads)),
        m.FLAG: taken(*of_read, (one.flag for one in reads)),
        # The tables are Chinese, so is this column; WHY has both languages.
        m.REASON: taken(*of_read, (one.reason.text("zh") if one.reason else None for one in reads)),
        m.SOURCE: np.full(len(results), source, dtype=object),
        m.ROW: taken(results.row + 1, lines, lines),
        m.COLUMN: taken(results.column, letters, letters),
        m.WHY: taken(*of_read, (one.reason for one in reads)),
        m.LAYER: taken(*of_sample, (one.layer or None for one in samples)),
    }
    frame = pd.DataFrame(columns, dtype=object, copy=False)  # a copy would cost a second
    m.validate(frame)
    return frame


def _taken(places: Numbers, of: Sequence[object], texts: Iterable[Any]) -> Objects:
    """One object for each place, out of as many as ``of`` has."""
    every = np.empty(len(of), dtype=object)
    every[:] = list(texts)
    return every[places]
