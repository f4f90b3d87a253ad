"""How a site gets clear, and how firm its verdict is: two parts of the site-check page."""

from collections.abc import Iterator

from watermap.checks.way import Way
from watermap.export.blocks import Block, Cell, Figure, Grid, Heading, Paragraph, cells
from watermap.export.shown import metres, told
from watermap.export.site_request import SitePage
from watermap.export.siting_words import (
    clears_title,
    doubt_outcome,
    firmness_title,
    move_line,
    trim_line,
)
from watermap.export.words import word
from watermap.figures import figure
from watermap.language import Language

_WAY_CM = (3.4, 6.8, 6.8)
_DOUBT_CM = (7.0, 3.5, 6.5)
_MARGIN_DECIMALS = 2


def way_out(page: SitePage) -> Iterator[Block]:
    """The smallest move and trim; nothing where they were not asked for or nothing conflicts."""
    found, language = page.check.way_out, page.language
    if found is None or all(way.state == "nothing_to_clear" for way in found.ways):
        return
    yield Heading(text=word("siting_way_out_heading", language))
    meaning = word(
        "siting_way_out_meaning",
        language,
        radius=figure(found.search_radius_m, 0),
        margin=figure(found.margin_m, _MARGIN_DECIMALS),
    )
    yield Paragraph(text=meaning, small=True, keep=True)
    columns = ("siting_clears", "siting_move", "siting_trim")
    yield Grid(
        widths_cm=_WAY_CM,
        header=tuple(word(name, language) for name in columns),
        rows=tuple(way_row(way, language) for way in found.ways),
    )
    if page.way_picture is not None:
        yield Figure(path=page.way_picture, caption=word("way_map_caption", language))


def way_row(way: Way, language: Language) -> tuple[Cell, ...]:
    """What is cleared, by which move, by which trim."""
    nothing = word("siting_nothing_to_clear", language)
    if way.state == "nothing_to_clear":
        return cells([clears_title(way.clears, language), nothing, nothing])
    moved = move_line(way.move, language) if way.move else told(way.no_move, language)
    cut = trim_line(way.trim, language) if way.trim else told(way.no_trim, language)
    return cells([clears_title(way.clears, language), moved, cut])


def firmness(page: SitePage) -> Iterator[Block]:
    """Firm, borderline or to be surveyed again, with every doubt; nothing if not asked for."""
    firm, language = page.check.firmness, page.language
    if firm is None:
        return
    yield Heading(text=word("siting_firmness_heading", language))
    title = firmness_title(firm.state, language)
    text = word("label_value", language, label=title, value=firm.why.of(language))
    yield Paragraph(text=text)
    if not firm.doubts:
        return
    columns = ("siting_doubt", "siting_moved_m", "siting_outcome")
    yield Grid(
        widths_cm=_DOUBT_CM,
        header=tuple(word(name, language) for name in columns),
        rows=tuple(
            cells(
                [
                    one.title.of(language),
                    Cell(text=metres(one.moved_m), align="right"),
                    doubt_outcome(one, language),
                ]
            )
            for one in firm.doubts
        ),
    )
