"""The tabs on one or several sites: side by side, theme by theme, findings, ways out, firmness."""

from collections.abc import Iterator, Sequence

from watermap.checks.findings import SiteCheck
from watermap.checks.siting.candidates import Candidate, Candidates, CandidateTheme
from watermap.checks.wording import relation_title, state_title, verdict_title
from watermap.export.colours import colours
from watermap.export.sheets import Coloured, Column, Sheet, Value
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.sheets_siting_ways import firmness_sheet, way_out_sheet
from watermap.export.shown import DECIMALS, metres, shown, told, whole_degrees
from watermap.export.siting_words import conflict_title, firmness_title
from watermap.export.titles import Kinds, kind_title, level_title
from watermap.export.words import word
from watermap.figures import figure
from watermap.language import Language

Named = tuple[str, SiteCheck]
Row = tuple[Value | Coloured, ...]
_METHOD = (
    "siting_method_rank",
    "siting_method_overlap",
    "siting_method_way_out",
    "siting_method_tolerance",
)


def candidate_sheets(
    candidates: Candidates, *, language: Language, kinds: Kinds
) -> tuple[Sheet, ...]:
    """All tabs of sites side by side."""
    named = [(site_title(one, language), one.check) for one in candidates.sites]
    problems = [problem for one in candidates.sites for problem in one.check.problems]
    return (
        comparison_sheet(candidates, language=language, kinds=kinds),
        _themes(candidates, kinds, language),
        findings_sheet(named, language=language, kinds=kinds),
        way_out_sheet(named, language=language),
        firmness_sheet(named, language=language),
        problems_sheet(dict.fromkeys([*candidates.problems, *problems]), language),
        method_sheet([word(name, language) for name in _METHOD], language),
    )


def check_sheets(check: SiteCheck, *, language: Language, kinds: Kinds) -> tuple[Sheet, ...]:
    """All tabs of one site: findings, ways out, firmness, data problems, method."""
    named = [(check.site.name or word("no_name", language), check)]
    return (
        findings_sheet(named, language=language, kinds=kinds),
        way_out_sheet(named, language=language),
        firmness_sheet(named, language=language),
        problems_sheet(check.problems, language),
        method_sheet([word(name, language) for name in _METHOD[1:]], language),
    )


def site_title(one: Candidate, language: Language) -> str:
    """Number and name, so that sites of one name are told apart."""
    name = one.name or word("no_name", language)
    return word("siting_numbered", language, number=one.number, called=name)


def comparison_sheet(candidates: Candidates, *, language: Language, kinds: Kinds) -> Sheet:
    """One column a site: verdict, rank, firmness, area, then a row for every theme."""
    sites = candidates.sites
    columns = (
        Column(title=word("theme", language), width=24),
        *(Column(title=site_title(one, language), width=28) for one in sites),
    )
    themes: tuple[Row, ...] = tuple(
        (kind_title(kind, kinds, language), *(_cell(one.themes[at], language) for one in sites))
        for at, kind in enumerate(candidates.kinds)
    )
    rows = (*_head(sites, language), *themes)
    return Sheet(name=word("siting_tab_candidates", language), columns=columns, rows=rows)


def _head(sites: Sequence[Candidate], language: Language) -> Iterator[Row]:
    yield word("siting_verdict", language), *(_verdict(one.check, language) for one in sites)
    yield word("siting_rank", language), *(_rank(one, language) for one in sites)
    firm = (one.check.firmness for one in sites)
    yield (
        word("siting_firmness_state", language),
        *(firmness_title(one.state, language) if one else None for one in firm),
    )
    yield (
        word("siting_holds_m", language),
        *(_figure(one.check.verdict_holds_within_m) for one in sites),
    )
    yield word("siting_area_m2", language), *(_figure(one.check.area_m2) for one in sites)


def _figure(value: float | None) -> str | None:
    return None if value is None else figure(value, DECIMALS["m2"])


def _rank(one: Candidate, language: Language) -> str:
    return word("siting_no_rank", language) if one.rank is None else str(one.rank)


def _verdict(check: SiteCheck, language: Language) -> Coloured:
    look = colours().verdict[check.verdict]
    title = verdict_title(check.verdict, language)
    return Coloured(value=title, fill=look.fill, text=look.text)


def _cell(theme: CandidateTheme, language: Language) -> Coloured:
    """State and verdict, overlap, and how far the nearest is."""
    look = colours().state[theme.state]
    lines = [state_title(theme.state, language)]
    if theme.verdict is not None:
        lines[0] = word(
            "label_value", language, label=lines[0], value=verdict_title(theme.verdict, language)
        )
    if theme.overlap_m2:
        lines.append(word("siting_overlaps", language, m2=shown(theme.overlap_m2, "m2")))
    elif theme.nearest_m is not None:
        lines.append(word("siting_nearest", language, distance=metres(theme.nearest_m)))
    return Coloured(value="\n".join(lines), fill=look.fill, text=look.text)


def _themes(candidates: Candidates, kinds: Kinds, language: Language) -> Sheet:
    columns = (
        Column(title=word("siting_site", language), width=24),
        Column(title=word("theme", language), width=24),
        Column(title=word("state", language), width=22),
        Column(title=word("siting_verdict", language), width=14),
        Column(title=word("siting_conflict", language), width=12),
        _number("siting_overlap_m2", "m2", language),
        _number("siting_share_of_site", "percent", language),
        _number("siting_nearest_m", "m", language),
    )
    rows = tuple(
        (
            site_title(one, language),
            kind_title(theme.kind, kinds, language),
            state_title(theme.state, language),
            verdict_title(theme.verdict, language) if theme.verdict else None,
            conflict_title(theme.conflict, language),
            theme.overlap_m2,
            theme.overlap_pct_of_site,
            theme.nearest_m,
        )
        for one in candidates.sites
        for theme in one.themes
    )
    return Sheet(name=word("siting_tab_themes", language), columns=columns, rows=rows)


def _number(name: str, measure: str, language: Language) -> Column:
    decimals = next(count for unit, count in DECIMALS.items() if unit == measure)
    return Column(title=word(name, language), type="number", decimals=decimals, width=14)


def findings_sheet(named: Sequence[Named], *, language: Language, kinds: Kinds) -> Sheet:
    """Every finding and near miss of some sites, with measures and legal basis."""
    columns = (
        Column(title=word("siting_site", language), width=24),
        Column(title=word("theme", language), width=20),
        Column(title=word("name_found", language), width=24),
        Column(title=word("level", language), width=14),
        Column(title=word("siting_conflict", language), width=12),
        Column(title=word("siting_verdict", language), width=12),
        Column(title=word("siting_relation", language), width=12),
        _number("siting_overlap_m2", "m2", language),
        _number("siting_depth_m", "m", language),
        _number("siting_share_of_site", "percent", language),
        _number("siting_nearest_m", "m", language),
        Column(title=word("bearing_in_degrees", language), type="integer", width=10),
        Column(title=word("remark", language), width=50),
        Column(title=word("siting_rule", language), width=14),
        Column(title=word("siting_basis", language), width=40),
    )
    rows = tuple(
        row for name, check in named for row in _finding_rows(name, check, kinds, language)
    )
    return Sheet(name=word("siting_tab_findings", language), columns=columns, rows=rows)


def _finding_rows(name: str, check: SiteCheck, kinds: Kinds, language: Language) -> Iterator[Row]:
    for one in (*check.findings, *check.near_misses):
        towards = one.bearing_deg
        document = one.basis.document.of(language)
        yield (
            name,
            kind_title(one.kind, kinds, language),
            one.feature.name or one.feature.id,
            level_title(one.kind, one.feature, kinds, language),
            conflict_title(one.conflict, language),
            verdict_title(one.verdict, language),
            relation_title(one, language),
            one.overlap_m2,
            one.depth_m,
            one.overlap_pct_of_site,
            one.distance_m,
            None if towards is None else whole_degrees(towards),
            told(one.message, language),
            one.rule,
            word("document_article", language, document=document, article=one.basis.article),
        )
