"""All faults of a network, the most severe first; what a person left as it is comes last."""

from dataclasses import replace

import numpy as np

from watermap.network.building.draft import Draft, fault
from watermap.network.building.faults import Fault
from watermap.network.building.finding_flow import flow_faults
from watermap.network.building.finding_lines import line_faults
from watermap.network.building.repairs import Repair
from watermap.network.ground import ways_m

_ORDER = ("error", "warning", "note")


def find_faults(draft: Draft) -> tuple[Fault, ...]:
    """Every fault, listed once, with what would repair it."""
    found = [*(_stale(repair) for repair in draft.stale), *line_faults(draft), *flow_faults(draft)]
    left = [one.repair for one in draft.repairs if one.repair.do == "leave"]
    told = [
        replace(one, left=True) if any(_meant(one, repair, draft) for repair in left) else one
        for one in found
    ]
    return tuple(sorted(told, key=lambda one: (one.left, _ORDER.index(one.severity), one.code)))


def leave(one: Fault) -> Repair:
    """The decision that a fault is as it should be."""
    return Repair(do="leave", fault=one.code, at=(one.lon, one.lat))


def _meant(one: Fault, repair: Repair, draft: Draft) -> bool:
    if repair.fault != one.code or repair.at is None or np.isnan(one.lon):
        return False
    place, own = np.array([repair.at]), np.array([[one.lon, one.lat]])
    return float(ways_m(place, own)[0]) <= draft.near.join_m


def _stale(repair: Repair) -> Fault:
    key = repair.line or repair.other
    return fault(
        "stale_repair",
        "warning",
        None,
        at=repair.at,
        do=repair.do,
        layer=key.layer if key else repair.layer or "—",
        record=key.record if key else "—",
    )
