"""How wide text will be, near enough for placing it, without asking any font."""

import unicodedata
from collections.abc import Iterator

_NARROW = set("iIjl.,:;'|!()[] ·-–")
_BROAD = set("mwMW@%—")
_EM_NARROW, _EM_LATIN, _EM_CAPITAL, _EM_BROAD, _EM_WIDE = 0.29, 0.54, 0.63, 0.86, 1.0
_NO_LINE_START = set("，。；：、）》”！？%℃")
BOLD = 1.04


def width_em(text: str) -> float:
    """Width of a line of text in ems: Chinese characters one, Latin ones about half."""
    return sum(_char_em(char) for char in text)


def _char_em(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WFA":
        return _EM_WIDE
    if char in _NARROW:
        return _EM_NARROW
    if char in _BROAD:
        return _EM_BROAD
    return _EM_CAPITAL if char.isupper() else _EM_LATIN


def wrapped(text: str, most_em: float) -> list[str]:
    """The text in lines no wider than ``most_em``, broken between words or Chinese characters.

    A single word that is wider stands alone on its line.
    """
    lines, line = [], ""
    for token in _tokens(text):
        if line and width_em((line + token).rstrip()) > most_em and token not in _NO_LINE_START:
            lines.append(line.rstrip())
            line = token.lstrip()
        else:
            line += token
    return [*lines, line.rstrip()] if line.strip() else lines


def _tokens(text: str) -> Iterator[str]:
    """Words with the blank after them, single Chinese characters."""
    word = ""
    for char in text:
        wide = unicodedata.east_asian_width(char) in "WF"
        if wide and word:
            yield word
            word = ""
        word += char
        if wide or char == " ":
            yield word
            word = ""
    if word:
        yield word
