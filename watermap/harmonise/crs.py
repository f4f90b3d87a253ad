"""In which coordinate system is this file? Declared, answered, or asked: never guessed and used."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from pyproj import CRS, Transformer

from watermap.errors import Message, Problem
from watermap.geodesy.zones import GEOGRAPHIC, ZONES, Zone, prefixed_zone
from watermap.harmonise.declared import Declared, declared, declared_by
from watermap.harmonise.evidence import NOTHING, Evidence, Form, look_at
from watermap.harmonise.layer import PlaceDecision
from watermap.reading.raw import RawLayer

MOST_FROM_MERIDIAN = 2.0  # degrees; beyond it a zone is probably the wrong one (reliability.md N1c)
_FEW = 0.5  # less than this share of features alike: no evidence
_PROPOSED = 0.7  # how sure numbers alone make us
_WORLD_X, _WORLD_Y = 180.0, 90.0


def decide_place(
    raw: RawLayer, *, answer: int | None = None, answer_why: str | None = None
) -> PlaceDecision:
    """In which CRS to read a layer's coordinates, with the evidence, or what to ask.

    A .prj is believed where the numbers do not contradict it. Without one nothing is decided: the
    numbers give a proposal. Xian 1980 and Beijing 1954 cannot be used, since their shift to
    CGCS2000 is tens of metres and differs from place to place. A person's answer goes before all
    that, but not against the numbers.

    Args:
        raw: the layer.
        answer: EPSG as a person has said; None: nobody has.
        answer_why: their reason, for the record.
    """
    seen = look_at(raw.geometry)
    said = declared(raw.crs_wkt) if raw.crs_wkt else None
    if answer is not None:
        return _answered(raw, answer, answer_why, said, seen)
    if said is None:
        return _undeclared(raw, seen)
    return _declared(raw, said, seen)


def _answered(
    raw: RawLayer, answer: int, why: str | None, said: Declared | None, seen: Evidence
) -> PlaceDecision:
    meant = declared_by(answer)
    how = Message.of(
        "harmonise.crs_answered" if said is None or said.epsg == answer else "harmonise.crs_over",
        epsg=answer,
        why=why or "—",
        declared=said.name if said else "—",
    )
    if meant is None:
        return _refused(raw, f"EPSG:{answer}", _no_such(answer), seen)
    if meant.datum == "old":
        return _refused(raw, meant.name, _old(meant), NOTHING)
    contradiction = _contradiction(answer, meant, seen)
    if contradiction is not None:
        return _refused(raw, meant.name, contradiction, seen)
    used = _used(raw, answer, meant, how, seen, confidence=1.0)
    where = {"file": raw.source.path.name, "layer": raw.name}
    note = Problem.note("harmonise.place_answered", **where, how=how)
    if said is None or said.datum != "old":
        return replace(used, problems=(note, *used.problems))
    doubt = Problem.warning("harmonise.old_overruled", **where, declared=said.name, epsg=answer)
    return replace(used, problems=(note, *used.problems, doubt))


def _declared(raw: RawLayer, said: Declared, seen: Evidence) -> PlaceDecision:
    if said.datum == "old":
        # The numbers fit CGCS2000 just as well, so they must not propose it.
        return _asked(raw, said.name, _old(said), NOTHING)
    if said.epsg is None:
        return _asked(raw, said.name, Message.of("harmonise.crs_no_number", name=said.name), seen)
    contradiction = _contradiction(said.epsg, said, seen)
    if contradiction is not None:
        return _refused(raw, said.name, contradiction, seen)
    how = Message.of(f"harmonise.crs_declared_{said.datum}", name=said.name, epsg=said.epsg)
    sure = {"cgcs2000": 1.0, "wgs84": 0.95}.get(said.datum, 0.6)
    return _used(raw, said.epsg, said, how, seen, confidence=sure)


def _undeclared(raw: RawLayer, seen: Evidence) -> PlaceDecision:
    code = "crs_unreadable" if raw.crs_wkt else "crs_none"
    return _asked(raw, "", Message.of(f"harmonise.{code}"), seen)


def _asked(raw: RawLayer, name: str, why: Message, seen: Evidence) -> PlaceDecision:
    """Nothing is decided; what the numbers speak for is proposed."""
    proposal = _proposal(seen)
    question = Message.of(
        "harmonise.crs_question" if seen is not NOTHING else "harmonise.crs_question_bare",
        file=raw.source.path.name,
        layer=raw.name,
        why=why,
        numbers=_numbers(seen, proposal),
    )
    return PlaceDecision(
        epsg=None,
        name=name,
        how=why,
        confidence=_PROPOSED if proposal else 0.0,
        question=question,
        proposal=proposal,
    )


def _refused(raw: RawLayer, name: str, why: Message, seen: Evidence) -> PlaceDecision:
    """As asked, and an error besides: what is said contradicts what is there."""
    asked = _asked(raw, name, why, seen)
    error = Problem.error(
        "harmonise.crs_contradiction", file=raw.source.path.name, layer=raw.name, why=why
    )
    return PlaceDecision(
        epsg=None,
        name=name,
        how=why,
        confidence=0.0,
        question=asked.question,
        proposal=asked.proposal,
        problems=(error,),
    )


def _used(
    raw: RawLayer,
    epsg: int,
    meant: Declared,
    how: Message,
    seen: Evidence,
    *,
    confidence: float,
) -> PlaceDecision:
    where = {"file": raw.source.path.name, "layer": raw.name}
    return PlaceDecision(
        epsg=epsg,
        name=meant.name,
        how=how,
        confidence=confidence,
        problems=tuple(_remarks(epsg, meant, seen, where)),
    )


def _remarks(
    epsg: int, meant: Declared, seen: Evidence, where: dict[str, str]
) -> Iterable[Problem]:
    """What is said of a place that is used all the same."""
    if meant.datum == "wgs84":
        yield Problem.note("harmonise.wgs84_as_cgcs2000", **where, name=meant.name)
    if meant.datum == "other":
        yield Problem.warning("harmonise.other_datum", **where, name=meant.name)
    if seen.in_degrees and seen.form != "degrees_china":
        yield Problem.warning("harmonise.outside_china", **where, bounds=_shown(seen))
    zone = ZONES.get(epsg)
    away = _from_meridian(zone, seen) if zone else 0.0
    if zone and away > MOST_FROM_MERIDIAN + (zone.width - 3) / 2:
        yield Problem.warning(
            "harmonise.far_from_meridian", **where, meridian=zone.meridian, degrees=f"{away:.1f}"
        )


def _from_meridian(zone: Zone, seen: Evidence) -> float:
    """How far the layer reaches from its zone's meridian, in degrees of longitude."""
    if not seen.share:
        return 0.0
    west, south, east, north = seen.bounds
    back = Transformer.from_crs(zone.epsg, GEOGRAPHIC, always_xy=True)
    longitudes, _ = back.transform([west, east, west, east], [south, south, north, north])
    return float(np.max(np.abs(np.asarray(longitudes) - zone.meridian)))


def _contradiction(epsg: int, meant: Declared, seen: Evidence) -> Message | None:
    """How the numbers contradict a CRS; None: they do not."""
    if not seen.share:
        return None
    fields: dict[str, object] = {"epsg": epsg, "name": meant.name, "bounds": _shown(seen)}
    code = _against_degrees(seen) if meant.geographic else _against_metres(epsg, seen)
    if code is None and not meant.geographic and not _comes_back(epsg, seen):
        code = "not_in_area"
    return Message.of(f"harmonise.crs_{code}", **fields) if code else None


def _against_degrees(seen: Evidence) -> str | None:
    if seen.form == "degrees_swapped":
        return "swapped"
    return None if seen.in_degrees else "degrees_are_metres"


def _against_metres(epsg: int, seen: Evidence) -> str | None:
    if seen.in_degrees:
        return "metres_are_degrees"
    zone = ZONES.get(epsg)
    if zone is None:
        return None
    if seen.swapped:
        return "swapped"
    if zone.prefix is None:
        return "has_prefix" if seen.form == "prefixed" else None
    if seen.form == "unprefixed":
        return "lacks_prefix"
    return "other_zone" if seen.form == "prefixed" and seen.zone != zone.prefix else None


def _comes_back(epsg: int, seen: Evidence) -> bool:
    """Whether the numbers are places on earth in a projected CRS: there and back within 1 m."""
    west, south, east, north = seen.bounds
    crs = CRS.from_epsg(epsg)
    geographic = crs.geodetic_crs
    if geographic is None:
        return False
    xs, ys = np.array([west, east, west, east]), np.array([south, south, north, north])
    there = Transformer.from_crs(crs, geographic, always_xy=True)
    longitudes, latitudes = there.transform(xs, ys)
    if not (np.isfinite(longitudes).all() and np.isfinite(latitudes).all()):
        return False
    again = there.transform(longitudes, latitudes, direction="INVERSE")
    return bool(np.isfinite(again).all() and np.hypot(again[0] - xs, again[1] - ys).max() < 1.0)


_PROPOSALS: dict[Form, Callable[[Evidence], int | None]] = {
    "degrees_china": lambda _: GEOGRAPHIC,
    "prefixed": lambda seen: _epsg_of(seen.zone),
}


def _proposal(seen: Evidence) -> int | None:
    propose = _PROPOSALS.get(seen.form)
    return propose(seen) if propose and seen.share >= _FEW else None


def _epsg_of(prefix: int | None) -> int | None:
    zone = prefixed_zone(prefix) if prefix else None
    return zone.epsg if zone else None


def _numbers(seen: Evidence, proposal: int | None) -> Message:
    """What the numbers look like, in words."""
    return Message.of(
        f"harmonise.numbers_{seen.form}", bounds=_shown(seen), epsg=proposal, zone=seen.zone
    )


def _old(said: Declared) -> Message:
    return Message.of("harmonise.crs_old", name=said.name)


def _no_such(epsg: int) -> Message:
    return Message.of("harmonise.crs_no_such", epsg=epsg)


def _shown(seen: Evidence) -> str:
    west, south, east, north = seen.bounds
    decimals = 3 if seen.in_degrees else 0
    x, y = f"{west:.{decimals}f}–{east:.{decimals}f}", f"{south:.{decimals}f}–{north:.{decimals}f}"
    return f"x {x}, y {y}"
