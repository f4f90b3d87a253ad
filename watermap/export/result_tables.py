"""Results as tables of a GeoPackage: plain column names, plain types, one row a thing."""

from collections.abc import Iterable, Mapping

from shapely.geometry.base import BaseGeometry

import watermap
from watermap.catalogue.kinds import Kind
from watermap.checks.findings import Finding, SiteCheck
from watermap.errors import Message, Problem
from watermap.export.plain import day, number
from watermap.export.result_columns import (
    Table,
    Values,
    columns_of,
    numbered,
    placed,
    table_of,
    text,
    typed,
)
from watermap.export.shown import told
from watermap.export.way_tables import WayTables
from watermap.harmonise.layer import Layer, Layers
from watermap.language import Language
from watermap.quality.assessment import Assessment, SectionResult


def layer_tables(layers: Layers, kinds: Mapping[str, Kind]) -> dict[str, Table]:
    """Each layer under its kind's id; the second of a kind is ``section_2``."""
    tables = {}
    for name, of_kind in layers.items():
        for at, layer in enumerate(of_kind, start=1):
            tables[name if at == 1 else f"{name}_{at}"] = _layer(layer, kinds[name])
    return tables


def _layer(layer: Layer, kind: Kind) -> Table:
    frame = layer.frame
    columns: dict[str, Values] = {
        name: typed(frame[name], field.type)
        for name, field in kind.fields.items()
        if name in frame.columns
    }
    columns["source_file"] = text([layer.source.path.name] * len(frame))
    columns["source_record"] = numbered(frame.index)
    return placed(columns, list(frame.geometry))


def assessment_tables(
    assessment: Assessment, layers: Layers, language: Language
) -> dict[str, Table]:
    """Sections with class and place, sources, indicators, targets."""
    both = (*assessment.sections, *assessment.sources)
    return {
        "section_results": _results(assessment.sections, _places(layers, "section"), language),
        "source_results": _results(assessment.sources, _places(layers, "water_source"), language),
        "indicator_results": _indicators(both, language),
        "target_results": table_of(
            {
                "id": target.id,
                "title": target.title.of(language),
                "year": target.year,
                "at_least": target.at_least,
                "required_pct": number(target.required_pct),
                "actual_pct": number(target.actual_pct),
                "met": target.met,
                "n": target.n,
                "why": _why(target.why, language),
            }
            for target in assessment.targets
        ),
    }


def _places(layers: Layers, kind: str) -> dict[str, BaseGeometry]:
    """Place by name. Where the kind is not to be shown, there are none."""
    return {
        name: place
        for layer in layers.get(kind, ())
        for name, place in zip(layer.frame["name"], layer.frame.geometry, strict=True)
        if isinstance(name, str)
    }


def _results(
    sections: tuple[SectionResult, ...], places: Mapping[str, BaseGeometry], language: Language
) -> Table:
    table = table_of(
        {
            "code": section.code,
            "name": section.name,
            "river": section.river,
            "state": section.state,
            "class": section.water_class,
            "deciding": ",".join(section.deciding),
            "main_pollutants": ",".join(one.id for one in section.main_pollutants),
            "place": section.place,
            "evaluated": section.evaluated,
            "counted": section.counted,
            "change": section.change,
            "target": section.target,
            "met": section.met,
            "samples": section.samples,
            "months": section.months,
            "why": _why(section.why, language),
        }
        for section in sections
    )
    if not any(section.name in places for section in sections):
        return table
    columns = columns_of(table)
    return placed(columns, [places.get(section.name) for section in sections])


def _indicators(sections: tuple[SectionResult, ...], language: Language) -> Table:
    return table_of(
        {
            "section": section.name,
            "indicator": found.id,
            "value": number(found.value),
            "unit": found.unit,
            "class": found.water_class,
            "limit": number(found.limit),
            "multiple": number(found.multiple),
            "mean": number(found.mean),
            "minimum": number(found.minimum),
            "maximum": number(found.maximum),
            "counts": found.counts,
            "n": found.n,
            "censored": found.censored,
            "raw": "; ".join(found.raw),
            "why": _why(found.why, language),
        }
        for section in sections
        for found in section.indicators
    )


def site_tables(check: SiteCheck, language: Language) -> dict[str, Table]:
    """The site, its findings on its own geometry, the themes in their states, its ways out."""
    site = check.site
    head = table_of(
        [
            {
                "name": site.name,
                "industry": site.industry,
                "work": site.work,
                "verdict": check.verdict,
                "as_of": day(check.as_of),
                "area_m2": number(check.area_m2),
                "perimeter_m": number(check.perimeter_m),
            }
        ]
    )
    found = [(one, False) for one in check.findings]
    found += [(one, True) for one in check.near_misses]
    rows = table_of(finding_row(one, near_miss=missed, language=language) for one, missed in found)
    themes = table_of(
        {
            "kind": theme.kind,
            "state": theme.state,
            "files": "; ".join(layer.source.path.name for layer in theme.layers),
            "why": told(theme.why, language) or None,
        }
        for theme in check.themes
    )
    ways = WayTables(language=language)
    ways.add(check)
    return {
        "site": placed(columns_of(head), [site.geometry]),
        "site_findings": placed(columns_of(rows), [site.geometry] * len(found)),
        "site_themes": themes,
        **ways.tables(),
    }


def finding_row(finding: Finding, *, near_miss: bool, language: Language) -> dict[str, object]:
    """A finding as a row of a table; its sentence in one language."""
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "feature": finding.feature.name,
        "feature_id": finding.feature.id,
        "level": finding.feature.level,
        "near_miss": near_miss,
        "relation": finding.relation,
        "verdict": finding.verdict,
        "overlap_m2": number(finding.overlap_m2),
        "overlap_pct_of_site": number(finding.overlap_pct_of_site),
        "overlap_pct_of_zone": number(finding.overlap_pct_of_zone),
        "length_m": number(finding.length_m),
        "distance_m": number(finding.distance_m),
        "bearing_deg": number(finding.bearing_deg),
        "document": finding.basis.document.of(language),
        "article": finding.basis.article,
        "in_force_from": day(finding.basis.in_force_from),
        "in_force_to": day(finding.basis.in_force_to),
        "verified": finding.basis.verified,
        "message": told(finding.message, language),
    }


def about_table(
    assessment: Assessment | None,
    notes: Iterable[Problem],
    language: Language,
    *,
    check: SiteCheck | None = None,
) -> Table:
    """By what and when the results were made, and what the file leaves out.

    Args:
        assessment: whose results are in the file; None: there are none.
        notes: what the file leaves out.
        language: of the sentences.
        check: the only one in the file; None: there is none, or there are many.
    """
    facts: list[tuple[str, str | None]] = [("watermap", watermap.__version__)]
    if assessment is not None:
        facts += [
            ("standard", assessment.standard),
            ("method", assessment.method),
            ("period", assessment.period),
            ("as_of", day(assessment.as_of)),
        ]
        facts += [("problem", problem.text(language)) for problem in assessment.problems]
    if check is not None:
        facts.append(("as_of", day(check.as_of)))
        facts += [("problem", problem.text(language)) for problem in check.problems]
    facts += [("left_out", note.text(language)) for note in notes]
    return table_of({"name": name, "value": value} for name, value in facts)


def _why(messages: Iterable[Message], language: Language) -> str:
    return "\n".join(message.text(language) for message in messages)
