"""The product's long table of cells as columns of numbers, nothing counted twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from watermap.harmonise.measurements import (
    COLUMN,
    DATE,
    DETECTION_LIMIT,
    FLAG,
    INDICATOR,
    ROW,
    SECTION,
    SOURCE,
    VALUE,
    Measurements,
)
from watermap.quality.bulk.wide import DIGITS, Bools, Floats, Place, Places, Wide

_SIZES = range(-18, 10)  # powers of ten of the first digit, far beyond any result
_PLACE, _DAY, _HALF = "place", "day", "below"  # columns of the frame between


@dataclass(frozen=True, slots=True, kw_only=True)
class FromCells:
    """A wide table of cells, and what it cannot hold."""

    wide: Wide
    odd: frozenset[str]  # stations with a value that float64 may not tell from its neighbours


def wide_of(
    measurements: Measurements, under: Mapping[str, str], places: Sequence[Place]
) -> FromCells:
    """The usable, dated cells of some stations; what ``gather`` takes once is taken once.

    Results of one day and indicator stand in rows below each other.

    Args:
        measurements: the long table.
        under: name in the tables: name of the station; other rows are left out.
        places: the stations wanted, each name once.
    """
    cells = _once(_usable(measurements.frame, under, places))
    values = [float(value) for value in cells[VALUE]]
    odd = {
        places[place].name
        for place, value, limit in zip(
            cells[_PLACE], cells[VALUE], cells[DETECTION_LIMIT].where(cells[_HALF]), strict=True
        )
        if not _plain(value, limit)
    }
    row, first = _rows(cells)
    frame = cells.iloc[first]
    columns, below = _columns(cells, np.array(values, dtype=np.float64), row, len(first))
    wide = Wide(
        places=tuple(places),
        place=frame[_PLACE].to_numpy(dtype=np.int32),
        date=frame[_DAY].to_numpy(dtype="datetime64[D]"),
        columns=columns,
        below_detection=below,
    )
    return FromCells(wide=wide, odd=frozenset(odd))


def _usable(frame: pd.DataFrame, under: Mapping[str, str], places: Sequence[Place]) -> pd.DataFrame:
    """The cells with a value and a day, each with the number of its place."""
    number = {one.name: at for at, one in enumerate(places)}
    of_name = {name: number[station] for name, station in under.items() if station in number}
    place = frame[SECTION].map(of_name)
    usable = (
        place.notna()
        & frame[FLAG].isin(("ok", "below_detection"))
        & frame[VALUE].notna()
        & frame[DATE].notna()
    )
    kept = frame.loc[usable, [INDICATOR, VALUE, DETECTION_LIMIT, SOURCE, ROW, COLUMN]].copy()
    days = np.array(list(frame.loc[usable, DATE]), dtype="datetime64[D]").astype(np.int64)
    kept[_PLACE] = place[usable].astype(np.int64)
    kept[_DAY] = days
    kept[_HALF] = (frame.loc[usable, FLAG] == "below_detection").astype(bool)
    return kept.reset_index(drop=True)


def _once(cells: pd.DataFrame) -> pd.DataFrame:
    """Without cells that came before, and values that another table has for the same day."""
    cells = cells.drop_duplicates([SOURCE, ROW, COLUMN, INDICATOR])
    key = [_PLACE, _DAY, INDICATOR]
    if cells[SOURCE].nunique() < 2:
        return cells
    several = cells.groupby(key, sort=False)[SOURCE].transform("nunique") > 1
    repeated = _repeated(cells.loc[several, [*key, VALUE, SOURCE]].itertuples(name=None))
    return cells.drop(index=repeated)


def _repeated(cells: Iterable[tuple[object, ...]]) -> list[object]:
    """Labels of the cells whose value has come from another table (``samples.Gathered``)."""
    seen: dict[tuple[object, ...], list[tuple[object, object]]] = {}
    found = []
    for label, *key, value, source in cells:
        others = seen.setdefault(tuple(key), [])
        if any(value == one for one, table in others if table != source):
            found.append(label)
        else:
            others.append((value, source))
    return found


def _plain(value: Decimal, limit: object) -> bool:
    """Whether float64 holds a value as it is, and half its limit where below detection."""
    held = len(value.as_tuple().digits) <= DIGITS and (not value or value.adjusted() in _SIZES)
    return held and (not isinstance(limit, Decimal) or 2 * value == limit)


def _rows(cells: pd.DataFrame) -> tuple[Places, Places]:
    """Of each cell its row in the wide table; of each such row one of its cells."""
    again = cells.groupby([_PLACE, _DAY, INDICATOR], sort=False).cumcount().to_numpy()
    key = np.stack([cells[_PLACE].to_numpy(), cells[_DAY].to_numpy(), again])
    _, first, row = np.unique(key, axis=1, return_index=True, return_inverse=True)
    return row.reshape(-1), first


def _columns(
    cells: pd.DataFrame, values: Floats, row: Places, rows: int
) -> tuple[dict[str, Floats], dict[str, Bools]]:
    columns: dict[str, Floats] = {}
    below: dict[str, Bools] = {}
    half = cells[_HALF].to_numpy(dtype=np.bool_)
    codes, names = pd.factorize(cells[INDICATOR])
    for code, name in enumerate(names):
        own = codes == code
        columns[name] = np.full(rows, np.nan)
        columns[name][row[own]] = values[own]
        if half[own].any():
            below[name] = np.zeros(rows, dtype=np.bool_)
            below[name][row[own]] = half[own]
    return columns, below
