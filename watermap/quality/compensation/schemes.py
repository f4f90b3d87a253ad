"""Schemes of compensation as dated data: one file a scheme, and the user's own of that folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field as Key

from watermap.errors import Problem
from watermap.harmonise.terms.indicators import load_indicators
from watermap.language import Text
from watermap.quality.compensation.parts import Part, indicators_of
from watermap.quality.documents.dated import Dated, load_dated
from watermap.resources import package_file, user_folder


class Scheme(Dated):
    """What one document says of who pays whom."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    remark: Text | None = None
    parts: Annotated[tuple[Part, ...], Key(alias="part", min_length=1)]


def known_schemes() -> dict[str, Scheme]:
    """The schemes that come with watermap and the user's own (folder ``compensation``), by id.

    Raises:
        WatermapError: a file cannot be used; every problem of every file.
    """
    return load_schemes(
        [package_file("quality/compensation") / "schemes", user_folder("compensation")]
    )


def load_schemes(folders: Sequence[Path]) -> dict[str, Scheme]:
    """The schemes of folders, by id; a folder that does not exist has none.

    Raises:
        WatermapError: a file cannot be used or names indicators that watermap does not know; every
            problem of every file.
    """
    entries = load_dated(Scheme, folders, check=lambda one, path: unknown_in(one.parts, path))
    return {entry.id: entry for entry in entries.values()}


def unknown_in(parts: Sequence[Part], path: Path) -> Iterator[Problem]:
    """Indicators that parts name and watermap does not know."""
    named = dict.fromkeys(name for part in parts for name in indicators_of(part))
    for name in named:
        if name not in load_indicators():
            yield Problem.error("compensation.indicator_unknown", file=path, id=name)
