"""Which characters the bytes of a file mean: decided once a file, with the evidence in words.

The ladder: strict UTF-8 over all texts, then what the file declares if that can be true, then
GB18030 if most characters are ordinary Chinese ones, then Latin-1 with a question. Never cell by
cell: single short cells of UTF-8 are legal GB18030 too.
"""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from watermap.errors import Message
from watermap.reading.raw import Guess

UTF8, GB18030, LATIN1 = "UTF-8", "GB18030", "ISO-8859-1"
_SEPARATOR = b"\n"  # many short texts are decoded as one long one, which is far quicker
_SECOND_HALVES = slice(0xDC00, 0xE000)  # of characters that take two units of UTF-16
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# GB18030 holds all of GBK and GB2312, so one name serves the three.
_NAMES = {
    "utf8": UTF8, "65001": UTF8, "cp65001": UTF8,
    "gbk": GB18030, "gb2312": GB18030, "gb18030": GB18030, "936": GB18030, "cp936": GB18030,
    "ansi936": GB18030, "oem936": GB18030, "euccn": GB18030, "54936": GB18030,
    "iso88591": LATIN1, "88591": LATIN1, "latin1": LATIN1,
    "big5": "cp950", "950": "cp950", "cp950": "cp950",
    "windowssimpchinese": GB18030, "windowstradchinese": "cp950",  # MapInfo's names
    "windowslatin1": "cp1252", "windowslatin2": "cp1250", "windowscyrillic": "cp1251",
    "windowsjapanese": "cp932", "windowskorean": "cp949",
}  # fmt: skip
_TEXT_CODECS = re.compile(r"(cp\d+|iso8859|utf-?(8|16|32)|gb|big5|euc|shift|koi8|mac-|latin)")

# Byte 29 of a .dbf header. 0 and 0x57 ("the ANSI page of some computer") say nothing.
_LANGUAGE_BYTES = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x13: "cp932", 0x4D: GB18030, 0x4E: "cp949",
    0x4F: "cp950", 0x78: "cp950", 0x79: "cp949", 0x7A: GB18030, 0x7B: "cp932", 0xC8: "cp1250",
    0xC9: "cp1251",
}  # fmt: skip


# 一 in GBK is the UTF-8 of a Bashkir letter: texts without a character of three bytes can be both.
_LAST_OF_TWO_BYTES = "\u07ff"
_IN_A_WORD = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")  # as in Müller


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Texts with the number of characters that could not be read among them."""

    texts: list[str]
    lost: int


def known_name(name: str) -> str | None:
    """The codec an encoding's name in a .cpg file or option means; None: no such encoding."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    if plain in _NAMES:
        return _NAMES[plain]
    for candidate in (name.strip(), f"cp{plain.removeprefix('ansi').removeprefix('oem')}"):
        try:
            codec = codecs.lookup(candidate).name
        except (LookupError, ValueError):
            continue
        if _TEXT_CODECS.match(codec):
            return codec
    return None


def decide(samples: Sequence[bytes], *, declared: str | None, language_byte: int | None) -> Guess:
    """In which encoding all these texts of one file are.

    Args:
        samples: the file's texts as bytes, field names among them.
        declared: what the .cpg file says; None: there is none.
        language_byte: byte 29 of the .dbf header; None: there is none.
    """
    told = known_name(declared) if declared else _LANGUAGE_BYTES.get(language_byte or 0)
    rich = [sample for sample in samples if not sample.isascii()]
    if not rich:
        return Guess(value=told or UTF8, how=Message.of("reading.encoding_ascii"), confidence=1.0)
    return (
        _utf8(rich, told)
        or _as_told(rich, told, declared)
        or _chinese(rich)
        or Guess(
            value=LATIN1,
            how=Message.of("reading.encoding_latin1", cells=len(rich)),
            confidence=0.2,
        )
    )


def decode(samples: Iterable[bytes], encoding: str) -> Decoded:
    """The texts; bytes that are no character become U+FFFD and are counted as lost."""
    texts = [sample.decode(encoding, errors="replace") for sample in samples]
    return Decoded(texts=texts, lost=sum(text.count(_REPLACEMENT) for text in texts))


def common_share(samples: Iterable[bytes]) -> tuple[float, int]:
    """Share of ordinary Chinese characters (GB 2312) among those beyond ASCII; how many these are.

    (0, 0) where the bytes are no strict GB18030.
    """
    return common_share_of(_decoded(samples))


def _decoded(samples: Iterable[bytes]) -> Iterator[str]:
    yield _SEPARATOR.join(samples).decode("gb18030")


def common_share_of(texts: Iterable[str]) -> tuple[float, int]:
    """The same of texts in GB18030 that are being decoded; (0, 0) where that fails."""
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
    good = sum(int(counts[one]) for one in there.tolist() if _in_gb2312(chr(one)))
    return (good / total if total else 0.0), total


def _in_gb2312(char: str) -> bool:
    code = char.encode("gb18030")
    return (
        len(code) == 2 and (0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xF7) and code[1] > 0xA0
    )


def _utf8(rich: Sequence[bytes], told: str | None) -> Guess | None:
    """UTF-8 where every text is; texts cut inside their last character, as in full fields, too."""
    text = _as_utf8(rich)
    if text is None:
        return None
    how = Message.of("reading.encoding_utf8", cells=len(rich))
    if told == UTF8 or max(text) > _LAST_OF_TWO_BYTES:
        return Guess(value=UTF8, how=how, confidence=1.0 if told == UTF8 else 0.97)
    chinese = _chinese(rich)
    if chinese is not None and not _IN_A_WORD.search(text):
        return replace(chinese, confidence=1.0 if told == GB18030 else 0.6)
    return Guess(value=UTF8, how=how, confidence=0.6)


def _as_utf8(rich: Sequence[bytes]) -> str | None:
    """All texts in one; None where one is no UTF-8, or most are cut."""
    try:
        return _SEPARATOR.join(rich).decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        texts = [codecs.getincrementaldecoder("utf-8")().decode(sample) for sample in rich]
    except UnicodeDecodeError:
        return None
    whole = sum(text.encode() == sample for text, sample in zip(texts, rich, strict=True))
    return "\n".join(texts) if whole * 2 >= len(rich) else None


def _as_told(rich: Sequence[bytes], told: str | None, declared: str | None) -> Guess | None:
    if told is None or told == UTF8:
        return None
    try:
        _SEPARATOR.join(rich).decode(told)
    except UnicodeDecodeError:
        return None
    if told.startswith(("cp12", "cp437", "cp850", "ISO-8859", "iso8859")) and _chinese(rich):
        return None  # every byte is a Latin letter, so that declaration proves nothing
    code = "encoding_declared" if declared else "encoding_language_byte"
    how = Message.of(f"reading.{code}", declared=declared or told, cells=len(rich))
    return Guess(value=told, how=how, confidence=1.0)


def _chinese(rich: Sequence[bytes]) -> Guess | None:
    share, characters = common_share(rich)
    if share < 0.8:
        return None
    how = Message.of(
        "reading.encoding_gb18030", cells=len(rich), characters=characters, share=round(share * 100)
    )
    return Guess(value=GB18030, how=how, confidence=0.9 if characters >= 20 else 0.75)
