"""A document that holds only what differs from another: ``extends = "hb-2011-22"``.

A key of the variant replaces that of its base; a table takes over key by key, unless it says
``replaces = true``: then nothing of the base's table stays.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from watermap.datafile import as_model, parse
from watermap.errors import Problem, WatermapError
from watermap.quality.documents.dated import Entry, Read

_EXTENDS, _REPLACES = "extends", "replaces"
Raw = dict[str, Any]


def with_bases(model: type[Entry], paths: Sequence[Path]) -> Read[Entry]:
    """Files as entries, each with what it takes over; a base may be in any of the files.

    A variant whose base cannot be read is left out: the base's own problems are said.
    """
    found: Read[Entry] = Read()
    raws: dict[Path, Raw] = {}
    for path in paths:
        try:
            raws[path] = parse(path)
        except WatermapError as error:
            found.problems += error.problems
    by_id = {str(raw["id"]): raw for raw in reversed(raws.values()) if "id" in raw}
    broken = len(raws) < len(paths)
    for path, raw in raws.items():
        try:
            whole = _whole(raw, by_id, path, broken=broken)
            if whole is not None:
                found.entries[path] = as_model(model, whole, path)
        except WatermapError as error:
            found.problems += error.problems
    return found


def merged(base: Mapping[str, Any], variant: Mapping[str, Any]) -> Raw:
    """The base with what the variant changes."""
    whole = dict(base)
    for key, value in variant.items():
        if not isinstance(value, dict):
            whole[key] = value
        elif value.get(_REPLACES) is True or not isinstance(base.get(key), dict):
            whole[key] = {name: one for name, one in value.items() if name != _REPLACES}
        else:
            whole[key] = merged(base[key], value)
    return whole


def _whole(raw: Raw, by_id: Mapping[str, Raw], path: Path, *, broken: bool) -> Raw | None:
    """The variant and all it is built on; None: its base stands in a file that cannot be read.

    Raises:
        WatermapError: there is no such base, or it is built on the variant itself.
    """
    chain, seen = [raw], {str(raw.get("id"))}
    while (base := chain[-1].get(_EXTENDS)) is not None:
        if str(base) in seen:
            raise WatermapError(Problem.error("quality.extends_itself", file=path, id=base))
        if str(base) not in by_id:
            if broken:
                return None
            known = "、".join(by_id)
            raise WatermapError(
                Problem.error("quality.extends_unknown", file=path, id=base, known=known)
            )
        seen.add(str(base))
        chain.append(by_id[str(base)])
    whole: Raw = {}
    for one in reversed(chain):
        whole = merged(whole, one)
    return whole
