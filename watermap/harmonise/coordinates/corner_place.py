"""In which coordinate system corners are written, judged by their size and what the user says."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyproj import CRS

from watermap.errors import Message, Problem, WatermapError
from watermap.geodesy.zones import PREFIX_M, ZONES, prefixed_zone
from watermap.harmonise.coordinates.coordinate_cells import Form, form_of
from watermap.harmonise.coordinates.corner_rows import Corner
from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG
from watermap.harmonise.places.declared import Declared, declared_by


@dataclass(frozen=True, slots=True, kw_only=True)
class CornerPlace:
    """How corners are to be read."""

    epsg: int
    swapped: bool  # the columns are the other way round than their headings


def corner_place(corners: Sequence[Corner], epsg: int | None, *, file: str) -> CornerPlace:
    """The coordinate system of corners; northings, eastings and degrees differ in size.

    Args:
        corners: as found.
        epsg: what the user said; None: nothing.
        file: for messages.

    Raises:
        WatermapError: the sizes fit nothing, contradict ``epsg``, or leave the meridian open.
    """
    form = _form([(corner.north, corner.east) for corner in corners])
    turned = _form([(corner.east, corner.north) for corner in corners])
    swapped = form is None and turned is not None
    found = form or turned
    if found is None:
        first = corners[0]
        raise WatermapError(
            Problem.error("harmonise.corners_neither", file=file, x=first.north, y=first.east)
        )
    eastings = [corner.north if swapped else corner.east for corner in corners]
    said = _said(epsg, file)
    if found == "degrees":
        return CornerPlace(epsg=_of_degrees(epsg, said, file), swapped=swapped)
    if found == "prefixed":
        return CornerPlace(epsg=_of_prefixed(eastings, epsg, said, file), swapped=swapped)
    return CornerPlace(epsg=_of_plain(eastings, epsg, said, file), swapped=swapped)


def _form(pairs: Sequence[tuple[float, float]]) -> Form | None:
    """What (north, east) look like, all of them alike; None: like nothing."""
    found = {form_of(north, east) for north, east in pairs}
    return found.pop() if len(found) == 1 else None


def _said(epsg: int | None, file: str) -> Declared | None:
    if epsg is None:
        return None
    said = declared_by(epsg)
    if said is None:
        raise WatermapError(Problem.error("harmonise.corners_unknown_epsg", epsg=epsg, file=file))
    if said.datum == "old":
        raise WatermapError(Problem.error("harmonise.corners_old_datum", epsg=epsg, name=said.name))
    return said


def _of_degrees(epsg: int | None, said: Declared | None, file: str) -> int:
    if said is not None and not said.geographic:
        raise _contradiction(Message.of("harmonise.form_degrees"), epsg, said, file)
    return epsg or GEOGRAPHIC_EPSG


def _of_prefixed(
    eastings: Sequence[float], epsg: int | None, said: Declared | None, file: str
) -> int:
    numbers = sorted({int(east // PREFIX_M) for east in eastings})
    if len(numbers) > 1:
        zones = "、".join(map(str, numbers))
        raise WatermapError(Problem.error("harmonise.corners_mixed", file=file, zones=zones))
    zone = prefixed_zone(numbers[0])
    if zone is None:
        raise WatermapError(
            Problem.error("harmonise.corners_neither", file=file, x="—", y=eastings[0])
        )
    meant = ZONES.get(epsg) if epsg is not None else None
    # Without its prefix the same zone is meant; the numbers say that they carry it.
    same = meant is not None and (meant.meridian, meant.width) == (zone.meridian, zone.width)
    if epsg is not None and not same:
        found = Message.of("harmonise.form_prefixed", zone=numbers[0])
        raise _contradiction(found, epsg, said, file)
    return zone.epsg


def _of_plain(eastings: Sequence[float], epsg: int | None, said: Declared | None, file: str) -> int:
    if epsg is None:
        raise WatermapError(Problem.error("harmonise.corners_need_crs", file=file, y=eastings[0]))
    zone = ZONES.get(epsg)
    if (zone is not None and zone.prefix is not None) or not CRS.from_epsg(epsg).is_projected:
        raise _contradiction(Message.of("harmonise.form_plain"), epsg, said, file)
    return epsg


def _contradiction(
    found: Message, epsg: int | None, said: Declared | None, file: str
) -> WatermapError:
    expected = said.name if said else "—"
    return WatermapError(
        Problem.error(
            "harmonise.corners_crs_contradicts",
            file=file,
            found=found,
            epsg=epsg,
            expected=expected,
        )
    )
