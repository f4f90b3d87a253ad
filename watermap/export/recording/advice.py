"""The keys ``firmness`` and ``way_out`` of ``watermap check --json``."""

import json
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.findings import SiteCheck
from watermap.checks.firm import DoubtAnswer
from watermap.checks.way import Move, Trim, Way, WayOut
from watermap.export.plain import number
from watermap.export.shown import told
from watermap.language import Language

Record = dict[str, Any]
DECIMALS = 9  # of degrees: a tenth of a millimetre


def firmness_record(check: SiteCheck, language: Language) -> Record:
    """How firm a verdict is; without an answer to that, only how far a shift keeps it."""
    holds = {"verdict_holds_within_m": number(check.verdict_holds_within_m)}
    firm = check.firmness
    if firm is None:
        return holds
    return {
        **holds,
        "state": firm.state,
        "why": firm.why.of(language),
        "if_coordinates": [_doubt(one, language) for one in firm.doubts],
    }


def _doubt(one: DoubtAnswer, language: Language) -> Record:
    return {
        "were": one.doubt,
        "title": one.title.of(language),
        "outcome": one.outcome,
        "moved_m": number(one.moved_m),
        "verdict": one.verdict,
    }


def way_out_record(way_out: WayOut | None, language: Language) -> Record | None:
    """The smallest moves and trims; None where they were not asked for."""
    if way_out is None:
        return None
    return {
        "search_radius_m": number(way_out.search_radius_m),
        "margin_m": number(way_out.margin_m),
        "ways": [_way(way, language) for way in way_out.ways],
    }


def _way(way: Way, language: Language) -> Record:
    return {
        "clears": way.clears,
        "state": way.state,
        "move": _move(way.move),
        "no_move": told(way.no_move, language) or None,
        "trim": _trim(way.trim),
        "no_trim": told(way.no_trim, language) or None,
    }


def _move(move: Move | None) -> Record | None:
    if move is None:
        return None
    return {
        "distance_m": number(move.metres),
        "bearing_deg": number(move.bearing_deg),
        "verdict": move.verdict,
        "verdict_holds_within_m": number(move.holds_within_m),
        "geometry": _geojson(move.geometry),
    }


def _trim(trim: Trim | None) -> Record | None:
    if trim is None:
        return None
    return {
        "cut_m2": number(trim.cut_m2),
        "remaining_m2": number(trim.remaining_m2),
        "cut_m": number(trim.cut_m),
        "remaining_m": number(trim.remaining_m),
        "parts": trim.parts,
        "verdict": trim.verdict,
        "geometry": _geojson(trim.geometry),
        "cut_geometry": _geojson(trim.cut),
    }


def _geojson(geometry: BaseGeometry) -> Record:
    """GeoJSON in EPSG:4490, longitude before latitude."""
    exact = shapely.transform(geometry, lambda points: np.round(points, DECIMALS))
    said: Record = json.loads(shapely.to_geojson(exact))
    return said
