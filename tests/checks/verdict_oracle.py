"""Verdicts by another way: no index, no plane and no rule of ours; shapely, pyproj and a table.

The law is read from ``tests/tables/verdict_rows.toml``, a person's reading of standards.md 8. All
features are looked at. What lies so near a limit that surveys would quarrel is told as ``None``,
and nobody's verdict is asked there.
"""

import tomllib
from pathlib import Path

import shapely

from tests.checks.oracle import Oracle

ROWS = tomllib.loads(
    (Path(__file__).parents[1] / "tables" / "verdict_rows.toml").read_text("utf-8")
)["row"]
LEVEL = {
    "protection_area": "level", "nature_reserve": "zone", "livestock_zone": "zone",
    "groundwater_zone": "zone", "diversion_zone": "zone", "control_unit": "class",
}  # fmt: skip
INDUSTRIES = {
    "C2614": {"chemical", "heavy"}, "C2221": {"heavy"}, "C2710": {"heavy"}, "C3411": set(),
    "A0313": {"livestock"}, "B0911": {"tailings"}, "N7724": {"waste"}, "F5111": set(),
}  # fmt: skip
HARDNESS = ["notice", "restricted", "prohibited"]
TOLERANCE_M, MARGIN_M = 0.5, 0.02
SAMPLES_M = 1.0  # a line's depth is looked for metre by metre


def verdict(site, epsg, project, layers, day):
    """The verdict; None: a survey would have to decide.

    Args:
        site: as drawn, in ``epsg``.
        project: what is said of it; None: not said.
        layers: by kind, pairs of a shape as drawn and its zone; other kinds are missing.
        day: whose law counts.
    """
    oracle = Oracle(site, epsg)
    law = [row for row in ROWS if row["from"] <= day]
    against, favour, gaps = [], [], False
    for kind in {row["kind"] for row in ROWS}:
        of_kind = [row for row in law if row["kind"] == kind]
        if kind not in layers:
            gaps |= any(says(rows, project, sure=True) for rows in groups(of_kind))
            continue
        met = [(zone, meeting(oracle, shape)) for shape, zone in layers[kind]]
        if any(one is None for _, one in met) or two_shallow(met):
            return None
        for rows in groups(of_kind):
            for zone, found in met:
                hit = reached(rows[0], found)
                if hit is None:
                    return None
                sure = is_zone(rows[0], zone)
                if hit and sure is not False:
                    said = says(rows, project, sure=sure is True)
                    (favour if rows[0].get("soft") else against).append(said)
    told = [one for one in against if one] or ([] if gaps else [one for one in favour if one])
    if told:
        return max(told, key=HARDNESS.index)
    return "incomplete" if gaps else "no_conflict"


def groups(rows):
    names = dict.fromkeys(row["group"] for row in rows)
    return [[row for row in rows if row["group"] == name] for name in names]


def is_zone(row, zone):
    """Whether a feature is of the zone that a row means; None: its layer does not say."""
    if "zone" not in row:
        return True
    return None if zone is None else zone in row["zone"]


def says(rows, project, *, sure):
    """The verdict of a group of rows; None: none is about the project."""
    found = []
    for row in rows:
        answers = [holds(name, wanted, project) for name, wanted in row.get("when", {}).items()]
        lifted = "lifted_by" in row and bool(project[row["lifted_by"]])
        if False in answers or lifted:
            continue
        at = HARDNESS.index(row["verdict"])
        found.append(at if sure and None not in answers else max(at - 1, 0))
        if None not in answers:
            break
    return HARDNESS[max(found)] if found else None


def holds(name, wanted, project):
    said = project[name]
    if name == "permitted_kind":
        return None if said is None else True
    if said is None:
        return None
    if name == "industry":
        return bool(INDUSTRIES[said] & set(wanted))
    return said in wanted if name == "work" else said == wanted


def meeting(oracle, shape):
    """(metres apart, "deep", "shallow" or "apart", wholly inside); None: cannot be told surely."""
    site, zone = oracle.site, oracle.flat(shape)
    if not shapely.intersects(site, zone):
        metres = oracle.distance_m(shape)
        return None if metres < MARGIN_M else (metres, "apart", False)
    deep = depth_state(site, zone)
    inside = zone.buffer(-MARGIN_M).covers(site)
    if inside != zone.buffer(MARGIN_M).covers(site) and zone.area:
        return None
    return None if deep is None else (0.0, deep, inside)


def depth_state(site, zone):
    shared = shapely.intersection(site, zone)
    dimensions = shapely.get_dimensions(site), shapely.get_dimensions(zone)
    if dimensions == (2, 2):
        # The largest circle is wider than the tolerance if something is left when it is shrunk.
        surely, maybe = (
            not shared.buffer(-(TOLERANCE_M + by) / 2).is_empty for by in (MARGIN_M, -MARGIN_M)
        )
    elif 2 in dimensions:
        area, other = (site, zone) if dimensions[0] == 2 else (zone, site)
        along = SAMPLES_M if shapely.get_dimensions(other) == 1 else 0.0
        surely, maybe = (
            shapely.intersects(other, area.buffer(-(TOLERANCE_M + by)))
            for by in (along + MARGIN_M, -MARGIN_M)
        )
    else:
        surely = maybe = shared.length > MARGIN_M or shapely.crosses(site, zone)
    if surely != maybe:
        return None
    return "deep" if surely else "shallow"


def two_shallow(met):
    """Zones that share a border on which the site stands: only together are they deep enough."""
    states = [state for _, (_, state, _) in met]
    return "deep" not in states and states.count("shallow") > 1


def reached(row, found):
    metres, state, inside = found
    if "within_m" in row:
        return None if abs(metres - row["within_m"]) < MARGIN_M else metres <= row["within_m"]
    return state == "deep" and (inside or not row.get("inside"))
