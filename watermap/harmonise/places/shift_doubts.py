"""Whether a shift can be what it says: parameters of another unit, sign or datum are refused.

Xian 1980 and Beijing 1954 lie 30 to 200 m from CGCS2000 everywhere in China. What moves a layer
much farther has a rotation of the wrong sense, a factor in the place of ppm, or eastings with the
zone's number where there should be none.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from pyproj import CRS
from pyproj.exceptions import CRSError

from watermap.errors import Message, Problem
from watermap.geodesy.ellipsoid import GEOD
from watermap.geodesy.web_offset import BOX
from watermap.geodesy.zones import zone_like
from watermap.harmonise.places.declared import Declared, declared_by
from watermap.harmonise.places.evidence import Evidence
from watermap.harmonise.places.shift import PlaneShift, Shift, Surveyed, WebOffset
from watermap.harmonise.places.shifting import Points, mover

FARTHEST_M = 300.0
MOST_PPM = 100.0  # between two datums; a local frame may be scaled to its height, 157 ppm a km
_MOST_LOCAL_PPM = 1000.0
MOST_ARCSEC = 60.0
_BEYOND_ZONE_DEG = 6.0


def objection(epsg: int, meant: Declared, shift: Shift, seen: Evidence) -> Message | None:
    """Why a shift cannot be used for a layer; None: nothing speaks against it.

    Args:
        epsg: the CRS the file's numbers are in; of a local frame the plane it is brought to.
        meant: the same, described.
        shift: what a person entered.
        seen: the numbers.
    """
    if isinstance(shift, WebOffset):
        return _of_web_map(epsg, meant, seen)
    found = _of_systems(epsg, meant, shift) or _of_nothing(shift) or _of_scale(shift)
    return found or _of_way(epsg, meant, shift, seen)


def remarks(
    epsg: int, meant: Declared, shift: Shift, seen: Evidence, where: Mapping[str, object]
) -> Iterator[Problem]:
    """What is said of a shift that is used: by whom, how far, how exact."""
    if isinstance(shift, WebOffset):
        yield Problem.warning(
            "harmonise.offset_applied",
            **where,
            offset=Message.of(f"harmonise.offset_{shift.method}"),
            why=shift.why,
            metres=_span(_metres(epsg, shift, seen)),
        )
        return
    sort = "local" if _is_local(shift) else shift.method
    how = Message.of(
        f"harmonise.shift_{sort}",
        name=meant.title,
        why=shift.why,
        metres=_span(_metres(epsg, shift, seen)) if sort != "local" else "—",
    )
    if shift.accuracy_m is None:
        yield Problem.warning("harmonise.shift_accuracy_unknown", **where, how=how)
    else:
        accuracy = f"{shift.accuracy_m:g}"
        yield Problem.note("harmonise.shift_applied", **where, how=how, accuracy=accuracy)
    yield from _unusual(shift, where)


def _unusual(shift: Surveyed, where: Mapping[str, object]) -> Iterator[Problem]:
    if _is_local(shift):
        if abs(shift.scale_ppm) > MOST_PPM:
            yield Problem.warning(
                "harmonise.shift_local_scale", **where, ppm=f"{shift.scale_ppm:g}"
            )
        return
    turns = max(abs(angle) for angle in _rotations(shift))
    if turns > MOST_ARCSEC:
        yield Problem.warning(
            "harmonise.shift_turns", **where, arcsec=f"{turns:g}", most=f"{MOST_ARCSEC:g}"
        )


def _rotations(shift: Surveyed) -> tuple[float, ...]:
    if isinstance(shift, PlaneShift):
        return (shift.rotation_arcsec,)
    return (shift.rx_arcsec, shift.ry_arcsec, shift.rz_arcsec)


def _is_local(shift: Surveyed) -> bool:
    return shift.from_crs == "local"


def _of_web_map(epsg: int, meant: Declared, seen: Evidence) -> Message | None:
    if meant.datum not in ("cgcs2000", "wgs84"):
        return Message.of("harmonise.offset_of_other_datum", name=meant.title)
    places = mover(epsg, None)(_corners(seen))
    west, south, east, north = BOX
    inside = (places >= (west, south)).all() and (places <= (east, north)).all()
    return None if inside else Message.of("harmonise.offset_outside")


def _of_systems(epsg: int, meant: Declared, shift: Surveyed) -> Message | None:
    """Against the systems that the parameters are said to lead from and to."""
    if isinstance(shift, PlaneShift):
        new = declared_by(shift.to_crs)
        if new is None or new.datum != "cgcs2000" or new.geographic:
            return Message.of("harmonise.shift_to", epsg=shift.to_crs)
    if shift.from_crs == "local":
        return None
    old = declared_by(shift.from_crs)
    fitting = old is not None and old.geographic is not isinstance(shift, PlaneShift)
    if old is None or not fitting:
        return Message.of(f"harmonise.shift_from_{shift.method}", epsg=shift.from_crs)
    if old.datum != "old" or _datum(epsg) != _datum(shift.from_crs):
        return Message.of("harmonise.shift_other_datum", parameters=old.title, layer=meant.title)
    return None


def _datum(epsg: int) -> int | None:
    """The EPSG code of a system's datum in degrees."""
    try:
        geodetic = CRS.from_epsg(epsg).geodetic_crs
    except CRSError:
        return None
    return geodetic.to_epsg() if geodetic is not None else None


def _of_nothing(shift: Surveyed) -> Message | None:
    """Noughts still move a layer, since the ellipsoids differ; they are a form left empty."""
    moves = shift.model_dump(exclude={"from_crs", "to_crs", "accuracy_m"}).values()
    numbers = [value for value in moves if isinstance(value, float)]
    return None if any(numbers) else Message.of("harmonise.shift_nothing")


def _of_scale(shift: Surveyed) -> Message | None:
    most = _MOST_LOCAL_PPM if _is_local(shift) else MOST_PPM
    if abs(shift.scale_ppm) <= most:
        return None
    return Message.of("harmonise.shift_scale", ppm=f"{shift.scale_ppm:g}", most=f"{most:g}")


def _of_way(epsg: int, meant: Declared, shift: Surveyed, seen: Evidence) -> Message | None:
    if not seen.share:
        return None
    if isinstance(shift, PlaneShift) and _is_local(shift):
        return _of_landing(shift, seen)
    metres = _metres(epsg, shift, seen)
    if not np.isfinite(metres).all() or metres.max() > FARTHEST_M:
        return Message.of(
            "harmonise.shift_far",
            name=meant.title,
            metres=_span(metres),
            most=f"{FARTHEST_M:g}",
        )
    return None


def _of_landing(shift: PlaneShift, seen: Evidence) -> Message | None:
    """A local frame has to come to lie in China, by the meridian of its new plane."""
    places = mover(shift.to_crs, shift)(_corners(seen))
    zone = zone_like(shift.to_crs)
    lon, lat = places.T
    fits = bool(np.isfinite(places).all() and ((lat >= 3) & (lat <= 54)).all())
    fits = fits and bool(((lon >= 73) & (lon <= 136)).all())
    if fits and zone is not None:
        fits = bool((np.abs(lon - zone.meridian) <= _BEYOND_ZONE_DEG / 2).all())
    return None if fits else Message.of("harmonise.shift_lands_nowhere", epsg=shift.to_crs)


def _metres(epsg: int, shift: Shift, seen: Evidence) -> Points:
    """How far the corners of a layer are moved against its numbers taken for CGCS2000."""
    if not seen.share:
        return np.array([])
    corners = _corners(seen)
    before, after = mover(epsg, None)(corners), mover(epsg, shift)(corners)
    if not (np.isfinite(before).all() and np.isfinite(after).all()):
        return np.full(len(corners), np.inf)
    return np.asarray(GEOD.inv(before[:, 0], before[:, 1], after[:, 0], after[:, 1])[2])


def _corners(seen: Evidence) -> Points:
    west, south, east, north = seen.bounds
    return np.array([(west, south), (east, south), (east, north), (west, north)], dtype=float)


def _span(metres: Points) -> str:
    if not len(metres):
        return "—"
    low, high = f"{metres.min():.0f}", f"{metres.max():.0f}"
    return low if low == high else f"{low}–{high}"
