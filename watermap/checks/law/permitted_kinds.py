"""The kinds of limited activity that a red line allows, as data (permitted_kinds.toml)."""

from functools import cache

from pydantic import Field as Key

from watermap.datafile import Strict, read_toml
from watermap.language import Text
from watermap.resources import package_file


class PermittedKind(Strict):
    """One kind of 自然资发〔2022〕142号, paraphrased."""

    number: int = Key(ge=1, le=10)
    title: Text
    verified: bool  # compared with a publication of the notice


class _PermittedKinds(Strict):
    source: str
    kinds: list[PermittedKind] = Key(alias="kind", min_length=1)


@cache
def known_permitted_kinds() -> dict[int, PermittedKind]:
    """All kinds by number."""
    found = read_toml(_PermittedKinds, package_file("checks/law/permitted_kinds.toml"))
    return {kind.number: kind for kind in found.kinds}
