"""How near is near: the tolerances of a network, each with its reason, settable for a project."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import Field as Key

from watermap.datafile import Strict, read_toml
from watermap.language import Text
from watermap.resources import package_file


class Tolerance(Strict):
    """A distance and why it was chosen."""

    value_m: float = Key(ge=0)
    why: Text


class _File(Strict):
    join: Tolerance
    gap: Tolerance
    same_line: Tolerance
    in_bed: Tolerance
    lake_edge: Tolerance


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerances:
    """The distances in metres that a network is built with; ``Tolerances.shipped()`` to begin."""

    join_m: float  # ends nearer than this meet
    gap_m: float  # ends nearer than this to another line, but not joined, are offered for repair
    same_line_m: float  # lines nowhere farther apart than this are one line drawn twice
    in_bed_m: float  # a diversion nowhere farther from a river lies in its bed
    lake_edge_m: float  # an end this near to a lake's edge is in the lake

    @classmethod
    def shipped(cls) -> "Tolerances":
        """As settings.toml says."""
        known = reasons()
        return cls(**{f"{name}_m": one.value_m for name, one in known.items()})


@cache
def reasons() -> Mapping[str, Tolerance]:
    """Every tolerance of settings.toml by name: ``join``, ``gap`` …, with its reason."""
    file = read_toml(_File, package_file("network/building/settings.toml"))
    return {name: getattr(file, name) for name in _File.model_fields}
