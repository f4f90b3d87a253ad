import shutil
import subprocess
import zipfile
from dataclasses import replace

import docx
import pytest
import shapely
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from watermap.checks.wording import relation_title, state_title, verdict_title
from watermap.errors import WatermapError
from watermap.export.document import write_document
from watermap.export.site_page import made_page, result_hash

PAGE_CM = (21.0, 29.7)


def written(check, kinds, path, language="zh", **more):
    write_document(
        made_page(check, language=language, kinds=kinds, **more), path, language=language
    )
    return docx.Document(str(path))


@pytest.fixture
def document(check, kinds, tmp_path):
    return written(check, kinds, tmp_path / "核查.docx", applicant="某某化工有限公司")


def rows(document):
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def everything(document):
    lines = [line.text for line in document.paragraphs]
    return "\n".join(lines + [text for row in rows(document) for text in row])


def test_the_head_says_who_what_and_where(document):
    facts = {row[at]: row[at + 1] for row in rows(document)[:9] for at in (0, 2) if len(row) > at}
    assert facts["项目名称"] == "某某化工项目"
    assert facts["建设单位"] == "某某化工有限公司"
    assert (facts["行业代码"], facts["建设性质"], facts["是否向水体排污"]) == (
        "C2614",
        "新建",
        "是",
    )
    assert facts["是否取用地下水"] == "未说明"  # never taken for a no
    assert facts["占地面积"] == "1018765.4 m²\n合 101.8765 公顷\n合 1528.15 亩"
    assert facts["坐标系"] == "CGCS2000（EPSG:4490）"
    assert facts["适用法律日期"] == "2026年11月24日"


def test_the_answer_is_in_words_and_colour(document):
    banner = document.tables[1].rows[0].cells[0]
    assert banner.text.startswith("核查结论：禁止\n")
    assert "冲突 1、邻近 1、已核查未发现冲突 1、无数据 1、图层未覆盖 1" in banner.text
    assert "118.0\u00a0m" in banner.text
    assert next(banner._tc.iter(qn("w:shd"))).get(qn("w:fill")) == "FBE3E1"


def test_every_theme_is_listed_worst_first_with_its_state(document, check, kinds):
    header, *listed = [
        [cell.text for cell in row.cells] for row in document.tables[2].rows
    ]  # fmt: skip
    assert header == ["序号", "核查主题", "状态", "说明"]
    assert [(row[1], row[2]) for row in listed] == [
        (kinds[theme.kind].title.zh, state_title(theme.state, "zh")) for theme in check.themes
    ]
    assert listed[0][3] == "命中 1 项\n共占 254321.0 m²，为拟建项目的 25.0%"


def test_findings_have_measure_verdict_and_basis(document, check):
    first = [cell.text for cell in document.tables[3].rows[1].cells]
    assert first[1].split("\n") == [
        "小龙潭水源地二级保护区", "饮用水水源保护区", "级别：二级保护区", "编号：BH2",
    ]  # fmt: skip
    assert first[2].split("\n") == [
        relation_title(check.findings[0], "zh"),
        "重叠面积：254321.0 m²", "合 25.4321 公顷", "合 381.48 亩",
        "占拟建项目：25.0%", "占该区域：6.2%", "重叠宽度：460.5\u00a0m",
    ]  # fmt: skip
    assert first[3].split("\n") == ["禁止", "二级保护区内禁止新建排放污染物的项目。"]
    assert first[4].split("\n") == [
        "《中华人民共和国生态环境法典》第318条", "罚则：第1211条",
        "2026年8月15日起施行", "条文已核对",
        "drinking-water.grade-2",
    ]  # fmt: skip


def test_law_that_was_not_compared_says_so_and_until_when(document):
    second = document.tables[3].rows[2].cells[4].text
    assert "2014年2月16日至2027年1月1日施行" in second
    assert "条文待核对" in second


def test_what_lies_near_has_distance_and_direction(document):
    third = document.tables[3].rows[3].cells[2].text
    assert "距离：742.3\u00a0m" in third
    assert "方位：东北（45°）" in third
    assert "重叠" not in third


def test_what_was_not_checked_is_said(document, kinds):
    text = everything(document)
    assert "以下 2 个主题未能核查，不得理解为没有冲突：" in text
    for kind in ("groundwater_zone", "nature_reserve"):
        assert f"{kinds[kind].title.zh}——" in text


def test_the_data_sheet_names_every_layer(document):
    sheet = next(table for table in document.tables if table.rows[0].cells[0].text == "图层")
    first = [cell.text for cell in sheet.rows[1].cells]
    assert first == [
        "饮用水水源保护区", "饮用水水源保护区.shp", "2019-12-31", "2", "EPSG:4548", "1",
        "0123456789",
    ]  # fmt: skip
    assert sheet.rows[2].cells[2].text == "未注明\n文件日期\n2020-03-05"
    assert len(sheet.rows) == 1 + 4


def test_header_rows_are_repeated_and_rows_kept_whole(document):
    for table in document.tables[2:5]:
        assert list(table.rows[0]._tr.iter(qn("w:tblHeader")))
        assert all(list(row._tr.iter(qn("w:cantSplit"))) for row in table.rows)


def test_tables_fit_the_page(document):
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == PAGE_CM
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room + 10


def test_fonts_are_named_for_chinese_and_no_theme_decides(check, kinds, tmp_path):
    document = written(check, kinds, tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as parts:
        for name in ("word/styles.xml", "word/document.xml"):
            assert b"asciiTheme" not in parts.read(name)
            assert b"eastAsiaTheme" not in parts.read(name)
    fonts = {
        run._r.rPr.rFonts.get(qn("w:eastAsia")) for line in document.paragraphs for run in line.runs
        if run._r.rPr is not None and run._r.rPr.rFonts is not None
    }  # fmt: skip
    assert fonts <= {"宋体", "黑体"}
    assert fonts
    spoken = next(document.styles.element.iter(qn("w:lang")))
    assert spoken.get(qn("w:eastAsia")) == "zh-CN"
    assert document.core_properties.author == "watermap"


def test_texts_of_the_data_stay_texts(document):
    text = everything(document)
    assert "<img src=x onerror=alert(1)></script>" in text
    assert "{{7*7}} {% raw %}" in text
    assert "找不到文件 \ufffd名.csv" in text


def test_pages_are_numbered_by_the_office_program(document):
    footer = document.sections[0].footer
    fields = [part.get(qn("w:instr")) for part in footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "不作为行政许可依据" in footer.paragraphs[0].text


def test_the_page_speaks_english(check, kinds, tmp_path):
    text = everything(written(check, kinds, tmp_path / "a.docx", language="en"))
    assert f"Verdict: {verdict_title('prohibited', 'en')}" in text
    assert "Level: grade 2" in text
    assert "核查结论" not in text


def test_the_map_is_on_the_page_and_fits(check, kinds, tmp_path):
    picture = tmp_path / "map.png"
    Image.new("RGB", (400, 1200), "white").save(picture)
    document = written(check, kinds, tmp_path / "a.docx", picture=picture)
    (shape,) = document.inline_shapes
    assert shape.height.cm == pytest.approx(12.0, abs=0.01)
    assert shape.width.cm == pytest.approx(4.0, abs=0.01)
    assert shape._inline.docPr.get("descr").startswith("图 1")


@pytest.mark.parametrize(
    ("geometry", "shown", "hidden"),
    [
        (shapely.Point(117.7, 34.5), "点", "占地面积"),
        (shapely.LineString([(117.7, 34.5), (117.71, 34.5)]), "线", "占地面积"),
        (shapely.MultiPoint([(117.7, 34.5), (117.71, 34.5)]), "点", "周长"),
    ],
)
def test_points_and_lines_have_no_area(check, kinds, tmp_path, geometry, shown, hidden):
    bare = replace(
        check, site=replace(check.site, geometry=geometry), area_m2=None, perimeter_m=None
    )
    document = written(bare, kinds, tmp_path / "a.docx")
    labels = [text for row in document.tables[0].rows for text in (c.text for c in row.cells)]
    assert shown in labels
    assert hidden not in labels


def test_a_long_outline_is_cut_and_said(check, kinds, tmp_path):
    outline = shapely.Point(117.7, 34.5).buffer(0.01, quad_segs=25)
    wide = replace(check, site=replace(check.site, geometry=outline))
    text = everything(written(wide, kinds, tmp_path / "a.docx"))
    assert "仅列出前 30 个点，共 100 个点。" in text


def test_a_check_that_found_nothing_never_says_allowed(check, kinds, tmp_path):
    clean = replace(
        check, verdict="no_conflict", findings=(), near_misses=(), problems=(),
        themes=tuple(theme for theme in check.themes if theme.state == "no_conflict"),
    )  # fmt: skip
    text = everything(written(clean, kinds, tmp_path / "a.docx"))
    assert "不等于准予建设" in text
    assert "在实际核查的主题中未发现冲突。" in text
    assert "允许" not in text


def test_the_hash_is_of_the_answer(check):
    assert result_hash(check) == result_hash(replace(check))
    assert result_hash(check) != result_hash(replace(check, verdict="notice"))
    assert len(result_hash(check)) == 16


def test_a_page_that_cannot_be_written_leaves_the_old_one(check, kinds, tmp_path):
    target = tmp_path / "a.docx"
    target.write_text("old")
    with pytest.raises(FileNotFoundError):
        written(check, kinds, target, picture=tmp_path / "missing.png")
    assert target.read_text() == "old"
    with pytest.raises(WatermapError):
        written(check, kinds, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


@pytest.mark.slow
def test_an_office_program_opens_it(check, kinds, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice is not installed here")
    written(check, kinds, tmp_path / "a.docx")
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = PdfReader(tmp_path / "a.pdf").pages
    assert 2 <= len(pages) <= 4
    assert "建设项目选址核查表" in pages[0].extract_text()
