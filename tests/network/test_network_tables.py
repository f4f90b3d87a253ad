"""Small networks drawn by hand: tests/tables/network_*.toml."""

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.checks.ground import ORACLE
from tests.network.drawing import GROUND, box, flows, layer
from watermap.network.building.build import build
from watermap.network.building.settings import Tolerances

TABLES = Path(__file__).parents[1] / "tables"


def cases(name):
    read = tomllib.loads((TABLES / f"network_{name}.toml").read_text("utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in read]


def layers_of(case):
    found = {}
    for key, kind in (("rivers", "river"), ("diversions", "diversion_line")):
        if key in case:
            features = [
                ([tuple(place) for place in one["at"]], {k: v for k, v in one.items() if k != "at"})
                for one in case[key]
            ]
            found[kind] = (layer(kind, *features),)
    if "lakes" in case:
        lakes = [(box(*one["box"]), {"name": one["name"]}) for one in case["lakes"]]
        found["lake"] = (layer("lake", *lakes),)
    return found


def heights_of(case):
    """The height of the nearest of the places given."""
    known = np.array(case["heights"], dtype=float)

    def heights(lon, lat):
        here = np.full_like(lon, GROUND.lon), np.full_like(lat, GROUND.lat)
        bearing, _, away = ORACLE.inv(*here, lon, lat)
        east, north = away * np.sin(np.radians(bearing)), away * np.cos(np.radians(bearing))
        apart = np.hypot(east[:, None] - known[:, 0], north[:, None] - known[:, 1])
        return known[apart.argmin(axis=1), 2]

    return heights


def told(fault):
    """``code severity name``: of the one who is named first in the sentence's fields."""
    who = fault.message.fields.get("name") or fault.message.fields.get("names") or ""
    return f"{fault.code} {fault.severity} {who}".strip()


@pytest.mark.parametrize("case", [*cases("lines"), *cases("flow")])
def test_a_network_drawn_by_hand(case):
    built = build(
        layers_of(case),
        tolerances=replace(Tolerances.shipped(), **case.get("tolerances", {})),
        heights=heights_of(case) if "heights" in case else None,
    )
    assert flows(built.network) == sorted(case["reaches"])
    assert sorted(map(told, built.faults)) == sorted(case["faults"])
    if "clue" in case:
        assert set(built.network.reaches.clue) == {case["clue"]}
    if "confidence_below" in case:
        assert built.network.reaches.confidence.max() < case["confidence_below"]


@pytest.mark.parametrize("case", [*cases("lines"), *cases("flow")])
def test_every_fault_can_be_read_and_drawn(case):
    for fault in build(layers_of(case)).faults:
        for language in ("zh", "en"):
            assert "{" not in fault.message.text(language)
        assert fault.geometry is None or fault.geometry.is_valid
        assert all(one < 10_000 for one in fault.reaches)
