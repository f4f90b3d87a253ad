"""Which characters the bytes of a file mean: decided once a file, with the evidence in words.

The ladder: strict UTF-8 over all texts, then what the file declares if that can be true, then
GB18030 if most characters are ordinary Chinese ones, then the likeliest with a question. Never cell
by cell: single short cells of UTF-8 are legal GB18030 too. Cells that are clearly in another
encoding than the file's are told.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from watermap.errors import Message
from watermap.reading.raw import Guess
from watermap.reading.texts.hanzi import decoded, everyday_share

UTF8, GB18030, BIG5, LATIN1 = "UTF-8", "GB18030", "cp950", "ISO-8859-1"
_SEPARATOR = b"\n"  # many short texts are decoded as one long one, which is far quicker
_CLEARLY = 0.2  # by how much a share must be larger to decide against what is likelier at first
_SECOND_HALVES = slice(0xDC00, 0xE000)  # of characters that take two units of UTF-16

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
_CHINESE_IN_UTF8 = re.compile(  # a text that is UTF-8 all through, with a character of three bytes
    rb"^(?:[\x00-\x09\x0b-\x7f]|[\xc2-\xdf][\x80-\xbf])*[\xe0-\xef][\x80-\xbf]{2}"
    rb"(?:[\x00-\x09\x0b-\x7f]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
    rb"|[\xf0-\xf4][\x80-\xbf]{3})*$",
    re.MULTILINE,
)
_IN_A_WORD = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")  # as in Müller


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
    found = _utf8(rich, told) or _as_told(rich, told, declared) or _chinese(rich)
    if found is None or found.value == GB18030:
        found = _mixed(rich, found) or found
    return found or _doubtful(rich)


def decode(samples: Iterable[bytes], encoding: str) -> list[str]:
    """The texts; bytes that are no character become U+FFFD, which ruined.py tells."""
    return [sample.decode(encoding, errors="replace") for sample in samples]


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
    good = sum(int(counts[one]) for one in there.tolist() if in_gb2312(chr(one)))
    return (good / total if total else 0.0), total


def in_gb2312(char: str) -> bool:
    """Whether a character is one of the 6763 ordinary ones, or a sign that goes with them."""
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
    return decoded(rich, "utf-8")


def _as_told(rich: Sequence[bytes], told: str | None, declared: str | None) -> Guess | None:
    """What the file declares, where its texts are possible and likely in it."""
    if told is None or told == UTF8:
        return None
    text = decoded(rich, told)
    if text is None or not _likely(rich, text, told):
        return None
    code = "encoding_declared" if declared else "encoding_language_byte"
    how = Message.of(f"reading.{code}", declared=declared or told, cells=len(rich))
    return Guess(value=told, how=how, confidence=0.6 if _could_be_gb(rich, text, told) else 1.0)


def _could_be_gb(rich: Sequence[bytes], text: str, told: str) -> bool:
    """Whether a few texts called Big 5 are as likely in GB18030, as most of this country's are."""
    simplified = decoded(rich, GB18030) if told == BIG5 else None
    if simplified is None:
        return False
    return everyday_share(simplified, GB18030) >= everyday_share(text, BIG5)


def _likely(rich: Sequence[bytes], text: str, told: str) -> bool:
    """Whether a declaration that fits the bytes may be true."""
    if _is_single_byte(told):
        return _chinese(rich) is None  # any byte is a letter there, so fitting proves nothing
    other = {GB18030: BIG5, BIG5: GB18030}.get(told)
    rival = decoded(rich, other) if other else None
    if other is None or rival is None:
        return True
    return everyday_share(text, told) >= everyday_share(rival, other) - _CLEARLY


@cache
def _is_single_byte(encoding: str) -> bool:
    upper = bytes(range(0x80, 0x100))
    return len(upper.decode(encoding, "ignore")) > len(upper) * 3 // 4


def _chinese(rich: Sequence[bytes]) -> Guess | None:
    text = decoded(rich, "gb18030")
    share, characters = (0.0, 0) if text is None else common_share_of([text])
    if text is None or share < 0.8:
        return None
    traditional = decoded(rich, BIG5)
    if traditional and everyday_share(traditional, BIG5) > everyday_share(text, GB18030) + _CLEARLY:
        return None  # such bytes are rare in either, but less so as traditional characters
    how = Message.of(
        "reading.encoding_gb18030", cells=len(rich), characters=characters, share=round(share * 100)
    )
    return Guess(value=GB18030, how=how, confidence=0.9 if characters >= 20 else 0.75)


def _mixed(rich: Sequence[bytes], found: Guess | None) -> Guess | None:
    """Rows of two offices in one file: the encoding of most cells, to be asked.

    Which cells are in the other one shows when they are ruined by reading them so (ruined.py).
    """
    if found is not None and not _CHINESE_IN_UTF8.search(_SEPARATOR.join(rich)):
        return None
    kinds = Counter(kind_of(sample) for sample in rich)
    chinese, utf8 = kinds[GB18030], kinds[UTF8]
    if not (chinese and utf8):
        return None
    how = Message.of("reading.encoding_two", utf8=utf8, gb18030=chinese, cells=len(rich))
    return Guess(value=UTF8 if utf8 >= chinese else GB18030, how=how, confidence=0.4)


def kind_of(sample: bytes) -> str | None:
    """What one text is by itself, UTF-8 or GB18030, where only one is likely; None: either."""
    utf8, chinese = decoded([sample], "utf-8"), decoded([sample], "gb18030")
    as_utf8 = everyday_share(utf8, UTF8) if utf8 and max(utf8) > _LAST_OF_TWO_BYTES else 0.0
    as_chinese = everyday_share(chinese, GB18030) if chinese else 0.0
    if utf8 is not None and as_utf8 > as_chinese + _CLEARLY:
        return UTF8
    return GB18030 if utf8 is None and as_chinese >= 0.5 else None


def _doubtful(rich: Sequence[bytes]) -> Guess:
    """Nothing fits well: traditional characters where they are possible, else Latin letters."""
    for encoding, code in ((BIG5, "big5"), (GB18030, "rare_hanzi")):
        text = decoded(rich, encoding)
        share = everyday_share(text, encoding) if text else 0.0
        if text and share >= (0.8 if encoding == BIG5 else 0.3) and _in_words(text):
            how = Message.of(f"reading.encoding_{code}", cells=len(rich), share=round(share * 100))
            return Guess(value=encoding, how=how, confidence=0.5)
    how = Message.of("reading.encoding_latin1", cells=len(rich))
    return Guess(value=LATIN1, how=how, confidence=0.2)


def _in_words(text: str) -> bool:
    """Whether characters stand together, as in 水库, and not single ones in words as in Müller."""
    return not _IN_A_WORD.search(text)
