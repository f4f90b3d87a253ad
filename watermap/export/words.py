"""The words of the documents watermap writes, from the files of ``words/``."""

from functools import cache

from pydantic import RootModel

from watermap.datafile import read_toml
from watermap.language import Language, Text
from watermap.resources import package_file


class Words(RootModel[dict[str, Text]]):
    """The whole of one file: id = { zh, en }."""


@cache
def all_words() -> dict[str, Text]:
    """Every word of every file by its id.

    Raises:
        WatermapError: a file is broken.
        ValueError: two files have a word of one id.
    """
    found: dict[str, Text] = {}
    for path in sorted((package_file("export") / "words").glob("*.toml")):
        words = read_toml(Words, path).root
        if twice := found.keys() & words.keys():
            raise ValueError(f"{path.name}: {sorted(twice)} are words of another file already")
        found |= words
    return found


def word(name: str, language: Language, **fields: object) -> str:
    """A word or sentence in one language, with its ``{fields}`` filled in."""
    text = all_words()[name].of(language)
    return text.format_map(fields) if fields else text
