"""A layer in watermap's one shape: known kind, known columns, known place."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from watermap.catalogue.match import ColumnMatch
from watermap.errors import Message, Problem
from watermap.geodesy.web_offset import WebOffsetName
from watermap.harmonise.shift import Shift
from watermap.language import Text
from watermap.reading.raw import Guess, RecordNote, Source

GEOGRAPHIC_EPSG = 4490  # CGCS2000, longitude and latitude in degrees


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A CRS that a layer's coordinates may be in; nothing is read in it before a person says so."""

    epsg: int
    name: str
    evidence: Message
    confidence: float  # of all candidates of a layer together at most 1
    north_first: bool = False  # whether the file has north where east should be
    offset: WebOffsetName | None = None  # whether they are those of a web map besides


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDecision:
    """In which CRS the file's coordinates were read.

    Of a local frame that a plane shift brings to CGCS2000, ``epsg`` is the plane it was brought to.
    """

    epsg: int | None  # None: not known, the layer cannot be used before somebody says it
    name: str
    how: Message
    confidence: float
    question: Message | None = None  # what has to be asked of the user; None: nothing
    proposal: int | None = None  # EPSG that the numbers speak for; to be confirmed, never just used
    problems: tuple[Problem, ...] = ()  # contradictions, and what is said of a place that is used
    candidates: tuple[Candidate, ...] = ()  # the likeliest first; empty where nothing is asked
    north_first: bool = False  # whether north and east were swapped, as a person said
    shift: Shift | None = None  # what was applied besides, as a person said


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One harmonised layer.

    ``frame``: GeoDataFrame in EPSG:4490 (x longitude, y latitude, degrees, float64); its columns
    are all field ids of the kind (missing ones full of None), then ``geometry``; its index is the
    record number in the file counted from 0. ``raw`` has the file's own columns, untouched, on the
    same index. Records without geometry stay in, with geometry None.
    """

    kind: str
    title: Text  # as the project says it, else the file's own name for it
    source: Source
    layer_name: str
    features_in_file: int
    place: PlaceDecision
    columns: tuple[ColumnMatch, ...]
    frame: gpd.GeoDataFrame
    raw: pd.DataFrame
    rejected: tuple[RecordNote, ...] = ()
    repaired: tuple[RecordNote, ...] = ()
    problems: tuple[Problem, ...] = ()
    date: str | None = None  # the data's own date as ISO text; None: not known, see source.modified
    office: str | None = None  # who made it
    encoding: Guess | None = None  # of the texts; None: nobody has said


Layers = Mapping[str, tuple[Layer, ...]]  # by kind id; a kind may come in several files
