"""Which industries may let out which indicators."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import model_validator

from watermap.datafile import Contradiction, Strict, read_toml
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.resources import package_file

Emits = Literal["emits", "not_listed", "emission_unknown"]


class Industry(Strict):
    """One entry: every code that begins as one of ``codes``."""

    title: Text
    codes: tuple[str, ...]
    standard: str
    emits: frozenset[str]


class Emissions(Strict):
    """All of emissions.toml: beginnings of GB/T 4754-2017 codes, and ids of indicators."""

    verified: bool
    source: Text
    kinds: Mapping[str, str]
    industry: tuple[Industry, ...]

    @model_validator(mode="after")
    def _known(self) -> "Emissions":
        named = {one for of in self.industry for one in of.emits}
        unknown = sorted(named - set(load_indicators()))
        if unknown:
            raise Contradiction("suspects.why_indicators", found="、".join(unknown))
        return self

    def emits(self, code: str | None, kind: str, indicator: str) -> Emits:
        """Whether an industry may let out an indicator.

        Args:
            code: of GB/T 4754, with or without the letter before it; None: not known.
            kind: of layer, which stands for an industry where there is no code.
            indicator: its id.
        """
        digits = (code or self.kinds.get(kind, "")).strip().lstrip("ABCDEFGHIJKLMNOPQRST")
        known = [of.emits for of in self.industry if digits.startswith(of.codes)]
        if not known:
            return "emission_unknown"
        return "emits" if any(indicator in of for of in known) else "not_listed"


@cache
def known_emissions() -> Emissions:
    """The list as shipped."""
    return read_toml(Emissions, package_file("network/incidents/emissions.toml"))
