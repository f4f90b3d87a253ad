"""The key ``protection_areas`` of ``watermap around --json``."""

from watermap.checks.sources.source_areas import AreaContent, SourceArea, SourceAreas
from watermap.export.plain import number
from watermap.export.recording.problems import Record
from watermap.export.recording.site import feature_record


def source_areas_record(found: SourceAreas) -> Record:
    """The protection areas of one source, with counts, areas and lengths of each kind."""
    return {
        "source": found.source.name,
        "source_id": found.source.id,
        "areas": [_area(one) for one in found.areas],
    }


def _area(one: SourceArea) -> Record:
    return {
        **feature_record(one.area),
        "found_by": one.by,
        "area_m2": number(one.area_m2),
        "kinds": [_content(content) for content in one.contents],
    }


def _content(content: AreaContent) -> Record:
    return {
        "kind": content.kind,
        "count": len(content.features),
        "overlap_m2": number(content.overlap_m2),
        "share_pct": number(content.share_pct),
        "length_m": number(content.length_m),
        "features": [feature_record(feature) for feature in content.features],
    }
