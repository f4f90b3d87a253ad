"""``watermap cleanup --json``."""

from watermap.checks.cleanup.findings import Cleanup, CleanupHit, CleanupItem, Intake
from watermap.checks.cleanup.rules import cleanup_book
from watermap.export.plain import day, number
from watermap.export.recording.problems import Record, problem_records
from watermap.export.recording.site import basis_record, feature_record
from watermap.export.shown import told
from watermap.language import Language


def cleanup_record(cleanup: Cleanup, *, language: Language) -> Record:
    """Every thing once, in the order of dealing with them; ``language`` is that of sentences."""
    book = cleanup_book()
    return {
        "as_of": day(cleanup.as_of),
        "rings_m": [number(radius) for radius in cleanup.rings_m],
        "tolerance_m": number(cleanup.tolerance_m),
        "ranked_by": list(book.ranked_by),
        "then_by": list(book.then_by),
        "verified": book.verified,
        "items": [_item(item, language) for item in cleanup.items],
        "looked_at": dict(cleanup.looked_at),
        "things_not_checked": list(cleanup.things_not_checked),
        "zones_not_checked": list(cleanup.zones_not_checked),
        "problems": problem_records(cleanup.problems, language),
    }


def _item(item: CleanupItem, language: Language) -> Record:
    return {
        "priority": item.priority,
        "thing": item.thing,
        "kind": item.kind,
        "feature": feature_record(item.feature),
        "grade": item.grade,
        "duty": item.duty,
        "zones": [_hit(hit, language) for hit in item.hits],
        "intake": None if item.intake is None else _intake(item.intake),
        "upstream": item.upstream,
        "upstream_m": number(item.upstream_m),
        "upstream_why": told(item.upstream_why, language) or None,
        "risk_level": item.risk_level,
        "credit": item.credit,
        "card": item.card,
        "status": item.status,
    }


def _intake(intake: Intake) -> Record:
    return {
        "feature": feature_record(intake.feature),
        "distance_m": number(intake.distance_m),
        "bearing_deg": number(intake.bearing_deg),
        "by": intake.by,
    }


def _hit(hit: CleanupHit, language: Language) -> Record:
    return {
        "zone": hit.zone,
        "kind": hit.kind,
        "grade": hit.grade,
        "features": [feature_record(one) for one in hit.features],
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
        "basis": basis_record(hit.basis, language),
        "message": told(hit.message, language),
        "unanswered": list(hit.unanswered),
    }
