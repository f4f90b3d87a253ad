"""What is measured: the indicators, and which of them a table's header means."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal

from pydantic import Field as Key

from watermap.datafile import Strict, read_toml
from watermap.harmonise.terms.folding import letters, plain
from watermap.harmonise.terms.units import unit_of
from watermap.language import Text
from watermap.resources import package_file

_BRACKETS = re.compile(r"[(\[【〔{]([^()\[\]【】〔〕{}]*)[)\]】〕}]")
_LONGEST = 80  # characters of a header; longer texts are remarks
_HALF_WIDTH = str.maketrans("（）［］｛｝，；", "()[]{},;")
_BASIS = re.compile(r"^(?:以|as )(.+?)计?$")


class Indicator(Strict):
    """One thing that is measured. ``unit`` is what watermap holds its values in."""

    id: str = ""
    code: str
    title: Text
    unit: str
    w_code: str | None = None  # as in HJ 525; None: not known
    aliases: list[str] = Key(default_factory=list)
    basis: list[str] = Key(default_factory=list)  # counted as: N of 以N计
    basis_unsaid: list[str] = Key(default_factory=list)  # names that leave open what is counted
    metal: bool = False  # 总X is the same
    negative: Literal["limit", "value", "impossible"] = "limit"
    possible: tuple[Decimal, Decimal] | None = None
    suspicious_above: Decimal | None = None
    suspicious_below: Decimal | None = None
    unit_must_be_said: bool = False  # written in several units, so none may be assumed
    words: dict[str, Decimal] = Key(default_factory=dict)  # in the place of numbers: 无, 有
    sums: list[list[str]] = Key(default_factory=list)  # its members, in one or another splitting
    quantity: bool = False  # how much water, not how good
    logarithm: bool = False  # −log₁₀ of a concentration: waters mix by that, so means are over it


class Refused(Strict):
    """Names that look like an indicator and mean something else."""

    names: list[str]
    why: Text


class _Indicators(Strict):
    harmless: list[str]
    refused: list[Refused]
    indicator: dict[str, Indicator]


@cache
def load_indicators() -> Mapping[str, Indicator]:
    """The indicators of ``indicators.toml`` by id, in the order of the standard.

    Raises:
        WatermapError: the file is broken.
    """
    return MappingProxyType(
        {
            name: indicator.model_copy(update={"id": name})
            for name, indicator in _file().indicator.items()
        }
    )


@dataclass(frozen=True, slots=True)
class _Header:
    """A header taken apart: ``总氮(湖、库,以N计)(mg/L)`` → 总氮; 湖, 库, 以N计; mg/L."""

    name: str
    remarks: tuple[str, ...]
    units: tuple[str, ...]
    whole: str  # without the unit, its brackets where they stood: 苯并(a)芘

    @property
    def with_remarks(self) -> str:
        """The letters of name and remarks: the brackets of 铬(六价) belong to the name."""
        return letters(self.name + "".join(self.remarks))


@lru_cache(maxsize=4096)
def recognise(header: str) -> tuple[str, str | None] | None:
    """The indicator that a header names, and the unit it states, as written.

    Understands units in brackets or at the end, 以N计, 总X of metals, full width, sub- and
    superscripts, a second name in brackets. Total chromium is never chromium (VI); a header whose
    two names contradict each other (化学需氧量(CODMn)) is not recognised.

    Returns:
        Id and unit (None: the header states none), or None where the header names no indicator.
    """
    if len(header) > _LONGEST:
        return None
    parts = _taken_apart(header)
    found = (
        _names().get(letters(parts.whole)) or _names().get(parts.with_remarks) or _understood(parts)
    )
    if found is None or len(parts.units) > 1:
        return None
    return found, parts.units[0] if parts.units else None


@lru_cache(maxsize=4096)
def refusal(header: str) -> Text | None:
    """Why a header that looks like an indicator is none; None: it does not look like one."""
    if recognise(header) is not None or len(header) > _LONGEST:
        return None
    parts = _taken_apart(header)
    return _refused().get(parts.with_remarks) or _refused().get(letters(parts.name))


@lru_cache(maxsize=4096)
def resembled(header: str) -> str | None:
    """The indicator that a header names while it adds something that is not understood.

    氨氮(最大值) and 氨氮(ppm) do: they are not read, and should not be overlooked. None: it names
    none, or it is understood.
    """
    if recognise(header) is not None or len(header) > _LONGEST:
        return None
    return _names().get(letters(_taken_apart(header).name))


@lru_cache(maxsize=4096)
def basis_is_assumed(header: str) -> bool:
    """Whether a recognised name leaves open what is counted: ammonia as NH3 or as its nitrogen."""
    found = recognise(header)
    if found is None:
        return False
    name = letters(_taken_apart(header).with_remarks)
    return name in {letters(open_name) for open_name in load_indicators()[found[0]].basis_unsaid}


def _understood(parts: _Header) -> str | None:
    """The indicator of the name, if every remark about it is understood."""
    found = _names().get(letters(parts.name))
    if found is None or parts.with_remarks in _refused():
        return None
    return found if all(_fits(remark, found) for remark in parts.remarks) else None


def _fits(remark: str, indicator: str) -> bool:
    """Whether a remark changes nothing: 以N计, a second name of the same, a harmless word."""
    basis = _BASIS.match(plain(remark))
    if basis:
        counted = {letters(text) for text in load_indicators()[indicator].basis}
        return letters(basis.group(1)) in counted
    return letters(remark) in _harmless() or _names().get(letters(remark)) == indicator


def _taken_apart(header: str) -> _Header:
    text = header.translate(_HALF_WIDTH)
    name, behind = _unit_behind(" ".join(_BRACKETS.sub(" ", text).split()))
    remarks, units = [], [behind] if behind else []
    for piece in (piece for content in _BRACKETS.findall(text) for piece in _pieces(content)):
        rest, unit = ("", piece) if unit_of(piece) else _unit_behind(piece)
        remarks += [rest] if rest else []
        units += [unit] if unit else []
    whole, _ = _unit_behind(_BRACKETS.sub(_without_unit, text))
    return _Header(name=name, remarks=tuple(remarks), units=tuple(units), whole=whole)


def _without_unit(bracket: re.Match[str]) -> str:
    return " " if unit_of(bracket[1]) else bracket[0]


def _pieces(content: str) -> list[str]:
    if unit_of(content):
        return [content]
    return [piece.strip() for piece in re.split("[,;、]", content) if piece.strip()]


def _unit_behind(text: str) -> tuple[str, str | None]:
    """``氨氮 mg/L`` and ``电导率μS/cm`` as name and unit.

    Without a blank between them only where what stands before is a name: else the m of any word
    would be metres. A whole name has no unit behind it: 色度 is no 色 in 度.
    """
    if letters(text) in _names():
        return text, None
    for start in range(1, len(text)):
        name, rest = text[:start], text[start:].strip()
        apart = name.endswith(" ") or letters(name) in _names() or letters(name) in _refused()
        if apart and unit_of(rest):
            return name.strip(), rest
    return text, None


@cache
def _file() -> _Indicators:
    return read_toml(_Indicators, package_file("harmonise/terms") / "indicators.toml")


@cache
def _names() -> Mapping[str, str]:
    return {
        letters(name): indicator.id
        for indicator in load_indicators().values()
        for name in _all_names(indicator)
    }


def _all_names(indicator: Indicator) -> Iterator[str]:
    yield from (indicator.id, indicator.code, indicator.title.zh, indicator.title.en)
    yield from (*indicator.aliases, *indicator.basis_unsaid)
    if indicator.w_code:
        yield indicator.w_code
    if indicator.metal:
        yield f"总{indicator.title.zh}"
        yield f"total {indicator.title.en}"


@cache
def _refused() -> Mapping[str, Text]:
    return {letters(name): entry.why for entry in _file().refused for name in entry.names}


@cache
def _harmless() -> frozenset[str]:
    return frozenset(letters(word) for word in _file().harmless)
