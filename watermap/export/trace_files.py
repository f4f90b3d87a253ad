"""A trace for a GIS, and as a map: reaches, objects, ends."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

import watermap
from watermap.catalogue.kinds import Kind, Look
from watermap.errors import Problem
from watermap.export.endings import Writer
from watermap.export.geopackage import ABOUT, write_tables
from watermap.export.picture import write_picture
from watermap.export.recording.trace import trace_record
from watermap.export.records import write_json
from watermap.export.result_columns import columns_of, placed, table_of
from watermap.export.sheets_trace import remarks, start_name, summary, trace_title, write_trace
from watermap.export.words import word
from watermap.harmonise.layer import Layers
from watermap.language import Language, Text
from watermap.mapping.drawlist import DrawList
from watermap.mapping.overlays import UNDER_POINTS, Overlay, overlay
from watermap.mapping.page import page
from watermap.mapping.plane import to_plane
from watermap.mapping.scene import build
from watermap.mapping.view import Bounds
from watermap.network.answer import Followed
from watermap.network.tracing.pieces import places_on

Shapes = npt.NDArray[np.object_]
DPI = 200
THEME = "zones"
_AROUND = 0.06  # of the trace's extent, left free around it on the map
REACH = Look(line="#ef6c00", width_mm=1.1)
MAIN = Look(line="#c62828", width_mm=1.6)
START = Look(symbol="flag", size_mm=5.5, fill="#c62828", line="#ffffff", width_mm=0.3)
END = Look(symbol="circle", size_mm=2.6, fill="#ffffff", line="#c62828", width_mm=0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceContent:
    """A trace, and what its map shows beside it."""

    followed: Followed
    title: Text  # of the project
    layers: Layers
    kinds: Mapping[str, Kind]


def trace_writers(content: TraceContent, *, language: Language) -> dict[str, Writer]:
    """What writes a trace, by the file's ending."""
    followed = content.followed

    def picture(path: Path) -> None:
        write_picture(trace_drawing(content, language), path, dpi=DPI)

    return {
        ".json": lambda path: write_json(trace_record(followed, language=language), path),
        ".xlsx": lambda path: write_trace(followed, path, language=language, kinds=content.kinds),
        ".gpkg": lambda path: write_trace_package(followed, path, language=language),
        ".geojson": lambda path: _write_geojson(followed, path, language),
        ".png": picture,
        ".pdf": picture,
        ".svg": picture,
    }


def trace_drawing(content: TraceContent, language: Language) -> DrawList:
    """The trace above the map of the project."""
    followed = content.followed
    network, pieces = followed.waters.built.network, followed.trace.pieces
    lines = pieces.geometry(network)
    place = followed.start.place
    start = shapely.Point(places_on(network, np.array([place.reach]), np.array([place.at_m]))[0])
    ends = shapely.MultiPoint([(one.lon, one.lat) for one in followed.trace.ends])
    scene = build(
        content.layers, kinds=content.kinds, assessment=None, theme=THEME, language=language
    ).with_overlays(
        *_reaches(lines, pieces.main),
        overlay(ends, END, "", title=_both("trace_map_end")),
        overlay(start, START, _label(followed), title=_both("trace_map_start")),
    )
    return page(
        scene,
        language=language,
        title=f"{content.title.of(language)} · {trace_title(followed, language)}",
        subtitle=summary(followed, language),
        notes=[one.text(language) for one in followed.trace.said]
        + [word("trace_not_sure", language)],
        focus=focus_on([*lines, start], scene.epsg),
    )


def focus_on(shapes: Sequence[BaseGeometry], epsg: int) -> Bounds:
    """What a map of shapes in longitude and latitude has to show, with something around them."""
    xy = to_plane(shapely.get_coordinates(list(shapes)), epsg)
    low, high = xy.min(axis=0), xy.max(axis=0)
    margin = max(float((high - low).max()) * _AROUND, 300.0)
    return (
        float(low[0]) - margin,
        float(low[1]) - margin,
        float(high[0]) + margin,
        float(high[1]) + margin,
    )


def _reaches(lines: Shapes, main: npt.NDArray[np.bool_]) -> Iterator[Overlay]:
    """The traced reaches, under what stands at them."""
    for name, look, of in (("reaches", REACH, ~main), ("main", MAIN, main)):
        if of.any():
            title = _both(f"trace_map_{name}")
            yield overlay(_joined(lines[of]), look, "", title=title, order=UNDER_POINTS)


def _label(followed: Followed) -> str:
    """The name at the start; an object has its own on the map already."""
    return "" if followed.start.object else start_name(followed)


def write_trace_package(
    followed: Followed, path: Path, *, language: Language
) -> tuple[Problem, ...]:
    """Write ``traced_reaches``, ``objects``, ``ends`` (EPSG:4490) and ``about``.

    Objects stand where they were placed on the river, not where their own layer has them: no
    intake's own place is written.

    Raises:
        WatermapError: the file cannot be written, or does not hold what was written to it.
    """
    record = trace_record(followed, language=language)
    network, trace = followed.waters.built.network, followed.trace
    on_river = [shapely.Point(xy) for xy in _on_river(followed)]
    tables = {
        "traced_reaches": (record["reaches"], list(trace.pieces.geometry(network))),
        "objects": (record["objects"], on_river),
        "ends": (record["ends"], [shapely.Point(one.lon, one.lat) for one in trace.ends]),
    }
    made = {
        name: placed(columns_of(table_of(_flat(row) for row in rows)), shapes)
        for name, (rows, shapes) in tables.items()
        if rows
    }
    about = [("watermap", watermap.__version__)]
    about += [("remark", text) for text in remarks(followed, language)]
    about += [("problem", problem.text(language)) for problem in followed.problems]
    write_tables(
        {**made, ABOUT: table_of({"name": name, "value": value} for name, value in about)}, path
    )
    return ()


def _write_geojson(followed: Followed, path: Path, language: Language) -> None:
    record = trace_record(followed, language=language)
    lines = followed.trace.pieces.geometry(followed.waters.built.network)
    features = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": json.loads(shapely.to_geojson(line)),
        }
        for row, line in zip(record["reaches"], lines, strict=True)
    ]
    write_json({"type": "FeatureCollection", "features": features, "trace": record}, path)


def _on_river(followed: Followed) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    places = [one.object.place for one in followed.trace.objects]
    return places_on(
        followed.waters.built.network,
        np.array([one.reach for one in places], dtype=np.int64),
        np.array([one.at_m for one in places], dtype=np.float64),
    )


def _flat(row: Mapping[str, object]) -> dict[str, object]:
    """A record with what is inside it beside it: ``hours_earliest``; lists as text."""
    found: dict[str, object] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            found |= {f"{name}_{inner}": one for inner, one in value.items()}
        else:
            found[name] = ", ".join(map(str, value)) if isinstance(value, list) else value
    return found


def _joined(lines: Shapes) -> BaseGeometry:
    return shapely.MultiLineString(list(lines))


def _both(name: str) -> Text:
    return Text(zh=word(name, "zh"), en=word(name, "en"))
