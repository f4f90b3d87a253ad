"""A spill as files, and as a map: reaches by their hours, sections with theirs, ends."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import numpy as np
import shapely
from annotated_types import Gt
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind, Look
from watermap.datafile import Strict, read_toml
from watermap.errors import Problem
from watermap.export.along_columns import HOUR_DECIMALS
from watermap.export.endings import Writer
from watermap.export.picture import write_picture
from watermap.export.recording.spill import spill_record
from watermap.export.records import write_json
from watermap.export.sensitive import shareable
from watermap.export.sheets_spill import spill_remarks, spill_summary, spill_title, write_spill
from watermap.export.trace_files import DPI, END, START, THEME, focus_on
from watermap.export.words import word
from watermap.figures import figure
from watermap.harmonise.layer import Layers
from watermap.language import Language, Text
from watermap.mapping.drawlist import DrawList
from watermap.mapping.overlays import UNDER_POINTS, Overlay, overlay
from watermap.mapping.page import page
from watermap.mapping.scene import build
from watermap.network.answer import Spilled
from watermap.network.network import Place
from watermap.network.tracing.pieces import cut_out, places_on
from watermap.resources import package_file

_ARRIVAL = Look(symbol="circle", size_mm=0.6, fill="#1f2a33", line="#1f2a33", width_mm=0.1)
_MOST_NOTES = 6  # on the map; the workbook has all


class _Band(Strict):
    within_h: Annotated[float, Gt(0)]
    look: Look


class _Bands(Strict):
    """The whole of spill_map.toml."""

    band: tuple[_Band, ...]
    later: Look


@cache
def _bands() -> _Bands:
    return read_toml(_Bands, package_file("export") / "spill_map.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpillContent:
    """A spill, and what its map shows beside it."""

    spilled: Spilled
    title: Text  # of the project
    layers: Layers
    kinds: Mapping[str, Kind]


def spill_writers(content: SpillContent, *, language: Language) -> dict[str, Writer]:
    """What writes a spill, by the file's ending."""
    spilled = content.spilled

    def picture(path: Path) -> tuple[Problem, ...]:
        shared = shareable(content.layers, kinds=content.kinds, path=path)
        write_picture(spill_drawing(content, shared.layers, language), path, dpi=DPI)
        return shared.left_out

    return {
        ".json": lambda path: write_json(spill_record(spilled, language=language), path),
        ".xlsx": lambda path: write_spill(spilled, path, language=language, kinds=content.kinds),
        ".png": picture,
        ".pdf": picture,
        ".svg": picture,
    }


def spill_drawing(content: SpillContent, layers: Layers, language: Language) -> DrawList:
    """The spill above the map of layers, which hold nothing that is sensitive."""
    spilled = content.spilled
    trace = spilled.spill.trace
    lines = trace.pieces.geometry(spilled.waters.built.network)
    start = _on_river(spilled, trace.start)
    ends = shapely.MultiPoint([(one.lon, one.lat) for one in trace.ends])
    scene = build(
        layers, kinds=content.kinds, assessment=None, theme=THEME, language=language
    ).with_overlays(
        *_reaches(spilled),
        *_arrivals(content),
        overlay(ends, END, "", title=_both("trace_map_end")),
        overlay(start, START, "", title=_both("spill_map_start")),
    )
    return page(
        scene,
        language=language,
        title=f"{content.title.of(language)} · {spill_title(spilled, language)}",
        subtitle=spill_summary(spilled, language),
        notes=_notes(spilled, language),
        focus=focus_on([*lines, start], scene.epsg),
    )


def _notes(spilled: Spilled, language: Language) -> Sequence[str]:
    """What must be known first; the summary is the subtitle, the last sentence stays."""
    remarks = spill_remarks(spilled, language)[1:]
    return [*remarks[: _MOST_NOTES - 1], remarks[-1]]


def _reaches(spilled: Spilled) -> Iterator[Overlay]:
    """The reaches cut by the hour that their first water comes at, the latest below."""
    bands = _bands()
    limits = [one.within_h for one in bands.band]
    titles = [_both("spill_band_within", hours=f"{limit:g}") for limit in limits]
    titles.append(_both("spill_band_later", hours=f"{limits[-1]:g}"))
    looks = [*(one.look for one in bands.band), bands.later]
    parts: list[list[BaseGeometry]] = [[] for _ in looks]
    for number, part in _cut(spilled, limits):
        parts[number].append(part)
    for look, title, of in reversed(list(zip(looks, titles, parts, strict=True))):
        if of:
            yield overlay(shapely.MultiLineString(of), look, "", title=title, order=UNDER_POINTS)


def _cut(spilled: Spilled, limits: Sequence[float]) -> Iterator[tuple[int, BaseGeometry]]:
    """Parts of reaches with the number of their band; within a piece the water is even."""
    network, pieces = spilled.waters.built.network, spilled.spill.trace.pieces
    for row, reach in enumerate(pieces.reach.tolist()):
        begin, end = spilled.hours[row].tolist()
        ends = float(pieces.from_m[row]), float(pieces.to_m[row])
        between = [one for one in limits if min(begin, end) < one < max(begin, end)]
        marks = [*ends, *(float(np.interp(one, *_rising(begin, end, ends))) for one in between)]
        for low, high in pairwise(sorted(marks)):
            middle = float(np.interp((low + high) / 2, ends, (begin, end)))
            yield bisect_left(limits, middle), cut_out(network, reach, low, high)


def _rising(
    begin: float, end: float, ends: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Hours and the places they are of, the sooner first."""
    return ((begin, end), ends) if begin <= end else ((end, begin), ends[::-1])


def _arrivals(content: SpillContent) -> Iterator[Overlay]:
    """Hours beside those whose places may leave the bureau: sections, no intakes."""
    for one in content.spilled.spill.arrivals:
        if not content.kinds[one.met.object.kind].sensitive:
            label = f"{figure(one.met.hours.earliest, HOUR_DECIMALS)} h"
            yield overlay(_on_river(content.spilled, one.met.object.place), _ARRIVAL, label)


def _on_river(spilled: Spilled, place: Place) -> shapely.Point:
    reach, at_m = np.array([place.reach]), np.array([place.at_m])
    return shapely.Point(places_on(spilled.waters.built.network, reach, at_m)[0])


def _both(name: str, **fields: object) -> Text:
    return Text(zh=word(name, "zh", **fields), en=word(name, "en", **fields))
