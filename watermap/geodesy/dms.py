"""Degrees, minutes and seconds: written, and read in the forms that documents use."""

import re
import unicodedata

SECOND_DECIMALS = 1  # 0.1″ is 3 m
_SIDES = {"E": 1, "W": -1, "N": 1, "S": -1, "东": 1, "西": -1, "北": 1, "南": -1}
_EAST_WEST = frozenset("EW东西")
_NUMBER = r"\d+(?:\.\d+)?"
_ANGLE = re.compile(
    rf"(?P<before>[EWNS]|[东西]经|[南北]纬)?\s*(?P<sign>[-−+])?\s*"
    rf"(?P<degrees>{_NUMBER})\s*(?:[°º˚度d]\s*"
    rf"(?:(?P<minutes>{_NUMBER})\s*['′’‘´`分]\s*"
    rf"(?:(?P<seconds>{_NUMBER})\s*(?:\"|″|”|“|''|′′|’’|秒)?)?)?)?"
    r"(?(before)|(?:\s*(?P<after>[EWNS])(?!\d))?)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,，;；、/]*")


def dms(lon: float, lat: float) -> str:
    """A place in degrees, minutes and seconds: ``120°30′15.2″E 31°15′00.0″N``."""
    return f"{_written(lon, 'E', 'W')} {_written(lat, 'N', 'S')}"


def _written(degrees: float, positive: str, negative: str) -> str:
    tenths = round(abs(degrees) * 3600 * 10**SECOND_DECIMALS)
    seconds, rest = divmod(tenths, 10**SECOND_DECIMALS)
    minutes, second = divmod(seconds, 60)
    whole, minute = divmod(minutes, 60)
    side = positive if degrees >= 0 else negative
    return f"{whole}°{minute:02d}′{second:02d}.{rest:0{SECOND_DECIMALS}d}″{side}"


def parse_angle(text: str) -> float:
    """Degrees of one angle, decimal or with minutes and seconds; west and south are negative.

    Raises:
        ValueError: it is not one angle.
    """
    values = _angles(text)
    if len(values) != 1:
        raise ValueError(f"not one angle: {text!r}")
    return values[0][0]


def parse_place(text: str) -> tuple[float, float]:
    """Longitude and latitude in degrees from ``117.7,34.6`` or ``34°33′36″N 117°43′48″E``.

    Where the sides are written (E, N, 东经 …) they decide which is which; else longitude is first.

    Raises:
        ValueError: these are not two angles, or both are of the same sort.
    """
    values = _angles(text)
    if len(values) != 2:
        raise ValueError(f"not two angles: {text!r}")
    (first, first_side), (second, second_side) = values
    east_first = _is_east(first_side, default=True)
    if east_first == _is_east(second_side, default=not east_first):
        raise ValueError(f"two of the same sort: {text!r}")
    if first_side is None and second_side is not None:
        east_first = not _is_east(second_side, default=False)
    return (first, second) if east_first else (second, first)


def _is_east(side: str | None, *, default: bool) -> bool:
    return default if side is None else side in _EAST_WEST


def _angles(text: str) -> list[tuple[float, str | None]]:
    # Full-width digits and letters become plain ones; ″ would become two ′, so it is kept.
    plain = "".join(c if c in "″′º´" else unicodedata.normalize("NFKC", c) for c in text).strip()
    found, at = [], 0
    while at < len(plain):
        match = _ANGLE.match(plain, at)
        if match is None:
            raise ValueError(f"not an angle: {plain[at:]!r}")
        found.append(_value(match))
        at = _skipped(plain, match.end())
    return found


def _skipped(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _value(match: re.Match[str]) -> tuple[float, str | None]:
    side = (match["before"] or match["after"] or "").upper()[:1] or None
    degrees, minutes, seconds = (
        float(match[part] or 0) for part in ("degrees", "minutes", "seconds")
    )
    if minutes >= 60 or seconds >= 60:
        raise ValueError(f"minutes and seconds go to 59: {match[0]!r}")
    value = degrees + minutes / 60 + seconds / 3600
    sign = -1 if match["sign"] in ("-", "−") else 1
    return sign * value * _SIDES.get(side or "", 1), side
