"""Results that stand twice, that never change, or that look copied from another row.

What is the same is counted once; what contradicts itself is kept, flagged, and used by nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from watermap.errors import Message, Problem
from watermap.harmonise.sheets.plausible import doubted
from watermap.harmonise.sheets.results import Numbers, Results, Sample, indicator_ids
from watermap.harmonise.sheets.tally import examples
from watermap.harmonise.terms.indicators import load_indicators
from watermap.harmonise.terms.numerals import short
from watermap.harmonise.terms.values import CellValue
from watermap.progress import SILENT, Progress

_STUCK_IN_A_DAY = 24  # values in a row, where a day has several: a day of hourly values
_STUCK = 6  # where a day has one: half a year of monthly values
_SHOWN = 3
_LEAST_COPIED = 4  # different values that a set must have to look copied


def held_single(
    results: Results, where: Mapping[str, object], progress: Progress = SILENT
) -> list[Problem]:
    """Flag results that stand twice, and list all that has to be said of repeated ones.

    Args:
        results: of one sheet; changed in place.
        where: its file and sheet.
        progress: told between the parts.
    """
    every = len(results)
    sample = _same_samples(results)
    progress.step(every, every)
    problems = list(_twice(results, sample, where))
    progress.step(every, every)
    used = np.flatnonzero(results.with_flag("ok"))
    problems += _constant(results, sample, used, where)
    progress.step(every, every)
    problems += _copied(results, sample, used, where)
    progress.step(every, every)
    return problems


def _same_samples(results: Results) -> Numbers:
    """The sample of each result, the same number where two tables have the same sample."""
    first: dict[Sample, int] = {}
    same = [first.setdefault(one, place) for place, one in enumerate(results.samples)]
    return np.array(same, dtype=np.int64)[results.sample] if same else results.sample.copy()


def _twice(results: Results, sample: Numbers, where: Mapping[str, object]) -> Iterator[Problem]:
    """Results of the same section, day, time and indicator."""
    again: list[int] = []
    against: list[int] = []
    for group in _groups(results, sample):
        said = [results.at(place) for place in group]
        if all(_says(one) == _says(said[0]) for one in said[1:]):
            why = Message.of("harmonise.duplicate", other=results.name(group[0]))
            again += list(group[1:])
            results.change(group[1:], (_left_out(one, why) for one in said[1:]))
        else:
            against += list(group)
            results.change(group, _doubted(results, group, said))
    if again:
        yield Problem.note("harmonise.duplicates", **where, **_summary(results, again))
    if against:
        yield Problem.warning("harmonise.conflicts", **where, **_summary(results, against))


def _groups(results: Results, sample: Numbers) -> list[Numbers]:
    """The places of results of one sample and indicator, where there are several."""
    dated = np.fromiter((one.date is not None for one in results.samples), bool)
    places = np.flatnonzero(results.with_flag("ok", "below_detection"))
    places = places[dated[sample[places]]]
    pair = sample[places] * len(indicator_ids()) + results.indicator[places]
    several = np.flatnonzero(np.bincount(pair)[pair] > 1)
    order = several[np.argsort(pair[several], kind="stable")]
    edges = np.flatnonzero(np.diff(pair[order])) + 1
    return np.split(places[order], edges) if len(order) else []


def _summary(results: Results, places: Sequence[int]) -> dict[str, object]:
    which = np.zeros(len(results), dtype=bool)
    which[places] = True
    return {"count": len(places), "examples": examples(results, which)}


def _doubted(results: Results, group: Numbers, said: Sequence[CellValue]) -> Iterator[CellValue]:
    for own in said:
        place, other = next(
            (place, one) for place, one in zip(group, said, strict=True) if _says(one) != _says(own)
        )
        why = Message.of("harmonise.conflict", other=results.name(place), value=short(other.raw))
        yield doubted(own, why)


def _says(read: CellValue) -> tuple[object, object]:
    return read.value, read.detection_limit


def _left_out(read: CellValue, why: Message) -> CellValue:
    return read._replace(value=None, detection_limit=None, flag="invalid", reason=why)


def _constant(
    results: Results, sample: Numbers, used: Numbers, where: Mapping[str, object]
) -> Iterator[Problem]:
    """The same value many times in a row, in the order of the sheet."""
    sections, sub_daily = _sections(results)
    if not len(used):
        return
    series = sections[sample[used]] * len(indicator_ids()) + results.indicator[used]
    order = np.argsort(series, kind="stable")
    placed, series = used[order], series[order]
    values = results.values()[placed]
    edges = np.flatnonzero((series[1:] != series[:-1]) | (values[1:] != values[:-1])) + 1
    starts = np.r_[0, edges]
    lengths = np.diff(np.r_[starts, len(placed)])
    runs = []
    for run in np.flatnonzero(lengths >= _STUCK):
        first, length = starts[run], int(lengths[run])
        often = sub_daily[int(sections[sample[placed[first]]])]
        if length >= (_STUCK_IN_A_DAY if often else _STUCK):
            runs.append((placed[first], placed[first + length - 1], length))
    if runs:
        shown = _listed([_run(results, *run) for run in runs[:_SHOWN]])
        yield Problem.warning("harmonise.constant", **where, count=len(runs), examples=shown)


def _sections(results: Results) -> tuple[Numbers, dict[int, bool]]:
    """The section of each sample as a number, and which sections have several samples a day."""
    numbers: dict[str, int] = {}
    own = [numbers.setdefault(one.section, len(numbers)) for one in results.samples]
    often = dict.fromkeys(numbers.values(), False)
    days = set()
    for section, sample in zip(own, results.samples, strict=True):
        often[section] |= (section, sample.date) in days
        days.add((section, sample.date))
    return np.array(own, dtype=np.int64), often


def _run(results: Results, first: int, last: int, count: int) -> Message:
    return Message.of(
        "harmonise.constant_example",
        section=short(results.samples[results.sample[first]].section),
        indicator=load_indicators()[indicator_ids()[results.indicator[first]]].title,
        first=results.name(first),
        last=results.name(last),
        count=count,
        text=short(results.at(first).raw),
    )


def _listed(parts: Sequence[Message]) -> Message:
    """Several messages as one, with commas between."""
    listed = parts[0]
    for part in parts[1:]:
        listed = Message.of("harmonise.list_of_two", first=listed, second=part)
    return listed


def _copied(
    results: Results, sample: Numbers, used: Numbers, where: Mapping[str, object]
) -> Iterator[Problem]:
    """Sets of results that another section or another month has to the last figure."""
    order = used[np.lexsort((results.indicator[used], sample[used]))]
    values = results.values()[order]
    told = np.stack([results.indicator[order].astype(np.float64), values], axis=1)
    if not len(order):
        return
    edges = np.flatnonzero(np.r_[True, np.diff(sample[order]) != 0, True])
    seen: dict[bytes, int] = {}
    pairs = []
    for start, end in pairwise(edges):
        if end - start < _LEAST_COPIED:
            continue
        first = seen.setdefault(told[start:end].tobytes(), order[start])
        if first == order[start] or len(np.unique(values[start:end])) < _LEAST_COPIED:
            continue
        if _elsewhere(results, first, order[start]):
            pairs.append((first, order[start]))
    if pairs:
        shown = _listed(
            [
                Message.of(
                    "harmonise.repeat_example",
                    row=int(results.row[second]) + 1,
                    other=int(results.row[first]) + 1,
                )
                for first, second in pairs[:_SHOWN]
            ]
        )
        yield Problem.warning("harmonise.repeats", **where, count=len(pairs), examples=shown)


def _elsewhere(results: Results, first: int, second: int) -> bool:
    """Whether two results are of different sections or months."""
    one, other = (results.samples[results.sample[place]] for place in (first, second))
    if one.date is None or other.date is None:
        return False
    months = [(date.year, date.month) for date in (one.date, other.date)]
    return one.section != other.section or months[0] != months[1]
