"""What was found in files that shall become a project, part by part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from watermap.catalogue.match import KindGuess
from watermap.errors import Problem
from watermap.harmonise.measurements import Measurements
from watermap.harmonise.places.decision import PlaceDecision
from watermap.harmonise.sheets.recipe import Recipe
from watermap.reading.raw import RawLayer, RawTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One layer or sheet of a file; the name by which questions and answers speak of it."""

    path: Path
    name: str  # of the layer or sheet inside the file

    @property
    def shown(self) -> str:
        """As a person reads it: the file, and the part where its name says more than the file's."""
        same = self.name in (self.path.stem, self.path.name)
        return self.path.name if same else f"{self.path.name} › {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLayer:
    """A layer, with what may be said of it without asking."""

    part: Part
    raw: RawLayer
    alone: bool  # whether its file holds no other layer
    kinds: tuple[KindGuess, ...]  # best first
    place: PlaceDecision
    spare: bool = False  # stations of a table of results, which another layer has already


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A sheet with the results that can be read from it, and how they were read."""

    part: Part
    raw: RawTable
    recipe: Recipe
    results: Measurements


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All that a set of files holds.

    ``unusable``: files that cannot be read at all, each with its problems; they ask nothing and
    keep nothing else from being used.
    """

    layers: tuple[FoundLayer, ...] = ()
    tables: tuple[FoundTable, ...] = ()
    ignored: tuple[Path, ...] = ()  # files that are no data
    unusable: Mapping[Path, tuple[Problem, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def paths(self) -> tuple[Path, ...]:
        """The files that can be used, in the order they were found."""
        parts = [one.part for one in self.layers] + [one.part for one in self.tables]
        return tuple(dict.fromkeys(part.path for part in parts))
