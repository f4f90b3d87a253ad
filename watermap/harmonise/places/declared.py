"""What a file itself says about its coordinates: its .prj, or the WKT inside it."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pyproj import CRS
from pyproj.exceptions import CRSError

from watermap.errors import Message
from watermap.geodesy.zones import GEOGRAPHIC, zone_of_parameters
from watermap.harmonise.places.titles import crs_title
from watermap.harmonise.terms.folding import letters
from watermap.language import Text

# cgcs2000 and wgs84 agree within a metre; old: Xian 1980, Beijing 1954, tens of metres off.
Datum = Literal["cgcs2000", "wgs84", "old", "other"]

_CGCS2000_NAMES = ("cgcs2000", "china2000", "chinageodeticcoordinatesystem2000", "国家大地坐标系")
_CGCS2000_AXIS_M, _CGCS2000_FLATTENING = 6378137.0, 298.257222101
# Semi-major axes, m: of Krassowsky (Beijing 1954) and IAG 1975 (Xian 1980); nobody else near China.
_OLD_AXES_M = (6378245.0, 6378140.0)
_OTHER_NAMES_OF_SAME = {4480: 4490, 4479: 4490, 4979: 4326}  # with heights: the plane part
_SURE = 70  # pyproj's own: name and parameters agree


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A declared coordinate system."""

    epsg: int | None  # None: it has no EPSG number
    name: str
    datum: Datum
    geographic: bool

    @property
    def title(self) -> Message | Text:
        """What it is called in a sentence."""
        return crs_title(self.name)


@lru_cache(maxsize=256)
def declared(wkt: str) -> Declared | None:
    """What a WKT declares; None: it cannot be understood.

    Home-made names as ``GCS CGCS_2000`` are known by ellipsoid, name and zone parameters. pyproj's
    looser matches are not used: at 25 % it takes that one for the Antilles (7086).
    """
    try:
        crs = _plane(CRS.from_user_input(wkt))
    except CRSError:
        return None
    datum = _datum(crs)
    epsg = crs.to_epsg(_SURE)
    if epsg is None and datum == "cgcs2000":
        epsg = _own_rules(crs)
    if epsg is not None and _counts_otherwise(crs, CRS.from_epsg(epsg)):
        epsg = None
    return Declared(
        epsg=_OTHER_NAMES_OF_SAME.get(epsg, epsg) if epsg else None,
        name=crs.name,
        datum=datum,
        geographic=crs.is_geographic,
    )


@lru_cache(maxsize=256)
def declared_by(epsg: int) -> Declared | None:
    """The same of an EPSG number; None: there is no such system."""
    try:
        return declared(CRS.from_epsg(epsg).to_wkt())
    except CRSError:
        return None


def _plane(crs: CRS) -> CRS:
    """Without heights."""
    if crs.is_compound:
        return crs.sub_crs_list[0]
    # to_2d() of a plane CRS gives it another name, so that its number is not found again.
    return crs.to_2d() if len(crs.axis_info) > 2 else crs


def _datum(crs: CRS) -> Datum:
    ellipsoid = crs.ellipsoid
    if ellipsoid is None:
        return "other"
    if any(abs(ellipsoid.semi_major_metre - axis) < 0.5 for axis in _OLD_AXES_M):
        return "old"
    geodetic = crs.geodetic_crs
    names = [crs.name, geodetic.name if geodetic else "", crs.datum.name if crs.datum else ""]
    folded = "|".join(letters(name) for name in names)
    if _is_cgcs2000_ellipsoid(ellipsoid.semi_major_metre, ellipsoid.inverse_flattening):
        return "cgcs2000" if any(name in folded for name in _CGCS2000_NAMES) else "other"
    return "wgs84" if "wgs84" in folded or "worldgeodeticsystem1984" in folded else "other"


def _counts_otherwise(crs: CRS, registered: CRS) -> bool:
    """Whether units or the prime meridian differ, which finding a number does not look at."""
    units = [{axis.unit_conversion_factor for axis in one.axis_info} for one in (crs, registered)]
    if any(abs(factor - min(units[1])) > 1e-9 * factor for factor in units[0]):
        return True
    return abs(_from_greenwich(crs) - _from_greenwich(registered)) > 1e-9


def _from_greenwich(crs: CRS) -> float:
    """Where a system's longitudes begin, in radians."""
    meridian = crs.prime_meridian
    if meridian is None:
        return 0.0
    return float(meridian.longitude) * float(meridian.unit_conversion_factor)


def _is_cgcs2000_ellipsoid(axis_m: float, flattening: float) -> bool:
    return (
        abs(axis_m - _CGCS2000_AXIS_M) < 0.001 and abs(flattening - _CGCS2000_FLATTENING) < 0.000001
    )


def _own_rules(crs: CRS) -> int | None:
    """The number of a CGCS2000 system whose names nobody has registered."""
    if crs.is_geographic:
        return GEOGRAPHIC
    operation = crs.coordinate_operation
    if operation is None or operation.method_name not in ("Transverse Mercator", "Gauss-Kruger"):
        return None
    values = {parameter.name: float(parameter.value) for parameter in operation.params}
    if values.get("Scale factor at natural origin", 1) != 1 or values.get("False northing", 0) != 0:
        return None
    if values.get("Latitude of natural origin", 0) != 0:
        return None
    zone = zone_of_parameters(
        values.get("Longitude of natural origin", 0.0), values.get("False easting", 0.0)
    )
    return zone.epsg if zone else None
