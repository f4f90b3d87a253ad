"""The share of ordinary characters in a long text that is never in memory as a whole."""

from collections.abc import Iterable

import numpy as np

from watermap.reading.encoding import in_gb2312

_SECOND_HALVES = slice(0xDC00, 0xE000)  # of characters that take two units of UTF-16


def common_share_of(texts: Iterable[str]) -> tuple[float, int]:
    """As ``encoding.common_share``, of texts that are being decoded from strict GB18030."""
    counts = np.zeros(1 << 16, np.int64)
    try:
        for text in texts:
            units = np.frombuffer(text.encode("utf-16-le"), "<u2")
            counts += np.bincount(units, minlength=len(counts))
    except UnicodeDecodeError:
        return 0.0, 0
    total = int(counts[0x80:].sum() - counts[_SECOND_HALVES].sum())
    there = np.flatnonzero(counts)
    there = there[(there >= 0x80) & ((there < 0xD800) | (there > 0xDFFF))]
    good = sum(int(counts[one]) for one in there.tolist() if in_gb2312(chr(one)))
    return (good / total if total else 0.0), total
