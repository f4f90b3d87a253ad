"""Coordinates moved by a ``Shift``."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pyproj import CRS, Transformer

from watermap.geodesy.web_offset import true_degrees
from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG
from watermap.harmonise.places.shift import GeocentricShift, PlaneShift, Shift, WebOffset

Points = npt.NDArray[np.float64]  # n × 2, east before north
Move = Callable[[Points], Points]
_ARCSEC = np.pi / 180 / 3600


def mover(epsg: int, shift: Shift | None) -> Move:
    """What brings points from a CRS to longitude and latitude on CGCS2000.

    Args:
        epsg: the CRS the points are in; without meaning for a local frame.
        shift: None: the register's own way.
    """
    if isinstance(shift, PlaneShift):
        return _by_plane(epsg, shift)
    if isinstance(shift, GeocentricShift):
        return _through_space(epsg, shift)
    straight = _between(epsg, GEOGRAPHIC_EPSG)
    return straight if shift is None else lambda points: _from_web_map(straight(points), shift)


def shifted_plane(points: Points, shift: PlaneShift) -> Points:
    """East and north of the new plane from those of the old."""
    angle = shift.rotation_arcsec * _ARCSEC * (1 if shift.turns == "clockwise" else -1)
    scale = 1 + shift.scale_ppm * 1e-6
    east, north = points[:, 0], points[:, 1]
    with np.errstate(invalid="ignore", over="ignore"):  # what is nowhere stays nowhere
        new_north = shift.north_m + scale * (north * np.cos(angle) - east * np.sin(angle))
        new_east = shift.east_m + scale * (north * np.sin(angle) + east * np.cos(angle))
    return np.column_stack([new_east, new_north])


def _by_plane(epsg: int, shift: PlaneShift) -> Move:
    # Between planes of one datum: exact, no shift of the register comes in.
    old = _same if shift.from_crs == "local" else _between(epsg, shift.from_crs)
    new = _between(shift.to_crs, GEOGRAPHIC_EPSG)
    return lambda points: new(shifted_plane(old(points), shift))


def _through_space(epsg: int, shift: GeocentricShift) -> Move:
    degrees = _between(epsg, shift.from_crs)
    pipeline = Transformer.from_pipeline(bursa_wolf(shift))

    def moved(points: Points) -> Points:
        lon, lat = degrees(points).T
        east, north, _ = pipeline.transform(lon, lat, np.zeros(len(points)))
        return np.column_stack([east, north])

    return moved


def bursa_wolf(shift: GeocentricShift) -> str:
    """PROJ's own words for a seven-parameter shift, degrees to degrees."""
    old, new = (_ellipsoid(epsg) for epsg in (shift.from_crs, GEOGRAPHIC_EPSG))
    return (
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        f"+step +proj=cart {old} "
        f"+step +proj=helmert +convention={shift.convention} "
        f"+x={shift.dx_m!r} +y={shift.dy_m!r} +z={shift.dz_m!r} "
        f"+rx={shift.rx_arcsec!r} +ry={shift.ry_arcsec!r} +rz={shift.rz_arcsec!r} "
        f"+s={shift.scale_ppm!r} "
        f"+step +inv +proj=cart {new} +step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )


def _ellipsoid(epsg: int) -> str:
    ellipsoid = CRS.from_epsg(epsg).ellipsoid
    if ellipsoid is None:
        raise ValueError(f"EPSG:{epsg} has no ellipsoid")
    return f"+a={ellipsoid.semi_major_metre!r} +rf={ellipsoid.inverse_flattening!r}"


def _from_web_map(points: Points, shift: WebOffset) -> Points:
    return np.column_stack(true_degrees(points[:, 0], points[:, 1], shift.method))


def _same(points: Points) -> Points:
    return points


def _between(epsg: int, other: int) -> Move:
    if epsg == other:
        return _same
    forward = _transformer(epsg, other)
    return lambda points: np.column_stack(forward.transform(points[:, 0], points[:, 1]))


@lru_cache(maxsize=128)
def _transformer(epsg: int, other: int) -> Transformer:
    return Transformer.from_crs(epsg, other, always_xy=True)
