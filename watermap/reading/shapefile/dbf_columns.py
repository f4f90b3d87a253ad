"""Quick ways through a whole column of a .dbf, for columns with nothing odd in them.

Each gives the same as reading cell by cell, or None, where a cell needs a closer look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pyarrow as pa

Block = npt.NDArray[np.uint8]  # a row a record
_DIGITS, _REAL = b" 0123456789-", b" 0123456789-.eE"
_MANY = 200  # different texts from which on decoding them together pays
_SEPARATOR = b"\n"
_HOLDS_ASCII = frozenset({"gb18030", "cp950", "iso-8859-1", "cp1252"})  # as it stands in UTF-8


def numbers(block: Block, *, whole: bool) -> npt.NDArray[np.generic] | None:
    """A column of numbers; NaN where a real one is missing.

    None where there are other signs than those of plain numbers, a whole one is missing, or one has
    more than 64 bits.
    """
    if not _only(block, _DIGITS if whole else _REAL):
        return None
    import pyarrow as pa
    import pyarrow.compute as pc

    count, width = block.shape
    cells = pa.Array.from_buffers(pa.binary(width), count, [None, pa.py_buffer(block)])
    texts = pc.ascii_trim(cells.cast(pa.binary()).cast(pa.string()), " ")
    texts = pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)
    if whole and texts.null_count:
        return None
    try:
        found = texts.cast(pa.int64() if whole else pa.float64())
    except pa.ArrowInvalid:
        return None
    values = found.to_numpy(zero_copy_only=False)
    return None if np.isinf(values).any() else values


def _only(block: Block, signs: bytes) -> bool:
    allowed = np.zeros(256, bool)
    allowed[list(signs)] = True
    return bool(allowed[block].all())


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The cells of a column of texts: the different ones, and which of them stands in each row."""

    different: pa.FixedSizeBinaryArray
    places: pa.Int32Array

    def rich(self) -> list[bytes]:
        """Every cell beyond ASCII without blanks at its end, as often as it stands there."""
        rich = (self._bytes() >= 0x80).any(axis=1)
        cells = np.empty(len(self.different), object)
        cells[rich] = [_stripped(cell) for cell in self.different.filter(rich).to_pylist()]
        places = self.places.to_numpy()
        found: list[bytes] = cells[places[rich[places]]].tolist()
        return found

    def texts(self, encoding: str) -> pa.Array:
        """The texts, null where a cell is blank; a dictionary where many are the same."""
        import pyarrow as pa
        import pyarrow.compute as pc

        texts = self._decoded(encoding)
        if len(texts) * 2 >= len(self.places):
            return texts.take(self.places)
        blank = pc.is_null(texts).take(self.places)
        places = pc.if_else(blank, pa.scalar(None, pa.int32()), self.places)
        return pa.DictionaryArray.from_arrays(places, pc.fill_null(texts, ""))

    def _decoded(self, encoding: str) -> pa.LargeStringArray:
        import pyarrow as pa
        import pyarrow.compute as pc

        whole = self._whole(encoding)
        if whole is not None:
            return pc.if_else(pc.equal(whole, ""), pa.scalar(None, whole.type), whole)
        cells = [_stripped(cell) for cell in self.different.to_pylist()]
        texts = _together(cells, encoding) if len(cells) > _MANY else None
        if texts is None:
            texts = [cell.decode(encoding, errors="replace") for cell in cells]
        return pa.array([text or None for text in texts], pa.large_string())

    def _whole(self, encoding: str) -> pa.LargeStringArray | None:
        """All at once where the bytes are UTF-8 as they stand; None: they are not, or few."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if len(self.different) <= _MANY:
            return None
        ascii_only = not (self._bytes() >= 0x80).any() and encoding.lower() in _HOLDS_ASCII
        if not ascii_only and encoding.lower() not in ("utf-8", "utf8"):
            return None
        try:
            texts = self.different.cast(pa.large_binary()).cast(pa.large_string())
        except pa.ArrowInvalid:
            return None
        return pc.ascii_rtrim(pc.ascii_rtrim(texts, "\0"), " ")

    def _bytes(self) -> Block:
        """The different cells, a row each."""
        cells = self.different
        width, count = cells.type.byte_width, len(cells)
        if not count:
            return np.zeros((0, width), np.uint8)
        data = np.frombuffer(cells.buffers()[1], np.uint8, count * width, cells.offset * width)
        return data.reshape(count, width)


def words(block: Block) -> Words:
    """The different cells of a column of texts."""
    import pyarrow as pa

    count, width = block.shape
    cells = pa.Array.from_buffers(pa.binary(width), count, [None, pa.py_buffer(block)])
    encoded = cells.dictionary_encode()
    return Words(different=encoded.dictionary, places=encoded.indices)


def _stripped(cell: bytes) -> bytes:
    """Without what fills the cell up: zero bytes at the end, and blanks before them."""
    return cell.rstrip(b"\0").rstrip(b" ")


def _together(cells: list[bytes], encoding: str) -> list[str] | None:
    """All decoded as one text; None where a cell is not whole or holds the separator."""
    try:
        found = _SEPARATOR.join(cells).decode(encoding).split("\n")
    except UnicodeDecodeError:
        return None
    return found if len(found) == len(cells) else None
