"""The words of the command line's tables, from words.toml."""

import tomllib
from functools import cache

from watermap.language import Language, Text
from watermap.resources import package_file


@cache
def _words() -> dict[str, Text]:
    text = package_file("cli/words.toml").read_text("utf-8")
    return {name: Text.model_validate(value) for name, value in tomllib.loads(text).items()}


def word(name: str, language: Language) -> str:
    """A word in one language."""
    return _words()[name].of(language)
