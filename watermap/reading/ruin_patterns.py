"""The patterns of ruined.toml."""

import re
from functools import cache

from pydantic import Field

from watermap.datafile import Strict, read_toml
from watermap.resources import package_file


class _Pattern(Strict):
    id: str
    pattern: str


class _Patterns(Strict):
    pattern: list[_Pattern] = Field(min_length=1)


@cache
def ruin_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What ruined text looks like, by the second half of its sentence's code."""
    found = read_toml(_Patterns, package_file("reading") / "ruined.toml")
    return tuple((one.id, re.compile(one.pattern)) for one in found.pattern)
