"""The words printed on maps, out of messages/mapping.toml."""

from watermap.errors import Message
from watermap.language import Language


def word(name: str, language: Language, **fields: object) -> str:
    """One of this room's sentences or words in one language."""
    return Message.of(f"mapping.{name}", **fields).text(language)
