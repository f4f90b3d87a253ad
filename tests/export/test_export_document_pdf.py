"""A page as PDF says what its blocks say, letter for letter, whatever is in them."""

import pytest
from PIL import Image
from pypdf import PdfReader

from watermap.export.blocks import (
    Banner,
    Cell,
    Figure,
    Grid,
    Heading,
    Page,
    PageBreak,
    Paragraph,
    cells,
)
from watermap.export.document_pdf import write_document_pdf

MARKUP = '#import "x": * $a_b$ \\ *bold* _it_ <b> `raw` [c] // @ref'


def page(*blocks):
    return Page(
        title="标题 " + MARKUP, subtitle="副题", footer="页脚",
        page_numbers="第 {page} 页 共 {pages} 页", blocks=blocks,
    )  # fmt: skip


def texts(tmp_path, *blocks):
    path = tmp_path / "文档.pdf"
    write_document_pdf(page(*blocks), path, language="zh")
    return ["".join(one.extract_text().split()) for one in PdfReader(path).pages]


@pytest.mark.parametrize(
    "block",
    [
        Heading(text=MARKUP),
        Paragraph(text=MARKUP, small=True),
        Banner(title=MARKUP, lines=(MARKUP,), fill="#fbe3e1", colour="#a01c12"),
        Grid(widths_cm=(8.0, 9.0), header=(MARKUP, "乙"), rows=(cells([MARKUP, "x"]),)),
        Grid(widths_cm=(17.0,), rows=((Cell(text="x", lead=MARKUP, bold=True),),)),
    ],
)
def test_nothing_in_a_text_is_markup(block, tmp_path):
    (text,) = texts(tmp_path, block)
    wanted = "".join(MARKUP.split())
    assert text.count(wanted) >= 2  # in the title and in the block


def test_control_characters_are_shown(tmp_path):
    (text,) = texts(tmp_path, Paragraph(text="坏\x00\x0b名"))
    assert "坏" in text
    assert "名" in text


def test_a_long_table_repeats_its_header_and_pages_are_numbered(tmp_path):
    rows = tuple(cells([str(row), "值"]) for row in range(120))
    pages = texts(tmp_path, Grid(widths_cm=(8.0, 9.0), header=("序号甲", "乙"), rows=rows))
    assert len(pages) > 1
    assert all("序号甲" in one for one in pages)
    assert [f"第{at}页共{len(pages)}页" in one for at, one in enumerate(pages, 1)] == [True] * len(
        pages
    )


def test_spans_fill_a_row_and_breaks_begin_a_sheet(tmp_path):
    rows = ((Cell(text="甲"), Cell(text="跨两列", span=2)), cells(["a", "b", "c"]))
    pages = texts(
        tmp_path, Grid(widths_cm=(5.0, 6.0, 6.0), rows=rows), PageBreak(), Paragraph(text="次页")
    )
    assert ["次页" in one for one in pages] == [False, True]
    assert "跨两列" in pages[0]


@pytest.mark.parametrize("size", [(1650, 1050), (300, 1600)])
def test_a_picture_keeps_its_shape_and_its_caption(tmp_path, size):
    picture = tmp_path / "图.png"
    Image.new("RGB", size, "#336699").save(picture)
    (text,) = texts(tmp_path, Figure(path=picture, caption="图 1 " + MARKUP))
    assert "".join(MARKUP.split()) in text
