"""Texts with zero bytes: UTF-16 with or without its mark, and texts padded at their end."""

import codecs
import re

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_USUAL = re.compile("[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_LEAST_USUAL = 0.9  # share of characters that tables of bureaus are made of
_SEPARATORS = "\n\t,;|"


def utf_16(head: bytes) -> str | None:
    """Which UTF-16 a text is in, by its mark or by what its first bytes give; None: in neither."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec
    if b"\0" not in head:
        return None
    return next((codec for _, codec in _MARKS if _reads(head, codec)), None)


def _reads(head: bytes, codec: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(codec)().decode(head)
    except UnicodeDecodeError:
        return False
    usual = len(_USUAL.findall(text))
    separated = any(mark in text for mark in _SEPARATORS)
    return separated and usual >= len(text) * _LEAST_USUAL


def padded(head: bytes) -> bool:
    """Whether the first bytes are a text that is filled up with zero bytes at its end."""
    text = head.rstrip(b"\0\x1a")
    return len(text) < len(head) and bool(text.strip()) and _CONTROL.search(text) is None
