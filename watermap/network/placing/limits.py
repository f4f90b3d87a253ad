"""How far from a river what may stand to be placed on it, by kind; see placing.toml."""

from collections.abc import Mapping
from functools import cache

from pydantic import Field as Key

from watermap.datafile import Strict, read_toml
from watermap.language import Text
from watermap.resources import package_file


class Limit(Strict):
    """Of one kind, in metres."""

    usual_m: float = Key(gt=0)  # farther is doubtful
    limit_m: float = Key(gt=0)  # farther is not placed
    field: str | None = None  # of the kind, with values …
    without: list[str] = Key(default_factory=list)  # … that are not placed on a river
    named_only: list[str] = Key(default_factory=list)  # … or only on the water that is named


class Placing(Strict):
    """All of placing.toml."""

    confluence_m: float
    as_near_m: float
    as_near_share: float = Key(ge=1)
    why: Text
    crossing: list[str]  # kinds of lines that are placed where they cross a river
    kinds: Mapping[str, Limit]


@cache
def placing() -> Placing:
    """The limits as shipped."""
    return read_toml(Placing, package_file("network/placing/placing.toml"))
