"""Degrees, minutes and seconds, as people write and read them."""

import re

_NUMBER = r"(\d+(?:\.\d+)?)"
_PATTERN = re.compile(
    rf"^\s*([EWNS东西南北])?[经纬]?\s*(-?){_NUMBER}\s*(?:[°度d:]\s*(?:{_NUMBER}\s*(?:[′'’分m:]\s*"
    rf"(?:{_NUMBER}\s*(?:[″\"”秒s]|'')?)?)?)?)?\s*([EWNS东西南北])?[经纬]?\s*$",
    re.IGNORECASE,
)
_NEGATIVE = set("WSws西南")
_LATITUDE = set("NSns南北")
MINUTES, SECONDS = 60, 3600


def dms(longitude: float, latitude: float, *, decimals: int = 1) -> str:
    """``117°43′48.0″E 34°33′36.0″N``."""
    east = _one(longitude, "E", "W", decimals)
    return f"{east}  {_one(latitude, 'N', 'S', decimals)}"


def parse_angle(text: str) -> tuple[float, bool | None] | None:
    """Degrees from decimal or DMS text, and whether a letter says that it is a latitude.

    Returns:
        (degrees, True for a latitude, False for a longitude, None where no letter says it);
        None where the text is no angle.
    """
    match = _PATTERN.match(text)
    if match is None:
        return None
    before, minus, degrees, minutes, seconds, after = match.groups()
    letter = before or after or ""
    if float(minutes or 0) >= MINUTES or float(seconds or 0) >= MINUTES:
        return None
    value = float(degrees) + float(minutes or 0) / MINUTES + float(seconds or 0) / SECONDS
    sign = -1.0 if minus or letter in _NEGATIVE else 1.0
    return sign * value, (letter in _LATITUDE) if letter else None


def _one(degrees: float, positive: str, negative: str, decimals: int) -> str:
    scale = 10**decimals
    units = round(abs(degrees) * SECONDS * scale)
    whole, rest = divmod(units, SECONDS * scale)
    minutes, rest = divmod(rest, MINUTES * scale)
    letter = positive if degrees >= 0 else negative
    return f"{whole}°{minutes:02d}′{rest / scale:0{decimals + 3}.{decimals}f}″{letter}"
