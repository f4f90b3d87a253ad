"""The first few rows beyond ASCII in the encoding decided on, and in the others it might be."""

from collections.abc import Sequence
from dataclasses import replace

from watermap.reading.raw import Guess, Preview
from watermap.reading.texts.encoding import BIG5, GB18030, UTF8, decode

ROWS = 5
_COLUMNS = 6
_LONGEST = 80  # characters of one cell
_SAMPLES = 2000  # texts in which lost characters are counted
_LOST = "\N{REPLACEMENT CHARACTER}"


def with_previews(
    guess: Guess,
    columns: Sequence[bytes],
    rows: Sequence[Sequence[bytes]],
    samples: Sequence[bytes] = (),
) -> Guess:
    """The guess with previews; as it is where no row goes beyond ASCII.

    Args:
        guess: what was decided.
        columns: names of the fields shown.
        rows: of their cells.
        samples: more texts of the file, in which lost characters are counted too.
    """
    if not rows and not any(not name.isascii() for name in columns):
        return guess
    others = [one for one in (UTF8, GB18030, BIG5) if one != guess.value]
    counted = [*samples[:_SAMPLES], *columns, *(cell for row in rows for cell in row)]
    first, *rest = (
        _preview(encoding, columns, rows, counted) for encoding in (guess.value, *others)
    )
    return replace(guess, preview=first, alternatives=tuple(rest))


def _preview(
    encoding: str,
    columns: Sequence[bytes],
    rows: Sequence[Sequence[bytes]],
    counted: Sequence[bytes],
) -> Preview:
    return Preview(
        encoding=encoding,
        columns=tuple(decode(columns[:_COLUMNS], encoding)),
        rows=tuple(
            tuple(text.rstrip(" ")[:_LONGEST] for text in decode(row[:_COLUMNS], encoding))
            for row in rows[:ROWS]
        ),
        lost=sum(text.count(_LOST) for text in decode(counted, encoding)),
    )
