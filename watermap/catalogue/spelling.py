"""When are two names of a column the same? And what is left of a name that a DBF has cut?"""

import re
import unicodedata
from functools import lru_cache

DBF_NAME_BYTES = 10  # dBASE III: a field name has 11 bytes, the last one zero

_BRACKETED = re.compile(r"[(\[【〔{][^()\[\]【】〔〕{}]*(?:[)\]】〕}]|$)")


@lru_cache(maxsize=16_384)  # the headings of a year of sheets are the same twelve times
def normalised(name: str) -> str:
    """``name`` without what bureaus write differently.

    That is width, case, spaces, brackets with what is in them, sub- and superscripts, underscores
    and other marks: ``断面名称（必填）`` and ``断面 名称*`` are one. A bracket that a cut has left
    open goes to the end of the name. A name of brackets only keeps what is in them.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _letters(_BRACKETED.sub("", folded)) or _letters(folded)


def bracketed(name: str) -> str | None:
    """What stands in the last brackets of a name, as a unit does; None: no brackets."""
    found = _BRACKETED.findall(unicodedata.normalize("NFKC", name))
    return found[-1].strip("()[]【】〔〕{} ") or None if found else None


def cut_spellings(name: str) -> frozenset[str]:
    """What a DBF leaves of ``name``, normalised: cut at 10 bytes of UTF-8 and of GBK.

    Empty where the name fits. A character that the cut splits is gone: 断面名称 leaves 断面名 in
    UTF-8 (3 bytes each) and fits in GBK (2 bytes each).
    """
    cuts = set()
    for encoding in ("utf-8", "gb18030"):
        written = name.encode(encoding)
        if len(written) > DBF_NAME_BYTES:
            cuts.add(normalised(written[:DBF_NAME_BYTES].decode(encoding, errors="ignore")))
    return frozenset(cuts - {normalised(name), ""})


def may_be_cut(name: str) -> bool:
    """Whether a DBF can hold this name as it is: then something may be missing at its end."""
    return len(name.encode("gb18030")) <= DBF_NAME_BYTES


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
