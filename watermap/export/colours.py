"""The colours of documents, from colours.toml."""

from functools import cache

from watermap.catalogue.kinds import Colour
from watermap.checks.findings import ThemeState, Verdict
from watermap.datafile import Strict, read_toml
from watermap.resources import package_file


class Pair(Strict):
    """A pale ground and a text colour that can be read on it."""

    fill: Colour
    text: Colour


class Colours(Strict):
    """The whole of colours.toml."""

    label: Colour
    header: Colour
    verdict: dict[Verdict, Pair]
    state: dict[ThemeState, Pair]


@cache
def colours() -> Colours:
    """The colours of documents.

    Raises:
        WatermapError: the file is broken.
    """
    return read_toml(Colours, package_file("export") / "colours.toml")
