"""Columns of a GeoPackage's tables: one type each, empty where there is no value."""

from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray, ExtensionDtype
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import FieldType
from watermap.export.plain import missing, printable
from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG

Table = pd.DataFrame  # a GeoDataFrame where it has places
Values = ExtensionArray | npt.NDArray[np.object_]  # one column
_TYPES: Mapping[FieldType, ExtensionDtype] = {
    "integer": pd.Int64Dtype(),
    "number": pd.Float64Dtype(),
    "boolean": pd.BooleanDtype(),
}
_OF_PYTHON: tuple[tuple[set[type], ExtensionDtype], ...] = (
    ({bool}, pd.BooleanDtype()),
    ({int}, pd.Int64Dtype()),
    ({int, float}, pd.Float64Dtype()),
)
_MEASURES = ("_m", "_m2", "_pct", "_deg", "limit", "multiple")  # numbers, even where all are empty


def typed(values: Iterable[object], field_type: FieldType) -> Values:
    """A column in its field's type; as text where a value does not fit it."""
    wanted = _TYPES.get(field_type)
    plain = [None if missing(value) else value for value in values]
    if wanted is not None:
        try:
            return _nullable(plain, wanted)
        except (TypeError, ValueError):
            pass
    return text([None if value is None else str(value) for value in plain])


def text(values: Iterable[str | None]) -> Values:
    """A column of texts."""
    # A NUL would end the text in the file without a word; printable() shows it.
    shown = [None if value is None else printable(value) for value in values]
    return np.array(shown, dtype=object)


def _nullable(values: list[Any], dtype: ExtensionDtype) -> ExtensionArray:
    return pd.Series(values, dtype=dtype).array


def numbered(records: Iterable[int]) -> Values:
    """Record numbers as people count them, from 1."""
    return _nullable([int(record) + 1 for record in records], pd.Int64Dtype())


def placed(columns: Mapping[str, Values], places: list[BaseGeometry | None]) -> Table:
    """Columns with their places, longitude and latitude; None where a row has none."""
    geometry = gpd.GeoSeries(places, crs=GEOGRAPHIC_EPSG)
    table: Table = gpd.GeoDataFrame(dict(columns), geometry=geometry)
    return table


def table_of(rows: Iterable[Mapping[str, object]]) -> Table:
    """Rows as a table whose columns have one type each, None where there is no value."""
    listed = list(rows)
    names = list(dict.fromkeys(name for row in listed for name in row))
    return pd.DataFrame({name: _column(name, [row.get(name) for row in listed]) for name in names})


def columns_of(table: Table) -> dict[str, Values]:
    """The columns of a table by name."""
    return {str(name): table[name].array for name in table.columns}


def _column(name: str, values: list[object]) -> Values:
    known = {type(value) for value in values if value is not None}
    for python_types, dtype in _OF_PYTHON:
        if known and known <= python_types:
            return _nullable(values, dtype)
    if not known and name.endswith(_MEASURES):
        return _nullable(values, pd.Float64Dtype())
    return text([None if value is None else str(value) for value in values])
