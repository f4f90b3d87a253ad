"""The findings of the site-check page: each with measure, verdict and legal basis."""

from collections.abc import Iterator

from watermap.checks.findings import Basis, Finding
from watermap.checks.wording import relation_title, verdict_title
from watermap.export.blocks import Block, Cell, Grid, Heading, Paragraph, cells
from watermap.export.colours import colours
from watermap.export.shown import MISSING, area, bearing, day, metres, percent, told
from watermap.export.site_request import SitePage
from watermap.export.siting_words import conflict_title
from watermap.export.words import word
from watermap.language import Language

_COLUMNS = ("number", "feature", "relation_and_measure", "verdict_and_reason", "basis")
_WIDTHS_CM = (1.2, 3.4, 4.0, 3.8, 4.6)


def findings(page: SitePage) -> Iterator[Block]:
    """Conflicts and notices, then what lies just beyond."""
    yield Heading(text=word("findings_heading", page.language))
    if page.check.findings:
        yield _grid(page, page.check.findings)
    else:
        yield Paragraph(text=word("no_findings", page.language))
    if page.check.near_misses:
        yield Heading(text=word("near_misses_heading", page.language))
        yield Paragraph(text=word("near_misses_meaning", page.language), small=True, keep=True)
        yield _grid(page, page.check.near_misses)


def _grid(page: SitePage, listed: tuple[Finding, ...]) -> Grid:
    return Grid(
        widths_cm=_WIDTHS_CM,
        header=tuple(word(name, page.language) for name in _COLUMNS),
        rows=tuple(_row(page, at, finding) for at, finding in enumerate(listed, start=1)),
    )


def _row(page: SitePage, at: int, finding: Finding) -> tuple[Cell, ...]:
    language = page.language
    look = colours().verdict[finding.verdict]
    verdict = verdict_title(finding.verdict, language)
    return cells(
        [
            Cell(text=str(at), align="centre"),
            Cell(lead=_name(page, finding), text="\n".join(_feature(page, finding))),
            "\n".join(measures(finding, language)),
            Cell(
                lead=verdict, text=told(finding.message, language), fill=look.fill, colour=look.text
            ),
            f"{basis(finding.basis, language)}\n{finding.rule}",
        ]
    )


def _name(page: SitePage, finding: Finding) -> str:
    return finding.feature.name or word("no_name", page.language)


def _feature(page: SitePage, finding: Finding) -> Iterator[str]:
    language, feature = page.language, finding.feature
    yield page.kind_title(finding.kind)
    level = page.level(finding.kind, feature)
    if level is not None:
        yield word("level_is", language, level=level)
    if feature.id:
        yield word("id_is", language, id=feature.id)


def measures(finding: Finding, language: Language) -> Iterator[str]:
    """Relation, overlap, shares, width, length, distance and direction: those there are."""
    yield relation_title(finding, language)
    amounts = {
        "overlap": area(finding.overlap_m2, language),
        "of_site": percent(finding.overlap_pct_of_site),
        "of_zone": percent(finding.overlap_pct_of_zone),
        "depth": metres(finding.depth_m),
        "length_inside": metres(finding.length_m),
        "distance": metres(finding.distance_m if finding.distance_m > 0 else None),
        "direction": bearing(finding.bearing_deg, language),
    }
    for name, text in amounts.items():
        if text != MISSING:
            yield word("label_value", language, label=word(name, language), value=text)
    if finding.conflict == "within_tolerance":
        yield conflict_title(finding.conflict, language)


def basis(cited: Basis, language: Language) -> str:
    """Document, article, days in force, and whether it was compared with the text of the law."""
    since = day(cited.in_force_from, language)
    until = day(cited.in_force_to, language)
    penalty = [word("penalty", language, article=cited.penalty)] if cited.penalty else []
    lines = (
        word(
            "document_article",
            language,
            document=cited.document.of(language),
            article=cited.article,
        ),
        *penalty,
        word("in_force_since", language, since=since)
        if cited.in_force_to is None
        else word("in_force_between", language, since=since, until=until),
        word("verified" if cited.verified else "unverified", language),
    )
    return "\n".join(lines)
