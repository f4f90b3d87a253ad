"""Which kinds are looked at beside those that rules name (surroundings.toml)."""

from functools import cache

from watermap.datafile import Strict, read_toml
from watermap.resources import package_file


class Surroundings(Strict):
    """Kinds by what they are looked at for."""

    near: list[str]  # a site check says what lies near
    not_around: list[str]  # left out of rings around sources


@cache
def known_surroundings() -> Surroundings:
    """The content of surroundings.toml."""
    return read_toml(Surroundings, package_file("checks/ground/surroundings.toml"))
