"""Record numbers as sentences show them. Needs no geodata library."""

from collections.abc import Sequence

_SHOWN = 8


def numbers(records: Sequence[int]) -> str:
    """The first few record numbers, for a sentence in any language."""
    shown = ", ".join(str(record) for record in records[:_SHOWN])
    return shown + (" …" if len(records) > _SHOWN else "")
