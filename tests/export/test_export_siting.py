"""The way out, firmness and candidates on the page, in sheets and in JSON, in both languages."""

import json
import re
from dataclasses import replace

import docx
import pytest
from shapely import box

from watermap.checks.firm import DoubtAnswer, Firmness
from watermap.checks.siting.candidates import compare
from watermap.checks.way import Move, Trim, Way, WayOut
from watermap.checks.wording import verdict_title
from watermap.errors import Message, WatermapError
from watermap.export.document import write_document
from watermap.export.recording.candidates import candidates_record
from watermap.export.records import site_check_record
from watermap.export.sheets import write_sheets
from watermap.export.sheets_siting import candidate_sheets, check_sheets
from watermap.export.site_page import made_page
from watermap.language import Text

PLACE = box(117.60, 34.60, 117.61, 34.61)
CUT = box(117.61, 34.60, 117.615, 34.61)
MOVE = Move(
    metres=366.354, bearing_deg=242.9, geometry=PLACE, verdict="notice", holds_within_m=12.34
)
TRIM = Trim(
    cut_m2=101469.28, remaining_m2=28269.04, cut_m=None, remaining_m=None, parts=2,
    geometry=PLACE, cut=CUT, verdict="notice",
)  # fmt: skip
NONE = Message.of("way_out.no_move", radius="2000")
WAYS = WayOut(
    search_radius_m=2000.0,
    margin_m=0.02,
    ways=(
        Way(clears="prohibitions", state="looked", move=MOVE, trim=TRIM),
        Way(
            clears="all", state="looked", no_move=NONE,
            no_trim=Message.of("way_out.nothing_remains"),
        ),
    ),
)  # fmt: skip
FIRM = Firmness(
    state="borderline",
    holds_within_m=118.0,
    why=Text(zh="须先核实坐标系", en="verify the coordinate system"),
    doubts=(
        DoubtAnswer(
            doubt="gcj02", title=Text(zh="实为网络地图坐标", en="web map coordinates"),
            outcome="changes", moved_m=512.3, verdict="no_conflict",
        ),
        DoubtAnswer(
            doubt="zone_west", title=Text(zh="实为西侧相邻带", en="the zone to the west"),
            outcome="ruled_out", moved_m=275_100.0, verdict=None,
        ),
    ),
)  # fmt: skip


@pytest.fixture
def advised(check):
    return replace(check, way_out=WAYS, firmness=FIRM)


def texts(path):
    document = docx.Document(str(path))
    lines = [line.text for line in document.paragraphs]
    return "\n".join(
        lines + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )


def test_the_page_says_how_to_get_clear_and_how_firm_it_is(advised, kinds, tmp_path):
    path = tmp_path / "核查.docx"
    write_document(made_page(advised, language="zh", kinds=kinds), path, language="zh")
    page = texts(path)
    for said in (
        "避让方案", "向西南（243°）平移 366.4\u00a0m；移后结论：提示",
        "裁去 101469.3 m²，剩余 28269.0 m²（2 块）", "在 2000 米范围内没有",
        "整个用地都在应避让的范围内", "结论稳定性", "临界：须先核实坐标系",
        f"改变为：{verdict_title('no_conflict', 'zh')}", "可排除", "至少相距 0.02 m",
    ):  # fmt: skip
        assert said in page


def test_a_page_without_these_answers_has_no_such_part(check, kinds, tmp_path):
    path = tmp_path / "核查.docx"
    write_document(made_page(check, language="zh", kinds=kinds), path, language="zh")
    assert "避让方案" not in texts(path)
    assert "结论稳定性" not in texts(path)


def test_the_record_has_both_keys(advised):
    record = json.loads(json.dumps(site_check_record(advised, language="en"), allow_nan=False))
    prohibitions, everything = record["way_out"]["ways"]
    assert prohibitions["move"]["distance_m"] == pytest.approx(366.354)
    assert prohibitions["move"]["geometry"]["type"] == "Polygon"
    assert prohibitions["trim"]["remaining_m2"] == pytest.approx(28269.04)
    assert everything["move"] is None
    assert "2000 m" in everything["no_move"]
    assert record["firmness"]["state"] == "borderline"
    assert [one["outcome"] for one in record["firmness"]["if_coordinates"]] == [
        "changes", "ruled_out",
    ]  # fmt: skip


def test_a_check_without_advice_keeps_the_contracts_key(check):
    record = site_check_record(check, language="en")
    assert set(record["firmness"]) == {"verdict_holds_within_m"}
    assert record["way_out"] is None


@pytest.fixture
def candidates(advised):
    second = replace(
        advised,
        site=replace(advised.site, name="二号场址"),
        verdict="no_conflict",
        findings=(),
        way_out=None,
    )
    third = replace(second, site=replace(second.site, name=None), verdict="incomplete")
    return compare([advised, second, third])


def test_the_better_site_comes_first_and_what_is_incomplete_has_no_rank(candidates):
    assert [one.rank for one in candidates.sites] == [2, 1, None]
    record = candidates_record(candidates, language="zh")
    assert [one["name"] for one in record["candidates"]] == ["某某化工项目", "二号场址", None]
    assert len(record["candidates"][0]["themes"]) == len(record["kinds"])


def test_equal_sites_share_a_rank(advised):
    found = compare([advised, advised])
    assert [one.rank for one in found.sites] == [1, 1]
    assert [problem.code for problem in found.problems] == ["siting.same_name"]


def test_one_site_is_nothing_to_compare(check):
    with pytest.raises(WatermapError) as refused:
        compare([check])
    assert refused.value.problems[0].code == "siting.too_few_candidates"


def test_the_first_sheet_has_a_column_a_site_and_a_row_a_theme(candidates, kinds):
    sheet = candidate_sheets(candidates, language="zh", kinds=kinds)[0]
    assert [column.title for column in sheet.columns][1:] == [
        "1. 某某化工项目", "2. 二号场址", "3. （无名称）",
    ]  # fmt: skip
    assert len(sheet.rows) == 5 + len(candidates.kinds)
    assert sheet.rows[1][1:] == ("2", "1", "核查不完整，不排序")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sheets_are_in_one_language_and_can_be_written(language, candidates, kinds, tmp_path):
    sheets = candidate_sheets(candidates, language=language, kinds=kinds)
    write_sheets(sheets, tmp_path / "a.xlsx", title="x")
    titles = [sheet.name for sheet in sheets]
    titles += [column.title for sheet in sheets for column in sheet.columns[:1]]
    for title in titles:
        assert bool(re.search("[一-鿿]", title)) == (language == "zh")


def test_a_single_check_has_sheets_too(advised, kinds):
    names = [sheet.name for sheet in check_sheets(advised, language="zh", kinds=kinds)]
    assert names[:3] == ["核查结果", "避让方案", "结论稳定性"]
