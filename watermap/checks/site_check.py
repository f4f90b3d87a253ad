"""May it stand here? One site held against all rules of a day and all layers there are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.answers import SEVERITY
from watermap.checks.coverage import to_edge_m
from watermap.checks.features import made_valid
from watermap.checks.findings import Finding, SiteCheck, Theme, Verdict
from watermap.checks.firmness import holds_within_m
from watermap.checks.remarks import remarks
from watermap.checks.rule import Rule
from watermap.checks.rules import in_force
from watermap.checks.site import Circumstances, Site
from watermap.checks.surroundings import known_surroundings
from watermap.checks.themes import Checked, Question, check_theme
from watermap.errors import Message, Problem, WatermapError
from watermap.geodesy.measure import drawn_area_m2, length_m
from watermap.geodesy.plane import Plane
from watermap.harmonise.layer import Layers
from watermap.progress import SILENT, Progress

UNCHECKED = ("no_data", "not_covering")


def check_site(
    site: Site,
    layers: Layers,
    *,
    rules: Sequence[Rule],
    kinds: Mapping[str, Kind],
    circumstances: Circumstances,
    study_area: BaseGeometry | None = None,
    progress: Progress = SILENT,
) -> SiteCheck:
    """Hold a proposed project against all rules of the day and all layers.

    Args:
        site: the project; what it does not say is never taken as harmless.
        layers: of the project, by kind.
        rules: all known; those in force on ``circumstances.as_of`` apply.
        kinds: of the layers and of the rules.
        circumstances: day, distances, tolerance.
        study_area: the administrative areas as one geometry, EPSG:4490; None: there are none.
        progress: one step a kind.

    Raises:
        WatermapError: the site has no usable geometry.
        Cancelled: asked for through ``progress``.
    """
    site = _usable(site)
    area = None if study_area is None else made_valid(study_area)
    question = Question(
        site=site,
        plane=Plane.around(site.geometry),
        circumstances=circumstances,
        study_area=area,
    )
    applying = in_force(rules, circumstances.as_of)
    names = _themes(applying)
    checked: list[Checked] = []
    for done, name in enumerate(names):
        progress.step(done, len(names), name)
        own = [rule for rule in applying if rule.zone.kind == name]
        checked.append(_checked(name, layers, own, kinds, question))
    progress.step(len(names), len(names))
    return _answer(checked, question, remarks(checked, question, layers, rules))


def _themes(rules: Sequence[Rule]) -> list[str]:
    """Kinds that rules name, in the rules' order, then those of which only nearness is said."""
    return list(dict.fromkeys([*(rule.zone.kind for rule in rules), *known_surroundings().near]))


def _checked(
    name: str,
    layers: Layers,
    rules: Sequence[Rule],
    kinds: Mapping[str, Kind],
    question: Question,
) -> Checked:
    if name in kinds:
        return check_theme(kinds[name], layers.get(name, ()), rules, question)
    why = Message.of("checks.unknown_kind", kind=name)
    return Checked(theme=Theme(kind=name, state="no_data", layers=(), why=why), needed=bool(rules))


def _answer(
    checked: Sequence[Checked], question: Question, problems: tuple[Problem, ...]
) -> SiteCheck:
    site, circumstances = question.site, question.circumstances
    findings = tuple(finding for one in checked for finding in one.findings)
    verdict = _verdict(findings, checked)
    polygon = shapely.get_dimensions(site.geometry) == 2
    edge_m = to_edge_m(site.geometry, question.study_area)
    reach_m = question.within_m if edge_m is None else min(question.within_m, edge_m)
    return SiteCheck(
        site=site,
        as_of=circumstances.as_of,
        area_m2=drawn_area_m2(site.geometry) if polygon else None,
        perimeter_m=length_m(site.geometry) or None,
        verdict=verdict,
        themes=tuple(one.theme for one in checked),
        findings=tuple(sorted(findings, key=lambda one: -SEVERITY.index(one.verdict))),
        near_misses=tuple(miss for one in checked for miss in one.near_misses),
        thresholds={
            "tolerance_m": circumstances.tolerance_m,
            **{
                f"tolerance_m_{kind}": metres
                for kind, metres in sorted(circumstances.kind_tolerance_m.items())
            },
            **{f"within_m_{metres:g}": metres for metres in sorted(circumstances.within_m)},
        },
        verdict_holds_within_m=holds_within_m(
            verdict,
            [match for one in checked for match in one.matches],
            tolerance_of=circumstances.tolerance_of,
            reach_m=reach_m,
        ),
        problems=problems,
    )


def _verdict(findings: Sequence[Finding], checked: Sequence[Checked]) -> Verdict:
    """The worst finding; without any, nothing is said free of conflict that was not checked."""
    gaps = any(one.needed and one.theme.state in UNCHECKED for one in checked)
    telling = [
        finding
        for one in checked
        for finding in one.findings
        if one.theme.state == "conflict" or not gaps
    ]
    if telling:
        return max((one.verdict for one in telling), key=SEVERITY.index)
    return "incomplete" if gaps else "no_conflict"


def _usable(site: Site) -> Site:
    """The site in two dimensions and valid.

    Raises:
        WatermapError: it is empty, without any width, of mixed sorts, or not in degrees.
    """
    shape = shapely.force_2d(site.geometry)
    valid = bool(shapely.is_valid(shape))
    used = shape if valid else made_valid(shape)
    code = _unusable(shape) or _unusable(used)
    if code is not None:
        name = site.name or site.source or "—"
        raise WatermapError(Problem.error(f"checks.{code}", site=name, bounds=_shown(shape)))
    if valid:
        return replace(site, geometry=used)
    why = Problem.warning("checks.site_repaired", why=shapely.is_valid_reason(shape))
    return replace(site, geometry=used, problems=(*site.problems, why))


def _unusable(shape: BaseGeometry) -> str | None:
    if shapely.is_empty(shape):
        return "site_empty"
    xy = np.abs(shapely.get_coordinates(shape))
    if not np.isfinite(xy).all() or (xy.max(axis=0) > (180.0, 90.0)).any():
        return "site_not_degrees"
    return "site_mixed" if shape.geom_type == "GeometryCollection" else None


def _shown(shape: BaseGeometry) -> str:
    return ", ".join(f"{edge:g}" for edge in shape.bounds)
