"""What stands around the map of a page: title, legend, remarks. All HTML, all texts safe."""

from collections.abc import Iterable, Iterator

from watermap.catalogue.kinds import Kind, Look
from watermap.errors import Problem
from watermap.export.safe_html import safe
from watermap.export.webmap_features import path_style, stamp_html, stamp_of
from watermap.export.words import word
from watermap.language import Language
from watermap.mapping.themes import Palette
from watermap.quality.assessment import Assessment


def title_html(
    title: str, assessment: Assessment | None, notes: Iterable[Problem], language: Language
) -> str:
    """Title, period, what the page leaves out, and that it is no more than a look."""
    lines = [word("web_caveat", language)]
    if assessment is not None:
        lines.insert(0, word("web_period", language, period=assessment.period))
    lines += [note.text(language) for note in notes]
    told = "".join(f"<p>{safe(line)}</p>" for line in lines)
    return f'<div class="page-title"><h1>{safe(title)}</h1>{told}</div>'


def legend_html(
    kinds: Iterable[tuple[Kind, frozenset[str], bool]],
    assessment: Assessment | None,
    palette: Palette,
    language: Language,
) -> str:
    """Every class and state there is, then every kind that is drawn, with the values it has."""
    entries = "".join((*_stamps(assessment, palette, language), *_kinds(kinds, language)))
    return f'<div class="legend"><h2>{safe(word("legend", language))}</h2>{entries}</div>'


def _stamps(assessment: Assessment | None, palette: Palette, language: Language) -> Iterator[str]:
    sections = assessment.sections if assessment else ()
    present = {stamp_of(section, palette).title.zh for section in sections}
    for stamp in palette.stamps().values():
        if stamp.title.zh in present:
            symbol = f'<span class="stamp">{stamp_html(stamp, None, language)}</span>'
            yield _entry(symbol, stamp.title.of(language))
    missed = next((section for section in sections if section.met is False), None)
    if missed is not None:
        stamp = stamp_of(missed, palette)
        symbol = f'<span class="stamp">{stamp_html(stamp, missed, language)}</span>'
        yield _entry(symbol, word("target_missed_ring", language))


def _kinds(kinds: Iterable[tuple[Kind, frozenset[str], bool]], language: Language) -> Iterator[str]:
    for kind, present, line in kinds:
        style = kind.style
        title = kind.title.of(language)
        if not style.looks or not present <= style.looks.keys():
            yield _entry(_swatch(style.look, line=line), title)
        for value, look in style.looks.items():
            if value in present:
                said = _said(kind, value, look, language)
                yield _entry(_swatch(look, line=line), f"{title} · {said}")


def _said(kind: Kind, value: str, look: Look, language: Language) -> str:
    if look.title is not None:
        return look.title.of(language)
    field = kind.fields.get(kind.style.by or "")
    return field.value_title(value, language) if field else value


def _swatch(look: Look, *, line: bool) -> str:
    path = path_style(look, is_line=line)
    if line:
        return f'<span class="swatch dash" style="border-color:{path["color"]}"></span>'
    if look.symbol:
        return f'<span class="swatch dot" style="background:{path["fillColor"]}"></span>'
    shade = round(255 * path["fillOpacity"])
    return (
        f'<span class="swatch" style="background:{path["fillColor"]}{shade:02x};'
        f'border-color:{path["color"]}"></span>'
    )


def _entry(symbol: str, title: str) -> str:
    return f'<div class="entry">{symbol}<span>{safe(title)}</span></div>'
