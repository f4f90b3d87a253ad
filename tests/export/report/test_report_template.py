"""The office's own template: filled in, refused with the nearest field, never run."""

import re
from zipfile import ZipFile

import docx
import pytest

pytest.importorskip("PySide6")
from docx.oxml.ns import qn

from watermap.errors import WatermapError
from watermap.export.report.docs import report_page as docs_page
from watermap.export.report.fields import fields, known_fields
from watermap.export.report.template import write_template

pytestmark = pytest.mark.qt

EVIL = "A & B <w:p> {{ title }} {_{x}_} {%_ %} \x01 {# no #}"


@pytest.fixture
def template(tmp_path):
    def make(*lines, row=()):
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        if row:
            table = document.add_table(rows=3, cols=len(row))
            table.rows[0].cells[0].text = "{%tr for row in sections %}"
            for cell, text in zip(table.rows[1].cells, row, strict=True):
                cell.text = text
            table.rows[2].cells[0].text = "{%tr endfor %}"
        path = tmp_path / "模板.docx"
        document.save(str(path))
        return path

    return make


@pytest.fixture
def filled(report, template, tmp_path):
    def fill(*lines, row=(), period="2019-06", **more):
        out = tmp_path / "填好.docx"
        write_template(report(period, **more), template(*lines, row=row), out, pictures={})
        return docx.Document(str(out))

    return fill


def refused(filled, *lines):
    with pytest.raises(WatermapError) as raised:
        filled(*lines)
    (problem,) = raised.value.problems
    return problem


def test_fields_lists_rows_and_blocks_are_filled_in(filled, report):
    done = filled(
        "{{ office }}　{{ title }}（{{ period }}）",
        "{%p for one in news %}",
        "{{ one }}",
        "{%p endfor %}",
        "{{ block.rivers }}",
        "完",
        row=("{{ row.name }}", "{{ row.class_now }}"),
    )
    texts = [one.text for one in done.paragraphs]
    assert texts[0] == "台儿庄区生态环境局　水环境质量月报（2019年6月）"
    assert texts[1].startswith("与上月（2019年5月）相比，12 个断面和水源地可比")
    block, rows = done.tables
    assert [cell.text for cell in block.rows[1].cells][:2] == ["韩庄运河", "3"]
    sections = report("2019-06").content.standing.assessment.sections
    assert [row.cells[0].text for row in rows.rows][: len(sections)] == [
        one.name for one in sections
    ]
    order = [one.tag for one in done.element.body if one.tag in (qn("w:p"), qn("w:tbl"))]
    assert order.index(qn("w:tbl")) < len(order) - 2  # not at the end: where its mark stood


def test_blocks_are_numbered_as_they_stand_in_the_template(filled):
    done = filled("{{ block.trace }}", "{{ block.sections }}")
    shown = [
        "".join(one.text or "" for one in field.iter(qn("w:t")))
        for field in done.element.body.iter(qn("w:fldSimple"))
        if field.get(qn("w:instr")).startswith("SEQ")
    ]
    assert shown == ["1", "2"]


def test_tables_are_no_wider_than_the_templates_text(filled):
    done = filled("{{ block.sections }}")
    section = done.sections[0]
    wide = section.page_width - section.left_margin - section.right_margin
    assert sum(column.width for column in done.tables[0].columns) <= wide + 10_000


def test_what_data_says_stays_text(filled):
    done = filled("{{ office }}", office=EVIL)
    assert done.paragraphs[0].text == EVIL.replace("\x01", "\ufffd")


@pytest.mark.parametrize(
    ("line", "field", "near"),
    [
        ("{{ titel }}", "titel", "title"),
        ("{% for row in sections %}{{ row.nmae }}{% endfor %}", "nmae", "name"),
        ("{{ block.sectoins }}", "sectoins", "sections"),
        ("{% if perod %}x{% endif %}", "perod", "period"),
        ("{{ cycler }}", "cycler", None),
        ("{{ ''.__class__ }}", "__class__", None),
    ],
)
def test_a_name_that_is_no_field_is_refused_with_the_nearest(filled, line, field, near):
    problem = refused(filled, line)
    assert problem.code == "export.template_field"
    assert problem.fields["field"] == field
    if near is not None:
        assert problem.fields["near"] == near
    assert field in problem.text("zh")
    assert field in problem.text("en")


@pytest.mark.parametrize(
    "line",
    [
        "{{ title.format(1) }}",
        "{{ title * 1000000000 }}",
        "{{ 9 ** 9999999 }}",
        "{{ title.join(news) }}",
        "{{ (title|attr('format'))(1) }}",
        "{{ title|center(1000000000) }}",
        "{% for x in range(100000000) %}x{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% for x in %}",
    ],
)
def test_a_template_can_run_nothing(filled, line):
    assert refused(filled, line).code in {
        "export.template_refused", "export.template_broken", "export.template_field",
    }  # fmt: skip


def test_a_block_needs_a_paragraph_of_its_own(filled):
    problem = refused(filled, "前文 {{ block.sections }}")
    assert (problem.code, problem.fields["field"]) == ("export.template_block", "block.sections")


@pytest.mark.parametrize("data", [b"", b"nothing", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_document_is_refused(report, tmp_path, data):
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    with pytest.raises(WatermapError):
        write_template(report("2019-06"), path, tmp_path / "y.docx", pictures={})
    assert not (tmp_path / "y.docx").exists()


def test_a_package_without_a_document_is_refused(report, tmp_path):
    path = tmp_path / "x.docx"
    with ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<a/>")
    with pytest.raises(WatermapError, match="cannot be used"):
        write_template(report("2019-06"), path, tmp_path / "y.docx", pictures={})


@pytest.mark.parametrize("period", ["2019-06", "2016"])
def test_every_documented_field_is_there_and_no_other(report, period):
    known, found = known_fields(), fields(report(period))
    assert found.keys() == {*known.text, *known.list, *known.table}
    for name, table in known.table.items():
        assert all(
            list(row) == table.columns or set(row) == set(table.columns) for row in found[name]
        )
    for name in found:
        assert re.search(rf"`(\{{\{{ )?{name}( \}}\}})?`", docs_page())
