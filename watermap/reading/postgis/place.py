"""The coordinate system behind an SRID: what *this* database means by the number, not what we do.

Anybody may write into ``spatial_ref_sys``; an SRID of 4490 may be something home-made.
"""

from typing import TYPE_CHECKING

from watermap.errors import Problem
from watermap.reading.postgis.address import TableName
from watermap.reading.postgis.connection import Database

if TYPE_CHECKING:
    import pyproj

_SAME_M = 0.001


def crs_of(
    database: Database, extension: str, srid: int, name: TableName
) -> tuple[str | None, list[Problem]]:
    """The CRS as WKT; None where the user has to be asked, with why.

    Raises:
        WatermapError: the server refuses.
        Cancelled: asked for through the database's progress.
    """
    from psycopg import sql

    given = {"table": name.shown, "srid": srid}
    if srid == 0:
        return None, [Problem.warning("postgis.srid_0", **given)]
    query = sql.SQL("SELECT auth_name, auth_srid, srtext FROM {} WHERE srid = {}").format(
        sql.Identifier(extension, "spatial_ref_sys"), sql.Literal(srid)
    )
    found = database.rows(query)
    if not found or not found[0][2]:
        return None, [Problem.warning("postgis.srid_unknown", **given)]
    authority, number, text = found[0]
    wkt, code = understood(text, number if str(authority).upper() == "EPSG" else None)
    if wkt is None:
        return None, [Problem.warning("postgis.srid_unknown", **given)]
    if code is None:
        return wkt, []
    return wkt, [Problem.warning(f"postgis.{code}", epsg=number, **given)]


def understood(text: str, epsg: int | None) -> tuple[str | None, str | None]:
    """WKT to use for a definition and a code of what has to be said of it.

    A definition that claims a number of EPSG and means another system keeps its meaning and loses
    the number.
    """
    import pyproj

    try:
        meant = pyproj.CRS.from_wkt(text)
    except pyproj.exceptions.CRSError:
        return None, None
    if epsg is None:
        return _without_number(meant), "srid_own"
    try:
        official = pyproj.CRS.from_epsg(epsg)
    except pyproj.exceptions.CRSError:
        return _without_number(meant), "srid_own"
    if _same(meant, official):
        return official.to_wkt(), None
    return _without_number(meant), "srid_differs"


def _same(one: "pyproj.CRS", other: "pyproj.CRS") -> bool:
    """Whether both put the same degrees of the same datum at the same numbers.

    Definitions in old WKT name their methods and axes otherwise, so that PROJ finds them unlike.
    """
    one = one.source_crs if one.is_bound and one.source_crs is not None else one
    base, other_base = one.geodetic_crs, other.geodetic_crs
    if base is None or other_base is None or one.is_projected != other.is_projected:
        return False
    if not base.equals(other_base, ignore_axis_order=True):
        return False
    return not one.is_projected or _same_projection(one, other)


def _same_projection(one: "pyproj.CRS", other: "pyproj.CRS") -> bool:
    import pyproj

    area = other.area_of_use
    if area is None:
        return False
    middle = (area.west + area.east) / 2, (area.south + area.north) / 2
    places = [(area.west, area.south), (area.east, area.north), middle]
    for place in places:
        first, second = (
            pyproj.Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True).transform(*place)
            for crs in (one, other)
        )
        if not all(abs(a - b) < _SAME_M for a, b in zip(first, second, strict=True)):
            return False
    return True


def _without_number(crs: "pyproj.CRS") -> str:
    import pyproj

    parts = crs.to_json_dict()
    parts.pop("id", None)
    return pyproj.CRS.from_json_dict(parts).to_wkt()
