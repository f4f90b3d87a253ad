"""Which kind is this file, and which of its columns is which field? Always with the evidence."""

from dataclasses import dataclass

from watermap.errors import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMatch:
    """Which column of the file became which field of the kind, and why."""

    column: str
    field: str | None  # None: no field of the kind; kept in ``raw`` only
    how: Message
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGuess:
    """A kind a file may be, best first."""

    kind: str
    how: Message
    confidence: float
