"""What a coordinate system is called in a sentence; the register has English names only."""

import re

from watermap.errors import Message
from watermap.language import Text

_DATUMS = {
    "CGCS2000": "cgcs2000",
    "China Geodetic Coordinate System 2000": "cgcs2000",
    "Xian 1980": "xian80",
    "Beijing 1954": "beijing54",
    "New Beijing": "new_beijing",
    "WGS 84": "wgs84",
}
_PLANE = re.compile(
    r"(?P<datum>.+) / (?:(?P<width>\d)-degree )?Gauss-Kruger "
    r"(?:zone (?P<zone>\d+)|CM (?P<meridian>\d+)E)"
)
_UTM = re.compile(r"(?P<datum>.+) / UTM zone (?P<zone>\d+)(?P<half>[NS])")


def crs_title(name: str) -> Message | Text:
    """A system's name in both languages; one that watermap has no words for as it is.

    Args:
        name: as the EPSG register writes it.
    """
    if name in _DATUMS:
        return Message.of("harmonise.title_degrees", datum=_datum(name))
    plane = _PLANE.fullmatch(name)
    if plane is not None and plane["datum"] in _DATUMS:
        code = "zone" if plane["zone"] else "meridian"
        return Message.of(
            f"harmonise.title_{code}",
            datum=_datum(plane["datum"]),
            width=plane["width"] or "6",
            number=plane["zone"] or plane["meridian"],
        )
    utm = _UTM.fullmatch(name)
    if utm is not None and utm["datum"] in _DATUMS:
        zone = utm["zone"] + utm["half"]
        return Message.of("harmonise.title_utm", datum=_datum(utm["datum"]), zone=zone)
    return Text(zh=name, en=name)


def _datum(name: str) -> Message:
    datum = _DATUMS[name]
    return Message.of(f"harmonise.datum_{datum}")
