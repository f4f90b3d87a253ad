"""Groups of industries that laws name, as prefixes of GB/T 4754 codes (industries.toml)."""

import re
from functools import cache

from pydantic import Field as Key

from watermap.datafile import Strict, read_toml
from watermap.language import Text
from watermap.resources import package_file

_CODE = re.compile(r"([A-T])?(\d{2,4})|([A-T])")
_BETWEEN = re.compile(r"[\s,，;；、/]+")


class IndustryGroup(Strict):
    """Industries that a law means by one word."""

    title: Text
    codes: list[str] = Key(default_factory=list)  # digits of GB/T 4754, from division to class
    includes: list[str] = Key(default_factory=list)  # other groups
    source: str
    verified: bool


class _Industries(Strict):
    sections: dict[str, tuple[int, int]]  # letter: first and last division
    group: dict[str, IndustryGroup]


@cache
def _industries() -> _Industries:
    return read_toml(_Industries, package_file("checks/law/industries.toml"))


def known_industries() -> dict[str, IndustryGroup]:
    """All groups by id."""
    return dict(_industries().group)


def codes_of(written: str) -> tuple[str, ...] | None:
    """The digits of the codes in a text as ``C2614`` or ``C2614、D4620``; None: not all are codes.

    A letter alone gives "": a code that may still become anything in its section. A letter that
    does not go with its division is an error too.
    """
    codes = [_digits(part) for part in _BETWEEN.split(written.strip().upper()) if part]
    good = tuple(code for code in codes if code is not None)
    return good if codes and len(good) == len(codes) else None


def _digits(part: str) -> str | None:
    match = _CODE.fullmatch(part)
    if match is None:
        return None
    letter, digits = match[1] or match[3], match[2] or ""
    sections = _industries().sections
    if digits and not any(low <= int(digits[:2]) <= high for low, high in sections.values()):
        return None
    low, high = sections[letter] if letter else (0, 99)
    return digits if not digits or low <= int(digits[:2]) <= high else None


def belongs(written: str | None, group: str) -> bool | None:
    """Whether an industry belongs to a group; None: its code is missing, unreadable or too short.

    Args:
        written: codes as the user wrote them; several: one that belongs is enough.
        group: id of a group of industries.toml.
    """
    codes = codes_of(written) if written else None
    if codes is None:
        return None
    prefixes = _prefixes(group)
    if any(code.startswith(prefix) for code in codes for prefix in prefixes):
        return True
    # "C26" may still become 2614; so a code shorter than a prefix of the group decides nothing.
    if any(prefix.startswith(code) for code in codes for prefix in prefixes):
        return None
    return False


def _prefixes(group: str) -> set[str]:
    found = _industries().group[group]
    inner = (prefix for name in found.includes for prefix in _prefixes(name))
    return {*found.codes, *inner}
