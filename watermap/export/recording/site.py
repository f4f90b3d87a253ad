"""``watermap check --json``."""

from watermap.checks.findings import Basis, FeatureRef, Finding, SiteCheck, Theme, ThemeLayer
from watermap.checks.site import Site
from watermap.export.plain import day, number
from watermap.export.recording.advice import firmness_record, way_out_record
from watermap.export.recording.problems import Record, problem_records
from watermap.export.shown import told
from watermap.harmonise.places.decision import GEOGRAPHIC_EPSG
from watermap.language import Language


def site_check_record(check: SiteCheck, *, language: Language) -> Record:
    """The contract's ``check`` shape. ``language`` is that of the sentences in it."""
    return {
        "site": _site(check.site, check),
        "as_of": day(check.as_of),
        "verdict": check.verdict,
        "themes": [_theme(theme, language) for theme in check.themes],
        "findings": [_finding(finding, language) for finding in check.findings],
        "near_misses": [_finding(finding, language) for finding in check.near_misses],
        "thresholds": {name: number(value) for name, value in check.thresholds.items()},
        "firmness": firmness_record(check, language),
        "way_out": way_out_record(check.way_out, language),
        "problems": problem_records(check.problems, language),
    }


def _site(site: Site, check: SiteCheck) -> Record:
    return {
        "area_m2": number(check.area_m2),
        "perimeter_m": number(check.perimeter_m),
        "crs": f"EPSG:{GEOGRAPHIC_EPSG}",
        "name": site.name,
        "geometry": site.geometry.geom_type,
        "bounds": [number(edge) for edge in site.geometry.bounds],
        "industry": site.industry,
        "work": site.work,
        "discharges": site.discharges,
        "outfall_inside": site.outfall_inside,
        "takes_groundwater": site.takes_groundwater,
        "hazardous_store": site.hazardous_store,
        "water_related": site.water_related,
        "permitted_kind": site.permitted_kind,
        "source": site.source,
    }


def _theme(theme: Theme, language: Language) -> Record:
    layers = [_layer(layer) for layer in theme.layers]
    return {
        "kind": theme.kind,
        "state": theme.state,
        "layer": layers[0] if layers else None,
        "layers": layers,
        "why": told(theme.why, language) or None,
        "overlap_m2": number(theme.overlap_m2),
        "overlap_pct_of_site": number(theme.overlap_pct_of_site),
        "nearest_m": number(theme.nearest_m),
    }


def _layer(layer: ThemeLayer) -> Record:
    return {
        "path": str(layer.source.path),
        "date": layer.date,
        "features": layer.features,
        "crs": layer.crs,
        "sha256": layer.source.sha256,
        "repaired": layer.repaired,
        "modified": day(layer.source.modified),
        "read_at": layer.source.read_at,
    }


def _finding(finding: Finding, language: Language) -> Record:
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "feature": feature_record(finding.feature),
        "relation": finding.relation,
        "overlap_m2": number(finding.overlap_m2),
        "overlap_pct_of_site": number(finding.overlap_pct_of_site),
        "overlap_pct_of_zone": number(finding.overlap_pct_of_zone),
        "depth_m": number(finding.depth_m),
        "length_m": number(finding.length_m),
        "distance_m": number(finding.distance_m),
        "bearing_deg": number(finding.bearing_deg),
        "verdict": finding.verdict,
        "basis": basis_record(finding.basis, language),
        "message": told(finding.message, language),
        "unanswered": list(finding.unanswered),
        "conflict": finding.conflict,
    }


def feature_record(feature: FeatureRef) -> Record:
    """Which feature of which file; ``record`` counts from 0."""
    return {
        "id": feature.id,
        "name": feature.name,
        "level": feature.level,
        "record": feature.record,
        "path": feature.path,
    }


def basis_record(basis: Basis, language: Language) -> Record:
    """The law behind a finding."""
    return {
        "document": basis.document.of(language),
        "article": basis.article,
        "penalty": basis.penalty,
        "in_force_from": day(basis.in_force_from),
        "in_force_to": day(basis.in_force_to),
        "verified": basis.verified,
    }
