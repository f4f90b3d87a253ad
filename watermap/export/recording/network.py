"""``watermap network --json``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np

from watermap.export.plain import number
from watermap.export.recording.problems import Record, problem_records
from watermap.language import Language
from watermap.network.answer import Reviewed
from watermap.network.building.faults import Fault
from watermap.network.building.repairs import Repair
from watermap.network.building.settings import reasons
from watermap.network.network import Flow, Network, Placed
from watermap.network.placing.place import Unplaced
from watermap.network.placing.telling import (
    RiverNames,
    doubts_told,
    repair_told,
    river_names,
    unplaced_told,
)


def network_record(reviewed: Reviewed, *, language: Language) -> Record:
    """A network with what is wrong with it; ``language`` is that of the sentences in it.

    ``number`` of a fault and of a kept repair is what ``--repair`` and ``--undo`` take.
    """
    built, placements = reviewed.waters.built, reviewed.waters.placements
    names = river_names(built.lines)
    changed = reviewed.changed
    return {
        **_counts(built.network),
        "faults": fault_records(reviewed, language=language),
        "severities": Counter(one.severity for one in built.faults if not one.left),
        "repairs": [
            {
                "number": at,
                "do": one.do,
                "what": repair_told(one, names).text(language),
                "in_force": one not in built.stale,
            }
            for at, one in enumerate(reviewed.kept.repair, start=1)
        ],
        "repaired": _told(changed.added if changed else (), names, language),
        "taken_back": _told(changed.taken if changed else (), names, language),
        "passed_over": list(changed.passed) if changed else [],
        "placed": len(placements.placed),
        "doubtful": [_doubtful(one, built.network, language) for one in _doubted(reviewed)],
        "unplaced": [_unplaced(one, language) for one in placements.unplaced],
        "tolerances": _tolerances(reviewed, language),
        "problems": problem_records(reviewed.waters.problems, language),
    }


def fault_records(reviewed: Reviewed, *, language: Language) -> list[Record]:
    """All faults in the order of their numbers."""
    built = reviewed.waters.built
    names = river_names(built.lines)
    return [
        _fault(at, one, built.network, names, language)
        for at, one in enumerate(built.faults, start=1)
    ]


def _counts(network: Network) -> Record:
    reaches = network.reaches
    unknown = reaches.flow == Flow.UNKNOWN
    return {
        "rivers": len(np.unique(reaches.river)),
        "reaches": len(reaches),
        "nodes": len(network),
        "length_km": number(float(reaches.length_m.sum()) / 1000),
        "unknown_direction": {
            "reaches": int(unknown.sum()),
            "length_km": number(float(reaches.length_m[unknown].sum()) / 1000),
        },
    }


def _fault(at: int, one: Fault, network: Network, names: RiverNames, language: Language) -> Record:
    return {
        "number": at,
        "code": one.code,
        "severity": one.severity,
        "message": one.message.text(language),
        "lon": number(one.lon),
        "lat": number(one.lat),
        "reaches": list(dict.fromkeys(network.reaches.ids[reach] for reach in one.reaches)),
        "left": one.left,
        "repairs": _told(one.repairs, names, language),
    }


def _told(repairs: Sequence[Repair], names: RiverNames, language: Language) -> list[str]:
    return [repair_told(one, names).text(language) for one in repairs]


def _doubted(reviewed: Reviewed) -> list[Placed]:
    return [one for one in reviewed.waters.placements.placed if one.doubts]


def _doubtful(one: Placed, network: Network, language: Language) -> Record:
    return {
        "kind": one.kind,
        "id": one.id,
        "name": one.name,
        "reach": network.reaches.ids[one.place.reach],
        "river": network.reaches.names[one.place.reach],
        "snap_m": number(one.place.snap_m),
        "doubts": list(one.doubts),
        "why": [told.text(language) for told in doubts_told(network, one)],
    }


def _unplaced(one: Unplaced, language: Language) -> Record:
    return {
        "kind": one.kind,
        "id": one.id,
        "name": one.name,
        "code": one.why,
        "why": unplaced_told(one).text(language),
    }


def _tolerances(reviewed: Reviewed, language: Language) -> list[Record]:
    used = asdict(reviewed.kept.near())
    return [
        {
            "name": name,
            "value_m": number(used[f"{name}_m"]),
            "default_m": number(known.value_m),
            "why": known.why.of(language),
        }
        for name, known in reasons().items()
    ]
