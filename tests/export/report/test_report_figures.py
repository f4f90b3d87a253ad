"""Word, Excel and JSON show one figure, and it is that of the evaluation."""

import docx
import openpyxl
import pytest

from watermap.export.document import write_document
from watermap.export.recording.assessment import assessment_record
from watermap.export.report.book import write_book
from watermap.export.report.page import report_page
from watermap.export.words import word

PERIODS = ("2016", "2017-03", "2018-Q2", "2019-06", "2020-H2", "2020-12")
CLASSES = {
    "zh": {"I": "Ⅰ类", "II": "Ⅱ类", "III": "Ⅲ类", "IV": "Ⅳ类", "V": "Ⅴ类", "worse_than_V": "劣Ⅴ类"},
    "en": {
        "I": "Class I", "II": "Class II", "III": "Class III", "IV": "Class IV", "V": "Class V",
        "worse_than_V": "Worse than class V",
    },
}  # fmt: skip
MET = {
    "zh": {True: "达标", False: "未达标", None: "未评"},
    "en": {True: "met", False: "missed", None: "not judged"},
}


def tables_of(path):
    """By its caption's last words: the rows of every table, header first."""
    document = docx.Document(str(path))
    found, caption = {}, ""
    for element in document.element.body:
        if element.tag.endswith("}p"):
            caption = "".join(run.text or "" for run in element.iter() if run.tag.endswith("}t"))
        elif element.tag.endswith("}tbl"):
            table = docx.table.Table(element, document)
            found[caption.split("  ")[-1]] = [
                [cell.text for cell in row.cells] for row in table.rows
            ]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("period", PERIODS)
def test_every_section_of_word_and_excel_is_that_of_the_json(report, tmp_path, period, language):
    found = report(period, language)
    record = assessment_record(found.content.standing.assessment, language=language)
    write_document(report_page(found, {}), tmp_path / "x.docx", language=language)
    write_book(found, tmp_path / "x.xlsx")
    told = tables_of(tmp_path / "x.docx")[word("report_caption_sections", language)]
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    in_excel = [
        ["" if cell is None else str(cell) for cell in row]
        for row in book[word("tab_sections", language)].iter_rows(values_only=True)
    ]
    wanted = [*record["sections"], *record["sources"]]
    assert len(wanted) == len(told) - 1 == len(in_excel) - 1 == 13
    header, excel_header = told[0], in_excel[0]
    for section, row, cells in zip(wanted, told[1:], in_excel[1:], strict=True):
        shown = dict(zip(header, row, strict=True))
        there = dict(zip(excel_header, cells, strict=True))
        assert (
            shown[word("section", language)] == section["name"] == there[word("section", language)]
        )
        titled = CLASSES[language].get(section["class"])
        assert shown[word("report_class_now", language)] == (
            titled or word(f"state_{section['state']}", language)
        )
        assert there[word("class", language)] == (titled or "")
        target = CLASSES[language].get(section["target"], "—")
        assert shown[word("target", language)] == target
        assert shown[word("report_met", language)] == MET[language][section["met"]]
        assert there[word("met", language)] == MET[language][section["met"]]


@pytest.mark.parametrize("period", PERIODS)
def test_values_of_changed_classes_are_those_of_both_periods(opened, content, period):
    """Against evaluations of the other period that were asked for one by one."""
    from watermap.quality.period import Period
    from watermap.workspace.answers import assess

    new = content(period).news
    now = content(period).standing.assessment
    for news in (new.on_period_before, new.on_year_before):
        if news is None:
            continue
        earlier = assess(opened, period=Period.parse(str(news.against)), as_of=now.as_of)
        before = {(one.kind, one.name): one for one in (*earlier.sections, *earlier.sources)}
        after = {(one.kind, one.name): one for one in (*now.sections, *now.sources)}
        changed = {
            key
            for key in before.keys() & after.keys()
            if before[key].water_class and after[key].water_class
            and before[key].water_class != after[key].water_class
        }  # fmt: skip
        assert {(one.kind, one.name) for one in news.classes} == changed
        for one in news.classes:
            key = (one.kind, one.name)
            ids = {*before[key].deciding, *after[key].deciding}
            assert {value.id for value in one.values} == ids
            for value in one.values:
                for side, shown in ((before, value.before), (after, value.after)):
                    results = {each.id: each.value for each in side[key].indicators}
                    assert results.get(value.id) == shown
        met = {key: (before[key].met, after[key].met) for key in before.keys() & after.keys()}
        assert {(one.kind, one.name) for one in news.lost} == {
            key for key, both in met.items() if both == (True, False)
        }
        assert {(one.kind, one.name) for one in news.gained} == {
            key for key, both in met.items() if both == (False, True)
        }


def test_the_month_after_a_spill_says_so(report):
    """季庄桥 fell to worse than V in June 2019, with six indicators (sample's README)."""
    news = report("2019-06").content.news.on_period_before
    worst = news.classes[0]
    assert (worst.name, worst.before, worst.after) == ("季庄桥", "IV", "worse_than_V")
    assert {one.value.id for one in news.exceedances if one.name == "季庄桥"} >= {
        "ammonia_nitrogen", "total_phosphorus", "chemical_oxygen_demand",
    }  # fmt: skip
    assert [one.name for one in report("2019-06").content.news.gaps] == ["邳庄桥"]


def test_the_first_year_is_compared_with_nothing_and_says_so(report):
    from watermap.export.report.news import news_sheet

    first = news_sheet(report("2016")).rows[0][1]
    assert first == "没有上年（2015年）的评价结果，未与其比较。"
    assert report("2016").content.news.on_year_before is None
