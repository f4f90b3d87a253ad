"""In which coordinate systems a layer may be: by its numbers, and by where it would come to lie."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS

from watermap.errors import Message
from watermap.geodesy.zones import GEOGRAPHIC, PREFIX_M, ZONES, prefixed_zone
from watermap.harmonise.places.decision import Candidate
from watermap.harmonise.places.evidence import Evidence, Form
from watermap.harmonise.places.ground import NEAR_KM, Ground, Nearness, Points, spread
from watermap.harmonise.places.offset_signs import suspect_offset
from watermap.harmonise.places.shifting import mover

PROPOSED_FROM = 0.5  # with less confidence nothing is proposed
_LEAD = 2.0  # and the next one has to be less likely by this factor
_MOST = 8  # candidates that are worth showing
_FEW = 0.5  # less than this share of features alike: the numbers say nothing
_NONE_OF_THEM = 0.05  # the weight of "it is none of these"
_ALONE = 0.02  # weight of numbers that speak for themselves, however far they lie
_OUTSIDE = 0.3  # weight of lying beside known outlines, not within
_HALF_ZONE_M = 170_000.0  # 1.5° of longitude at 3° north, the widest half of a 3° zone
_UTM_CODES = range(32643, 32654)  # WGS 84, zones 43 to 53 north
_WEB_MERCATOR, _WGS84 = 3857, 4326
_SIX_DEGREE_LIKE_MERCATOR = (13, 14, 15)
_UTM_WEIGHT = 0.15  # against a Gauss–Krüger zone: rare in Chinese offices


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    """A CRS that the numbers allow."""

    epsg: int
    north_first: bool = False
    alone: float  # how sure the numbers alone make us
    weight: float = 1.0  # against the other options of the same numbers


def candidates_of(
    geometry: npt.NDArray[np.object_], seen: Evidence, ground: Ground
) -> tuple[Candidate, ...]:
    """What a layer's numbers allow, the likeliest first.

    Args:
        geometry: in the file's coordinates.
        seen: what ``look_at`` found of them.
        ground: what the project knows already; where it is empty the numbers speak alone.
    """
    if seen.share < _FEW:
        return ()
    options = list(_OPTIONS[seen.form](seen))
    if not ground:
        return tuple(_by_numbers(option) for option in options if option.alone)
    points = _middles(geometry, seen)
    placed = [(option, ground.nearness(_moved(points, option))) for option in options]
    weights = [_weight(option, how) for option, how in placed]
    total = sum(weights) + _NONE_OF_THEM
    found = [
        _by_ground(option, how, weight / total)
        for (option, how), weight in zip(placed, weights, strict=True)
        if how is not None
    ]
    best = _likeliest(found, placed)
    return tuple(_with_offset(best, geometry, ground))


def proposal_of(candidates: Sequence[Candidate]) -> Candidate | None:
    """The one candidate that is worth proposing; None: there is none, or two are as likely."""
    if not candidates or candidates[0].confidence < PROPOSED_FROM:
        return None
    best, *others = candidates
    if others and others[0].confidence * _LEAD > best.confidence:
        return None
    return best


def _middles(geometry: npt.NDArray[np.object_], seen: Evidence) -> Points:
    own = np.ones(len(geometry), dtype=bool)
    own[seen.others] = False
    bounds = shapely.bounds(geometry[own])
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    bounds = bounds[spread(len(bounds))]
    return np.asarray(bounds[:, :2] / 2 + bounds[:, 2:] / 2)


def _moved(points: Points, option: _Option) -> Points:
    return mover(option.epsg, None)(points[:, ::-1] if option.north_first else points)


def _weight(option: _Option, how: Nearness | None) -> float:
    if how is None:
        return 0.0
    fit = how.near * (_OUTSIDE + (1 - _OUTSIDE) * how.inside)
    return option.weight * (fit + (_ALONE if option.alone else 0.0))


def _by_numbers(option: _Option) -> Candidate:
    return _candidate(option, Message.of("harmonise.candidate_numbers"), option.alone)


def _by_ground(option: _Option, how: Nearness, confidence: float) -> Candidate:
    evidence = Message.of(
        "harmonise.candidate_near" if how.near else "harmonise.candidate_far",
        count=how.count,
        inside=f"{100 * how.inside:.0f}",
        near=f"{100 * how.near:.0f}",
        within=f"{NEAR_KM:.0f}",
        median=f"{how.median_km:.1f}",
        nearest=f"{how.nearest_km:.0f}",
    )
    return _candidate(option, evidence, confidence)


def _candidate(option: _Option, evidence: Message, confidence: float) -> Candidate:
    swapped = Message.of("harmonise.candidate_swapped", evidence=evidence)
    return Candidate(
        epsg=option.epsg,
        name=CRS.from_epsg(option.epsg).name,
        evidence=swapped if option.north_first else evidence,
        confidence=confidence,
        north_first=option.north_first,
    )


def _likeliest(
    found: Sequence[Candidate], placed: Sequence[tuple[_Option, Nearness | None]]
) -> list[Candidate]:
    """The likeliest first; of those that lie nowhere near, the least far."""
    far = {(one.epsg, one.north_first): how.median_km for one, how in placed if how is not None}
    ranked = sorted(found, key=lambda one: (-one.confidence, far[one.epsg, one.north_first]))
    likely = [one for one in ranked if one.confidence > 0][:_MOST]
    return likely or ranked[:1]


def _with_offset(
    ranked: Sequence[Candidate], geometry: npt.NDArray[np.object_], ground: Ground
) -> Iterator[Candidate]:
    """The same, and before it the same from a web map where the layer lies as one would move it."""
    best = ranked[0] if ranked else None
    if best is not None and best.epsg == GEOGRAPHIC and not best.north_first:
        suspicion = suspect_offset(geometry, ground.geometry)
        if suspicion is not None:
            half = best.confidence / 2
            yield replace(best, offset=suspicion.offset, evidence=suspicion.evidence)
            ranked = [replace(best, confidence=min(half, 1 - best.confidence)), *ranked[1:]]
    yield from ranked


def _zones_by_number(seen: Evidence) -> Iterator[_Option]:
    zone = prefixed_zone(seen.zone) if seen.zone else None
    if zone is not None:
        yield _Option(epsg=zone.epsg, north_first=seen.swapped, alone=0.7)


def _zones_by_meridian(seen: Evidence) -> Iterator[_Option]:
    """Every meridian once: by its zone of 3°, by that of 6° where the layer is wider than that.

    The numbers are the same in both, so the meridian is all there is to find.
    """
    plain = {(zone.meridian, zone.width): zone for zone in ZONES.values() if zone.prefix is None}
    wide = _reach_m(seen) > _HALF_ZONE_M
    for meridian, width in plain:
        if width == 3:
            zone = plain.get((meridian, 6 if wide else 3), plain[meridian, 3])
            yield _Option(epsg=zone.epsg, north_first=seen.swapped, alone=0.0)
    for epsg in _UTM_CODES:
        yield _Option(epsg=epsg, north_first=seen.swapped, alone=0.0, weight=_UTM_WEIGHT)


def _reach_m(seen: Evidence) -> float:
    """How far from its meridian a layer without prefix reaches."""
    west, south, east, north = seen.bounds
    low, high = (south, north) if seen.swapped else (west, east)
    return max(abs(low - 500_000.0), abs(high - 500_000.0))


def _mercator_or_zone(seen: Evidence) -> Iterator[_Option]:
    """Eastings of web maps in the east have the digits of the 6° zones 13 to 15 of the far west."""
    yield _Option(epsg=_WEB_MERCATOR, alone=0.4)
    number = int(seen.bounds[0] // PREFIX_M)
    zone = prefixed_zone(number) if number in _SIX_DEGREE_LIKE_MERCATOR else None
    if zone is not None and int(seen.bounds[2] // PREFIX_M) == number:
        yield _Option(epsg=zone.epsg, alone=0.3)


def _degrees(epsg: int, alone: float) -> Callable[[Evidence], Iterator[_Option]]:
    return lambda seen: iter([_Option(epsg=epsg, north_first=seen.swapped, alone=alone)])


_OPTIONS: dict[Form, Callable[[Evidence], Iterator[_Option]]] = {
    "degrees_china": _degrees(GEOGRAPHIC, 0.7),
    "degrees_swapped": _degrees(GEOGRAPHIC, 0.7),
    "degrees": _degrees(_WGS84, 0.3),
    "prefixed": _zones_by_number,
    "prefixed_swapped": _zones_by_number,
    "unprefixed": _zones_by_meridian,
    "unprefixed_swapped": _zones_by_meridian,
    "web_mercator": _mercator_or_zone,
    "unknown": lambda _: iter(()),
}
