"""What the marks of a chart mean, in one line below it."""

from collections.abc import Collection, Iterator, Mapping

from watermap.catalogue.kinds import Colour
from watermap.export.charts.marks import SORTS, Sort, sample
from watermap.export.telling import Telling
from watermap.mapping.drawlist import Item, Label
from watermap.mapping.text import width_em

SIZE_MM = 2.4
INK: Colour = "#1f2a33"
_MARK_EM, _GAP_EM = 1.3, 1.6
_WORDS: Mapping[Sort, str] = {
    "value": "chart_value",
    "censored": "chart_censored",
    "few": "chart_few",
    "invalid": "chart_invalid",
}


def key_of(
    sorts: Collection[Sort], telling: Telling, *, x_mm: float, y_mm: float, width_mm: float
) -> Iterator[Item]:
    """The marks that are used, smaller where the line is short."""
    shown = [(one, telling.word(_WORDS[one])) for one in SORTS if one in sorts]
    needed = sum(_MARK_EM + width_em(text) + _GAP_EM for _, text in shown)
    size = min(SIZE_MM, (width_mm - x_mm - 1.0) / max(needed, 1.0))
    for sort, text in shown:
        yield sample(sort, x_mm + size * 0.5, y_mm - size * 0.36)
        x_mm += _MARK_EM * size
        yield Label(x_mm=x_mm, y_mm=y_mm, text=text, size_mm=size, colour=INK)
        x_mm += (width_em(text) + _GAP_EM) * size
