"""All candidate sites on one map: named, coloured by verdict, beside the zones in conflict."""

from dataclasses import replace

import docx
import openpyxl
import pytest

pytest.importorskip("PySide6")
from PIL import Image
from pypdf import PdfReader
from shapely import affinity

from watermap.checks.ground.naming import find_again
from watermap.checks.siting.candidates import compare
from watermap.checks.wording import verdict_title
from watermap.export.candidates_map import CandidatesContent, candidates_drawing, candidates_map
from watermap.export.candidates_page import candidates_writers
from watermap.export.endings import write_by_ending
from watermap.language import Text
from watermap.mapping.drawlist import Label, Lines, Markers

pytestmark = pytest.mark.qt

AWAY = ((0.0, 0.0), (-0.03, 0.01), (0.004, -0.03))
VERDICTS = ("prohibited", "no_conflict", "incomplete")
ZONE = "#d50000"


@pytest.fixture
def checks(check):
    """One site in a zone, one clear of all, a point of which not all is known."""
    first = check.findings[0]
    in_zone = replace(first, feature=replace(first.feature, path="饮用水水源保护区.shp", record=0))
    made = []
    for number, ((east, north), verdict) in enumerate(zip(AWAY, VERDICTS, strict=True), start=1):
        shape = affinity.translate(check.site.geometry, east, north)
        place = shape.centroid if number == 3 else shape
        site = replace(check.site, name=f"{number}号场址", geometry=place)
        findings = (in_zone,) if verdict == "prohibited" else ()
        made.append(replace(check, site=site, verdict=verdict, findings=findings, near_misses=()))
    return made


@pytest.fixture
def content(checks, layers, kinds):
    return CandidatesContent(
        candidates=compare(checks), title=Text(zh="示例", en="Sample"), layers=layers, kinds=kinds
    )


def labels(drawing):
    return [item.text for item in drawing.items if isinstance(item, Label)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_site_is_named_and_every_verdict_is_in_the_legend(content, language):
    for drawing in (candidates_drawing(content, language), candidates_map(content, language)):
        said = "".join(labels(drawing)).replace(" ", "")
        for number, verdict in enumerate(VERDICTS, start=1):
            assert f"{number}.{number}号场址" in said
            assert verdict_title(verdict, language).replace(" ", "") in said


def test_sites_have_the_colour_of_their_verdict_at_their_place(content):
    """The three symbols lie as the sites do: west of, and south of, the first."""
    drawing = candidates_drawing(content, "zh")
    place = {}
    for fill in ("#c62828", "#2e7d32", "#757575"):
        on_map = [item.xy[0] for item in drawing.items
                  if isinstance(item, Markers) and item.fill == fill]  # fmt: skip
        place[fill] = on_map[0]
    first, second, third = place.values()
    assert second[0] < first[0]
    assert second[1] < first[1]  # y points down
    assert third[1] > first[1]


def test_only_zones_in_conflict_are_outlined(content):
    drawing = candidates_drawing(content, "zh")
    outlines = [
        item for item in drawing.items if isinstance(item, Lines) and item.pen.colour == ZONE
    ]
    assert outlines
    zone = find_again(
        content.layers, "protection_area", content.candidates.sites[0].check.findings[0].feature
    )
    assert zone[1].equals(content.layers["protection_area"][0].frame.geometry[0])
    touching = [
        replace(one.check, findings=tuple(replace(f, conflict="no") for f in one.check.findings))
        for one in content.candidates.sites
    ]
    none = candidates_drawing(replace(content, candidates=compare(touching)), "zh")
    assert not [item for item in none.items if isinstance(item, Lines) and item.pen.colour == ZONE]


def test_a_feature_that_is_gone_is_no_zone(content):
    (first, *_) = content.candidates.sites
    feature = replace(first.check.findings[0].feature, record=99)
    assert find_again(content.layers, "protection_area", feature) is None
    assert find_again(content.layers, "red_line", feature) is None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["docx", "pdf", "png", "svg", "xlsx", "json"])
def test_table_and_map_are_in_every_file(content, language, ending, tmp_path):
    path = tmp_path / f"比选.{ending}"
    write_by_ending(path, candidates_writers(content, language=language))
    if ending == "docx":
        document = docx.Document(str(path))
        assert len(document.inline_shapes) == 1
        header = [cell.text for cell in document.tables[0].rows[0].cells]
        assert header[1:] == ["1. 1号场址", "2. 2号场址", "3. 3号场址"]
    elif ending == "pdf":
        pages = PdfReader(path).pages
        assert sum(len(page.images) for page in pages) == 1
        assert "2号场址" in "".join("".join(page.extract_text().split()) for page in pages)
    elif ending == "xlsx":
        book = openpyxl.load_workbook(path)
        assert [len(sheet._images) for sheet in book.worksheets[:2]] == [0, 1]
    elif ending == "png":
        with Image.open(path) as picture:
            assert picture.width > 2000
    else:
        assert path.stat().st_size > 1000


def test_many_sites_stand_in_several_tables(check, layers, kinds, tmp_path):
    checks = [replace(check, site=replace(check.site, name=f"第{at}")) for at in range(9)]
    content = CandidatesContent(
        candidates=compare(checks), title=Text(zh="示例", en="Sample"), layers=layers, kinds=kinds
    )
    path = tmp_path / "比选.docx"
    write_by_ending(path, candidates_writers(content, language="zh"))
    heads = [[cell.text for cell in one.rows[0].cells] for one in docx.Document(str(path)).tables]
    assert [len(head) - 1 for head in heads[:3]] == [4, 4, 1]
    assert [name for head in heads[:3] for name in head[1:]] == [
        f"{at + 1}. 第{at}" for at in range(9)
    ]
