"""A proposal for a GIS: its areas with grade, part, state and marks, and its parameters."""

import json
from pathlib import Path

import shapely

import watermap
from watermap.checks.delineation.proposal import Proposal, Zone
from watermap.errors import Problem
from watermap.export.geopackage import ABOUT, write_tables
from watermap.export.plain import number
from watermap.export.recording.delineation import proposal_record, sayings
from watermap.export.records import write_json
from watermap.export.result_columns import columns_of, placed, table_of
from watermap.export.sheets_delineation import method_line, parameter_value
from watermap.export.words import word
from watermap.language import Language


def write_proposal_geopackage(
    proposal: Proposal, path: Path, *, language: Language
) -> tuple[Problem, ...]:
    """Write the areas and, beside them, parameters, comparison and how it was made (EPSG:4490).

    Returns:
        That the areas show where the intake is.

    Raises:
        WatermapError: the file cannot be written.
    """
    drawn = [one for one in proposal.zones if one.geometry is not None]
    zones = table_of(_attributes(proposal, one, language) for one in drawn)
    tables = {
        "proposed_areas": placed(columns_of(zones), [one.geometry for one in drawn]),
        "parameters": table_of(
            {
                "id": one.parameter.id,
                "title": one.parameter.title.of(language),
                "value": parameter_value(one, language),
                "unit": one.parameter.unit or None,
                "origin": one.origin,
                "verified": one.verified,
            }
            for one in (proposal.settings.every if proposal.settings else ())
        ),
        "comparisons": table_of(
            {name: value for name, value in record.items() if not isinstance(value, list)}
            for record in proposal_record(proposal, language=language)["comparisons"]
        ),
        ABOUT: table_of(
            {"name": name, "value": value} for name, value in _about(proposal, language)
        ),
    }
    write_tables({name: table for name, table in tables.items() if len(table)}, path)
    return _shown(proposal, path)


def write_proposal_geojson(
    proposal: Proposal, path: Path, *, language: Language
) -> tuple[Problem, ...]:
    """Write the areas as GeoJSON, longitude and latitude of CGCS2000, the record beside them.

    Returns:
        That the areas show where the intake is.

    Raises:
        WatermapError: the file cannot be written.
    """
    features = [
        {
            "type": "Feature",
            "properties": _attributes(proposal, one, language),
            "geometry": json.loads(shapely.to_geojson(one.geometry)),
        }
        for one in proposal.zones
        if one.geometry is not None
    ]
    record = proposal_record(proposal, language=language)
    write_json({"type": "FeatureCollection", "features": features, "proposal": record}, path)
    return _shown(proposal, path)


def _attributes(proposal: Proposal, one: Zone, language: Language) -> dict[str, object]:
    """What goes with each area, so that nobody takes it for an approved one."""
    return {
        "source": proposal.source.name,
        "grade": one.grade,
        "part": one.part,
        "area_m2": number(one.area_m2),
        "status": "proposal",
        "note": word("delineation_only_proposal", language),
        "method": proposal.document.id,
        "verified": proposal.document.verified,
    }


def _about(proposal: Proposal, language: Language) -> list[tuple[str, str]]:
    return [
        ("watermap", watermap.__version__),
        ("note", word("delineation_only_proposal", language)),
        ("method", method_line(proposal, language)),
        ("state", proposal.state),
        *(("said", text) for text in sayings(proposal.said, language)),
        *(("left_to_person", text.of(language)) for text in proposal.left),
        *(("problem", problem.text(language)) for problem in proposal.problems),
    ]


def _shown(proposal: Proposal, path: Path) -> tuple[Problem, ...]:
    if any(one.geometry is not None for one in proposal.zones):
        return (Problem.warning("delineation.shows_place", file=path.name),)
    return ()
