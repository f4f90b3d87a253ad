"""Findings in words: what window, page and command line show, from wording.toml."""

from functools import cache

from watermap.checks.findings import Basis, Finding, ThemeState, Verdict
from watermap.datafile import Strict, read_toml
from watermap.errors import Message
from watermap.figures import figure, hectares, mu
from watermap.language import Language, Text
from watermap.resources import package_file

POINTS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
POINT_DEG = 360 / len(POINTS)


class Words(Strict):
    """The words of wording.toml."""

    verdict: dict[str, Text]
    state: dict[str, Text]
    relation: dict[str, Text]
    bearing: dict[str, Text]
    measure: dict[str, Text]
    basis: dict[str, Text]


@cache
def _words() -> Words:
    return read_toml(Words, package_file("checks/wording.toml"))


def verdict_title(verdict: Verdict, language: Language) -> str:
    """The overall verdict, or a finding's, in a few words."""
    return _words().verdict[verdict].of(language)


def state_title(state: ThemeState, language: Language) -> str:
    """The state of a theme."""
    return _words().state[state].of(language)


def relation_title(finding: Finding, language: Language) -> str:
    """How the site lies to the feature."""
    return _words().relation[finding.relation].of(language)


def bearing_word(bearing_deg: float, language: Language) -> str:
    """One of eight directions, from degrees clockwise from north."""
    point = POINTS[round(bearing_deg / POINT_DEG) % len(POINTS)]
    return _words().bearing[point].of(language)


def finding_text(finding: Finding, language: Language) -> str:
    """Verdict, feature and the rule's own sentence."""
    name = finding.feature.name or finding.feature.id or "—"
    said = finding.message
    sentence = said.text(language) if isinstance(said, Message) else said.of(language)
    return f"{verdict_title(finding.verdict, language)}｜{name}｜{sentence}"


def measure_text(finding: Finding, language: Language) -> str:
    """Relation with overlap, shares, length, distance and direction, as far as there are any."""
    words = _words().measure
    parts = [relation_title(finding, language)]
    if finding.overlap_m2 is not None:
        parts.append(
            f"{words['overlap'].of(language)} {figure(finding.overlap_m2, 1)} m²"
            f" = {figure(hectares(finding.overlap_m2), 4)} {words['hectare'].of(language)}"
            f" = {figure(mu(finding.overlap_m2), 2)} {words['mu'].of(language)}"
        )
    for share, name in (
        (finding.overlap_pct_of_site, "of_site"),
        (finding.overlap_pct_of_zone, "of_zone"),
    ):
        if share is not None:
            parts.append(f"{words[name].of(language)} {figure(share, 1)} %")
    if finding.depth_m is not None:
        parts.append(f"{words['depth'].of(language)} {figure(finding.depth_m, 2)} m")
    if finding.conflict == "within_tolerance":
        parts.append(words["within_tolerance"].of(language))
    if finding.length_m is not None:
        parts.append(f"{words['length'].of(language)} {figure(finding.length_m, 1)} m")
    if finding.distance_m > 0:
        text = f"{words['distance'].of(language)} {figure(finding.distance_m, 1)} m"
        if finding.bearing_deg is not None:
            text += f" {bearing_word(finding.bearing_deg, language)}"
        parts.append(text)
    return words["between"].of(language).join(parts)


def basis_text(basis: Basis, language: Language) -> str:
    """Document, article, days in force, and whether the figure was compared with the text."""
    words = _words().basis
    until = basis.in_force_to.isoformat() if basis.in_force_to else words["still"].of(language)
    text = (
        words["form"]
        .of(language)
        .format(
            document=basis.document.of(language),
            article=basis.article,
            since=basis.in_force_from.isoformat(),
            until=until,
        )
    )
    return text if basis.verified else f"{text} {words['unverified'].of(language)}"
