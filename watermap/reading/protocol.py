"""What goes between watermap and its reader process: JSON and plain arrays, never pickles.

A damaged or hostile file may take the reader process over. So what comes back can only ever become
one of the few classes named here.
"""

import base64
import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from watermap.errors import Message, Problem
from watermap.reading.found import FoundColumn, FoundFile, FoundLayer
from watermap.reading.raw import Guess, Preview, RawRaster, RawTable, RecordNote, Source

_TAG = "$"  # no mapping with keys from the user's data is sent, so none can be mistaken for a tag
_ARRAYS, _REST = "answer.npz", "answer.json"
_ABSENT = -1  # the size of a shape that is not there

_CLASSES: dict[str, Callable[..., Any]] = {
    kind.__name__: kind
    for kind in (
        FoundColumn, FoundFile, FoundLayer, Guess, Message, Preview, Problem, RawRaster, RawTable,
        RecordNote, Source,
    )
}  # fmt: skip
_VALUES: dict[str, Callable[[str], Any]] = {
    "path": Path,
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
    "bytes": base64.b64decode,
}


def write_answer(found: FoundFile, folder: Path) -> None:
    """Put one file's content into the folder: arrays into one file, all else into another."""
    arrays: dict[str, npt.NDArray[np.generic]] = {}

    def plain(value: object) -> object:
        if isinstance(value, np.ndarray):
            name = f"a{len(arrays)}"
            arrays[name] = value
            return {_TAG: "array", "name": name}
        return _plain(value)

    packed = dataclasses.replace(found, layers=[_packed(layer) for layer in found.layers])
    (folder / _REST).write_text(json.dumps(packed, default=plain), "ascii")
    with (folder / _ARRAYS).open("wb") as stream:
        np.savez(stream, allow_pickle=False, **arrays)


def read_answer(folder: Path) -> FoundFile:
    """What ``write_answer`` put there; the files are removed."""
    with np.load(folder / _ARRAYS, allow_pickle=False) as stored:
        arrays = dict(stored)

    def rich(value: dict[str, Any]) -> object:
        if value.get(_TAG) == "array":
            return arrays[value["name"]]
        return _rich(value)

    found: FoundFile = json.loads((folder / _REST).read_text("ascii"), object_hook=rich)
    (folder / _REST).unlink()
    (folder / _ARRAYS).unlink()
    return dataclasses.replace(found, layers=[_unpacked(layer) for layer in found.layers])


def dumps(value: object) -> bytes:
    """A request or a short reply as one line."""
    return json.dumps(value, default=_plain).encode("ascii") + b"\n"


def loads(line: bytes) -> Any:  # noqa: ANN401  (whatever was sent)
    """A request or a short reply."""
    return json.loads(line, object_hook=_rich)


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and type(value).__name__ in _CLASSES:
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {_TAG: type(value).__name__, **fields}
    if isinstance(value, bytes):
        return {_TAG: "bytes", "text": base64.b64encode(value).decode("ascii")}
    if isinstance(value, Path):
        return {_TAG: "path", "text": str(value)}
    if isinstance(value, dt.date | dt.time):  # a datetime is a date too
        return {_TAG: type(value).__name__, "text": value.isoformat()}
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(type(value))


def _rich(value: dict[str, Any]) -> object:
    kind = value.pop(_TAG, None)
    if kind is None:
        return value
    if kind in _VALUES:
        return _VALUES[kind](value["text"])
    if kind == FoundColumn.__name__:
        return FoundColumn(**value)
    return _CLASSES[kind](**{name: _tuples(part) for name, part in value.items()})


def _tuples(value: object) -> object:
    """Lists become tuples, as deep as tables are."""
    if isinstance(value, list):
        return tuple(tuple(one) if isinstance(one, list) else one for one in value)
    return value


def _packed(layer: FoundLayer) -> FoundLayer:
    """The shapes as two arrays, put where the list was: all bytes, and the size of each."""
    sizes = [_ABSENT if one is None else len(one) for one in layer.wkb]
    joined = np.frombuffer(b"".join(one for one in layer.wkb if one is not None), np.uint8)
    together: Any = [joined, np.array(sizes, np.int64)]
    return dataclasses.replace(layer, wkb=together)


def _unpacked(layer: FoundLayer) -> FoundLayer:
    joined, sizes = layer.wkb
    data = np.asarray(joined).tobytes()
    shapes: list[bytes | None] = []
    place = 0
    for size in np.asarray(sizes).tolist():
        shapes.append(None if size == _ABSENT else data[place : place + size])
        place += max(size, 0)
    return dataclasses.replace(layer, wkb=shapes)
