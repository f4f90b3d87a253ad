"""The bulletin's document.xml, part by part, and its PDF."""

import re
from zipfile import ZipFile

import docx
import pytest

pytest.importorskip("PySide6")
from docx.oxml.ns import qn
from pypdf import PdfReader

from watermap.export.document import write_document
from watermap.export.report.maps import drawings, write_pictures
from watermap.export.report.notices import notices
from watermap.export.report.page import report_page
from watermap.export.report.parts import PART_IDS
from watermap.export.report.writers import report_writers

pytestmark = pytest.mark.qt
NOT_CHINESE = re.compile(
    r"\b(?!mg|L|SD\d|SY|SDZ|TEZ|XLSX?|xlsx|shp|dbf|GB|T|CGCS|AC\d|P\d|H|Q|km|ha|watermap)[A-Za-z]{3,}"
)


@pytest.fixture(scope="module")
def written(report, tmp_path_factory):
    """The month in both languages as Word, with its pictures."""
    folder = tmp_path_factory.mktemp("written")
    for language in ("zh", "en"):
        found = report("2019-06", language)
        pictures = write_pictures(drawings(found), folder, ending=".png")
        page = report_page(found, pictures)
        write_document(page, folder / f"{language}.docx", language=language)
    return folder


def body(path):
    return docx.Document(str(path)).element.body


def text_of(element):
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_and_figures_are_numbered_from_one_in_their_order(written, language):
    word = {"zh": ("表", "图"), "en": ("Table", "Figure")}[language]
    for name in word:
        fields = [
            text_of(one)
            for one in body(written / f"{language}.docx").iter(qn("w:fldSimple"))
            if one.get(qn("w:instr")).split()[:2] == ["SEQ", name]
        ]
        assert fields == [str(at) for at in range(1, len(fields) + 1)]
        assert fields


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reference_has_its_bookmark_and_says_what_the_caption_says(written, language):
    root = body(written / f"{language}.docx")
    marked = {}
    for start in root.iter(qn("w:bookmarkStart")):
        line = start.getparent()
        inside = list(line)[list(line).index(start) + 1 :]
        end = next(at for at, one in enumerate(inside) if one.tag == qn("w:bookmarkEnd"))
        marked[start.get(qn("w:name"))] = "".join(text_of(one) for one in inside[:end])
        assert inside[end].get(qn("w:id")) == start.get(qn("w:id"))
    ids = [one.get(qn("w:id")) for one in root.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    references = [
        (one.get(qn("w:instr")).split()[1], text_of(one))
        for one in root.iter(qn("w:fldSimple"))
        if one.get(qn("w:instr")).startswith("REF")
    ]
    assert len(references) >= 10
    assert all(marked[label] == shown for label, shown in references)


def test_every_table_with_a_header_repeats_it(written):
    tables = list(body(written / "zh.docx").iter(qn("w:tbl")))
    with_header = [one for one in tables if one.find(f".//{qn('w:tblHeader')}") is not None]
    assert len(tables) - len(with_header) == 1  # the cover
    rows = [row for one in with_header for row in one.iter(qn("w:tr"))]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_what_changed_stands_first_and_the_appendix_last(written):
    document = docx.Document(str(written / "zh.docx"))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[:3] == ["一、变化与原因", "二、总体水质状况", "三、专题图"]
    assert headings[-1] == "附录　数据溯源"
    assert len(headings) == len(PART_IDS)


def test_a_chinese_bulletin_has_no_english_sentence(written):
    document = docx.Document(str(written / "zh.docx"))
    shas = re.compile(r"\b[0-9a-f]{16}\b")
    texts = [one.text for one in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    found = [one for text in texts for one in NOT_CHINESE.findall(shas.sub("", text))]
    assert found == []


def test_pictures_have_the_size_of_the_text_and_a_description(written):
    document = docx.Document(str(written / "zh.docx"))
    assert [round(one.width.cm, 1) for one in document.inline_shapes] == [17.0, 17.0]
    described = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    assert described == ["2019年6月水质达标图", "2019年6月水质类别同比变化图"]
    with ZipFile(written / "zh.docx") as package:
        pictures = [one for one in package.namelist() if one.startswith("word/media/")]
        assert len(pictures) == 2


def test_the_appendix_leads_to_feature_and_row(written, opened):
    table = docx.Document(str(written / "zh.docx")).tables[-1]
    rows = {row.cells[0].text: [cell.text for cell in row.cells] for row in table.rows}
    name, kind, code, file, record, place = rows["季庄桥"]
    layer = opened.layers["section"][0]
    feature = layer.frame.loc[int(record)]
    assert (feature["name"], feature["code"], layer.source.path.name) == (name, code, file)
    assert kind == "控制断面"
    found = re.fullmatch(r"(.+) › (.+)：(\d+)行", place)
    frame = opened.measurements.frame
    source = f"{found[1]} › {found[2]}"
    meant = frame[(frame["source"] == source) & (frame["row"] == int(found[3]))]
    assert set(meant["section"]) == {"季庄桥"}


@pytest.mark.parametrize(("period", "language"), [("2019-06", "zh"), ("2016", "en")])
def test_a_pdf_embeds_its_fonts_and_its_text_can_be_read(report, tmp_path, period, language):
    found = report(period, language)
    report_writers(found)[".pdf"](tmp_path / "x.pdf")
    reader = PdfReader(tmp_path / "x.pdf")
    assert reader.metadata.title == found.title
    text = "".join(page.extract_text() for page in reader.pages)
    flat = re.sub(r"\s", "", text)
    for one in (*found.content.standing.assessment.sections,):
        assert one.name in flat
    fonts = [
        descendant.get_object()["/FontDescriptor"].get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
        for descendant in font.get_object()["/DescendantFonts"]
    ]
    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & one.keys() for one in fonts)


def test_a_notice_goes_to_each_town_that_has_a_failing_section(report):
    found = report("2019-06")
    made = dict(notices(found))
    towns = found.content.standing.bulletin.towns
    assert len(made) == len(towns) == 3
    texts = ["".join(getattr(one, "text", "") for one in page.blocks) for page in made.values()]
    for section in (one.section for town in towns for one in town.sections):
        assert sum(section in text for text in texts) == 1


def test_a_year_has_no_notices(report):
    assert notices(report("2016")) == ()
