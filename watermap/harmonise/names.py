"""Which section of the map a table means: by code, by name, as confirmed; else it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name of the table that looks like one of the map; a person has to confirm it."""

    table: str
    layer: str
    score: float  # 0 … 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """How the names of the tables and of the section layer came together."""

    matched: Mapping[str, str] = field(
        default_factory=dict
    )  # table name: section name of the layer
    unmatched_table: tuple[str, ...] = ()  # results that belong to no section of the map
    unmatched_layer: tuple[str, ...] = ()  # sections without any result
    suggestions: tuple[Suggestion, ...] = ()
