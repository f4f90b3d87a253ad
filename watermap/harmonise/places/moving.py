"""Coordinates of a file as longitude and latitude on CGCS2000."""

import math

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS

from watermap.geodesy.web_offset import LONGEST_EDGE_DEG as LONGEST_OFFSET_DEG
from watermap.harmonise.places.decision import PlaceDecision
from watermap.harmonise.places.declared import declared_by
from watermap.harmonise.places.shift import Shift, WebOffset
from watermap.harmonise.places.shifting import mover

# Between two vertices a map is straight on the plane, and a line of longitude and latitude is
# straight in degrees: their middles are L²/8·tan(latitude)/R apart (60 km: 39 m, 200 m: 0.4 mm).
LONGEST_EDGE_M = 200.0
# From one datum's degrees to another's: a shift of 300 m bends so little that 5 km do.
LONGEST_EDGE_DEG = 0.05
_METRES_PER_DEGREE = 100_000.0  # about, and rather too few
MOST_PIECES = 250_000  # of one edge: once around the earth. What is longer is a broken number


def geographic(geometry: npt.NDArray[np.object_], place: PlaceDecision) -> npt.NDArray[np.object_]:
    """Geometry in EPSG:4490 as its place was decided.

    Raises:
        ValueError: the place is still a question.
    """
    if place.epsg is None:
        raise ValueError("the place of this layer is not known")
    return to_geographic(geometry, place.epsg, shift=place.shift, north_first=place.north_first)


def geographic_bounds(
    bounds: tuple[float, float, float, float], place: PlaceDecision
) -> tuple[float, float, float, float] | None:
    """West, south, east, north in degrees of a box in a file's coordinates.

    None: the place is not known, or the box lies nowhere in it.
    """
    if place.epsg is None:
        return None
    box = geographic(np.array([shapely.box(*bounds)], dtype=object), place)
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(box))
    on_earth = np.isfinite([west, south, east, north]).all()
    return (west, south, east, north) if on_earth else None


def to_geographic(
    geometry: npt.NDArray[np.object_],
    epsg: int,
    *,
    shift: Shift | None = None,
    north_first: bool = False,
) -> npt.NDArray[np.object_]:
    """Geometry in EPSG:4490, x longitude, y latitude; None stays None, heights are left out.

    CGCS2000 and WGS 84 in degrees are taken as they are (the two agree within a metre). Otherwise
    long edges first get vertices, so that no edge's middle moves by 1 mm (5 mm in the offset
    coordinates of a web map). Points never get any.

    Args:
        geometry: shapely objects in the file's coordinates.
        epsg: the CRS they are in; without meaning for the local frame of a plane shift.
        shift: how a person said they get to CGCS2000; None: as the register knows.
        north_first: whether the file has north where east should be.
    """
    flat = shapely.force_2d(geometry)
    if north_first:
        flat = shapely.transform(flat, lambda points: points[:, ::-1])
    longest = _longest(epsg, shift)
    if longest is None:
        return np.asarray(flat, dtype=object)
    move = mover(epsg, shift)

    def moved(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        # Nowhere is infinite, as PROJ has it: a ring of what is not equal to itself never closes.
        return np.nan_to_num(move(points), nan=np.inf, posinf=np.inf, neginf=-np.inf)

    return np.asarray(shapely.transform(_densified(flat, longest), moved), dtype=object)


def _longest(epsg: int, shift: Shift | None) -> float | None:
    """The longest edge that may stay, in the file's units; None: the numbers stay as they are."""
    metres = _metres_per_unit(epsg)
    offset = LONGEST_OFFSET_DEG[shift.method] if isinstance(shift, WebOffset) else None
    if metres is not None:
        bent = math.inf if offset is None else offset * _METRES_PER_DEGREE
        return min(LONGEST_EDGE_M, bent) / metres
    said = declared_by(epsg)
    same = said is not None and said.geographic and said.datum in ("cgcs2000", "wgs84")
    if same and shift is None:
        return None
    return LONGEST_EDGE_DEG if offset is None else offset


def _metres_per_unit(epsg: int) -> float | None:
    """Of a plane CRS; None: its coordinates are degrees."""
    crs = CRS.from_epsg(epsg)
    return crs.axis_info[0].unit_conversion_factor if crs.is_projected else None


def _densified(geometry: npt.NDArray[np.object_], longest: float) -> npt.NDArray[np.object_]:
    """With more vertices where an edge is too long, and not one changed elsewhere."""
    result = np.array(geometry, dtype=object)
    edges = _longest_edges(result)
    long = (edges > longest) & (edges <= MOST_PIECES * longest)
    # GEOS repairs a broken area before it adds vertices, and half of a bow-tie is gone then.
    broken = long & ~shapely.is_valid(result)
    sound = long & ~broken
    result[sound] = shapely.segmentize(result[sound], longest)
    for place in np.flatnonzero(broken):
        result[place] = _broken_densified(result[place], longest)
    return result


def _broken_densified(geometry: shapely.Geometry, longest: float) -> shapely.Geometry:
    """A broken area ring by ring, as broken as it was; anything else part by part."""
    if isinstance(geometry, shapely.Polygon):
        shell, *holes = shapely.segmentize(shapely.get_rings(geometry), longest)
        return shapely.Polygon(shell, holes)
    parts = shapely.get_parts(geometry)
    if len(parts) < 2:
        return geometry
    return type(geometry)([_broken_densified(part, longest) for part in parts])


def _longest_edges(geometry: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    """The longest edge of each geometry, 0 for points and None."""
    parts, owners = shapely.get_parts(geometry, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)  # multipolygons in a collection
    owners = owners[inner]
    lines = shapely.get_dimensions(parts) == 1
    areas = shapely.get_dimensions(parts) == 2
    rings, inner = shapely.get_rings(parts[areas], return_index=True)
    curves = np.concatenate([parts[lines], rings])
    owners = np.concatenate([owners[lines], owners[areas][inner]])
    points, of = shapely.get_coordinates(curves, return_index=True)
    with np.errstate(invalid="ignore", over="ignore"):  # broken numbers have no length
        steps = np.nan_to_num(np.hypot(*np.diff(points, axis=0).T), nan=np.inf, posinf=np.inf)
    own = np.diff(of) == 0
    longest = np.zeros(len(geometry))
    np.maximum.at(longest, owners[of[:-1]][own], steps[own])
    return longest
