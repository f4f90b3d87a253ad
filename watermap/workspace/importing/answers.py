"""What a person has said about files that shall become a project."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from watermap.harmonise.places.shift import Shift
from watermap.workspace.importing.columns import Column, Reading
from watermap.workspace.importing.items import Part
from watermap.workspace.project import Origin

LEFT_OUT = ""  # as a kind: this layer does not go into the project


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """In which CRS a layer's coordinates are, as a person says."""

    epsg: int | None  # None: a local frame that only ``shift`` knows
    why: str
    north_first: bool = False  # whether north stands where east should
    shift: Shift | None = None  # parameters to CGCS2000, or a web map's offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything that was said; what was not asked or not answered is not in here."""

    encodings: Mapping[Path, str] = field(default_factory=dict)
    kinds: Mapping[Part, str] = field(default_factory=dict)  # kind's id, or LEFT_OUT
    places: Mapping[Part, PlaceAnswer] = field(default_factory=dict)
    columns: Mapping[Column, Reading] = field(default_factory=dict)
    origins: Mapping[Path, Origin] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # name in the tables: section
    no_section: tuple[str, ...] = ()  # names in the tables that belong to no section

    def with_origin(self, path: Path, origin: Origin) -> "Answers":
        """A file was taken from this table of a database."""
        return replace(self, origins={**self.origins, path: origin})

    def with_origins(self, origins: Mapping[Path, Origin]) -> "Answers":
        """Files were taken from these tables of a database."""
        return replace(self, origins={**self.origins, **origins})

    def with_encoding(self, path: Path, encoding: str) -> "Answers":
        """The texts of a file are in this encoding."""
        return replace(self, encodings={**self.encodings, path: encoding})

    def with_kind(self, part: Part, kind: str) -> "Answers":
        """A layer is of this kind; LEFT_OUT: it is not taken in."""
        return replace(self, kinds={**self.kinds, part: kind})

    def with_place(self, part: Part, place: PlaceAnswer) -> "Answers":
        """A layer's coordinates are in this CRS."""
        return replace(self, places={**self.places, part: place})

    def with_column(self, column: Column, reading: Reading) -> "Answers":
        """The columns of a file with this header are read so."""
        return replace(self, columns={**self.columns, column: reading})

    def with_name(self, table: str, layer: str) -> "Answers":
        """A name of the tables means this section of the map."""
        return replace(self, names={**self.names, table: layer})

    def without_section(self, table: str) -> "Answers":
        """A name of the tables belongs to no section of the map."""
        return replace(self, no_section=tuple(dict.fromkeys((*self.no_section, table))))
