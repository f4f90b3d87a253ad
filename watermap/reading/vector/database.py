"""Layers that GDAL reads whole, attributes included: GeoPackage, geodatabase, FlatGeobuf, GPX."""

import datetime as dt
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from watermap.errors import Message, Problem, WatermapError
from watermap.reading import gdal
from watermap.reading.formats import Format, not_real
from watermap.reading.found import FoundColumn, FoundFile, FoundLayer, picked_columns, source_of
from watermap.reading.raw import Guess
from watermap.reading.shapes import geometry, notes
from watermap.reading.texts.encoding import UTF8

Values = npt.NDArray[Any]  # one column as pyogrio gives it
Exact = Callable[[str], Mapping[int, int]]
"""The whole numbers of one column by record id, where GDAL had to round them."""

_MOST_LAYERS = 500  # each is opened by itself, which takes as long as the file is large
_EXACT_UP_TO = 2.0**53  # whole numbers beyond are rounded in a float
_FIXED = Guess(value=UTF8, how=Message.of("reading.encoding_format"), confidence=1.0)


def read_database(path: Path, form: Format, *, layers: Sequence[str] | None) -> FoundFile:
    """The layers of a FlatGeobuf file.

    Raises:
        WatermapError: it is none, or it is damaged.
    """
    source = source_of(path, form.name)
    every = layer_names(path)
    if not every:
        raise WatermapError(Problem.error("reading.no_layers", file=path.name))
    if len(every) > _MOST_LAYERS:
        raise WatermapError(Problem.error("reading.too_many_layers", file=path.name, n=len(every)))
    names = [name for name in every if layers is None or name in layers]
    found = [
        read_layer(path, name, expected=feature_count(path, name, form), file=path.name)
        for name in names
    ]
    return FoundFile(source=source, layers=found)


def layer_names(path: Path) -> list[str]:
    """The layers GDAL finds.

    Raises:
        WatermapError: GDAL cannot open the file.
    """
    library = gdal.vector_library()
    with gdal.named(path):
        return [str(name) for name, _ in library.list_layers(path)]


def feature_count(path: Path, layer: str, form: Format, **options: object) -> int:
    """How many features the file announces for a layer. ``options``: more for pyogrio.

    Raises:
        WatermapError: another driver than the format's own has opened the file.
    """
    library = gdal.vector_library()
    with gdal.named(path):
        found = library.read_info(path, layer=layer, force_feature_count=True, **options)
    if found["driver"] not in form.drivers:
        raise not_real(path, form.name, "other")
    return max(0, int(found["features"]))


def read_layer(
    path: Path,
    name: str,
    *,
    expected: int,
    file: str,
    has_crs: bool = True,
    exact: Exact | None = None,
    **options: object,
) -> FoundLayer:
    """One layer.

    Args:
        path: the file GDAL opens; it may be a copy.
        name: the layer's name.
        expected: how many features the file says it has; what is not read of them is rejected.
        file: the file's name, for what has to be said.
        has_crs: False where the file says that it knows no CRS.
        exact: gives whole numbers that GDAL has rounded.
        options: more for pyogrio.

    Raises:
        WatermapError: GDAL cannot read it.
    """
    meta, ids, wkb, values = gdal.read_vector(
        path, layer=name, datetime_as_string=True, max_features=max(expected, 1), **options
    )
    total = max(expected, len(ids))
    blobs = list(wkb) if wkb is not None else [None] * len(ids)
    shapes = geometry.start([*blobs, *[None] * (total - len(ids))])
    for record in range(len(ids), total):
        shapes.reject(record, Message.of("reading.record_not_read"))
    geometry.settle(shapes, crs=meta["crs"] if has_crs else None)
    found = columns(meta, values, ids.tolist(), exact=exact)
    return FoundLayer(
        name=name,
        types=dict(shapes.types),
        encoding=_FIXED,
        crs=meta["crs"] if has_crs else None,
        columns=picked_columns(found, shapes.keep[: len(ids)]),
        records=np.flatnonzero(shapes.keep),
        wkb=[shapes.wkb[record] for record in np.flatnonzero(shapes.keep).tolist()],
        features_in_file=total,
        rejected=shapes.rejected,
        repaired=shapes.repaired,
        problems=[*notes.about_shapes(file, name, shapes), *notes.about_driver(file, meta)],
    )


def columns(
    meta: Mapping[str, Any], values: Sequence[Values], ids: list[int], *, exact: Exact | None = None
) -> list[FoundColumn]:
    """The columns of a layer or table as pyogrio has read them."""
    return [
        _column(*column, ids=ids, exact=exact)
        for column in zip(
            meta["fields"], values, meta["ogr_types"], meta["ogr_subtypes"], strict=True
        )
    ]


def _column(
    name: str, values: Values, kind: str, subtype: str, *, ids: list[int], exact: Exact | None
) -> FoundColumn:
    if subtype == "OFSTBoolean":
        return FoundColumn(name=name, type="boolean", values=_integers(values, bool))
    if kind in ("OFTInteger", "OFTInteger64"):
        if values.dtype.kind == "i":
            return FoundColumn(name=name, type="integer", values=values.astype(np.int64))
        whole = _integers(values, int)
        if exact is not None and (np.abs(np.nan_to_num(values)) >= _EXACT_UP_TO).any():
            known = exact(name)
            whole = [known.get(number) for number in ids]
        return FoundColumn(name=name, type="integer", values=whole)
    if kind == "OFTReal":
        return FoundColumn(name=name, type="real", values=values.astype(np.float64))
    if kind in ("OFTDate", "OFTDateTime"):
        return _times(name, values, kind)
    if kind == "OFTBinary":
        return FoundColumn(name=name, type="binary", values=list(values))
    return FoundColumn(name=name, type="text", values=[_text(value) for value in values])


def _integers(values: Values, cast: Callable[[float], object]) -> list[object]:
    return [None if math.isnan(value) else cast(value) for value in values.tolist()]


def _times(name: str, values: Values, kind: str) -> FoundColumn:
    """Dates as dates; a column with one that Python does not know stays text."""
    read: Callable[[str], object] = (
        dt.date.fromisoformat if kind == "OFTDate" else dt.datetime.fromisoformat
    )
    try:
        times = [None if value is None else read(str(value)) for value in values]
    except ValueError:
        return FoundColumn(name=name, type="text", values=[_text(value) for value in values])
    return FoundColumn(name=name, type="date" if kind == "OFTDate" else "datetime", values=times)


def _text(value: object) -> str | None:
    """A text; lists are written as JSON."""
    if value is None or isinstance(value, str):
        return value
    plain = value.tolist() if isinstance(value, np.ndarray) else value
    return json.dumps(plain, ensure_ascii=False, default=str)


def refuse_entities(path: Path) -> None:
    """A document type can make an XML file open others or grow without end."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", path.read_bytes()):
        raise WatermapError(Problem.error("reading.document_type", file=path.name))
