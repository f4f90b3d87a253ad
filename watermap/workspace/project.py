"""``project.toml``: what a project consists of, readable, diffable, with relative paths."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field as Key, field_validator, model_validator

from watermap.datafile import Contradiction, Strict
from watermap.errors import WatermapError
from watermap.harmonise.places.shift import Shift
from watermap.harmonise.sheets.recipe import Recipe
from watermap.language import Text
from watermap.quality.documents.particulars import Particular
from watermap.quality.period import Period, Season
from watermap.quality.sources.items import YearBy
from watermap.quality.stations.said import Said
from watermap.reading.postgis.address import FORM, is_address, parse

Month = Annotated[int, Key(ge=1, le=12)]
FORMAT = 2
FILE_NAME = "project.toml"


class Origin(Strict):
    """The PostGIS table of which a layer's file is a picture, to take it again. No password."""

    host: str
    port: int
    database: str
    user: str
    schema_name: str
    table: str
    geometry: str  # the column of shapes
    srid: int  # 0: none declared
    taken_at: str  # ISO, with the offset from UTC
    rows: int
    columns: list[str]
    content: str  # sum over CRS, columns and rows in any order: another one tells of a change


STUDY_AREA = "administrative_area"  # it is needed whole
_OF_FILES = ("layer", "crs", "north_first", "shift", "encoding", "origin")


def _names_a_table(text: str) -> bool:
    try:
        return parse(text).table is not None
    except WatermapError:
        return False


class LayerEntry(Strict):
    """One layer of the project and what the user said about it."""

    path: str  # relative to the project's folder, with forward slashes
    kind: str
    layer: str | None = None  # inside files with several layers
    title: Text | None = None
    crs: int | None = None  # EPSG; the user's answer; None: as the file says
    crs_why: str | None = None
    north_first: bool = False  # the user's answer: north stands where east should
    shift: Shift | None = None  # the user's parameters to CGCS2000, or a web map's offset
    encoding: str | None = None  # the user's answer; None: decided by content
    date: str | None = None  # of the data, ISO
    office: str | None = None
    fields: dict[str, str] = Key(default_factory=dict)  # confirmed: column of the file = field
    visible: bool = True
    origin: Origin | None = None  # None: a file; else the database it was taken from
    # Address of a PostGIS table that is not copied: site checks ask it each time, and path is only
    # what the layer is called. None: a file.
    stays: str | None = None

    @model_validator(mode="after")
    def _stays_alone(self) -> Self:
        """A table says itself where it lies; what a person would have to say needs a copy."""
        if self.stays is None:
            return self
        if not is_address(self.stays) or not _names_a_table(self.stays):
            raise Contradiction("workspace.why_stays_no_table", key="stays", form=FORM)
        if self.kind == STUDY_AREA:
            raise Contradiction("workspace.why_stays_study_area", key="stays")
        said = [name for name in _OF_FILES if getattr(self, name)]
        if said:
            raise Contradiction("workspace.why_stays_said", key="stays", names="、".join(said))
        return self


class TableEntry(Strict):
    """One workbook or text file with results."""

    path: str
    kind: Literal["measurements"] = "measurements"
    automatic: bool = False  # results of an automatic station: they go before manual ones
    sheets: list[str] = Key(default_factory=list)  # []: every sheet that holds results
    recipe: list[Recipe] = Key(default_factory=list)  # how its sheets are read


class Project(Strict):
    """The whole of ``project.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    format: int = FORMAT
    title: Text
    standard: str = "gb3838-2002"
    method: str = "hb-2011-22"
    groundwater_standard: str = "gbt14848-2017"
    groundwater_method: str = "gbt14848-2017"
    base_year: int | None = None  # of wells; None: the layer's own base class
    period: str | None = None  # shown when opened; None: the newest year with results
    targets: str | None = None  # the plan's file, relative
    notice: str | None = None  # the bureau's rules for its monthly notice, relative
    compensation: str | None = None  # agreements across borders, relative
    capacity: str | None = None  # permitted loads of control units, relative
    source_year_by: YearBy | None = None  # how a source attains a year; None: as sources/items.toml
    ranked_by: Literal["town", "county", "city", "assessed_city", "province"] = "county"
    credit_scheme: str = "national-4"  # by which enterprises' scores are graded
    layers: list[LayerEntry] = Key(default_factory=list, alias="layer")
    tables: list[TableEntry] = Key(default_factory=list, alias="table")
    waters: dict[str, Literal["river", "lake"]] = Key(
        default_factory=dict
    )  # of sections that no layer knows, by their name in the tables
    names: dict[str, str] = Key(default_factory=dict)  # confirmed: name in the tables = section
    lake_zones: dict[str, str] = Key(default_factory=dict)  # section of a lake: its zone
    seasons: dict[Season, list[Month]] = Key(default_factory=dict)  # months of 丰, 平, 枯
    particulars: list[Particular] = Key(default_factory=list, alias="particular")
    # Name in the tables = sections that it is not; []: it belongs to no section of the map.
    names_declined: dict[str, list[str]] = Key(default_factory=dict)

    def said(self) -> Said:
        """What a person has said of names and waters."""
        return Said(
            confirmed=self.names,
            declined=self.names_declined,
            waters=self.waters,
            particulars=self.particulars,
            automatic=frozenset(Path(one.path).name for one in self.tables if one.automatic),
        )

    def papers(self) -> dict[str, str]:
        """The papers that it names, by their key, relative to its folder."""
        named = {
            "targets": self.targets,
            "notice": self.notice,
            "compensation": self.compensation,
            "capacity": self.capacity,
        }
        return {key: path for key, path in named.items() if path}

    def period_of(self, text: str) -> Period:
        """The period that a text names, in the project's seasons.

        Raises:
            WatermapError: it names none.
        """
        return Period.parse(text, seasons=self.seasons)

    @field_validator("seasons")
    @classmethod
    def _each_month_once(cls, seasons: dict[Season, list[int]]) -> dict[Season, list[int]]:
        months = [month for of in seasons.values() for month in of]
        if len(set(months)) < len(months):
            raise Contradiction("workspace.why_month_twice")
        return seasons
