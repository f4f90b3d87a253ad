"""Black-odorous waters as JSON."""

from watermap.export.plain import day, number
from watermap.export.recording.problems import Record, sentences
from watermap.language import Language
from watermap.quality.black_odorous.black_odorous import BlackOdorous, WaterDegree, WaterPoint
from watermap.quality.black_odorous.degrees import SamplingDegree


def black_odorous_record(found: BlackOdorous, *, language: Language) -> Record:
    """Waters in the layer's order; lengths in km, places along a line in m, shares in per cent."""
    return {
        "period": found.period,
        "documents": [
            {"id": one.id, "citation": one.citation, "verified": one.verified}
            for one in found.documents
        ],
        "waters": [_water(one, language) for one in found.waters],
        "points_elsewhere": list(found.elsewhere),
        "still_black_odorous_pct": number(found.still.pct),
        "still_black_odorous_of": found.still.n,
        "still_black_odorous_why": sentences(found.still.why, language),
        "why": sentences(found.why, language),
    }


def _water(one: WaterDegree, language: Language) -> Record:
    water = one.water
    return {
        "name": water.name,
        "code": water.code,
        "river": water.river,
        "town": water.town,
        "built_up": water.built_up,
        "rules": one.rules,
        "stated_degree": water.stated,
        "found_degree": one.found,
        "provisional": one.provisional,
        "heavy_points_pct": number(one.heavy_pct),
        "heavy_reaches": [
            {"points": list(reach.points), "length_km": number(reach.length_km)}
            for reach in one.heavy_reaches
        ],
        "remedied_year": water.remedied_year,
        "length_km": number(water.length_km),
        "points": [_point(point) for point in one.points],
        "why": sentences(one.why, language),
    }


def _point(point: WaterPoint) -> Record:
    return {
        "name": point.name,
        "degree": point.degree,
        "along_m": number(point.along_m),
        "heavy_shares": [
            {"id": one.id, "heavy": one.heavy, "n": one.n, "pct": number(one.pct)}
            for one in point.found.heavy_shares
        ],
        "missing": list(point.found.missing),
        "samplings": [_sampling(one) for one in point.found.samplings],
    }


def _sampling(sampling: SamplingDegree) -> Record:
    return {
        "date": day(sampling.date),
        "degree": sampling.degree,
        "indicators": [
            {
                "id": one.id,
                "value": number(one.value),
                "unit": one.unit,
                "depth_cm": number(one.depth_cm),
                "degree": one.degree,
            }
            for one in sampling.indicators
        ],
    }
