"""May it stand here? One site held against all rules of a day and all layers there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Finding, SiteCheck, Theme, Verdict
from watermap.checks.ground.repairing import made_valid
from watermap.checks.ground.study_area import Stands, area_of
from watermap.checks.ground.surroundings import known_surroundings
from watermap.checks.law.answers import SEVERITY
from watermap.checks.law.rule import Rule
from watermap.checks.law.rules import in_force
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.firmness import holds_within_m
from watermap.checks.siting.judging import Judged
from watermap.checks.siting.question import Asked, Question
from watermap.checks.siting.remarks import of_law, of_layers, remarks
from watermap.checks.siting.themes import Checked, check_theme
from watermap.errors import Message, Problem, WatermapError
from watermap.geodesy.measure import length_m
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
    ready = make_ready(
        layers, rules=rules, kinds=kinds, circumstances=circumstances, study_area=study_area
    )
    return check_ready(site, ready, progress=progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """All that is the same for every site, made once; any thread may use it."""

    layers: Layers
    rules: Sequence[Rule]  # all known
    applying: tuple[tuple[str, tuple[Rule, ...]], ...]  # kinds with their rules of the day
    kinds: Mapping[str, Kind]
    circumstances: Circumstances
    study_area: BaseGeometry | None  # valid
    problems: tuple[Problem, ...] = ()  # of law and layers
    judged: Judged = field(default_factory=dict)


def make_ready(
    layers: Layers,
    *,
    rules: Sequence[Rule],
    kinds: Mapping[str, Kind],
    circumstances: Circumstances,
    study_area: BaseGeometry | None = None,
) -> Ready:
    """What is the same for every site; the arguments are those of ``check_site``."""
    in_order = in_force(rules, circumstances.as_of)
    names = _themes(in_order)
    return Ready(
        layers=layers,
        rules=rules,
        applying=tuple(
            (name, tuple(rule for rule in in_order if rule.zone.kind == name)) for name in names
        ),
        kinds=kinds,
        circumstances=circumstances,
        study_area=None if study_area is None else area_of(study_area).shape,
        problems=(
            *of_law(rules, circumstances.as_of),
            *of_layers([layer for name in names for layer in layers.get(name, ())]),
        ),
    )


def check_ready(site: Site, ready: Ready, *, progress: Progress = SILENT) -> SiteCheck:
    """Hold one site against what is ready; like ``check_site`` in all else."""
    return check_usable([usable_site(site)], ready, progress=progress)[0]


def check_usable(
    sites: Sequence[Site], ready: Ready, *, progress: Progress = SILENT
) -> list[SiteCheck]:
    """Hold sites together, each with the answer that it gets alone.

    Args:
        sites: from ``usable_site``; nobody else has their geometries.
        ready: what they are held against.
        progress: one step a kind.
    """
    shapes = np.array([site.geometry for site in sites], dtype=object)
    shapely.prepare(shapes)
    asked = Asked.of(sites, ready.circumstances, ready.study_area, judged=ready.judged)
    by_kind: list[list[Checked]] = []
    for done, (name, rules) in enumerate(ready.applying):
        progress.step(done, len(ready.applying), name)
        by_kind.append(_checked(name, ready, rules, asked))
    progress.step(len(ready.applying), len(ready.applying))
    shapely.destroy_prepared(shapes)
    of_sites = zip(asked.questions, asked.stands, zip(*by_kind, strict=True), strict=True)
    return [_answer(checked, question, stands, ready) for question, stands, checked in of_sites]


def _themes(rules: Sequence[Rule]) -> list[str]:
    """Kinds that rules name, in the rules' order, then those of which only nearness is said."""
    return list(dict.fromkeys([*(rule.zone.kind for rule in rules), *known_surroundings().near]))


def _checked(name: str, ready: Ready, rules: Sequence[Rule], asked: Asked) -> list[Checked]:
    if name in ready.kinds:
        return check_theme(ready.kinds[name], ready.layers.get(name, ()), rules, asked)
    why = Message.of("checks.unknown_kind", kind=name)
    theme = Theme(kind=name, state="no_data", layers=(), why=why)
    return [Checked(theme=theme, needed=bool(rules)) for _ in asked.questions]


def _answer(
    checked: Sequence[Checked], question: Question, stands: Stands | None, ready: Ready
) -> SiteCheck:
    site, circumstances = question.site, question.circumstances
    edge_m = None if stands is None else stands.edge_m
    findings = tuple(finding for one in checked for finding in one.findings)
    verdict = _verdict(findings, checked)
    polygon = shapely.get_dimensions(site.geometry) == 2
    reach_m = question.within_m if edge_m is None else min(question.within_m, edge_m)
    return SiteCheck(
        site=site,
        as_of=circumstances.as_of,
        area_m2=question.area_m2 if polygon else None,
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
        problems=remarks(checked, question, ready.problems, edge_m),
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


def usable_site(site: Site) -> Site:
    """The site in two dimensions and valid, its geometry a copy.

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
