"""From what the reader process found to the frames and shapes of raw.py, on watermap's side."""

from functools import cache
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from watermap.errors import Problem
from watermap.reading.found import FoundColumn, FoundFile, FoundLayer
from watermap.reading.process.arrow_file import BadAnswer
from watermap.reading.raw import RawFile, RawLayer, Source

_NOTHING: Any = None
_SHOWN = 80  # characters of a CRS that is not understood


def raw_file(found: FoundFile) -> RawFile:
    """The file as the other rooms know it."""
    return RawFile(
        source=found.source,
        layers=tuple(_layer(layer, found.source) for layer in found.layers),
        tables=tuple(found.tables),
        rasters=tuple(found.rasters),
        problems=tuple(found.problems),
    )


def _layer(layer: FoundLayer, source: Source) -> RawLayer:
    index = pd.Index(layer.records, dtype=np.int64)
    columns = {column.name: _series(column, index) for column in layer.columns}
    crs_wkt, problems = _crs(layer, source)
    return RawLayer(
        source=source,
        name=layer.name,
        geometry_types=layer.types,
        encoding=layer.encoding,
        crs_wkt=crs_wkt,
        field_types={column.name: column.type for column in layer.columns},
        attributes=pd.DataFrame(columns, index=index),
        geometry=_shapes(layer),
        features_in_file=layer.features_in_file,
        rejected=tuple(layer.rejected),
        repaired=tuple(layer.repaired),
        problems=(*layer.problems, *problems),
    )


def _series(column: FoundColumn, index: pd.Index) -> pd.Series:
    """Numbers as numbers, NaN where a real one is missing; all else as objects with None."""
    values = np.asarray(column.values)
    return pd.Series(values, index=index, dtype=values.dtype)


def _shapes(layer: FoundLayer) -> npt.NDArray[np.object_]:
    """The shapes.

    Raises:
        BadAnswer: the reader process has sent some that are none.
    """
    try:
        return _made(layer)
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise BadAnswer(str(error)) from error


def _made(layer: FoundLayer) -> npt.NDArray[np.object_]:
    packed = np.asarray(layer.wkb, dtype=object)
    if layer.shapes is None:
        return cast("npt.NDArray[np.object_]", np.asarray(shapely.from_wkb(packed), dtype=object))
    shapes = layer.shapes[layer.records]
    others = np.not_equal(packed, _NOTHING)
    shapes[others] = shapely.from_wkb(packed[others])
    return shapes


def _crs(layer: FoundLayer, source: Source) -> tuple[str | None, list[Problem]]:
    """The CRS as WKT; a code that nobody knows is told, and is no CRS."""
    wkt = None if layer.crs is None else _wkt(layer.crs)
    if layer.crs is None or wkt is not None:
        return wkt, []
    shown = layer.crs if len(layer.crs) <= _SHOWN else layer.crs[:_SHOWN] + " …"
    return None, [Problem.warning("reading.crs_unknown", file=source.path.name, crs=shown)]


@cache
def _wkt(crs: str) -> str | None:
    """WKT as the file wrote it; a code or PROJJSON written out; None: an unknown one."""
    if not crs.startswith(("EPSG:", "{")):
        return crs
    import pyproj

    try:
        return pyproj.CRS.from_user_input(crs).to_wkt()
    except pyproj.exceptions.CRSError:
        return None
