"""The patterns of ruined.toml."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import Field

from watermap.datafile import Strict, read_toml
from watermap.resources import package_file


class _Pattern(Strict):
    id: str
    holds: list[str] = Field(min_length=1)
    pattern: str


class _Patterns(Strict):
    pattern: list[_Pattern] = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuinPattern:
    """One sort of ruin. ``id``: the second half of its sentence's code."""

    id: str
    holds: tuple[str, ...]
    pattern: re.Pattern[str]

    def among(self, texts: Sequence[str], together: str) -> list[str]:
        """The texts that are ruined so. ``together``: all of them in one."""
        if not any(part in together for part in self.holds):
            return []
        return [text for text in texts if self.pattern.search(text)]


@cache
def ruin_patterns() -> tuple[RuinPattern, ...]:
    """What ruined text looks like."""
    found = read_toml(_Patterns, package_file("reading/texts") / "ruined.toml")
    return tuple(
        RuinPattern(id=one.id, holds=tuple(one.holds), pattern=re.compile(one.pattern))
        for one in found.pattern
    )
