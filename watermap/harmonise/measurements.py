"""Monitoring results in one long table: what was written, what is used, and why they differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

import pandas as pd

from watermap.errors import Problem
from watermap.reading.raw import Source

SECTION = "section"  # text: the section's name as the table writes it
SECTION_CODE = "section_code"  # text or None: its code, leading zeros kept
DATE = "date"  # datetime.date; first day of the month where only the month is known
INDICATOR = "indicator"  # id as in harmonise/indicators.toml: ammonia_nitrogen …
RAW = "raw"  # text: the cell exactly as written; "" for an empty one
VALUE = "value"  # decimal.Decimal in UNIT, half the limit where below detection; None: none
UNIT = "unit"  # the unit VALUE is in: the indicator's own
DETECTION_LIMIT = "detection_limit"  # decimal.Decimal in UNIT; None unless FLAG is below_detection
FLAG = "flag"  # one of Flag
REASON = "reason"  # text or None: 断流, µg/L→mg/L ×0.001 …: why VALUE is not RAW
SOURCE = "source"  # text: file name › sheet
ROW = "row"  # integer: the sheet's row, counted from 1
COLUMN = "column"  # text: the sheet's column letter
WHY = "why"  # Message or None: REASON in both languages; harmonise_table adds it, others need not

LAYER = "layer"  # text or None: of the water, as written; harmonise_table adds it, others need not

# implausible: VALUE, where there is one, stands for somebody to look at and is not evaluated.
Flag = Literal["ok", "below_detection", "missing", "unreadable", "invalid", "implausible"]
FLAGS: tuple[str, ...] = get_args(Flag)
COLUMNS = (SECTION, SECTION_CODE, DATE, INDICATOR, RAW, VALUE, UNIT, DETECTION_LIMIT, FLAG, REASON,
           SOURCE, ROW, COLUMN)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLimits:
    """The limits of one table, in the indicators' own units, and the sections they stand over."""

    sections: frozenset[str]
    limits: Mapping[str, Decimal]  # by indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPlace:
    """Where a table says that a station lies; for comparison with the map, never to place it."""

    section: str  # as the table writes it
    lon: float
    lat: float
    source: str  # file name › sheet
    row: int  # of the sheet, counted from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurements:
    """All results of a project: ``frame`` with the columns of COLUMNS, one row a cell.

    A row of the workbook and an indicator give one row here, an empty cell too: it says "missing".
    """

    frame: pd.DataFrame
    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()
    limits: tuple[StatedLimits, ...] = ()  # as the tables print them over their results
    places: tuple[StatedPlace, ...] = ()  # as the tables give them beside their results


def validate(frame: pd.DataFrame) -> None:
    """Hold a frame to this file's columns; a breach is a bug of ours, not the user's fault.

    Raises:
        ValueError: a column is missing or a flag is unknown.
    """
    lacking = [name for name in COLUMNS if name not in frame.columns]
    unknown = sorted(set(frame[FLAG]) - set(FLAGS)) if not lacking else []
    if lacking or unknown:
        raise ValueError(f"measurements lack {lacking} or have unknown flags {unknown}")


def empty() -> Measurements:
    """No results at all."""
    return Measurements(frame=pd.DataFrame({name: [] for name in COLUMNS}, dtype=object))


def together(parts: Iterable[Measurements]) -> Measurements:
    """Results of several tables as one, in the order given."""
    parts = tuple(parts)
    if not parts:
        return empty()
    return Measurements(
        frame=pd.concat([part.frame for part in parts], ignore_index=True),
        sources=tuple(source for part in parts for source in part.sources),
        problems=tuple(problem for part in parts for problem in part.problems),
        limits=tuple(limits for part in parts for limits in part.limits),
        places=tuple(place for part in parts for place in part.places),
    )
