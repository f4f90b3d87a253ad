"""The tabs on how sites get clear of conflicts and how firm their verdicts are."""

from collections.abc import Iterator, Sequence

from watermap.checks.findings import SiteCheck
from watermap.checks.way import Way
from watermap.checks.wording import bearing_word, verdict_title
from watermap.export.sheets import Column, Sheet, Value
from watermap.export.shown import DECIMALS, told, whole_degrees
from watermap.export.siting_words import clears_title, doubt_outcome, firmness_title
from watermap.export.words import word
from watermap.language import Language

Row = tuple[Value, ...]


def way_out_sheet(named: Sequence[tuple[str, SiteCheck]], *, language: Language) -> Sheet:
    """The smallest move and the smallest trim of each site, or why there is none.

    Args:
        named: sites by the name they are shown with.
        language: of words and sentences.
    """
    columns = (
        Column(title=word("siting_site", language), width=24),
        Column(title=word("siting_clears", language), width=22),
        Column(title=word("siting_way", language), width=14),
        _number("siting_move_m", "m", language),
        Column(title=word("bearing_in_degrees", language), type="integer", width=10),
        Column(title=word("direction", language), width=8),
        _number("siting_cut_m2", "m2", language),
        _number("siting_remaining_m2", "m2", language),
        _number("siting_cut_m", "m", language),
        _number("siting_remaining_m", "m", language),
        Column(title=word("siting_parts", language), type="integer", width=8),
        Column(title=word("siting_verdict_then", language), width=16),
        Column(title=word("remark", language), width=50),
    )
    rows = tuple(
        row
        for name, check in named
        if check.way_out is not None
        for way in check.way_out.ways
        for row in _way_rows(name, way, language)
    )
    return Sheet(name=word("siting_tab_way_out", language), columns=columns, rows=rows)


def _number(name: str, measure: str, language: Language) -> Column:
    decimals = next(count for unit, count in DECIMALS.items() if unit == measure)
    return Column(title=word(name, language), type="number", decimals=decimals, width=14)


def _way_rows(name: str, way: Way, language: Language) -> Iterator[Row]:
    goal = clears_title(way.clears, language)
    if way.state == "nothing_to_clear":
        yield name, goal, None, *[None] * 9, word("siting_nothing_to_clear", language)
        return
    yield name, goal, word("siting_move", language), *_move_cells(way, language)
    yield name, goal, word("siting_trim", language), *_trim_cells(way, language)


def _move_cells(way: Way, language: Language) -> Row:
    move = way.move
    if move is None:
        return (*[None] * 9, told(way.no_move, language))
    towards = move.bearing_deg
    then = verdict_title(move.verdict, language)
    return (
        move.metres,
        whole_degrees(towards),
        bearing_word(towards, language),
        *[None] * 5,
        then,
        None,
    )


def _trim_cells(way: Way, language: Language) -> Row:
    trim = way.trim
    if trim is None:
        return (*[None] * 9, told(way.no_trim, language))
    sizes = (trim.cut_m2, trim.remaining_m2, trim.cut_m, trim.remaining_m)
    return (None, None, None, *sizes, trim.parts, verdict_title(trim.verdict, language), None)


def firmness_sheet(named: Sequence[tuple[str, SiteCheck]], *, language: Language) -> Sheet:
    """How firm each verdict is, and what each doubt of the coordinates would do to it."""
    columns = (
        Column(title=word("siting_site", language), width=24),
        Column(title=word("siting_firmness_state", language), width=14),
        _number("siting_holds_m", "m", language),
        Column(title=word("siting_doubt", language), width=40),
        _number("siting_moved_m", "m", language),
        Column(title=word("siting_outcome", language), width=36),
        Column(title=word("remark", language), width=50),
    )
    rows = tuple(row for name, check in named for row in _firm_rows(name, check, language))
    return Sheet(name=word("siting_tab_firmness", language), columns=columns, rows=rows)


def _firm_rows(name: str, check: SiteCheck, language: Language) -> Iterator[Row]:
    firm = check.firmness
    if firm is None:
        return
    state, why = firmness_title(firm.state, language), firm.why.of(language)
    yield name, state, firm.holds_within_m, None, None, None, why
    for one in firm.doubts:
        outcome = doubt_outcome(one, language)
        yield name, None, None, one.title.of(language), one.moved_m, outcome, None
