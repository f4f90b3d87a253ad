"""``watermap trace --json``."""

from watermap.export.plain import number
from watermap.export.recording.hours import hours_record
from watermap.export.recording.problems import Record, problem_records, sentences
from watermap.language import Language
from watermap.network.answer import Followed
from watermap.network.network import Network
from watermap.network.placing.place import river_km
from watermap.network.tracing.ends import End
from watermap.network.tracing.met import Met
from watermap.network.tracing.passed import Passed
from watermap.network.tracing.speeds import known_speeds


def trace_record(followed: Followed, *, language: Language) -> Record:
    """The contract's ``trace`` shape; ``language`` is that of the sentences in it.

    ``distance_km`` is along the water from the start; ``river_km`` counts from a river's mouth.
    """
    found, network = followed.trace, followed.waters.built.network
    speeds = known_speeds()
    return {
        "start": _start(followed, network),
        "direction": found.asked.direction,
        "main_stem_only": found.asked.main_stem,
        "within_km": _km(found.asked.within_m),
        "within_hours": number(found.asked.hours),
        "stop_at": sorted(found.asked.stop_at),
        "season": found.asked.season,
        "speeds": {"source": speeds.source.of(language), "verified": speeds.verified},
        "reaches": _reaches(followed, network),
        "length_km": _km(found.length_m),
        "main_stem_km": _km(found.pieces.length_m(main_only=True)),
        "ends": [end_record(one, network) for one in found.ends],
        "objects": [met_record(one) for one in found.objects],
        "districts": [_passed(one, "name") for one in followed.districts],
        "river_chiefs": [_passed(one, "river_chief") for one in followed.chiefs],
        "said": sentences(found.said, language),
        "join_tolerance_m": number(network.tolerance_m),
        "problems": problem_records(followed.problems, language),
    }


def _km(metres: float | None) -> float | int | None:
    return None if metres is None else number(metres / 1000)


def _start(followed: Followed, network: Network) -> Record:
    place, thing = followed.start.place, followed.start.object
    return {
        "from": followed.asked_from,
        "reach": network.reaches.ids[place.reach],
        "river": network.reaches.names[place.reach],
        "river_km": number(river_km(network, place)),
        "snap_m": number(place.snap_m),
        "kind": None if thing is None else thing.kind,
        "id": None if thing is None else thing.id,
        "name": None if thing is None else thing.name,
        "doubts": [] if thing is None else list(thing.doubts),
    }


def _reaches(followed: Followed, network: Network) -> list[Record]:
    pieces, reaches = followed.trace.pieces, network.reaches
    return [
        {
            "id": reaches.ids[reach],
            "river": reaches.names[reach],
            "from_m": number(float(pieces.from_m[row])),
            "to_m": number(float(pieces.to_m[row])),
            "length_m": number(float(pieces.to_m[row] - pieces.from_m[row])),
            "distance_km": _km(float(pieces.taken_m[row])),
            "main_stem": bool(pieces.main[row]),
            "flow_by": reaches.clue[reach] or None,
            "confidence": number(float(reaches.confidence[reach])),
        }
        for row, reach in enumerate(pieces.reach.tolist())
    ]


def end_record(one: End, network: Network) -> Record:
    """Where a trace ends and why."""
    return {
        "reason": one.reason,
        "lon": number(one.lon),
        "lat": number(one.lat),
        "distance_km": _km(one.taken_m),
        "reach": network.reaches.ids[one.reach],
        "river": network.reaches.names[one.reach],
        "object": one.object.name or one.object.id if one.object else None,
    }


def met_record(one: Met) -> Record:
    """An object on the way."""
    return {
        "kind": one.object.kind,
        "id": one.object.id,
        "name": one.object.name,
        "river_km": number(one.river_km),
        "distance_km": _km(one.taken_m),
        "hours": hours_record(one.hours),
        "snap_m": number(one.object.place.snap_m),
        "main_stem": one.main,
        "doubts": list(one.object.doubts),
    }


def _passed(one: Passed, title: str) -> Record:
    river = {} if one.of is None else {"river": one.of}
    return {
        title: one.name,
        **river,
        "length_km": _km(one.length_m),
        "distance_km": _km(one.taken_m),
    }
