"""What was checked with what: themes in their states, what was left out, the data sheet."""

from collections.abc import Iterator

from watermap.checks.findings import Theme, ThemeLayer, ThemeState
from watermap.checks.wording import state_title
from watermap.export.blocks import Block, Cell, Grid, Heading, Paragraph, cells
from watermap.export.colours import colours
from watermap.export.shown import MISSING, percent, shown, told
from watermap.export.site_request import SitePage
from watermap.export.words import all_words, word
from watermap.figures import figure
from watermap.language import Language

ORDER: tuple[ThemeState, ...] = ("conflict", "near", "no_conflict", "no_data", "not_covering")
SHA_SHOWN = 10
OF_KIND = "tolerance_m_"  # a threshold that one kind of layer has of its own
_THEME_CM = (1.2, 4.2, 3.8, 7.8)
_DATA_CM = (3.0, 3.6, 2.4, 1.6, 2.5, 1.6, 2.3)
_NARROW_CM = (7.0, 3.5)


def themes(page: SitePage) -> Iterator[Block]:
    """All themes, worst first; a theme without data is never silent."""
    language = page.language
    listed = sorted(page.check.themes, key=lambda theme: ORDER.index(theme.state))
    yield Heading(text=word("themes_heading", language))
    yield Grid(
        widths_cm=_THEME_CM,
        header=tuple(word(name, language) for name in ("number", "theme", "state", "remark")),
        rows=tuple(_theme_row(page, at, theme) for at, theme in enumerate(listed, start=1)),
    )


def _theme_row(page: SitePage, at: int, theme: Theme) -> tuple[Cell, ...]:
    look = colours().state[theme.state]
    state = state_title(theme.state, page.language)
    return cells(
        [
            Cell(text=str(at), align="centre"),
            page.kind_title(theme.kind),
            Cell(text=state, fill=look.fill, colour=look.text, bold=True, align="centre"),
            _remark(page, theme),
        ]
    )


def _remark(page: SitePage, theme: Theme) -> str:
    why = told(theme.why, page.language) or _counted(page, theme)
    united = _united(theme, page.language) if theme.overlap_m2 else ""
    return "\n".join(part for part in (why, united) if part) or MISSING


def _counted(page: SitePage, theme: Theme) -> str:
    hits = sum(finding.kind == theme.kind for finding in page.check.findings)
    return word("hits", page.language, count=hits) if hits else ""


def _united(theme: Theme, language: Language) -> str:
    """What all zones of the theme cover of the site together, nothing counted twice."""
    return word(
        "united_overlap",
        language,
        m2=shown(theme.overlap_m2, "m2"),
        share=percent(theme.overlap_pct_of_site),
    )


def not_checked(page: SitePage) -> Iterator[Block]:
    """What nobody may take for checked."""
    language = page.language
    left_out = [theme for theme in page.check.themes if theme.state in ORDER[3:]]
    yield Heading(text=word("not_checked_heading", language))
    if not left_out:
        yield Paragraph(text=word("all_checked", language))
        return
    yield Paragraph(text=word("not_checked_meaning", language, count=len(left_out)))
    for theme in left_out:
        yield Paragraph(
            text=word(
                "not_checked_line",
                language,
                theme=page.kind_title(theme.kind),
                state=state_title(theme.state, language),
                why=told(theme.why, language),
            ).rstrip("：: "),
            small=True,
        )


def thresholds(page: SitePage) -> Iterator[Block]:
    """The distances and tolerances that were used."""
    language = page.language
    yield Heading(text=word("thresholds_heading", language))
    yield Grid(
        widths_cm=_NARROW_CM,
        header=tuple(word(name, language) for name in ("threshold", "value")),
        rows=tuple(
            cells([_threshold(name, page), Cell(text=figure(value, 1), align="right")])
            for name, value in page.check.thresholds.items()
        ),
    )


def _threshold(name: str, page: SitePage) -> str:
    """``within_m_500`` and ``tolerance_m`` in words; the name itself where there are none."""
    language = page.language
    if name.startswith(OF_KIND):
        kind = page.kind_title(name.removeprefix(OF_KIND))
        return word("siting_threshold_of_kind", language, kind=kind)
    words = [known for known in all_words() if f"threshold_{name}".startswith(known)]
    longest = max((known for known in words if known.startswith("threshold_")), key=len, default="")
    return word(longest, language) if longest else name


def data_sheet(page: SitePage) -> Iterator[Block]:
    """Every layer that was used, so that the answer can be repeated."""
    language = page.language
    columns = ("layer", "file", "data_date", "features", "data_crs", "repaired", "sha256")
    rows = [_layer_row(page, theme, layer) for theme in page.check.themes for layer in theme.layers]
    yield Heading(text=word("data_heading", language))
    if rows:
        yield Grid(
            widths_cm=_DATA_CM,
            header=tuple(word(name, language) for name in columns),
            rows=tuple(rows),
        )
    else:
        yield Paragraph(text=word("no_layers", language))


def _layer_row(page: SitePage, theme: Theme, layer: ThemeLayer) -> tuple[Cell, ...]:
    source = layer.source
    code = "date_of_file" if source.read_at is None else "date_of_table"
    moment = source.read_at or source.modified.isoformat()
    no_sum = word("sha256_of_table", page.language)
    return cells(
        [
            page.kind_title(theme.kind),
            layer.source.path.name,
            layer.date or word(code, page.language, modified=moment),
            Cell(text=str(layer.features), align="right"),
            layer.crs,
            Cell(text=str(layer.repaired), align="right"),
            no_sum if source.sha256 is None else source.sha256[:SHA_SHOWN],
        ]
    )


def problems(page: SitePage) -> Iterator[Block]:
    """What was wrong, guessed or changed."""
    if not page.check.problems:
        return
    yield Heading(text=word("problems_heading", page.language))
    for problem in page.check.problems:
        severity = word(f"severity_{problem.severity}", page.language)
        text = problem.text(page.language)
        yield Paragraph(
            text=word("label_value", page.language, label=severity, value=text), small=True
        )
