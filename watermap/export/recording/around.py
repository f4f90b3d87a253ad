"""``watermap around --json``."""

from collections.abc import Sequence

from watermap.checks.findings import Around, Neighbour, Ring, RingKind, SourceRings
from watermap.checks.sources.raster_rings import RasterRings
from watermap.checks.sources.source_areas import SourceAreas
from watermap.export.plain import number
from watermap.export.recording.problems import Record, problem_records
from watermap.export.recording.rasters import raster_record
from watermap.export.recording.site import feature_record
from watermap.export.recording.source_areas import source_areas_record
from watermap.export.recording.upstream import upstream_record
from watermap.language import Language
from watermap.network.upstream import SourceUpstream, Upstream


def around_record(
    around: Around,
    *,
    language: Language,
    rasters: Sequence[RasterRings] = (),
    areas: Sequence[SourceAreas] = (),
    upstream: Upstream | None = None,
) -> Record:
    """The contract's ``around`` shape, with rasters, protection areas and the water above sources.

    ``language`` is that of the sentences in it.
    """
    return {
        "sources": [
            _source(source, upstream, of, language)
            for source, of in zip(around.sources, _above(around, upstream), strict=True)
        ],
        "not_checked": list(around.not_checked),
        "protection_areas": [source_areas_record(one) for one in areas],
        "rasters": [raster_record(one, language) for one in rasters],
        "problems": problem_records(
            (*around.problems, *(upstream.problems if upstream else ())), language
        ),
    }


def _above(around: Around, upstream: Upstream | None) -> Sequence[SourceUpstream | None]:
    return upstream.sources if upstream else [None] * len(around.sources)


def _source(
    source: SourceRings, upstream: Upstream | None, of: SourceUpstream | None, language: Language
) -> Record:
    above = upstream_record(of, upstream, language=language) if upstream and of else None
    return {
        "name": source.source.name,
        "id": source.source.id,
        "rings": [_ring(ring) for ring in source.rings],
        **({} if above is None else {"upstream": above}),
    }


def _ring(ring: Ring) -> Record:
    return {
        "radius_m": number(ring.radius_m),
        "area_m2": number(ring.area_m2),
        "kinds": [_ring_kind(found) for found in ring.kinds],
    }


def _ring_kind(found: RingKind) -> Record:
    return {
        "kind": found.kind,
        "count": len(found.neighbours),
        "overlap_m2": number(found.overlap_m2),
        "features": [_neighbour(neighbour) for neighbour in found.neighbours],
    }


def _neighbour(neighbour: Neighbour) -> Record:
    return {
        **feature_record(neighbour.feature),
        "distance_m": number(neighbour.distance_m),
        "bearing_deg": number(neighbour.bearing_deg),
        "overlap_m2": number(neighbour.overlap_m2),
    }
