"""Ways to CGCS2000 that no register knows: a surveying office's parameters, a web map's offset.

Every unit is in a key's name, and everything that is written in two ways has to be said: nothing
here has a default that could be quietly wrong.
"""

from typing import Annotated, Literal

from pydantic import Field as Key

from watermap.datafile import Strict
from watermap.geodesy.web_offset import WebOffsetName

Number = Annotated[float, Key(allow_inf_nan=False)]
Accuracy = Annotated[float, Key(gt=0, allow_inf_nan=False)]
Reason = Annotated[str, Key(min_length=1)]
Local = Literal["local"]
Turns = Literal["clockwise", "counterclockwise"]
Convention = Literal["position_vector", "coordinate_frame"]


class PlaneShift(Strict):
    """四参数: from one plane to another, ``new = move + (1 + scale) · turned(old)``.

    Turned about the plane's origin (equator and false meridian), so whether eastings carry the
    zone's number matters; the two EPSG codes say it.
    """

    method: Literal["plane"]
    from_crs: int | Local  # EPSG of the old plane; local: the numbers as they stand
    to_crs: int  # EPSG of the new plane, on CGCS2000
    north_m: Number  # ΔX of survey papers
    east_m: Number  # ΔY
    rotation_arcsec: Number
    turns: Turns  # which way a positive rotation turns a point, seen on a map with north up
    scale_ppm: Number
    accuracy_m: Accuracy | None = None  # as the office says; None: it does not
    why: Reason  # whose parameters these are


class GeocentricShift(Strict):
    """七参数, Bursa–Wolf with small angles: from a datum to CGCS2000 in space, heights taken as 0.

    Coordinate frame is the form of Chinese textbooks (X₂ = ΔX + (1+m)·X + εz·Y − εy·Z), position
    vector that of many programs; they differ in the sign of all three rotations.
    """

    method: Literal["geocentric"]
    from_crs: int  # EPSG of the old datum in degrees: 4214, 4610 …
    dx_m: Number
    dy_m: Number
    dz_m: Number
    rx_arcsec: Number
    ry_arcsec: Number
    rz_arcsec: Number
    scale_ppm: Number
    convention: Convention
    accuracy_m: Accuracy | None = None
    why: Reason


class WebOffset(Strict):
    """The coordinates are those of a web map: Amap and Tencent GCJ-02, Baidu BD-09."""

    method: WebOffsetName
    why: Reason


Shift = Annotated[PlaneShift | GeocentricShift | WebOffset, Key(discriminator="method")]
Surveyed = PlaneShift | GeocentricShift
"""What a surveying office hands out."""
