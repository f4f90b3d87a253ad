"""Names beside places of a line, like flags on poles: none lies on another, none on a pole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watermap.catalogue.kinds import Colour
from watermap.mapping.drawlist import Item, Label, Pen, line
from watermap.mapping.text import width_em

MOST_ROWS = 14
_MOST_EM = 18.0
_OFF_MM = 0.7  # of a name from its pole
_APART_MM = 1.0
_PITCH_EM = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A name that belongs to a place across the picture."""

    x_mm: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """Flags in rows; row 0 is next to the line. ``left_off``: for which there was no room."""

    hung: tuple[tuple[Flag, int], ...]
    left_off: tuple[Flag, ...]
    size_mm: float

    @property
    def height_mm(self) -> float:
        """What all rows take."""
        rows = max((row for _, row in self.hung), default=-1) + 1
        return rows * self.size_mm * _PITCH_EM + (_APART_MM if rows else 0.0)

    def items(
        self, y_mm: float, *, colour: Colour, pole: Colour, down: bool = True
    ) -> Iterator[Item]:
        """Poles from a line at ``y_mm``, down or up, with the names to their right."""
        pitch = self.size_mm * _PITCH_EM
        for flag, row in self.hung:
            middle = _APART_MM / 2 + (row + 0.5) * pitch
            end = y_mm + middle if down else y_mm - middle
            yield line([(flag.x_mm, y_mm), (flag.x_mm, end)], Pen(colour=pole, width_mm=0.15))
            yield Label(
                x_mm=flag.x_mm + _OFF_MM,
                y_mm=end + self.size_mm * 0.36,
                text=flag.text,
                size_mm=self.size_mm,
                colour=colour,
            )


def shortened(text: str) -> str:
    """A name as far as there is room for it."""
    if width_em(text) <= _MOST_EM:
        return text
    while width_em(text) > _MOST_EM - 1:
        text = text[:-1]
    return f"{text}…"


def hang(flags: Sequence[Flag], size_mm: float) -> Flags:
    """Give every flag the row next to the line in which it covers no other and no pole.

    Args:
        flags: in any order.
        size_mm: of the text.
    """
    hung: list[tuple[Flag, int]] = []
    left: list[Flag] = []
    for flag in sorted(flags, key=lambda one: -one.x_mm):
        end = flag.x_mm + _OFF_MM + width_em(flag.text) * size_mm + _APART_MM
        # Poles cross the rows before their own: a name that reaches them goes farther out.
        row = max((of + 1 for one, of in hung if one.x_mm < end), default=0)
        if row < MOST_ROWS:
            hung.append((flag, row))
        else:
            left.append(flag)
    return Flags(hung=tuple(hung), left_off=tuple(left), size_mm=size_mm)


def room_right_mm(
    names: Sequence[tuple[float, str]], *, left_mm: float, width_mm: float, size_mm: float
) -> float:
    """What has to stay free right of the plot for the last names.

    Args:
        names: each with its share of the way from left to right.
        left_mm: where the plot begins.
        width_mm: of the whole picture.
        size_mm: of the text.
    """
    needed = 0.0
    for share, text in names:
        if share > 0:
            most = (width_mm - 1.5 - _OFF_MM - width_em(text) * size_mm - left_mm) / share
            needed = max(needed, width_mm - left_mm - most)
    return needed
