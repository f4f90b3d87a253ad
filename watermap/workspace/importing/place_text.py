"""The place of a layer as one line: ``4527``, ``4527 north_first``, ``4490 gcj02``, and parameters.

A choice of a question carries it, and a person may write it; the parameters of a surveying office
stand behind it as JSON, as a form composes them.
"""

import json
from typing import cast, get_args

from pydantic import TypeAdapter, ValidationError

from watermap.errors import Problem, WatermapError
from watermap.geodesy.web_offset import WebOffsetName
from watermap.harmonise.places.decision import Candidate
from watermap.harmonise.places.declared import declared_by
from watermap.harmonise.places.find_crs import find_crs
from watermap.harmonise.places.shift import Shift, WebOffset
from watermap.workspace.importing.answers import PlaceAnswer

NORTH_FIRST = "north_first"
LOCAL = "local"  # in the place of a code: a frame that only the parameters know
_LONGEST_CODE = 7  # digits of an EPSG code, and some to spare
_MOST_LISTED = 6
_SHIFT: TypeAdapter[Shift] = TypeAdapter(Shift)


def candidate_text(one: Candidate) -> str:
    """A candidate as the line that ``read_place`` reads."""
    extras = [*((NORTH_FIRST,) if one.north_first else ()), *((one.offset,) if one.offset else ())]
    return " ".join([str(one.epsg), *extras])


def place_text(place: PlaceAnswer) -> str:
    """An answer as the line that ``read_place`` reads."""
    words = [LOCAL if place.epsg is None else str(place.epsg)]
    words += [NORTH_FIRST] if place.north_first else []
    words += [place.shift.model_dump_json()] if place.shift is not None else []
    return " ".join(words)


def read_place(written: str, why: str) -> PlaceAnswer:
    """The place that a line names.

    Args:
        written: the line; a name as “CGCS2000 3度带 39带” does too, where it fits one system only.
        why: the user's reason.

    Raises:
        WatermapError: it names no coordinate system, or several, or the parameters are none.
    """
    words, brace, parameters = written.strip().partition("{")
    extras = words.lower().split()
    north_first = NORTH_FIRST in extras
    offsets = [word for word in extras if word in get_args(WebOffsetName)]
    name = " ".join(word for word in words.split() if word.lower() not in (NORTH_FIRST, *offsets))
    shift = _shift(brace + parameters, offsets, why)
    if name.lower() == LOCAL and shift is not None:
        return PlaceAnswer(epsg=None, why=why, north_first=north_first, shift=shift)
    return PlaceAnswer(epsg=_epsg(name), why=why, north_first=north_first, shift=shift)


def _epsg(name: str) -> int:
    digits = name.strip().upper().removeprefix("EPSG:")
    if digits.isdecimal() and len(digits) < _LONGEST_CODE:
        found = [int(digits)] if declared_by(int(digits)) is not None else []
    else:
        found = [epsg for epsg, _ in find_crs(name)] if name.strip() else []
    if len(found) == 1:
        return found[0]
    if not found:
        raise WatermapError(Problem.error("workspace.no_such_crs", written=name))
    listed = "、".join(map(str, found[:_MOST_LISTED])) + ("…" if len(found) > _MOST_LISTED else "")
    raise WatermapError(Problem.error("workspace.several_crs", written=name, codes=listed))


def _shift(parameters: str, offsets: list[str], why: str) -> Shift | None:
    if not parameters:
        method = cast(WebOffsetName, offsets[0]) if offsets else None
        return None if method is None else WebOffset(method=method, why=why or "—")
    try:
        return _SHIFT.validate_python({**json.loads(parameters), "why": why or "—"})
    except (ValidationError, ValueError, TypeError) as error:
        raise WatermapError(Problem.error("workspace.no_parameters")) from error
