"""A site on the border that zones share is inside them, though deep enough in none (N12)."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from watermap.checks.ground.relation import encounter
from watermap.checks.law.check_names import outcome
from watermap.checks.siting.matching import Match
from watermap.errors import Message
from watermap.geodesy.plane import Plane


def joined(
    of_features: Sequence[tuple[Match, ...]],
    site: BaseGeometry,
    plane: Plane,
    *,
    tolerance_m: float,
) -> list[tuple[Match, ...]]:
    """The matches of a kind's features; where only all together are hit, the hardest one is.

    Args:
        of_features: the matches of each feature.
        site: longitude and latitude.
        plane: around the site.
        tolerance_m: an overlap no deeper is no conflict.
    """
    every = [match for found in of_features for match in found]
    shallow = [
        match
        for match in every
        if match.outcome == "near_miss" and match.met.meets and match.rule.check == "overlaps"
    ]
    shapes = {id(match.near): match.near.geometry for match in shallow}
    if len(shapes) < 2 or any(match.outcome == "hit" for match in every):
        return list(of_features)
    together = shapely.union_all(np.array(list(shapes.values()), dtype=object))
    met = encounter(site, together, plane)
    hardest = max(shallow, key=_hardest)
    if outcome(hardest.rule, met, tolerance_m=tolerance_m) != "hit":
        return list(of_features)
    hit = _as_hit(replace(hardest, met=met), len(shapes))
    return [tuple(hit if match is hardest else match for match in found) for found in of_features]


def _hardest(match: Match) -> tuple[int, float, str, int]:
    """Severity, then how deep, then the file: the same whatever the order."""
    ref = match.near.ref
    return match.severity, round(match.met.depth_m or 0.0, 3), ref.path, -ref.record


def _as_hit(match: Match, count: int) -> Match:
    name = match.near.ref.name or match.near.ref.id or "—"
    said = Message.of(
        "checks.on_shared_border", said=match.judgement.message, name=name, count=count
    )
    return replace(match, outcome="hit", judgement=replace(match.judgement, message=said))
