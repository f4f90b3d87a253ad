"""Where a section tends as a whole, for the map: from the trends of its indicators."""

from collections.abc import Mapping, Sequence

from watermap.quality.assessment import TrendId
from watermap.quality.change.trends import Trend


def trend_theme(trends: Sequence[Trend]) -> Mapping[str, TrendId]:
    """By the section's name: better, worse, both, neither, or that none can be told.

    By Spearman's test of each indicator (standards.md 2.8). One that gets worse is never made good
    by another that gets better: both together are ``mixed``.
    """
    told: dict[str, list[Trend]] = {}
    for one in trends:
        told.setdefault(one.name, []).append(one)
    return {name: _together(own) for name, own in told.items()}


def _together(trends: Sequence[Trend]) -> TrendId:
    meanings = {one.meaning for one in trends if one.state == "told"}
    if not meanings:
        return "untold"
    if {"better", "worse"} <= meanings:
        return "mixed"
    if "worse" in meanings:
        return "worse"
    return "better" if "better" in meanings else "stable"
