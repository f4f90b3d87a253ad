"""The closed table of units and the exact way from one to another."""

import re
from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, Field as Key

from watermap.datafile import Strict, read_toml
from watermap.errors import Message, Problem, WatermapError
from watermap.harmonise.terms.folding import powers
from watermap.resources import package_file

_DIGITS = 60  # precision of a conversion: more than any cell can carry
_POWER_OF_UNIT = re.compile(r"(?<=[a-z])\^(?=[23])")


def _a_fraction(text: str) -> str:
    Fraction(text)  # raises ValueError for anything else
    return text


class Unit(Strict):
    """One unit. ``factor`` of them make one of the dimension's first unit, exactly."""

    symbol: str
    dimension: str
    factor: Annotated[str, AfterValidator(_a_fraction)]
    spellings: list[str] = Key(default_factory=list)


class _Units(Strict):
    unit: list[Unit]


@cache
def load_units() -> Mapping[str, Unit]:
    """The units of ``units.toml`` by symbol.

    Raises:
        WatermapError: the file is broken.
    """
    units = read_toml(_Units, package_file("harmonise/terms") / "units.toml").unit
    return MappingProxyType({unit.symbol: unit for unit in units})


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit | None:
    """The unit that ``text`` writes; None: not in the table. Nothing is guessed."""
    return _spellings().get(_key(text))


def convert(value: Decimal, source: str, target: str) -> tuple[Decimal, Message | None]:
    """``value`` from one unit in another, and what was done; None where nothing was.

    Exact wherever the result has an end; else to 60 digits (an acre-like 亩 is 2000/3 m²).

    Raises:
        WatermapError: a unit is unknown (``harmonise.unit_unknown``), or the two measure
            different things (``harmonise.unit_unfit``).
    """
    ratio = conversion_factor(source, target)
    if ratio == 1:
        return value, None
    factor, said = _as_said(source, target)
    return scaled(value, ratio), Message.of(
        "harmonise.converted", source=source, target=target, factor=factor, sign=said
    )


def scaled(value: Decimal, ratio: Fraction) -> Decimal:
    """``value`` times ``ratio``, without binary rounding."""
    with localcontext(prec=_DIGITS):
        return value * ratio.numerator / ratio.denominator


@lru_cache(maxsize=4096)
def conversion_factor(source: str, target: str) -> Fraction:
    """What a number in ``source`` is multiplied by to be one in ``target``.

    Raises:
        WatermapError: a unit is unknown, or the two measure different things.
    """
    units = {text: unit_of(text) for text in (source, target)}
    unknown = [text for text, unit in units.items() if unit is None]
    if unknown:
        fitting = {unit.dimension for unit in units.values() if unit is not None}
        known = "、".join(
            symbol
            for symbol, unit in load_units().items()
            if not fitting or unit.dimension in fitting
        )
        raise WatermapError(
            *(Problem.error("harmonise.unit_unknown", unit=text, known=known) for text in unknown)
        )
    one, other = units[source], units[target]
    if one is None or other is None or one.dimension != other.dimension:
        raise WatermapError(Problem.error("harmonise.unit_unfit", unit=source, expected=target))
    return Fraction(one.factor) / Fraction(other.factor)


@lru_cache(maxsize=4096)
def _as_said(source: str, target: str) -> tuple[str, str]:
    """A factor as people write it: ×0.001, but ÷86400 where it has no end."""
    ratio = conversion_factor(source, target)
    if _has_end(ratio):
        return f"{scaled(Decimal(1), ratio).normalize():f}", "×"
    if _has_end(1 / ratio):
        return f"{scaled(Decimal(1), 1 / ratio).normalize():f}", "÷"
    return str(ratio), "×"


def _has_end(ratio: Fraction) -> bool:
    rest = ratio.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


@cache
def _spellings() -> Mapping[str, Unit]:
    return {
        _key(written): unit
        for unit in load_units().values()
        for written in (*unit.spellings, unit.symbol)
    }


def _key(text: str) -> str:
    """Blanks, micro signs and the raised 3 of m³ written one way; 10⁴ stays a power."""
    folded = powers(text).replace(" ", "").replace("μ", "u")
    return _POWER_OF_UNIT.sub("", folded).replace("⋅", "·").replace("//", "/")
