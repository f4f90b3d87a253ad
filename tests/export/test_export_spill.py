"""A spill in its record, its sheets and its map: intakes by name, never by place."""

import json
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from tests.network.drawing import GROUND, kinds, layer
from watermap.errors import Message
from watermap.export.recording.spill import spill_record
from watermap.export.sensitive import shareable
from watermap.export.sheets_spill import arrivals_sheet, calls_sheet, spill_remarks, write_spill
from watermap.export.spill_files import SpillContent, spill_drawing, spill_writers
from watermap.language import Text
from watermap.mapping.drawlist import Label
from watermap.network.answer import Spilled, Waters
from watermap.network.building.build import build
from watermap.network.incidents.calling import whom_to_call
from watermap.network.incidents.spill import Release, spill
from watermap.network.placing.place import placed
from watermap.network.tracing.arriving import hours_at_pieces
from watermap.network.tracing.start import find_start

pytestmark = pytest.mark.qt

RIVER = ([(0, 0), (40_000, 0)], {"name": "大河", "river_chief": "王大", "slow": 0.1, "fast": 0.5})
WHOLE = Release(mass_kg=500.0, area_m2=40.0, limit_mg_l=0.5)


def spilled(release=WHOLE):
    rivers = layer("river", RIVER)
    sources = layer("water_source", (GROUND.point(20_000, 30), {"name": "取水口", "code": "S1"}))
    sections = layer(
        "section",
        (GROUND.point(1_000, 0), {"name": "事故点"}),
        (GROUND.point(12_000, 0), {"name": "断面"}),
    )
    layers = {"river": (rivers,), "water_source": (sources,), "section": (sections,)}
    built = build({"river": (rivers,)})
    there = placed(built.network, layers)
    start = find_start(built.network, there, "事故点", direction="down")
    found = spill(built.network, start, release, objects=there.placed)
    called = whom_to_call(built.network, start.place, areas=(), rivers=(rivers,))
    answer = Spilled(
        waters=Waters(built=built, placements=there, problems=()),
        asked_from="事故点",
        start=start,
        spill=found,
        hours=hours_at_pieces(built.network, found.trace),
        calls=called.calls,
        unplaced=(),
        said=(*found.said, *called.said),
        problems=(),
    )
    return answer, layers


def test_the_record_has_names_and_hours_of_intakes_but_no_places():
    answer, _ = spilled()
    record = spill_record(answer, language="zh")
    (intake,) = [one for one in record["arrivals"] if one["kind"] == "water_source"]
    assert intake["name"] == "取水口"
    assert intake["hours"]["earliest"] == pytest.approx(19_000 / 0.5 / 3600, rel=1e-4)
    assert not {"lon", "lat", "river_km", "snap_m"} & set(intake)
    lon, _ = GROUND.at(20_000, 30)
    text = json.dumps(record, allow_nan=False)
    assert f"{lon:.3f}" not in text
    assert [one["name"] for one in record["calls"]["here"]] == ["王大"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sheets_tell_whether_the_limit_is_exceeded_and_from_when(language):
    answer, _ = spilled()
    sheet = arrivals_sheet(answer, language=language, kinds=kinds())
    assert [row[1] for row in sheet.rows] == ["断面", "取水口"]
    known = {"zh": {"超限", "可能超限", "未超限"}, "en": {"yes", "perhaps", "no"}}[language]
    assert {row[8] for row in sheet.rows} <= known
    for row in sheet.rows:
        assert len(row) == len(sheet.columns)
        assert row[9] < row[10]
    bare, _ = spilled(Release())
    assert all(row[6:11] == (None,) * 5 for row in arrivals_sheet(
        bare, language=language, kinds=kinds()).rows)  # fmt: skip
    assert calls_sheet(bare, language).rows[0][2] == "王大"
    assert Message.of("spill.needs_area").text(language) in spill_remarks(bare, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_map_cuts_reaches_by_hours_and_leaves_intakes_out(language, tmp_path: Path):
    answer, layers = spilled()
    content = SpillContent(
        spilled=answer, title=Text(zh="项目", en="Project"), layers=layers, kinds=kinds()
    )
    writers = spill_writers(content, language=language)
    path = tmp_path / "spill.svg"
    left_out = writers[".svg"](path)
    assert "export.kind_left_out" in {one.code for one in left_out}
    drawing = spill_drawing(content, shareable(layers, kinds=kinds(), path=path).layers, language)
    drawn = {one.text for one in drawing.items if isinstance(one, Label)}
    assert "断面" in drawn
    assert "取水口" not in drawn
    bands = {"zh": "{} 小时内可能到达", "en": "Within {} h at the earliest"}[language]
    assert all(bands.format(hours) in drawn for hours in (6, 12, 24))
    assert bands.format(48) not in drawn  # 39 km at 0.5 m/s are 21.7 h
    assert write_spill(answer, tmp_path / "a.xlsx", language=language, kinds=kinds()) == ()
