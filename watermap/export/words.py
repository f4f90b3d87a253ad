"""The words of the documents watermap writes, from words.toml."""

from functools import cache

from pydantic import RootModel

from watermap.datafile import read_toml
from watermap.language import Language, Text
from watermap.resources import package_file


class Words(RootModel[dict[str, Text]]):
    """The whole of words.toml: id = { zh, en }."""


@cache
def all_words() -> dict[str, Text]:
    """Every word by its id.

    Raises:
        WatermapError: the file is broken.
    """
    return read_toml(Words, package_file("export") / "words.toml").root


def word(name: str, language: Language, **fields: object) -> str:
    """A word or sentence in one language, with its ``{fields}`` filled in."""
    text = all_words()[name].of(language)
    return text.format_map(fields) if fields else text
