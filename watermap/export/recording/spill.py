"""``watermap spill --json``."""

from watermap.export.plain import number
from watermap.export.recording.hours import hours_record
from watermap.export.recording.problems import Record, sentences
from watermap.export.recording.trace import trace_record
from watermap.language import Language
from watermap.network.answer import Spilled
from watermap.network.incidents.calling import Call
from watermap.network.incidents.spill import Arrival, Range, Release, known_dispersion

_OF_THE_TRACE = ("start", "season", "speeds", "length_km", "ends", "join_tolerance_m", "problems")


def spill_record(spilled: Spilled, *, language: Language) -> Record:
    """The shape of a spill; ``language`` is that of the sentences in it.

    Of intakes there are names, distances and hours, but neither a place nor a river-km: where they
    stand does not leave the bureau.
    """
    along = trace_record(spilled.followed, language=language)
    calls = spilled.calls
    return {
        **{name: along[name] for name in _OF_THE_TRACE},
        "release": _release(spilled.spill.release),
        "dispersion": _dispersion(language),
        "arrivals": [_arrival(one) for one in spilled.spill.arrivals],
        "calls": {
            side: [_call(one) for one in calls if one.side == side]
            for side in ("here", "down", "up")
        },
        "unplaced_sources": [one.name or one.id for one in spilled.unplaced],
        "reaches": [
            {**row, "earliest_hours": number(float(hours.min()))}
            for row, hours in zip(along["reaches"], spilled.hours, strict=True)
        ],
        "said": sentences(spilled.said, language),
    }


def _release(release: Release) -> Record:
    return {
        "mass_kg": number(release.mass_kg),
        "rate_g_s": number(release.rate_g_s),
        "area_m2": number(release.area_m2),
        "dispersion_m2_s": number(release.dispersion_m2_s),
        "decay_per_day": number(release.decay_per_day),
        "limit_mg_l": number(release.limit_mg_l),
        "joining_m3_s": {river: number(flow) for river, flow in release.joining_m3_s},
    }


def _dispersion(language: Language) -> Record:
    known = known_dispersion()
    return {
        "low": known.low,
        "likely": known.likely,
        "high": known.high,
        "source": known.source.of(language),
        "verified": known.verified,
    }


def _arrival(one: Arrival) -> Record:
    thing = one.met.object
    return {
        "kind": thing.kind,
        "id": thing.id,
        "name": thing.name,
        "distance_km": number(one.met.taken_m / 1000),
        "hours": hours_record(one.met.hours),
        "main_stem": one.met.main,
        "doubts": list(thing.doubts),
        "peak": None if one.left is None else _peak(one.left),
        "diluted_by": list(one.diluted_by),
    }


def _peak(left: Range) -> Record:
    return {
        "least_mg_l": number(left.least_mg_l),
        "most_mg_l": number(left.most_mg_l),
        "above_limit": left.above,
        "above_from_hours": number(left.above_from_h),
        "above_to_hours": number(left.above_to_h),
    }


def _call(one: Call) -> Record:
    return {
        "role": one.role,
        "name": one.name,
        "river": one.of,
        "distance_km": number(one.taken_m / 1000),
        "hours": None if one.hours is None else hours_record(one.hours),
    }
