"""The place of a loaded layer, asked again: what is offered, in which order, and what is kept."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from watermap.errors import Problem
from watermap.geodesy.ellipsoid import GEOD
from watermap.geodesy.web_offset import offset_degrees
from watermap.harmonise.places.shift import GeocentricShift, WebOffset
from watermap.reading.reader import Reader
from watermap.workspace.health import project_health
from watermap.workspace.importing.answers import Answers
from watermap.workspace.importing.present_place import doubted_entry, loaded_layer
from watermap.workspace.importing.question import Question
from watermap.workspace.importing.questions import answered
from watermap.workspace.importing.revising import (
    key_of_entry,
    look_again,
    revise,
    revision_question,
)
from watermap.workspace.opened import Opened, open_project
from watermap.workspace.project import LayerEntry

TURNS = np.random.default_rng(1).normal(0, 0.5, 120).cumsum()
STEPS = np.column_stack([np.cos(TURNS), np.sin(TURNS)]) * 0.004
RIVER = shapely.LineString(np.array([117.6, 34.6]) + STEPS.cumsum(axis=0))
ON_RIVER = np.array([RIVER.interpolate(n / 40, normalized=True).coords[0] for n in range(40)])


def geojson(path: Path, shapes: list[Any]) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"名称": str(number)},
            "geometry": json.loads(shapely.to_geojson(shape)),
        }
        for number, shape in enumerate(shapes)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")


@dataclass
class Case:
    """A project of a river and outfalls on it, the latter in some web map's coordinates."""

    folder: Path

    def open(self) -> Opened:
        with Reader() as reader:
            return open_project(self.folder, reader=reader)

    def ask(self, opened: Opened) -> tuple[LayerEntry, Question]:
        entry = next(one for one in opened.project.layers if one.kind == "outfall")
        found = look_again(opened, entry)
        return entry, revision_question("place", found, opened, entry)

    def answer(self, value: str, why: str = "高德") -> LayerEntry:
        """Answer the question; the entry as the project has it afterwards."""
        opened = self.open()
        entry, question = self.ask(opened)
        answers = answered(question, value, Answers(), why=why)
        project = revise(opened, entry, look_again(opened, entry), answers)
        return next(one for one in project.layers if one.kind == "outfall")


@pytest.fixture
def case(tmp_path: Path) -> Any:
    def make(offset: str | None, **said: Any) -> Case:
        moved = offset_degrees(*ON_RIVER.T, offset) if offset else ON_RIVER.T
        geojson(tmp_path / "河流.geojson", [RIVER])
        geojson(tmp_path / "排污口.geojson", list(shapely.points(np.column_stack(moved))))
        lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in said.items())
        (tmp_path / "project.toml").write_text(
            'format = 2\n[title]\nzh = "项目"\nen = "project"\n'
            '[[layer]]\npath = "河流.geojson"\nkind = "river"\n'
            f'[[layer]]\npath = "排污口.geojson"\nkind = "outfall"\n{lines}',
            "utf-8",
        )
        return Case(tmp_path)

    return make


def values(question: Question) -> list[str]:
    return [choice.value for choice in question.choices]


@pytest.mark.parametrize(
    ("offset", "offered"),
    [
        ("gcj02", ["4326 gcj02", "4326", "4326 bd09"]),
        ("bd09", ["4326 bd09", "4326", "4326 gcj02"]),
        (None, ["4326", "4326 gcj02", "4326 bd09"]),
    ],
)
def test_the_likeliest_is_proposed_and_stands_first(
    case: Any, offset: str | None, offered: list[str]
) -> None:
    opened = case(offset).open()
    _, question = case(offset).ask(opened)
    assert values(question) == offered
    assert question.proposal == offered[0]
    assert question.free
    first = question.choices[0]
    assert first.why is not None
    if offset is None:
        assert "现在的用法" in first.shown("zh")
        assert "没有发现" in question.choices[1].why.text("zh")
    else:
        assert "中位距离" in first.why.text("zh")
        assert "现在的用法" in question.choices[1].shown("zh")


@pytest.mark.parametrize("offset", ["gcj02", "bd09"])
def test_the_answer_moves_the_layer_and_is_kept(case: Any, offset: str) -> None:
    one = case(offset)
    entry = one.answer(f"4326 {offset}")
    assert entry.shift == WebOffset(method=offset, why="高德")
    opened = one.open()
    layer = loaded_layer(opened, entry)
    assert layer is not None
    lon, lat = shapely.get_coordinates(layer.frame.geometry.to_numpy()).T
    metres = GEOD.inv(lon, lat, *ON_RIVER.T)[2]
    assert metres.max() < 1.0
    assert not [each for each in layer.problems if each.code == "harmonise.offset_suspected"]


def test_an_offset_that_was_said_can_be_taken_back(case: Any) -> None:
    one = case(None)
    one.answer("4326 gcj02")
    _, question = one.ask(one.open())
    assert values(question)[:3] == ["4326 gcj02", "4326", "4326 bd09"]
    entry = one.answer("4326", why="核对过")
    assert (entry.crs, entry.shift, entry.crs_why) == (4326, None, "核对过")


def test_parameters_that_stay_keep_their_reason(case: Any) -> None:
    parameters = GeocentricShift(
        method="geocentric", from_crs=4610, dx_m=1.5, dy_m=-2.0, dz_m=3.0, rx_arcsec=0.1,
        ry_arcsec=0.0, rz_arcsec=-0.2, scale_ppm=1.0, convention="coordinate_frame",
        why="市测绘院 2019",
    )  # fmt: skip
    one = case(None)
    text = (one.folder / "project.toml").read_text("utf-8")
    lines = "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in parameters.model_dump(exclude_none=True).items()
    )
    (one.folder / "project.toml").write_text(f"{text}crs = 4610\n[layer.shift]\n{lines}", "utf-8")
    opened = one.open()
    _, question = one.ask(opened)
    now = question.choices[0]
    assert "转换参数" in now.shown("zh")
    assert not [value for value in values(question) if value.endswith(("gcj02", "bd09"))]
    entry = one.answer(question.proposal, why="说")
    assert entry.shift == parameters
    assert entry.crs == 4610


def test_a_doubt_leads_to_its_layer_and_stands_in_its_health(case: Any) -> None:
    opened = case("gcj02").open()
    doubts = [one for one in opened.problems if one.code == "harmonise.offset_suspected"]
    (doubt,) = doubts
    entry = doubted_entry(opened, doubt)
    assert entry is not None
    assert entry.path == "排污口.geojson"
    assert key_of_entry(opened, entry) == opened.key_of(opened.layers["outfall"][0])
    assert doubted_entry(opened, Problem.note("harmonise.place_answered", file="x")) is None
    rows = {row.title.zh: row.health.check("place") for row in project_health(opened)}
    (check,) = [check for check in rows.values() if check is not None]
    assert check.colour == "amber"
    assert check.sentence is doubt


def test_a_layer_that_lies_nowhere_is_led_to_as_well(tmp_path: Path) -> None:
    (tmp_path / "点.csv").write_text("名称,x,y\n甲,1.5,2.5\n", "utf-8")
    (tmp_path / "project.toml").write_text(
        'format = 2\n[title]\nzh = "项"\nen = "p"\n[[layer]]\npath = "点.csv"\nkind = "outfall"\n',
        "utf-8",
    )
    opened = Case(tmp_path).open()
    (doubt,) = [one for one in opened.problems if one.code == "harmonise.crs_unknown"]
    entry = doubted_entry(opened, doubt)
    assert entry is not None
    assert key_of_entry(opened, entry) == "failed/点.csv"
