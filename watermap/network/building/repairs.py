"""What a person decided about the network: data that the project keeps and ``build`` applies.

A repair names its line by layer, record and part, with a fingerprint of how the line was drawn.
When the file changes, the line is looked for by its fingerprint; where nothing fits, the repair is
stale: not applied, and said. To take a repair back is to take it out of the list.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Self

import tomlkit
from pydantic import Field as Key, model_validator

from watermap.atomic import atomic
from watermap.datafile import Contradiction, Strict, read_toml
from watermap.network.building.lines import Lines
from watermap.network.building.settings import Tolerances

Do = Literal["join", "apart", "flow", "remove", "believe", "outlet", "leave", "place"]
NEEDS: dict[Do, tuple[str, ...]] = {
    "join": ("line", "end", "other"),  # this end of the line meets the other line
    "apart": ("line", "other", "at"),  # where these two cross, they do not meet
    "flow": ("line", "flow"),
    "remove": ("line",),
    "believe": ("layer",),  # the layer's lines are drawn with the flow
    "outlet": ("at",),  # the water leaves the network here
    "leave": ("fault", "at"),  # it is as it should be: not listed any more
    "place": ("thing", "line", "at"),  # the object stands there on that line
}


class LineKey(Strict):
    """One unbroken line of a layer."""

    layer: str  # name of the layer's file
    record: int = Key(ge=1)  # in that layer, counted from 1
    part: int = Key(default=1, ge=1)
    id: str | None = None  # for the reader; the layer's own
    fingerprint: str


class ThingKey(Strict):
    """An object that was placed by hand."""

    kind: str
    layer: str
    record: int = Key(ge=1)
    id: str | None = None
    lon: float  # where it stood then: moved since, the correction is stale
    lat: float


class Repair(Strict):
    """One decision; ``NEEDS`` says which keys each sort of it has."""

    do: Do
    line: LineKey | None = None
    end: Literal["start", "end"] | None = None
    other: LineKey | None = None
    flow: Literal["as_drawn", "against", "both"] | None = None
    layer: str | None = None
    fault: str | None = None
    thing: ThingKey | None = None
    at: tuple[float, float] | None = None  # longitude and latitude, EPSG:4490
    made: dt.date | None = None
    why: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [name for name in NEEDS[self.do] if getattr(self, name) is None]
        if missing:
            raise Contradiction("network.why_repair_lacks", do=self.do, keys=", ".join(missing))
        return self


class Changed(Strict):
    """Tolerances in metres that differ from those shipped; None: as shipped."""

    join_m: float | None = Key(default=None, ge=0, le=1000)
    gap_m: float | None = Key(default=None, ge=0, le=10_000)
    same_line_m: float | None = Key(default=None, ge=0, le=1000)
    in_bed_m: float | None = Key(default=None, ge=0, le=10_000)
    lake_edge_m: float | None = Key(default=None, ge=0, le=10_000)


class Kept(Strict):
    """All of the file; an empty one changes nothing."""

    tolerances: Changed = Key(default_factory=Changed)
    repair: tuple[Repair, ...] = ()

    def near(self) -> Tolerances:
        """The tolerances to build with."""
        return replace(Tolerances.shipped(), **self.tolerances.model_dump(exclude_none=True))


def read_kept(path: Path) -> Kept:
    """What a project keeps; nothing where the file is not there.

    Raises:
        WatermapError: the file is not such a one; every problem of it.
    """
    return read_toml(Kept, path) if path.exists() else Kept()


def write_kept(path: Path, kept: Kept) -> None:
    """Keep it; the file is whole at any instant."""
    with atomic(path) as temporary:
        plain = kept.model_dump(mode="python", exclude_none=True)
        plain["repair"] = list(plain["repair"])
        temporary.write_text(
            tomlkit.dumps({key: plain[key] for key in plain if plain[key]}), "utf-8"
        )


def read_repairs(path: Path) -> tuple[Repair, ...]:
    """The repairs of such a file alone."""
    return read_kept(path).repair


def key_of(lines: Lines, line: int) -> LineKey:
    """How a repair names a line."""
    layer = lines.layers[int(lines.layer[line])]
    return LineKey(
        layer=layer.source.path.name,
        record=int(lines.record[line]) + 1,
        part=int(lines.part[line]) + 1,
        id=lines.texts("code")[line],
        fingerprint=lines.fingerprint(line),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Repairs on the lines they mean, by number; stale ones mean none."""

    repair: Repair
    line: int = -1
    other: int = -1


def resolve(
    lines: Lines, repairs: Sequence[Repair]
) -> tuple[tuple[Resolved, ...], tuple[Repair, ...]]:
    """Repairs with their lines, and those whose lines are not there as they were."""
    if not repairs:
        return (), ()
    found: list[Resolved] = []
    stale: list[Repair] = []
    finder = _Finder(lines)
    for repair in repairs:
        line, other = finder.find(repair.line), finder.find(repair.other)
        if line is None or other is None or not finder.has_layer(repair.layer):
            stale.append(repair)
        else:
            found.append(Resolved(repair=repair, line=line, other=other))
    return tuple(found), tuple(stale)


class _Finder:
    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        names = [layer.source.path.name for layer in lines.layers]
        self._names = set(names)
        self._at = {
            (names[layer], record + 1, part + 1): row
            for row, (layer, record, part) in enumerate(
                zip(lines.layer.tolist(), lines.record.tolist(), lines.part.tolist(), strict=True)
            )
        }
        self._prints: dict[tuple[str, str], int] | None = None

    def has_layer(self, name: str | None) -> bool:
        return name is None or name in self._names

    def find(self, key: LineKey | None) -> int | None:
        """The number of the line; -1 where no line is meant, None where it is not there."""
        if key is None:
            return -1
        row = self._at.get((key.layer, key.record, key.part))
        if row is not None and self._lines.fingerprint(row) == key.fingerprint:
            return row
        if self._prints is None:
            self._prints = {
                (name, self._lines.fingerprint(one)): one for (name, _, _), one in self._at.items()
            }
        return self._prints.get((key.layer, key.fingerprint))
