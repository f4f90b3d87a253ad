"""A layer in watermap's one shape: known kind, known columns, known place."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from watermap.catalogue.match import ColumnMatch
from watermap.errors import Problem
from watermap.harmonise.places.decision import PlaceDecision
from watermap.language import Text
from watermap.reading.raw import Guess, RecordNote, Source


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
