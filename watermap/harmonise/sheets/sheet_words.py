"""The words of ``sheet.toml``: what columns and rows of a sheet say about themselves."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal, get_args

from watermap.datafile import Strict, read_toml
from watermap.harmonise.terms.folding import letters, plain
from watermap.resources import package_file

Role = Literal[
    "section",
    "code",
    "date",
    "year",
    "month",
    "day",
    "indicator",
    "value",
    "unit",
    "limit",
    "limit_unit",
    "condition",
    "fraction",
    "activity",
    "status",
    "apart",
    "layer",
    "other",
]
ROLES: tuple[Role, ...] = get_args(Role)

_LABELS: tuple[Role, ...] = ("section", "date", "year", "month")
_STANDARD_NUMBER = re.compile(r"gbt?\d{4,9}")
_CLASSES = re.compile(r"(?:i{1,3}|iv|v|[一二三四五1-5])[a-z一二三四五0-9]{0,4}")
_BRACKETS = re.compile(r"[(\[【〔{][^()\[\]【】〔〕{}]*[)\]】〕}]")


class _Rows(Strict):
    summary: list[str]
    summary_endings: list[str]
    notes: list[str]
    limits: list[str]
    limit_parts: list[str]
    limit_marks: list[str]
    detection: list[str]
    areas: list[str]
    not_values: list[str]
    comparison: list[str]
    title_labels: list[str]
    quality_control: list[str]
    rejected: list[str]
    dissolved: list[str]


class _Sheet(Strict):
    columns: dict[Role, list[str]]
    rows: _Rows


@lru_cache(maxsize=4096)
def role_of(header: str) -> tuple[Role, int] | None:
    """What a column is by its header, and how far down the list its name stands (lower: better)."""
    return _columns().get(letters(_bare(header))) or _columns().get(letters(header))


@lru_cache(maxsize=4096)
def is_summary(text: str) -> bool:
    """Whether a row with this where its name or date should be is the sheet's own summary."""
    word = _word(text)
    return word in _row_words("summary") or word.endswith(_endings())


@lru_cache(maxsize=4096)
def is_limits(text: str) -> bool:
    """Whether a text says that its row holds limits: 标准限值, GB3838-2002 Ⅲ类, 地表水Ⅲ类标准."""
    bare = letters(text)
    if _word(text) in _row_words("limits") or bare in _row_words("limits"):
        return True
    rest = _STANDARD_NUMBER.sub("", bare)
    for part in _limit_parts():
        rest = rest.replace(part, "")
    marked = any(mark in bare for mark in _row_words("limit_marks"))
    numbered = not rest and _STANDARD_NUMBER.match(bare) is not None
    return marked and (numbered or _CLASSES.fullmatch(rest) is not None)


@lru_cache(maxsize=4096)
def is_note(text: str) -> bool:
    """Whether a row beginning so is a remark, a signature, a footnote.

    A short word followed by its own colon, bracket or number, so that 注子河大桥 stays a name.
    """
    folded = plain(text).lstrip("*★※ ")
    if _word(folded) in _row_words("notes"):
        return True
    return any(
        re.match(rf"{re.escape(word)}\w{{0,6}} ?[:;、.\d]", folded) for word in _note_words()
    )


@lru_cache(maxsize=4096)
def says(
    kind: Literal["limits", "detection", "not_values", "comparison", "areas"], text: str
) -> bool:
    """Whether a cell says what its row or column holds besides results."""
    if kind == "limits":
        return is_limits(text)
    return _word(text) in _row_words(kind)


@lru_cache(maxsize=4096)
def named_in_title(text: str) -> str | None:
    """The section that a title cell names: ``自动站名称：海门湾桥闸``; None: it names none."""
    label, colon, name = text.replace("：", ":").partition(":")
    known = _word(label) in _row_words("title_labels")
    return name.strip() or None if colon and known else None


@lru_cache(maxsize=4096)
def is_control(text: str) -> bool:
    """Whether a cell of activity names a control of the laboratory, no sample of the water."""
    return any(word in letters(text) for word in _row_words("quality_control"))


@lru_cache(maxsize=4096)
def is_rejected(text: str) -> bool:
    """Whether a cell of status says that the row was struck out."""
    return _word(text) in _row_words("rejected")


@lru_cache(maxsize=4096)
def is_dissolved(text: str) -> bool:
    """Whether a fraction is a part of what standards limit, not the whole."""
    return _word(text) in _row_words("dissolved")


@lru_cache(maxsize=4096)
def is_label(text: str) -> bool:
    """Whether a cell of a title names what the next cell says, as 断面名称 does."""
    found = role_of(text)
    known = _word(text) in _row_words("title_labels")
    return text.endswith((":", "：")) or known or (found is not None and found[0] in _LABELS)


def _bare(text: str) -> str:
    return _BRACKETS.sub("", plain(text))


def _word(text: str) -> str:
    return letters(_bare(text)) or letters(text)


@cache
def _file() -> _Sheet:
    return read_toml(_Sheet, package_file("harmonise/sheets") / "sheet.toml")


@cache
def _columns() -> Mapping[str, tuple[Role, int]]:
    return {
        letters(name): (role, rank)
        for role, names in _file().columns.items()
        for rank, name in enumerate(names)
    }


@cache
def _row_words(kind: str) -> frozenset[str]:
    return frozenset(letters(word) for word in getattr(_file().rows, kind))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(_row_words("summary_endings"))


@cache
def _limit_parts() -> tuple[str, ...]:
    return tuple(sorted(_row_words("limit_parts"), key=len, reverse=True))


@cache
def _note_words() -> tuple[str, ...]:
    return tuple(plain(word) for word in _file().rows.notes)
