"""How firm a verdict is and the way out of its conflicts, in lines under a heading."""

from collections.abc import Iterator

from watermap.checks.findings import SiteCheck
from watermap.checks.firm import DoubtAnswer
from watermap.checks.way import Way
from watermap.export.shown import told
from watermap.export.siting_words import (
    clears_title,
    doubt_outcome,
    firmness_title,
    move_line,
    trim_line,
)
from watermap.export.words import word
from watermap.language import Language


def advice(check: SiteCheck, language: Language) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Headings with their lines; nothing of what was not asked for or does not apply."""
    firm, out = check.firmness, check.way_out
    if firm is not None:
        title = firmness_title(firm.state, language)
        heading = word("label_value", language, label=word("siting_firmness_heading", language),
                       value=title)  # fmt: skip
        doubts = (_doubt(one, language) for one in firm.doubts)
        yield heading, (firm.why.of(language), *doubts)
    if out is not None and any(way.state != "nothing_to_clear" for way in out.ways):
        lines = tuple(line for way in out.ways for line in _way(way, language))
        yield word("siting_way_out_heading", language), lines


def _doubt(one: DoubtAnswer, language: Language) -> str:
    outcome = doubt_outcome(one, language)
    return word("label_value", language, label=one.title.of(language), value=outcome)


def _way(way: Way, language: Language) -> Iterator[str]:
    if way.state == "nothing_to_clear":
        return
    clears = clears_title(way.clears, language)
    moved = move_line(way.move, language) if way.move else told(way.no_move, language)
    cut = trim_line(way.trim, language) if way.trim else told(way.no_trim, language)
    for line in (moved, cut):
        if line:
            yield word("label_value", language, label=clears, value=line)
