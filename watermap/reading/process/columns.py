"""A layer's columns and shapes as Arrow columns, and back as arrays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from watermap.reading.found import FoundColumn, Polygons

if TYPE_CHECKING:
    import pyarrow as pa

Values = npt.NDArray[Any]


def store_type(store: str) -> pa.DataType:
    """How a column is stored, by the word that stands for it in an answer.

    ``words``: texts that repeat. ``moment``: date and time in ISO 8601, with the zone where there
    is one. ``digits``: whole numbers too long for 64 bits.
    """
    import pyarrow as pa

    text = pa.large_string()
    point = pa.list_(pa.float64(), 2)
    return {
        "text": text, "words": pa.dictionary(pa.int32(), text), "integer": pa.int64(),
        "real": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(), "moment": text,
        "digits": text, "binary": pa.large_binary(), "wkb": pa.large_binary(),
        "polygons": pa.list_(pa.list_(point)), "bytes": pa.uint8(),
    }[store]  # fmt: skip


def packed(column: FoundColumn) -> tuple[str, pa.Array]:
    """The word for how a column is stored, and its values."""
    import pyarrow as pa

    values = column.values
    if isinstance(values, pa.Array):
        return ("words" if pa.types.is_dictionary(values.type) else "text"), values
    if isinstance(values, np.ndarray) and values.dtype.kind in "iuf":
        store = "real" if values.dtype.kind == "f" else "integer"
        return store, pa.array(values.astype(store_type(store).to_pandas_dtype(), copy=False))
    store, array = _packed_list(column.type, list(values))
    if store == "text":
        words = array.dictionary_encode()
        return ("words", words) if len(words.dictionary) * 2 < len(words) else (store, array)
    return store, array


def _packed_list(kind: str, values: list[Any]) -> tuple[str, pa.Array]:
    import pyarrow as pa

    if kind == "datetime":
        texts = [None if one is None else one.isoformat() for one in values]
        return "moment", pa.array(texts, store_type("moment"))
    try:
        return kind, pa.array(values, store_type(kind))
    except OverflowError:
        texts = [None if one is None else str(one) for one in values]
        return "digits", pa.array(texts, store_type("digits"))
    except UnicodeEncodeError:  # halves of characters, which JSON can spell
        texts = [None if one is None else _whole(one) for one in values]
        return kind, pa.array(texts, store_type(kind))


def _whole(text: str) -> str:
    """A text with U+FFFD in place of what is no character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def unpacked(store: str, values: pa.Array) -> Values:
    """Numbers as numbers, NaN where a real one is missing; all else as objects with None.

    Raises:
        ValueError: a text is no date or number, as the word for it says.
    """
    if store in ("text", "binary", "wkb", "boolean"):
        return _objects(values.to_numpy(zero_copy_only=False))
    if store == "words":
        return _looked_up(values)
    if store == "real":
        return np.asarray(values.to_numpy(zero_copy_only=False))
    if store == "integer" and not values.null_count:
        return np.asarray(values.to_numpy())
    if store in ("integer", "date"):
        return _listed(values.to_pylist())
    read: Any = dt.datetime.fromisoformat if store == "moment" else int
    return _listed([None if one is None else read(one) for one in values.to_pylist()])


def _looked_up(values: pa.DictionaryArray) -> Values:
    """Each text once, however often it stands in the column; the last one is None."""
    words = _listed([*values.dictionary.to_pylist(), None])
    numbers = values.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
    return np.asarray(words[numbers])


def _objects(values: Values) -> Values:
    return np.asarray(values, dtype=object)


def _listed(values: Sequence[object]) -> Values:
    listed = np.empty(len(values), dtype=object)
    listed[:] = values
    return listed


def packed_polygons(polygons: Polygons) -> pa.Array:
    """Polygons of one ring each as nested lists of points; null where there is none."""
    import pyarrow as pa

    numbers = np.ascontiguousarray(polygons.coordinates, np.float64)
    values = pa.Array.from_buffers(pa.float64(), numbers.size, [None, pa.py_buffer(numbers)])
    points = pa.FixedSizeListArray.from_arrays(values, 2)
    rings = pa.ListArray.from_arrays(pa.array(polygons.starts.astype(np.int32, copy=False)), points)
    ends = np.concatenate([[0], np.cumsum(polygons.there)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(ends), rings, mask=pa.array(~polygons.there))


def unpacked_polygons(values: pa.ListArray) -> Polygons:
    """The polygons again, as views of the mapped pages.

    Raises:
        ValueError: they have more than one ring, or something is missing in them.
    """
    there = values.is_valid().to_numpy(zero_copy_only=False)
    counts = values.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    rings = values.flatten()
    points = rings.flatten()
    coordinates = points.flatten()
    if (counts != there).any() or rings.null_count or points.null_count or coordinates.null_count:
        raise ValueError("polygons of one ring each")
    starts = rings.offsets.to_numpy()
    return Polygons(
        coordinates=coordinates.to_numpy().reshape(-1, 2), starts=starts - starts[:1], there=there
    )


def packed_wkb(shapes: Sequence[bytes | None]) -> pa.Array:
    """Any shapes, as WKB."""
    import pyarrow as pa

    return pa.array(shapes, store_type("wkb"))
