"""The key ``rasters`` of ``watermap around --json``."""

from watermap.checks.sources.raster_rings import RasterRing, RasterRings, SourceRaster
from watermap.export.plain import number
from watermap.export.recording.problems import Record, problem_records
from watermap.language import Language


def raster_record(rings: RasterRings, language: Language) -> Record:
    """What one raster says around each source; ``amount`` is the sum of cells by their share."""
    return {
        "file": rings.file,
        "sources": [_source(one) for one in rings.sources],
        "problems": problem_records(rings.problems, language),
    }


def _source(one: SourceRaster) -> Record:
    return {
        "name": one.source.name,
        "id": one.source.id,
        "value_here": number(one.here),
        "rings": [_ring(ring) for ring in one.rings],
    }


def _ring(ring: RasterRing) -> Record:
    found = ring.statistics
    return {
        "radius_m": number(ring.radius_m),
        "area_m2": number(found.zone_m2),
        "with_data_m2": number(found.with_data_m2),
        "without_data_m2": number(found.without_data_m2),
        "outside_m2": number(found.outside_m2),
        "complete": found.complete,
        "cells": number(found.cells),
        "mean": number(found.mean),
        "minimum": number(found.minimum),
        "maximum": number(found.maximum),
        "amount": number(found.amount),
        "classes": None
        if found.classes is None
        else [
            {
                "value": one.value,
                "area_m2": number(one.area_m2),
                "share_pct": number(one.share_pct),
            }
            for one in found.classes
        ],
    }
