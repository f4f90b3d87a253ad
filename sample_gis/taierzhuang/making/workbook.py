"""One year's workbook: twelve sheets of title, two header rows, units, results, footnotes."""

import datetime as dt
import io
import itertools
import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from making.flows import GROUP, HEADING, UNIT, flow_cell
from making.forms import FORMS, MICROGRAMS, Cell, Form, date_cells, result_cell, sampled_on
from making.items import ITEMS, Item
from making.readings import MONTHS, Reading, year_of
from making.regimes import REGIMES, YEARS, Regime

Sheet = xlsxwriter.worksheet.Worksheet
FIXED_DATE = dt.datetime(2021, 1, 15, 9, 0, 0)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
LEADING = ("序号", "河流名称", "断面名称", "断面代码")
FIRST_ROW_OF_RESULTS = 4
NOTES = (
    "注：1.数字后加“L”表示低于方法检出限；2.“断流”“结冰”表示未采样；3.粪大肠菌群单位为个/L。",
    "填表单位：台儿庄区环境监测站（示例数据，非实测）        填表人：        审核人：",
)


def write_workbooks(folder: Path) -> None:
    """Write all years."""
    for year in YEARS:
        path = folder / f"水质监测_{year}.xlsx"
        path.write_bytes(_same_bytes(_workbook(FORMS[year])))


def _workbook(form: Form) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": f"{form.year}年水质监测结果", "created": FIXED_DATE})
    places = [place for place in REGIMES if place.since <= form.year]
    results = {place.name: year_of(place, form.year) for place in places}
    looks = {
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center"}),
        "head": book.add_format({"bold": True, "align": "center", "valign": "vcenter",
                                 "text_wrap": True, "border": 1}),
        "cell": book.add_format({"align": "center", "border": 1}),
        "date": book.add_format({"align": "center", "border": 1, "num_format": "yyyy-mm-dd"}),
        "note": book.add_format({"font_size": 9}),
    }  # fmt: skip
    for month in MONTHS:
        page = Page(book.add_worksheet(f"{month}月"), form, month, looks)
        page.write(places, {name: year[month - 1] for name, year in results.items()})
    book.close()
    return buffer.getvalue()


class Page:
    """One month's sheet."""

    def __init__(self, sheet: Sheet, form: Form, month: int, looks: dict[str, object]) -> None:
        self.sheet, self.form, self.month, self.looks = sheet, form, month, looks
        self.dates = ["年", "月", "日"] if form.dates == "columns" else ["采样日期"]
        self.first_item = len(LEADING) + len(self.dates)
        self.last = self.first_item + len(ITEMS) + form.flows  # of the remarks

    def write(self, places: Sequence[Regime], results: dict[str, Reading | str]) -> None:
        """Fill the sheet from top to bottom."""
        self._title()
        self._head()
        row = FIRST_ROW_OF_RESULTS
        for number, place in enumerate(places, start=1):
            self._result(row, number, place, results[place.name])
            row += 1
        for note in NOTES:
            self.sheet.merge_range(row, 0, row, self.last, note, self.looks["note"])
            row += 1
        self.sheet.freeze_panes(FIRST_ROW_OF_RESULTS, 3)

    def _title(self) -> None:
        text = f"台儿庄区{self.form.year}年{self.month}月地表水及饮用水水源地水质监测结果"
        self.sheet.merge_range(0, 0, 0, self.last, text, self.looks["title"])
        self.sheet.set_column(1, 2, 16)
        self.sheet.set_column(3, 3, 15)
        self.sheet.set_column(4, 4, 11)

    def _head(self) -> None:
        """Names over two rows, groups over their indicators, units below."""
        for column, name in enumerate([*LEADING, *self.dates]):
            self._over_two_rows(column, name)
        column = self.first_item
        for group, members in itertools.groupby(ITEMS, key=lambda item: item.group):
            items = list(members)
            end = column + len(items) - 1
            self.sheet.merge_range(1, column, 1, end, group, self.looks["head"])
            for item in items:
                heading = item.short if self.form.symbols else item.heading
                self.sheet.write_string(2, column, heading, self.looks["head"])
                self.sheet.write_string(3, column, self._unit(item), self.looks["head"])
                column += 1
        if self.form.flows:
            for row, text in enumerate((GROUP, HEADING, UNIT), start=1):
                self.sheet.write_string(row, column, text, self.looks["head"])
        self._over_two_rows(self.last, "备注")

    def _over_two_rows(self, column: int, name: str) -> None:
        self.sheet.merge_range(1, column, 2, column, name, self.looks["head"])
        self.sheet.write_blank(3, column, None, self.looks["head"])

    def _unit(self, item: Item) -> str:
        return MICROGRAMS if item.id in self.form.micrograms else item.unit

    def _result(self, row: int, number: int, place: Regime, result: Reading | str) -> None:
        name = self.form.spelled.get(place.name, place.name)
        day = sampled_on(self.form.year, self.month)
        lead: list[Cell] = [number, place.water, name, place.code, *date_cells(self.form, day)]
        if isinstance(result, str):
            self._cells(row, lead)
            self._reason(row, result)
            return
        values = [
            result_cell(
                self.form, result[item.id], month=self.month, place=place.name, item=item.id
            )
            for item in ITEMS
        ]
        if self.form.flows:
            values.append(flow_cell(place.name, self.form.year, self.month))
        remark = "水源地" if place.source else None
        self._cells(row, [*lead, *values, remark])

    def _reason(self, row: int, reason: str) -> None:
        if self.form.merged_reason:
            self.sheet.merge_range(
                row, self.first_item, row, self.last - 1, reason, self.looks["cell"]
            )
        else:
            for column in range(self.first_item, self.last):
                self.sheet.write_string(row, column, reason, self.looks["cell"])
        self.sheet.write_string(row, self.last, f"{reason}，未采样", self.looks["cell"])

    def _cells(self, row: int, cells: Sequence[Cell]) -> None:
        for column, cell in enumerate(cells):
            if cell is None:
                self.sheet.write_blank(row, column, None, self.looks["cell"])
            elif isinstance(cell, dt.date):
                self.sheet.write_datetime(row, column, cell, self.looks["date"])
            elif isinstance(cell, str):
                self.sheet.write_string(row, column, cell, self.looks["cell"])
            else:
                self.sheet.write_number(row, column, cell, self.looks["cell"])


def _same_bytes(content: bytes) -> bytes:
    """The same workbook with fixed dates inside its archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return out.getvalue()
