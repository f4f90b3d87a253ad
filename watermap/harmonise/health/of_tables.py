"""The checks of a table of results: cells read, months covered, units, repeats, sections found."""

from collections.abc import Collection, Iterator

import pandas as pd

from watermap.harmonise import measurements as m
from watermap.harmonise.health.checks import Colour, HealthCheck, Limits, row
from watermap.harmonise.measurements import Measurements

_UNITS = frozenset(
    {"harmonise.unit_suspicious", "harmonise.unit_missing", "harmonise.unit_unknown"}
)
_SHOWN = 6


def checks_of_table(
    results: Measurements, limits: Limits, known: Collection[str] | None
) -> Iterator[HealthCheck]:
    """All checks that can be asked, in the order people read them."""
    frame = results.frame
    if frame.empty:
        yield row("cells", "no_results", "amber", figure=0)
        return
    yield _cells(frame, limits)
    yield from _months(frame)
    yield from _sections(frame, known)
    yield _units(results)
    yield _repeats(frame, limits)


def _cells(frame: pd.DataFrame, limits: Limits) -> HealthCheck:
    counts = frame[m.FLAG].value_counts()

    def n(*flags: str) -> int:
        return int(sum(counts.get(flag, 0) for flag in flags))

    written = len(frame) - n("missing")
    unread = n("unreadable", "implausible")
    share = 100.0 * unread / written if written else 0.0
    used = n("ok", "below_detection")
    colour: Colour = "amber" if unread else "green"
    if share >= limits.unread_cells_red.value or not used:
        colour = "red"
    return row(
        "cells",
        "cells",
        colour,
        total=len(frame),
        used=used,
        below=n("below_detection"),
        missing=n("missing"),
        invalid=n("invalid"),
        unread=unread,
        figure=round(100.0 * used / len(frame), 2),
        unit="%",
    )


def _months(frame: pd.DataFrame) -> Iterator[HealthCheck]:
    undated = int(frame.loc[frame[m.DATE].isna(), m.ROW].nunique())
    if undated:
        yield row("undated", "undated", "red", n=undated, figure=undated)
    days = frame[m.DATE].dropna()
    if days.empty:
        return
    found = sorted({(day.year, day.month) for day in days})
    (year, month), (last_year, last_month) = found[0], found[-1]
    whole = (last_year - year) * 12 + last_month - month + 1
    every = [divmod(year * 12 + month - 1 + step, 12) for step in range(whole)]
    gaps = [f"{y}-{mon + 1:02d}" for y, mon in every if (y, mon + 1) not in set(found)]
    fields = {
        "first": f"{year}-{month:02d}",
        "last": f"{last_year}-{last_month:02d}",
        "n": len(found),
        "gaps": "、".join(gaps[:_SHOWN]) + ("…" if len(gaps) > _SHOWN else ""),
        "figure": len(found),
        "unit": "months",
    }
    yield row("months", "months_gaps" if gaps else "months", "amber" if gaps else "green", **fields)


def _sections(frame: pd.DataFrame, known: Collection[str] | None) -> Iterator[HealthCheck]:
    names = list(dict.fromkeys(frame[m.SECTION].dropna()))
    if known is None:
        return
    lost = [name for name in names if name not in set(known)]
    colour: Colour = "green" if not lost else "red" if len(lost) == len(names) else "amber"
    yield row(
        "sections",
        "sections_lost" if lost else "sections",
        colour,
        total=len(names),
        n=len(names) - len(lost),
        names="、".join(lost[:_SHOWN]) + ("…" if len(lost) > _SHOWN else ""),
        figure=len(names) - len(lost),
    )


def _units(results: Measurements) -> HealthCheck:
    found = [problem for problem in results.problems if problem.code in _UNITS]
    if not found:
        return row("units", "units", "green", figure=0)
    return row("units", "units_doubtful", "amber", n=len(found), first=found[0], figure=len(found))


def _repeats(frame: pd.DataFrame, limits: Limits) -> HealthCheck:
    """One section with several results of an indicator on one day, in different rows."""
    dated = frame[frame[m.DATE].notna()]
    size = dated.groupby([m.SECTION, m.DATE, m.INDICATOR], sort=False, dropna=False).size()
    several = int((size > 1).sum())
    share = 100.0 * several / len(size) if len(size) else 0.0
    if share >= limits.several_a_day.value:
        return row("repeats", "series", "green", figure=several)
    if several:
        section, day, _ = size[size > 1].index[0]
        example = f"{section} {day}"
        return row("repeats", "repeats", "amber", n=several, example=example, figure=several)
    return row("repeats", "repeats_none", "green", figure=0)
