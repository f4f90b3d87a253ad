"""The tabs of a network's review: faults, doubtful places, kept repairs, tolerances."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np

from watermap.catalogue.kinds import Kind
from watermap.errors import Message, Problem
from watermap.export.sheets import Column, Sheet, Value, write_sheets
from watermap.export.sheets_remarks import method_sheet, problems_sheet
from watermap.export.words import word
from watermap.figures import figure
from watermap.language import Language, Text
from watermap.network.answer import Reviewed
from watermap.network.building.faults import Fault
from watermap.network.building.settings import reasons
from watermap.network.network import Flow
from watermap.network.placing.telling import (
    RiverNames,
    doubts_told,
    repair_told,
    river_names,
    unplaced_told,
)

Row = tuple[Value, ...]
DEGREE_DECIMALS = 6


def write_network(
    reviewed: Reviewed, path: Path, *, language: Language, kinds: Mapping[str, Kind], title: Text
) -> tuple[Problem, ...]:
    """Write the review of a network as .xlsx.

    Returns:
        What did not fit and was cut.

    Raises:
        WatermapError: the file cannot be written.
    """
    named = word("network_title", language, project=title.of(language))
    return write_sheets(network_sheets(reviewed, language, kinds), path, title=named)


def network_sheets(
    reviewed: Reviewed, language: Language, kinds: Mapping[str, Kind]
) -> tuple[Sheet, ...]:
    """All tabs."""
    return (
        faults_sheet(reviewed, language),
        kept_sheet(reviewed, language),
        doubtful_sheet(reviewed, language, kinds),
        unplaced_sheet(reviewed, language, kinds),
        tolerances_sheet(reviewed, language),
        problems_sheet(reviewed.waters.problems, language),
        method_sheet(network_remarks(reviewed, language), language),
    )


def network_remarks(reviewed: Reviewed, language: Language) -> list[str]:
    """The network in figures, and how it is repaired."""
    built, placements = reviewed.waters.built, reviewed.waters.placements
    reaches = built.network.reaches
    unknown = reaches.flow == Flow.UNKNOWN
    told = Counter(one.severity for one in built.faults if not one.left)
    return [
        word(
            "network_summary",
            language,
            rivers=len(np.unique(reaches.river)),
            reaches=len(reaches),
            nodes=len(built.network),
            length=figure(float(reaches.length_m.sum()) / 1000, 1),
            unknown=int(unknown.sum()),
            unknown_km=figure(float(reaches.length_m[unknown].sum()) / 1000, 1),
            errors=told["error"],
            warnings=told["warning"],
            notes=told["note"],
            left=sum(one.left for one in built.faults),
        ),
        word(
            "network_places",
            language,
            placed=len(placements.placed),
            doubtful=sum(bool(one.doubts) for one in placements.placed),
            unplaced=len(placements.unplaced),
        ),
        Message.of("network.how").text(language),
    ]


def faults_sheet(reviewed: Reviewed, language: Language) -> Sheet:
    """Every fault under the number by which it is repaired."""
    columns = (
        _integer("network_number", language),
        _text("network_severity", language, 9),
        _text("network_message", language, 70),
        _text("network_repairs", language, 48),
        _text("network_reaches", language, 22),
        _text("network_left", language, 10),
        _degrees("network_lon", language),
        _degrees("network_lat", language),
    )
    names = river_names(reviewed.waters.built.lines)
    rows = tuple(
        _fault(number, one, reviewed, language, names)
        for number, one in enumerate(reviewed.waters.built.faults, start=1)
    )
    return Sheet(name=word("network_tab_faults", language), columns=columns, rows=rows)


def _fault(
    number: int, one: Fault, reviewed: Reviewed, language: Language, names: RiverNames
) -> Row:
    ids = reviewed.waters.built.network.reaches.ids
    somewhere = one.lon == one.lon  # NaN: it stands nowhere
    return (
        number,
        word(f"severity_{one.severity}", language),
        one.message.text(language),
        options_told(number, one, names, language),
        "、".join(dict.fromkeys(ids[reach] for reach in one.reaches)),
        word("yes", language) if one.left else None,
        one.lon if somewhere else None,
        one.lat if somewhere else None,
    )


def options_told(number: int, one: Fault, names: RiverNames, language: Language) -> str:
    """What would settle a fault, each by what is typed to choose it."""
    several = len(one.repairs) > 1
    return "\n".join(
        f"{number}.{at} {repair_told(repair, names).text(language)}"
        if several
        else repair_told(repair, names).text(language)
        for at, repair in enumerate(one.repairs, start=1)
    )


def kept_sheet(reviewed: Reviewed, language: Language) -> Sheet:
    """What was decided, under the number by which it is taken back."""
    columns = (
        _integer("network_number", language),
        _text("network_decision", language, 60),
        _text("network_in_force", language, 26),
    )
    built = reviewed.waters.built
    names = river_names(built.lines)
    rows = tuple(
        (
            number,
            repair_told(one, names).text(language),
            word("network_stale" if one in built.stale else "yes", language),
        )
        for number, one in enumerate(reviewed.kept.repair, start=1)
    )
    return Sheet(name=word("network_tab_kept", language), columns=columns, rows=rows)


def doubtful_sheet(reviewed: Reviewed, language: Language, kinds: Mapping[str, Kind]) -> Sheet:
    """Objects whose place should be looked at."""
    network = reviewed.waters.built.network
    columns = (
        *_of_object(language),
        _text("network_river", language, 16),
        Column(title=word("network_snap_m", language), type="number", decimals=0),
        _text("network_why", language, 70),
    )
    rows = tuple(
        (
            _kind(one.kind, kinds, language),
            one.id,
            one.name,
            network.reaches.names[one.place.reach],
            one.place.snap_m,
            "\n".join(told.text(language) for told in doubts_told(network, one)),
        )
        for one in reviewed.waters.placements.placed
        if one.doubts
    )
    return Sheet(name=word("network_tab_doubtful", language), columns=columns, rows=rows)


def unplaced_sheet(reviewed: Reviewed, language: Language, kinds: Mapping[str, Kind]) -> Sheet:
    """Objects that are on no reach, and why."""
    columns = (*_of_object(language), _text("network_why", language, 70))
    rows = tuple(
        (
            _kind(one.kind, kinds, language),
            one.id,
            one.name,
            unplaced_told(one).text(language),
        )
        for one in reviewed.waters.placements.unplaced
    )
    return Sheet(name=word("network_tab_unplaced", language), columns=columns, rows=rows)


def tolerances_sheet(reviewed: Reviewed, language: Language) -> Sheet:
    """How near is near, as used and as shipped, and why."""
    columns = (
        _text("network_tolerance", language, 24),
        Column(title=word("network_value_m", language), type="number"),
        Column(title=word("network_shipped_m", language), type="number"),
        _text("network_why", language, 90),
    )
    used = asdict(reviewed.kept.near())
    rows = tuple(
        (
            word(f"network_tolerance_{name}", language),
            used[f"{name}_m"],
            known.value_m,
            known.why.of(language),
        )
        for name, known in reasons().items()
    )
    return Sheet(name=word("network_tab_tolerances", language), columns=columns, rows=rows)


def _of_object(language: Language) -> tuple[Column, ...]:
    return (
        _text("network_kind", language, 14),
        _text("network_id", language, 18),
        _text("network_name", language, 24),
    )


def _kind(name: str, kinds: Mapping[str, Kind], language: Language) -> str:
    return kinds[name].title.of(language) if name in kinds else name


def _text(name: str, language: Language, width: float) -> Column:
    return Column(title=word(name, language), width=width)


def _integer(name: str, language: Language) -> Column:
    return Column(title=word(name, language), type="integer", width=7)


def _degrees(name: str, language: Language) -> Column:
    return Column(title=word(name, language), type="number", decimals=DEGREE_DECIMALS)
