"""How likely a text is Chinese in everyday use: what tells encodings apart that both fit the bytes.

Bytes of one Chinese encoding are nearly always legal in another, but give rare characters there.
The first part of GB 2312 (3755 characters) and of Big 5 (5401) hold those of everyday writing.
"""

import codecs
from collections import Counter
from collections.abc import Sequence
from functools import cache

_ENOUGH = 100_000  # characters of a long text that its share is taken from
_GB_EVERYDAY = ((0xB0, 0xD7), (0xA1, 0xFE), "gb2312")
_BIG5_EVERYDAY = ((0xA4, 0xC6), (0x40, 0xFE), "cp950")


@cache
def _everyday(encoding: str) -> frozenset[str]:
    leads, trails, codec = _BIG5_EVERYDAY if encoding == "cp950" else _GB_EVERYDAY
    pairs = (
        bytes([lead, trail])
        for lead in range(leads[0], leads[1] + 1)
        for trail in range(trails[0], trails[1] + 1)
    )
    found = frozenset("".join(pair.decode(codec, "ignore") for pair in pairs))
    return frozenset(char for char in found if not char.isascii())


def everyday_share(text: str, encoding: str) -> float:
    """Share of everyday characters among those beyond ASCII; 0 where there is none.

    Args:
        text: as decoded.
        encoding: "cp950" for traditional characters, else simplified ones are meant.
    """
    beyond = [(char, n) for char, n in Counter(text[:_ENOUGH]).items() if not char.isascii()]
    total = sum(n for _, n in beyond)
    known = _everyday(encoding)
    return sum(n for char, n in beyond if char in known) / total if total else 0.0


def decoded(samples: Sequence[bytes], encoding: str) -> str | None:
    """All texts in one, each of which may be cut inside its last character; None: they do not fit.

    Most must be whole, else the cuts prove nothing.
    """
    try:
        return b"\n".join(samples).decode(encoding)
    except UnicodeError:
        pass
    decoder = codecs.getincrementaldecoder(encoding)
    texts = []
    cut = 0
    for sample in samples:
        reading = decoder()
        try:
            texts.append(reading.decode(sample))
        except UnicodeError:
            return None
        cut += bool(reading.getstate()[0])
    return "\n".join(texts) if cut * 2 <= len(samples) else None
