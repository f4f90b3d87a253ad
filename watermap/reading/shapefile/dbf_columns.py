"""Quick ways through a whole column of a .dbf, for columns with nothing odd in them.

Each gives the same as reading cell by cell, or None, where a cell needs a closer look.
"""

import numpy as np
import numpy.typing as npt

Block = npt.NDArray[np.uint8]  # a row a record
_DIGITS, _REAL = b" 0123456789-", b" 0123456789-.eE"
_MANY = 200  # different texts from which on decoding them together pays
_SEPARATOR = b"\n"


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


def texts(cells: list[bytes], encoding: str) -> list[str | None]:
    """A column of texts, each different one decoded once; blanks at the end belong to the width."""
    different = list(dict.fromkeys(cells))
    stripped = [cell.rstrip(b" ") for cell in different]
    decoded = _together(stripped, encoding) if len(different) > _MANY else None
    if decoded is None:
        decoded = [cell.decode(encoding, errors="replace") for cell in stripped]
    words = dict(zip(different, (text or None for text in decoded), strict=True))
    return [words[cell] for cell in cells]


def _together(cells: list[bytes], encoding: str) -> list[str] | None:
    """All decoded as one text; None where a cell is not whole or holds the separator."""
    try:
        found = _SEPARATOR.join(cells).decode(encoding).split("\n")
    except UnicodeDecodeError:
        return None
    return found if len(found) == len(cells) else None
