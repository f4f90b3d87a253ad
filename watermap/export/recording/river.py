"""``watermap river --json`` and ``watermap duty --json``."""

from collections.abc import Sequence

from watermap.errors import Problem
from watermap.export.along_content import RiverContent, SectionThere, result_of
from watermap.export.plain import number
from watermap.export.recording.problems import Record, problem_records, sentences
from watermap.language import Language
from watermap.network.network import Placed
from watermap.network.tracing.along import Interval, OnRiver
from watermap.network.tracing.duty import Duties, DutyStretch
from watermap.network.tracing.joining import Joining
from watermap.quality.assessment import Assessment, IndicatorResult, SectionResult
from watermap.quality.standing.course import detection_limit


def river_record(
    content: RiverContent, problems: Sequence[Problem], *, language: Language
) -> Record:
    """The contract's ``river`` shape: all from the head to the mouth, in km above the mouth."""
    profile = content.profile
    return {
        "river": profile.river,
        "length_km": number(profile.length_km),
        "standard": content.now.standard,
        "method": content.now.method,
        "period": content.now.period,
        "compared_with": None if content.before is None else content.before.period,
        "indicator": content.indicator,
        "sections": [_section(one, content) for one in content.sections()],
        "tributaries": [_joining(one) for one in profile.joining],
        "flows_into": list(profile.flows_into),
        "objects": [_object(one) for one in profile.objects if one.object.kind != "section"],
        "gates": [_interval(one) for one in profile.gates],
        "districts": [_interval(one) for one in profile.areas if one.kind == _DISTRICT],
        "protection_areas": [_interval(one) for one in profile.areas if one.kind != _DISTRICT],
        "said": sentences(content.said(), language),
        "problems": problem_records(problems, language),
    }


_DISTRICT = "administrative_area"


def _section(one: SectionThere, content: RiverContent) -> Record:
    found: Record = {
        **_object(one.place),
        **_standing(one.now),
    }
    if content.before is not None:
        found["before"] = _standing(one.before)
    if content.indicator is not None:
        now, before = one.indicator(content.indicator)
        found["value"] = _value(now)
        found["target_limits"] = [number(limit) for limit in content.target_limits(one)]
        if content.before is not None:
            found["before"]["value"] = _value(before)
    return found


def _standing(result: SectionResult | None) -> Record:
    if result is None:
        return {"state": None, "class": None, "target": None, "met": None}
    return {
        "state": result.state,
        "class": result.water_class,
        "target": result.target,
        "met": result.met,
    }


def _value(result: IndicatorResult | None) -> Record | None:
    """None: not measured. ``below_detection``: the limit that no value passed."""
    if result is None:
        return None
    return {
        "value": number(result.value),
        "below_detection": number(detection_limit(result)),
        "unit": result.unit,
        "class": result.water_class,
        "enough": result.enough,
    }


def _object(one: OnRiver) -> Record:
    return {**_placed(one.object), "river_km": number(one.km)}


def _placed(thing: Placed) -> Record:
    return {
        "kind": thing.kind,
        "id": thing.id,
        "name": thing.name,
        "snap_m": number(thing.place.snap_m),
        "doubts": list(thing.doubts),
    }


def _joining(one: Joining) -> Record:
    return {
        "name": one.name,
        "reach": one.id,
        "river_km": number(one.km),
        "side": one.side,
        "way": one.way,
    }


def _interval(one: Interval) -> Record:
    return {
        "name": one.name,
        "level": one.level,
        "from_km": number(one.from_km),
        "to_km": number(one.to_km),
    }


def duty_record(
    duties: Duties,
    assessment: Assessment | None,
    problems: Sequence[Problem],
    *,
    language: Language,
) -> Record:
    """The contract's ``duty`` shape; without results the sections have places only."""
    return {
        "standard": assessment.standard if assessment else None,
        "method": assessment.method if assessment else None,
        "period": assessment.period if assessment else None,
        "stretches": [_stretch(one, assessment) for one in duties.stretches],
        "said": sentences(duties.said, language),
        "problems": problem_records(problems, language),
    }


def _stretch(one: DutyStretch, assessment: Assessment | None) -> Record:
    results = assessment.sections if assessment else ()
    return {
        "river": one.river,
        "river_number": one.river_number,
        "level": one.level,
        "district": one.district,
        "district_code": one.code,
        "river_chief": one.chief,
        "length_km": number(one.length_m / 1000),
        "from_km": number(one.from_km),
        "to_km": number(one.to_km),
        "sections": [
            {**_placed(thing), **_standing(result_of(thing, results))} for thing in one.sections
        ],
    }
