"""The words of ``cells.toml``, folded, as the readers of cells need them."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from watermap.datafile import Strict, read_toml
from watermap.harmonise.terms.folding import plain
from watermap.resources import package_file


class _Cells(Strict):
    missing: list[str]
    below: list[str]
    above: list[str]
    invalid: list[str]
    yes: list[str]
    no: list[str]
    classes: dict[str, list[str]]


@cache
def missing_words() -> frozenset[str]:
    """Words that say that nothing was measured."""
    return _folded(_file().missing)


@cache
def below_words() -> frozenset[str]:
    """Words that say: below the detection limit."""
    return _folded(_file().below)


@cache
def above_words() -> frozenset[str]:
    """Words that say: more than the method can tell."""
    return _folded(_file().above)


@cache
def invalid_marks() -> frozenset[str]:
    """Marks that a station puts behind values it holds invalid."""
    return _folded(_file().invalid)


@cache
def truth_words() -> Mapping[str, bool]:
    """Yes and no as people write them."""
    return MappingProxyType(
        {plain(word): True for word in _file().yes} | {plain(word): False for word in _file().no}
    )


@cache
def class_words() -> Mapping[str, str]:
    """Spellings of the water classes, without 类 and the like, and which class each is."""
    return MappingProxyType(
        {plain(word): name for name, words in _file().classes.items() for word in words}
    )


@cache
def _file() -> _Cells:
    return read_toml(_Cells, package_file("harmonise/terms") / "cells.toml")


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(plain(word) for word in words)
