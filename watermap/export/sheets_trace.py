"""The tabs of a trace: what is on the way, reaches, ends, districts and chiefs."""

from collections.abc import Mapping
from pathlib import Path

from watermap.catalogue.kinds import Kind
from watermap.errors import Problem
from watermap.export.along_columns import (
    DEGREE_DECIMALS,
    HOUR_DECIMALS,
    KM_DECIMALS,
    finite,
    number_column,
    text_column,
)
from watermap.export.sheets import Sheet, Value, write_sheets
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.words import word
from watermap.figures import figure
from watermap.language import Language
from watermap.network.answer import Followed
from watermap.network.building.clues import clues
from watermap.network.tracing.ends import End
from watermap.network.tracing.met import Met
from watermap.network.tracing.passed import Passed
from watermap.network.tracing.speeds import known_speeds

Row = tuple[Value, ...]


def write_trace(
    followed: Followed, path: Path, *, language: Language, kinds: Mapping[str, Kind]
) -> tuple[Problem, ...]:
    """Write a trace as .xlsx.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the file cannot be written.
    """
    sheets = trace_sheets(followed, language=language, kinds=kinds)
    return write_sheets(sheets, path, title=trace_title(followed, language))


def trace_title(followed: Followed, language: Language) -> str:
    """What the trace is called."""
    direction = followed.trace.asked.direction
    return word(f"trace_title_{direction}", language, start=start_name(followed))


def start_name(followed: Followed) -> str:
    """Where it began, as people call it."""
    thing = followed.start.object
    return (thing.name or thing.id if thing else None) or followed.asked_from


def trace_sheets(
    followed: Followed, *, language: Language, kinds: Mapping[str, Kind]
) -> tuple[Sheet, ...]:
    """All tabs, in the order of the water."""
    sheets = (
        objects_sheet(followed, language=language, kinds=kinds),
        passed_sheet(followed, language),
        ends_sheet(followed, language),
        reaches_sheet(followed, language),
        problems_sheet(followed.problems, language),
    )
    return (*sheets, method_sheet(remarks(followed, language), language))


def summary(followed: Followed, language: Language) -> str:
    """The trace in a sentence."""
    found = followed.trace
    return word(
        "trace_summary",
        language,
        start=start_name(followed),
        direction=word(f"trace_{found.asked.direction}", language),
        length=figure(found.length_m / 1000, KM_DECIMALS),
        objects=len(found.objects),
        ends=len(found.ends),
    )


def remarks(followed: Followed, language: Language) -> list[str]:
    """What a reader has to know beside the tables."""
    network = followed.waters.built.network
    return [
        summary(followed, language),
        *(one.text(language) for one in followed.trace.said),
        word("trace_speed_source", language, source=known_speeds().source.of(language)),
        word("trace_join", language, metres=f"{network.tolerance_m:g}"),
        word("trace_not_sure", language),
    ]


def objects_sheet(followed: Followed, *, language: Language, kinds: Mapping[str, Kind]) -> Sheet:
    """Everything on the way, the nearest first."""
    columns = (
        text_column("trace_kind", language, 14),
        text_column("trace_id", language, 18),
        text_column("trace_name", language, 26),
        text_column("trace_river", language),
        number_column("trace_distance_km", language, KM_DECIMALS),
        number_column("trace_river_km", language, KM_DECIMALS),
        number_column("trace_hours_earliest", language, HOUR_DECIMALS),
        number_column("trace_hours_likely", language, HOUR_DECIMALS),
        number_column("trace_hours_latest", language, HOUR_DECIMALS),
        text_column("trace_main_stem", language, 10),
        number_column("trace_snap_m", language, 0),
        text_column("trace_doubts", language, 28),
    )
    rows = tuple(_object(one, followed, language, kinds) for one in followed.trace.objects)
    return Sheet(name=word("trace_tab_objects", language), columns=columns, rows=rows)


def _object(one: Met, followed: Followed, language: Language, kinds: Mapping[str, Kind]) -> Row:
    thing = one.object
    reaches = followed.waters.built.network.reaches
    return (
        kinds[thing.kind].title.of(language) if thing.kind in kinds else thing.kind,
        thing.id,
        thing.name,
        reaches.names[thing.place.reach],
        one.taken_m / 1000,
        finite(one.river_km),
        finite(one.hours.earliest),
        finite(one.hours.likely),
        finite(one.hours.latest),
        word("yes" if one.main else "no", language),
        thing.place.snap_m,
        "、".join(word(f"trace_doubt_{doubt}", language) for doubt in thing.doubts),
    )


def passed_sheet(followed: Followed, language: Language) -> Sheet:
    """Districts and river chiefs in the order of the water."""
    columns = (
        text_column("trace_passed_as", language, 12),
        text_column("trace_name", language, 22),
        text_column("trace_river", language),
        number_column("trace_length_km", language, KM_DECIMALS),
        number_column("trace_distance_km", language, KM_DECIMALS),
    )
    rows = [_passed(one, "trace_district", language) for one in followed.districts]
    rows += [_passed(one, "trace_chief", language) for one in followed.chiefs]
    return Sheet(name=word("trace_tab_passed", language), columns=columns, rows=tuple(rows))


def _passed(one: Passed, what: str, language: Language) -> Row:
    return (word(what, language), one.name, one.of, one.length_m / 1000, one.taken_m / 1000)


def ends_sheet(followed: Followed, language: Language) -> Sheet:
    """Where it ends and why."""
    columns = (
        text_column("trace_reason", language, 20),
        text_column("trace_name", language, 22),
        text_column("trace_river", language),
        number_column("trace_distance_km", language, KM_DECIMALS),
        number_column("trace_lon", language, DEGREE_DECIMALS),
        number_column("trace_lat", language, DEGREE_DECIMALS),
    )
    rows = tuple(_end(one, followed, language) for one in followed.trace.ends)
    return Sheet(name=word("trace_tab_ends", language), columns=columns, rows=rows)


def _end(one: End, followed: Followed, language: Language) -> Row:
    return (
        word(f"trace_end_{one.reason}", language),
        one.object.name or one.object.id if one.object else None,
        followed.waters.built.network.reaches.names[one.reach],
        one.taken_m / 1000,
        one.lon,
        one.lat,
    )


def reaches_sheet(followed: Followed, language: Language) -> Sheet:
    """Every part of a reach, and how its direction is known."""
    columns = (
        text_column("trace_id", language, 18),
        text_column("trace_river", language, 22),
        number_column("trace_from_m", language, 0),
        number_column("trace_to_m", language, 0),
        number_column("trace_length_km", language, KM_DECIMALS),
        number_column("trace_distance_km", language, KM_DECIMALS),
        text_column("trace_main_stem", language, 10),
        text_column("trace_flow_by", language, 24),
    )
    pieces, reaches = followed.trace.pieces, followed.waters.built.network.reaches
    titles = {name: clue.title.of(language) for name, clue in clues().items()}
    rows = tuple(
        (
            reaches.ids[reach],
            reaches.names[reach],
            float(pieces.from_m[row]),
            float(pieces.to_m[row]),
            float(pieces.to_m[row] - pieces.from_m[row]) / 1000,
            float(pieces.taken_m[row]) / 1000,
            word("yes" if pieces.main[row] else "no", language),
            titles.get(reaches.clue[reach]),
        )
        for row, reach in enumerate(pieces.reach.tolist())
    )
    return Sheet(name=word("trace_tab_reaches", language), columns=columns, rows=rows)
