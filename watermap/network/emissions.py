"""Which industries may let out which indicators."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from watermap.datafile import Strict, read_toml
from watermap.language import Text
from watermap.resources import package_file

Emits = Literal["emits", "not_listed", "emission_unknown"]


class Emissions(Strict):
    """All of emissions.toml: beginnings of GB/T 4754-2017 codes, and ids of indicators."""

    verified: bool
    source: Text
    kinds: Mapping[str, str]
    industries: Mapping[str, frozenset[str]]

    def emits(self, code: str | None, kind: str, indicator: str) -> Emits:
        """Whether an industry may let out an indicator.

        Args:
            code: of GB/T 4754, with or without the letter before it; None: not known.
            kind: of layer, which stands for an industry where there is no code.
            indicator: its id.
        """
        digits = (code or self.kinds.get(kind, "")).strip().lstrip("ABCDEFGHIJKLMNOPQRST")
        known = [of for begin, of in self.industries.items() if digits.startswith(begin)]
        if not known:
            return "emission_unknown"
        return "emits" if any(indicator in of for of in known) else "not_listed"


@cache
def known_emissions() -> Emissions:
    """The list as shipped."""
    return read_toml(Emissions, package_file("network/emissions.toml"))
