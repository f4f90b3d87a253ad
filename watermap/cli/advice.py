"""How firm a verdict is and how a site gets clear, as lines of the terminal."""

from collections.abc import Iterator

from watermap.checks.findings import SiteCheck
from watermap.export.shown import told
from watermap.export.siting_words import clears_title, firmness_title, move_line, trim_line
from watermap.export.words import word
from watermap.language import Language


def advice_lines(check: SiteCheck, language: Language) -> Iterator[str]:
    """Lines on what was asked for; none where nothing was."""
    firm = check.firmness
    if firm is not None:
        title = firmness_title(firm.state, language)
        yield _line(word("siting_firmness_heading", language), title, language)
        yield f"  {firm.why.of(language)}"
    for way in check.way_out.ways if check.way_out is not None else ():
        if way.state == "nothing_to_clear":
            continue
        yield _line(word("siting_clears", language), clears_title(way.clears, language), language)
        move = move_line(way.move, language) if way.move else told(way.no_move, language)
        trim = trim_line(way.trim, language) if way.trim else told(way.no_trim, language)
        yield f"  {_line(word('siting_move', language), move, language)}"
        yield f"  {_line(word('siting_trim', language), trim, language)}"


def _line(label: str, value: str, language: Language) -> str:
    return word("label_value", language, label=label, value=value.replace("\n", " "))
