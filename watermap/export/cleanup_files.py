"""The clean-up list as a workbook and as a GeoPackage."""

from collections.abc import Mapping
from pathlib import Path

import watermap
from watermap.catalogue.kinds import Kind
from watermap.checks.cleanup.findings import Cleanup, CleanupHit, CleanupItem
from watermap.errors import Problem
from watermap.export.geopackage import ABOUT, write_tables
from watermap.export.plain import day, number
from watermap.export.result_columns import Table, columns_of, placed, table_of
from watermap.export.sheets import write_sheets
from watermap.export.sheets_cleanup import cleanup_sheets
from watermap.export.shown import told
from watermap.export.words import word
from watermap.language import Language


def write_cleanup(
    cleanup: Cleanup, path: Path, *, language: Language, kinds: Mapping[str, Kind]
) -> tuple[Problem, ...]:
    """Write the list as .xlsx: things, their zones, counts, what was not looked at, method.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the file cannot be written.
    """
    sheets = cleanup_sheets(cleanup, language=language, kinds=kinds)
    return write_sheets(sheets, path, title=word("cleanup_title", language))


def write_cleanup_package(
    cleanup: Cleanup, path: Path, *, language: Language
) -> tuple[Problem, ...]:
    """Write ``cleanup`` (the things, EPSG:4490), ``cleanup_zones`` and ``about``.

    Sources are named with their distance; their places are not written.

    Raises:
        WatermapError: the file cannot be written, or does not hold what was written to it.
    """
    tables = cleanup_tables(cleanup, language)
    write_tables({name: table for name, table in tables.items() if len(table)}, path)
    return ()


def cleanup_tables(cleanup: Cleanup, language: Language) -> dict[str, Table]:
    """The things on their own places, a row a zone, and how the list was made."""
    things = table_of(_thing(item) for item in cleanup.items)
    zones = table_of(
        _zone(at, item, hit, language)
        for at, item in enumerate(cleanup.items, start=1)
        for hit in item.hits
    )
    facts: list[tuple[str, str | None]] = [
        ("watermap", watermap.__version__),
        ("as_of", day(cleanup.as_of)),
        ("rings_m", ", ".join(f"{radius:g}" for radius in cleanup.rings_m)),
        ("tolerance_m", f"{cleanup.tolerance_m:g}"),
        ("things_not_checked", ", ".join(cleanup.things_not_checked)),
        ("zones_not_checked", ", ".join(cleanup.zones_not_checked)),
    ]
    facts += [("problem", problem.text(language)) for problem in cleanup.problems]
    return {
        "cleanup": placed(columns_of(things), [item.geometry for item in cleanup.items]),
        "cleanup_zones": zones,
        ABOUT: table_of({"name": name, "value": value} for name, value in facts),
    }


def _thing(item: CleanupItem) -> dict[str, object]:
    intake = item.intake
    return {
        "priority": item.priority,
        "thing": item.thing,
        "name": item.feature.name,
        "code": item.feature.id,
        "zone": item.hits[0].zone,
        "zones": ", ".join(hit.zone for hit in item.hits),
        "grade": item.grade,
        "duty": item.duty,
        "intake": None if intake is None else intake.feature.name,
        "intake_m": None if intake is None else number(intake.distance_m),
        "intake_by": None if intake is None else intake.by,
        "upstream": item.upstream,
        "risk_level": item.risk_level,
        "credit": item.credit,
        "card": item.card,
        "status": item.status,
        "source_file": item.feature.path,
        "source_record": item.feature.record + 1,
    }


def _zone(at: int, item: CleanupItem, hit: CleanupHit, language: Language) -> dict[str, object]:
    return {
        "item": at,
        "name": item.feature.name,
        "zone": hit.zone,
        "features": "; ".join(one.name or one.id or str(one.record + 1) for one in hit.features),
        "rule": hit.rule,
        "duty": hit.duty,
        "relation": hit.relation,
        "within_tolerance": hit.within_tolerance,
        "ring_m": number(hit.ring_m),
        "overlap_m2": number(hit.overlap_m2),
        "overlap_pct": number(hit.overlap_pct),
        "length_m": number(hit.length_m),
        "depth_m": number(hit.depth_m),
        "distance_m": number(hit.distance_m),
        "document": hit.basis.document.of(language),
        "article": hit.basis.article,
        "verified": hit.basis.verified,
        "message": told(hit.message, language),
    }
