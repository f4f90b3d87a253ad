"""The water above a source on its page: reaches within each distance, counts, the nearest."""

from collections.abc import Iterator

from watermap.checks.findings import SourceRings
from watermap.export.around_map import AroundContent
from watermap.export.blocks import Block, Cell, Grid, Heading, Paragraph
from watermap.export.shown import listed
from watermap.export.titles import kind_title
from watermap.export.upstream_told import called, caption, hours_told, km, place_told
from watermap.export.words import word
from watermap.language import Language
from watermap.network.upstream import KindAbove, Within

_CM = (4.4, 1.6, 5.0, 3.0, 3.0)


def upstream_blocks(
    content: AroundContent, source: SourceRings, language: Language
) -> Iterator[Block]:
    """What is said of the water above one source; nothing where it was not asked for."""
    above = content.above(source)
    if content.upstream is None or above is None:
        return
    yield Heading(text=word("upstream_heading", language))
    if above.place is not None and content.upstream.network is not None:
        yield Paragraph(text=place_told(content.upstream.network, above.place, language))
    for within in above.within:
        yield from _within(content, within, language)
    for told in above.said:
        yield Paragraph(text=told.text(language), small=above.place is not None)


def _within(content: AroundContent, within: Within, language: Language) -> Iterator[Block]:
    found = [one for one in within.kinds if one.objects]
    none = [kind_title(one.kind, content.kinds, language) for one in within.kinds
            if not one.objects]  # fmt: skip
    if found:
        columns = ("upstream_kind", "upstream_count", "upstream_nearest", "upstream_nearest_km",
                   "upstream_hours")  # fmt: skip
        yield Grid(
            widths_cm=_CM,
            header=tuple(word(name, language) for name in columns),
            rows=tuple(_row(content, one, language) for one in found),
            caption=caption(within, language),
        )
    else:
        yield Paragraph(text=caption(within, language), keep=True)
    if none:
        text = word("around_nothing_of", language, kinds=listed(none, language))
        yield Paragraph(text=text, small=True)


def _row(content: AroundContent, one: KindAbove, language: Language) -> tuple[Cell, ...]:
    nearest = one.objects[0]
    return (
        Cell(text=kind_title(one.kind, content.kinds, language)),
        Cell(text=str(len(one.objects)), align="right"),
        Cell(text=called(nearest, language)),
        Cell(text=km(nearest.taken_m), align="right"),
        Cell(text=hours_told(nearest.hours, language), align="right"),
    )
