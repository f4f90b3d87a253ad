"""How deep an overlap may be and still be no conflict, by kind of layer (tolerances.toml)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field as Key

from watermap.datafile import Strict, read_toml
from watermap.errors import Problem, WatermapError
from watermap.resources import package_file, user_folder

FILE = "tolerances.toml"
Metres = Annotated[float, Key(ge=0, le=1000, allow_inf_nan=False)]


class Tolerances(Strict):
    """Survey errors in metres."""

    default_m: Metres | None = None  # None, in a bureau's own file: as shipped
    kind_m: dict[str, Metres] = Key(default_factory=dict)
    source: str

    def over(self, shipped: "Tolerances") -> "Tolerances":
        """These, and those shipped where these say nothing."""
        default_m = shipped.default_m if self.default_m is None else self.default_m
        return Tolerances(
            default_m=default_m, kind_m={**shipped.kind_m, **self.kind_m}, source=self.source
        )


def load_tolerances(own: Path | None, *, kinds: Mapping[str, object]) -> Tolerances:
    """The shipped tolerances under those of a bureau's own file.

    Args:
        own: the bureau's file; None: it has none.
        kinds: the kinds of layer that may be named.

    Raises:
        WatermapError: a file breaks the model, or names a kind that is not known.
    """
    shipped = read_toml(Tolerances, package_file(f"checks/{FILE}"))
    if own is None:
        return shipped
    said = read_toml(Tolerances, own)
    unknown = [kind for kind in said.kind_m if kind not in kinds]
    if unknown:
        raise WatermapError(
            *(Problem.error("siting.tolerance_of_unknown", file=own, kind=one) for one in unknown)
        )
    return said.over(shipped)


@cache
def known_tolerances() -> Tolerances:
    """The tolerances of this user.

    Raises:
        WatermapError: the user's own file cannot be used.
    """
    from watermap.catalogue.load import known_kinds

    own = user_folder("tolerances") / FILE
    return load_tolerances(own if own.is_file() else None, kinds=known_kinds())


def default_tolerance_m() -> float:
    """The tolerance of kinds that have none of their own, in metres."""
    return known_tolerances().default_m or 0.0


def kind_tolerances_m() -> Mapping[str, float]:
    """The tolerances of kinds that have their own, in metres."""
    return known_tolerances().kind_m
