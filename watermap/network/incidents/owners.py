"""Whose an outfall is: the enterprise, or sewage plant, that its own layer names."""

from collections.abc import Mapping

from watermap.harmonise.names.forms import simplified
from watermap.network.placing.place import Thing


def owners(
    outfalls: Mapping[Thing, str | None], enterprises: Mapping[Thing, str | None]
) -> Mapping[Thing, Thing]:
    """The owner of each outfall that names exactly one.

    A name that two enterprises bear, or none, links nothing: a guess would give an outfall the
    industry and the card of another.

    Args:
        outfalls: with the name of the owner as the layer gives it.
        enterprises: with their names.
    """
    by_name: dict[str, list[Thing]] = {}
    for thing, name in enterprises.items():
        if name:
            by_name.setdefault(_form(name), []).append(thing)
    found = {}
    for outfall, name in outfalls.items():
        same = by_name.get(_form(name), []) if name else []
        if len(same) == 1:
            found[outfall] = same[0]
    return found


def _form(name: str) -> str:
    return "".join(simplified(name).split())
