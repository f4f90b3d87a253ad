"""In which coordinate system is this file? Declared, answered, or asked: never guessed and used."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.errors import Message, Problem
from watermap.geodesy.zones import zone_like
from watermap.harmonise.places.candidates import candidates_of, proposal_of
from watermap.harmonise.places.contradictions import contradiction, from_meridian, shown
from watermap.harmonise.places.decision import Candidate, PlaceDecision
from watermap.harmonise.places.declared import Declared, declared, declared_by
from watermap.harmonise.places.evidence import NOTHING, Evidence, look_at
from watermap.harmonise.places.find_crs import datum_named
from watermap.harmonise.places.ground import Ground
from watermap.harmonise.places.precision import single_precision
from watermap.harmonise.places.shift import PlaneShift, Shift, WebOffset
from watermap.harmonise.places.shift_doubts import objection, remarks
from watermap.harmonise.places.shifting import mover
from watermap.harmonise.places.titles import crs_title
from watermap.reading.raw import RawLayer

PROPOSED = 0.7  # how sure a declaration makes us whose two numbers only stand the wrong way
MOST_FROM_MERIDIAN = 2.0  # degrees; beyond it a zone is probably the wrong one (reliability.md N1c)
_NAME_LENGTH = 2_000  # of a declaration that is looked through for a name
_CHINA = (73.0, 3.0, 136.0, 54.0)
UNKNOWN = Ground(())
"""What a project knows before its first layer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One layer and all that is said of its place."""

    raw: RawLayer
    geometry: npt.NDArray[np.object_]  # in the file's numbers, east before north as far as known
    seen: Evidence
    said: Declared | None  # by the file
    answer: int | None
    why: str | None
    north_first: bool
    shift: Shift | None
    ground: Ground

    @property
    def where(self) -> dict[str, object]:
        """File and layer, for the sentences."""
        return {"file": self.raw.source.path.name, "layer": self.raw.name}


def decide_place(
    raw: RawLayer,
    *,
    answer: int | None = None,
    answer_why: str | None = None,
    north_first: bool = False,
    shift: Shift | None = None,
    known: Ground = UNKNOWN,
) -> PlaceDecision:
    """In which CRS to read a layer's coordinates, with the evidence, or what to ask.

    A .prj is believed where the numbers do not contradict it. Without one nothing is decided: the
    numbers, and known ground, give candidates. Xian 1980 and Beijing 1954 cannot be used without
    parameters, since their shift to CGCS2000 is tens of metres and differs from place to place. A
    person's answer goes before all that, but not against the numbers.

    Args:
        raw: the layer.
        answer: EPSG as a person has said; None: nobody has.
        answer_why: their reason, for the record.
        north_first: a person has said that the file has north where east should be.
        shift: parameters or offset that a person has entered.
        known: where the project lies; used for candidates only, never to decide.
    """
    geometry = raw.geometry
    if north_first:
        geometry = shapely.transform(geometry, lambda points: points[:, ::-1])
    case = _Case(
        raw=raw,
        geometry=geometry,
        seen=look_at(geometry),
        said=declared(raw.crs_wkt) if raw.crs_wkt else None,
        answer=answer,
        why=answer_why,
        north_first=north_first,
        shift=shift,
        ground=known,
    )
    place = _decided(case)
    coarse = single_precision(geometry, in_degrees=case.seen.in_degrees, where=case.where)
    return replace(place, problems=(*place.problems, *coarse))


def propose_places(
    raw_layers: Iterable[RawLayer], known: Iterable[BaseGeometry | None]
) -> tuple[tuple[Candidate, ...], ...]:
    """What to propose for each layer, the likeliest first; empty where its file says where it lies.

    Args:
        raw_layers: as found.
        known: geometries of the region in EPSG:4490: other layers, a county's outline.
    """
    ground = Ground(known)
    return tuple(decide_place(raw, known=ground).candidates for raw in raw_layers)


def _decided(case: _Case) -> PlaceDecision:
    if isinstance(case.shift, PlaneShift) and case.shift.from_crs == "local":
        return _local_frame(case, case.shift)
    if case.answer is not None:
        return _answered(case, case.answer)
    if case.said is None:
        return _undeclared(case)
    return _declared(case, case.said)


def _answered(case: _Case, answer: int) -> PlaceDecision:
    meant, said = declared_by(answer), case.said
    how = Message.of(
        "harmonise.crs_answered" if said is None or said.epsg == answer else "harmonise.crs_over",
        epsg=answer,
        why=case.why or "—",
        declared=said.title if said else "—",
    )
    if meant is None:
        no_such = Message.of("harmonise.crs_no_such", epsg=answer)
        return _refused(case, f"EPSG:{answer}", no_such)
    against = _against(case, answer, meant)
    if against is not None:
        return _refused(case, meant.name, against)
    used = _used(case, answer, meant, how, confidence=1.0)
    note = Problem.note("harmonise.place_answered", **case.where, how=how)
    if said is None or said.datum != "old" or meant.datum == "old":
        return replace(used, problems=(note, *used.problems))
    doubt = Problem.warning(
        "harmonise.old_overruled", **case.where, declared=said.title, epsg=answer
    )
    return replace(used, problems=(note, *used.problems, doubt))


def _declared(case: _Case, said: Declared) -> PlaceDecision:
    if said.epsg is None:
        return _asked(case, said.name, _without_number(case, said))
    against = _against(case, said.epsg, said)
    if against is not None:
        # Old systems are a question even where nothing is wrong with the file.
        asked = said.datum == "old" and case.shift is None
        return (_asked if asked else _refused)(case, said.name, against)
    how = Message.of(f"harmonise.crs_declared_{said.datum}", name=said.title, epsg=said.epsg)
    sure = {"cgcs2000": 1.0, "wgs84": 0.95, "old": 0.9}.get(said.datum, 0.6)
    return _used(case, said.epsg, said, how, confidence=sure)


def _without_number(case: _Case, said: Declared) -> Message:
    if said.datum == "old":
        return _old(said)
    plane = not said.geographic and not case.seen.in_degrees
    code = "crs_local_plane" if plane else "crs_no_number"
    return Message.of(f"harmonise.{code}", name=said.title)


def _against(case: _Case, epsg: int, meant: Declared) -> Message | None:
    """Why a CRS cannot be used for a layer; None: it can."""
    if meant.datum == "old" and (case.shift is None or isinstance(case.shift, WebOffset)):
        return _old(meant)
    against = contradiction(epsg, meant, case.seen)
    if against is not None and case.north_first and against.code == "harmonise.crs_swapped":
        return Message.of("harmonise.crs_not_swapped", bounds=shown(look_at(case.raw.geometry)))
    if against is None and case.shift is not None:
        return objection(epsg, meant, case.shift, case.seen)
    return against


def _local_frame(case: _Case, shift: PlaneShift) -> PlaceDecision:
    """The numbers as they stand are what the parameters start from, whatever the file declares."""
    meant = declared_by(shift.to_crs)
    if meant is None:
        no_plane = Message.of("harmonise.shift_to", epsg=shift.to_crs)
        return _refused(case, f"EPSG:{shift.to_crs}", no_plane)
    against = objection(shift.to_crs, meant, shift, case.seen)
    if case.answer is not None:
        against = Message.of("harmonise.shift_and_answer", epsg=case.answer)
    if against is not None:
        return _refused(case, meant.name, against)
    how = Message.of("harmonise.crs_local", name=meant.title, epsg=shift.to_crs, why=shift.why)
    return _used(case, shift.to_crs, meant, how, confidence=1.0)


def _undeclared(case: _Case) -> PlaceDecision:
    unread = bool(_UNREAD & {one.code for one in case.raw.problems})
    if not case.raw.crs_wkt:
        code = "crs_unreadable" if unread else "crs_none"
        return _asked(case, "", Message.of(f"harmonise.{code}"))
    # What no program understands may still name its datum, as GEOGCS["GCS_Beijing_1954"] does.
    named = datum_named(case.raw.crs_wkt[:_NAME_LENGTH])
    meant = declared_by(named[0]) if named else None
    if meant is not None and meant.datum == "old":
        return _asked(case, meant.name, _old(meant))
    return _asked(case, "", Message.of("harmonise.crs_unreadable"))


# What reading says where there is a declaration that it could not hand on.
_UNREAD = frozenset({"reading.prj_unreadable", "reading.crs_unknown"})


def _asked(case: _Case, name: str, why: Message) -> PlaceDecision:
    """Nothing is decided; what numbers and known ground speak for is proposed."""
    silent = why.code in _NUMBERS_SAY_NOTHING or _is_of_shift(why)
    seen = NOTHING if silent else case.seen
    candidates = () if silent else _candidates(case, why)
    proposal = proposal_of(candidates)
    sort = "shift_question" if _is_of_shift(why) else "crs_question_bare"
    question = Message.of(
        f"harmonise.{sort}" if seen is NOTHING else "harmonise.crs_question",
        **case.where,
        why=why,
        numbers=_numbers(case, proposal, candidates),
    )
    return PlaceDecision(
        epsg=None,
        name=name,
        how=why,
        confidence=proposal.confidence if proposal else 0.0,
        question=question,
        proposal=proposal.epsg if proposal else None,
        candidates=candidates,
    )


# Where numbers fit CGCS2000 just as well as what the file truly is in, they must not propose it.
_NUMBERS_SAY_NOTHING = frozenset({"harmonise.crs_old", "harmonise.crs_local_plane"})


def _is_of_shift(why: Message) -> bool:
    return why.code.partition(".")[2].startswith(("shift_", "offset_"))


def _refused(case: _Case, name: str, why: Message) -> PlaceDecision:
    """As asked, and an error besides: what is said contradicts what is there."""
    asked = _asked(case, name, why)
    code = "shift_refused" if _is_of_shift(why) else "crs_contradiction"
    error = Problem.error(f"harmonise.{code}", **case.where, why=why)
    return replace(asked, confidence=0.0, problems=(error,))


def _candidates(case: _Case, why: Message) -> tuple[Candidate, ...]:
    found = candidates_of(case.geometry, case.seen, case.ground)
    if case.north_first:  # the geometry has been swapped already
        found = tuple(replace(one, north_first=not one.north_first) for one in found)
    if why.code != "harmonise.crs_swapped":
        return found
    said = int(str(why.fields["epsg"]))
    declared_one = Candidate(
        epsg=said,
        name=case.said.name if case.said is not None else f"EPSG:{said}",
        evidence=Message.of("harmonise.candidate_declared_swapped"),
        confidence=PROPOSED,
        north_first=True,
    )
    rest = tuple(replace(one, confidence=one.confidence * (1 - PROPOSED)) for one in found)
    return (declared_one, *(one for one in rest if one.epsg != said))


def _used(
    case: _Case, epsg: int, meant: Declared, how: Message, *, confidence: float
) -> PlaceDecision:
    return PlaceDecision(
        epsg=epsg,
        name=meant.name,
        how=how,
        confidence=confidence,
        problems=tuple(_remarks(case, epsg, meant)),
        north_first=case.north_first,
        shift=case.shift,
    )


def _remarks(case: _Case, epsg: int, meant: Declared) -> Iterable[Problem]:
    """What is said of a place that is used all the same."""
    seen, where = case.seen, case.where
    if case.north_first:
        yield Problem.note("harmonise.north_first", **where)
    if case.shift is not None:
        yield from remarks(epsg, meant, case.shift, seen, where)
    elif meant.datum == "wgs84":
        yield Problem.note("harmonise.wgs84_as_cgcs2000", **where, name=meant.title)
    elif meant.datum == "other":
        yield Problem.warning("harmonise.other_datum", **where, name=meant.title)
    if seen.share and not _in_china(epsg, case):
        yield Problem.warning("harmonise.outside_china", **where, bounds=shown(seen))
    zone = None if _is_local(case) else zone_like(epsg)
    away = from_meridian(zone, seen) if zone else 0.0
    if zone and away > MOST_FROM_MERIDIAN + (zone.width - 3) / 2:
        yield Problem.warning(
            "harmonise.far_from_meridian", **where, meridian=zone.meridian, degrees=f"{away:.1f}"
        )


def _is_local(case: _Case) -> bool:
    return isinstance(case.shift, PlaneShift) and case.shift.from_crs == "local"


def _in_china(epsg: int, case: _Case) -> bool:
    west, south, east, north = case.seen.bounds
    corners = np.array([(west, south), (east, south), (east, north), (west, north)])
    places = mover(epsg, case.shift)(corners)
    low, high = np.array(_CHINA[:2]), np.array(_CHINA[2:])
    return bool(((places >= low) & (places <= high)).all())


def _numbers(case: _Case, proposal: Candidate | None, candidates: tuple[Candidate, ...]) -> Message:
    """What the numbers look like, in words, and where known ground would have them."""
    seen = case.seen
    looks = Message.of(
        f"harmonise.numbers_{seen.form}",
        bounds=shown(seen),
        epsg=proposal.epsg if proposal else "—",
        zone=seen.zone,
    )
    if not candidates or not case.ground:
        return looks
    best = candidates[0]
    return Message.of(
        "harmonise.numbers_on_ground",
        looks=looks,
        name=crs_title(best.name),
        epsg=best.epsg,
        evidence=best.evidence,
    )


def _old(said: Declared) -> Message:
    return Message.of("harmonise.crs_old", name=said.title)
