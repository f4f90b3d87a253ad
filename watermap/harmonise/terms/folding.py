"""Brings text to one way of writing: width, case, invisible characters, raised digits."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
_LEVEL = str.maketrans(_RAISED, "0123456789+-")
_RAISED_RUN = re.compile(f"[{_RAISED}]+")
_DASHES = str.maketrans("‐‑‒–−﹣", "------")


@lru_cache(maxsize=16_384)  # headings and units come again and again
def plain(text: str) -> str:
    """``text`` in half width and lower case, without invisible characters, trimmed.

    Runs of white space become one blank. Raised and lowered digits come down: Cr⁶⁺ is ``cr6+``.
    """
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return " ".join(folded.translate(_DASHES).split())


def powers(text: str) -> str:
    """As ``plain``, but raised digits stay apart: 10⁴ is ``10^4``, never 104."""
    return plain(_RAISED_RUN.sub(lambda run: "^" + run.group().translate(_LEVEL), text))


def letters(text: str) -> str:
    """Only what is a letter, a digit or a Chinese character, folded as ``plain`` does."""
    return "".join(character for character in plain(text) if character.isalnum())
