"""Where the records of a .shp file lie, and which of them are sound, checked before GDAL sees them.

Three counts are held against each other: the index (.shx), the chain of records in the .shp
itself, and the table (.dbf). Layout: ESRI Shapefile Technical Description, July 1998.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]
Fault = Literal["missing", "broken", "other_type", "not_finite"]

HEADER = 100
_RECORD_HEADER = 8
_POINTS = {1: 20, 11: 28, 21: 28}  # bytes of a record of one point (M of PointZ may be left out)
_MULTIPOINTS = {8: 16, 18: 24, 28: 16}  # bytes a point; M may be left out everywhere
_PARTED = {3: 16, 13: 24, 23: 16, 5: 16, 15: 24, 25: 16, 31: 24}
_MULTIPATCH = 31
_ABSENT = np.iinfo(np.int64).min
KNOWN_TYPES = frozenset({0, *_POINTS, *_MULTIPOINTS, *_PARTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The records of one .shp: where each one's content starts and how long it is, in bytes.

    A length of -1: the record is announced but not there.
    """

    starts: Integers
    lengths: Integers

    def __len__(self) -> int:
        """How many records the file announces."""
        return len(self.starts)

    @property
    def present(self) -> int:
        """How many of them lie in the file whole."""
        return int((self.lengths >= 0).sum())


def from_index(shp: Bytes, shx: Bytes) -> Records:
    """The records as the .shx lists them; those that do not agree with the .shp are missing."""
    count = max(0, len(shx) - HEADER) // 8
    pairs = shx[HEADER : HEADER + count * 8].view(">i4").reshape(count, 2).astype(np.int64)
    starts, lengths = pairs[:, 0] * 2 + _RECORD_HEADER, pairs[:, 1] * 2
    there = (starts >= HEADER + _RECORD_HEADER) & (lengths >= 4) & (starts + lengths <= len(shp))
    there[there] = integers(shp, starts[there] - 4, ">i4") * 2 == lengths[there]
    first = np.zeros(count, dtype=bool)
    first[np.unique(starts, return_index=True)[1]] = True
    return Records(starts=starts, lengths=np.where(there & first, lengths, -1))


def covers(records: Records, shp: Bytes) -> bool:
    """Whether the records are all there and follow each other up to the end of the file."""
    if not len(records):
        return len(shp) <= HEADER
    ends = records.starts + records.lengths
    return bool(
        (records.lengths >= 0).all()
        and records.starts[0] == HEADER + _RECORD_HEADER
        and (records.starts[1:] == ends[:-1] + _RECORD_HEADER).all()
        and ends[-1] == len(shp)
    )


def walk(shp: Bytes) -> Records:
    """The records as the .shp chains them; the last one is missing where the file is cut in it."""
    data = shp.tobytes()
    starts, lengths = [], []
    place = HEADER
    while place + _RECORD_HEADER <= len(data):
        length = struct.unpack_from(">i", data, place + 4)[0] * 2
        whole = length >= 4 and place + _RECORD_HEADER + length <= len(data)
        starts.append(place + _RECORD_HEADER)
        lengths.append(length if whole else -1)
        if not whole:
            break
        place += _RECORD_HEADER + length
    return Records(starts=np.array(starts, np.int64), lengths=np.array(lengths, np.int64))


def types(shp: Bytes, records: Records) -> Integers:
    """Each record's type of shape; 0: it says that it has none, a negative number: not there."""
    present = records.lengths >= 0
    found = np.full(len(records), _ABSENT)
    found[present] = integers(shp, records.starts[present], "<i4")
    return found


def faults(shp: Bytes, records: Records) -> dict[int, Fault]:
    """What is wrong with which record (from 0).

    Missing, broken, of another type of shape, or a point whose coordinates are no numbers (GDAL
    would hand those on as points without a place).
    """
    found: dict[int, Fault] = {}
    file_type = int(shp[32:36].view("<i4")[0])
    of_record = types(shp, records)
    found.update(dict.fromkeys(np.flatnonzero(of_record == _ABSENT).tolist(), "missing"))
    foreign = (of_record != file_type) & (of_record != 0) & (of_record != _ABSENT)
    found.update(dict.fromkeys(np.flatnonzero(foreign).tolist(), "other_type"))
    here = np.flatnonzero((of_record == file_type) & (of_record != 0))
    needed = _needed(shp, records.starts[here], records.lengths[here], file_type)
    short = needed > records.lengths[here]
    found.update(dict.fromkeys(here[short].tolist(), "broken"))
    if file_type in _POINTS:
        places = records.starts[here[~short]][:, None] + np.arange(4, 20)
        pairs = np.ascontiguousarray(shp[places]).view("<f8")
        lost = ~np.isfinite(pairs).all(axis=1)
        found.update(dict.fromkeys(here[~short][lost].tolist(), "not_finite"))
    return found


def copy(shp: Bytes, records: Records, wanted: Sequence[int]) -> tuple[bytes, bytes]:
    """A sound .shp and .shx holding only the wanted records, in that order."""
    parts, index = [], []
    place = HEADER
    for number, record in enumerate(wanted, start=1):
        start, length = int(records.starts[record]), int(records.lengths[record])
        parts.append(struct.pack(">ii", number, length // 2))
        parts.append(shp[start : start + length].tobytes())
        index.append(struct.pack(">ii", place // 2, length // 2))
        place += _RECORD_HEADER + length
    return _head(shp, place) + b"".join(parts), _head(shp, HEADER + 8 * len(index)) + b"".join(
        index
    )


def _head(shp: Bytes, length: int) -> bytes:
    head = shp[:HEADER].tobytes()
    return head[:24] + struct.pack(">i", length // 2) + head[28:]


def integers(data: Bytes, places: Integers, code: str) -> Integers:
    """The four-byte integers that start at these places."""
    four = data[places[:, None] + np.arange(4)]
    return np.asarray(np.ascontiguousarray(four).view(code).ravel().astype(np.int64))


def _needed(shp: Bytes, starts: Integers, lengths: Integers, file_type: int) -> Integers:
    """Bytes that a record of this type needs by its own counts; a huge number where they lie."""
    if file_type in _POINTS:
        return np.full(len(starts), _POINTS[file_type])
    if file_type in _MULTIPOINTS:
        head, a_point = 40, _MULTIPOINTS[file_type]
    elif file_type in _PARTED:
        head, a_point = 44, _PARTED[file_type]
    else:
        return np.zeros(len(starts), np.int64)
    tall = lengths >= head
    points, parts = np.full(len(starts), -1), np.zeros(len(starts), np.int64)
    points[tall] = integers(shp, starts[tall] + head - 4, "<i4")
    if file_type in _PARTED:
        parts[tall] = integers(shp, starts[tall] + 36, "<i4")
    a_part = 8 if file_type == _MULTIPATCH else 4
    lying = (points < 0) | (parts < 0)
    return np.where(lying, np.iinfo(np.int64).max, head + a_part * parts + a_point * points)
