"""Tables: every cell as it stands in the file, and what cannot be seen in a cell told."""

import datetime as dt

import pytest
import xlsxwriter


@pytest.fixture
def csv_rows(tmp_path, reader):
    def read(text):
        path = tmp_path / "t.csv"
        path.write_bytes(text.encode())
        return reader.read(path).tables[0].rows

    return read


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", (("a", "b"), ("1", "2"))),
        ("a\tb\n1\t2\n", (("a", "b"), ("1", "2"))),
        ("a;b\n1,5;2,5\n", (("a", "b"), ("1,5", "2,5"))),
        ("a|b\r\n1|2\r\n", (("a", "b"), ("1", "2"))),
        ('a,b\n"x\ny","say ""no"""\n', (("a", "b"), ("x\ny", 'say "no"'))),
        ("001,500110200001011234,NA\nNone,null,1e5\n",
         (("001", "500110200001011234", "NA"), ("None", "null", "1e5"))),
        ("Report\n\na,b\n1,,\n",
         (("Report", None, None), (None, None, None), ("a", "b", None), ("1", None, None))),
        (" a ,b\n", ((" a ", "b"),)),
        ("a\rb\r", (("a",), ("b",))),
    ],
)  # fmt: skip
def test_text_cells_stay_as_they_are(text, rows, csv_rows):
    assert csv_rows(text) == rows


def test_a_line_of_ten_megabytes(csv_rows):
    assert len(csv_rows("a,b\n" + "x" * 10_000_000 + ",y\n")[1][0]) == 10_000_000


def test_a_quote_that_never_ends_is_told(tmp_path, reader, codes):
    path = tmp_path / "t.csv"
    path.write_text('a,b\n"1,2\n3,4\n')
    assert codes(reader.read(path)) == ["reading.open_quote"]


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "月报.xlsx"
    with xlsxwriter.Workbook(path) as book:
        styles = {
            name: book.add_format({"num_format": code})
            for name, code in (
                ("day", "yyyy-mm-dd"), ("moment", "yyyy-mm-dd hh:mm"), ("hours", "[h]:mm"),
                ("clock", "hh:mm"),
            )
        }  # fmt: skip
        sheet = book.add_worksheet("水质")
        sheet.merge_range("B2:D2", "监测结果")
        sheet.write_row("B3", ["断面", "氨氮", "编码"])
        sheet.write_row("B4", ["张庄", 0.1, "001"])
        sheet.write_row("B5", ["李庄", 5, "1,234.5"])
        sheet.write_datetime("B6", dt.datetime(2019, 1, 2), styles["day"])
        sheet.write_datetime("C6", dt.datetime(2019, 1, 2, 3), styles["moment"])
        sheet.write("D6", 1.5, styles["hours"])
        sheet.write("B7", 0.25, styles["clock"])
        sheet.write_boolean("C7", True)
        sheet.write("D7", 500110200001011234)
        sheet.write_formula("B8", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C8", "=1+1", None, "")
        sheet.write_formula("D8", "=1+1", None, 2)
        book.add_worksheet("隐藏").hide()
        book.add_chart({"type": "line"}).add_series({"values": "=水质!$C$4:$C$5"})
    return path


def test_workbook_cells(book, reader):
    table = reader.read(book).tables[0]
    assert table.name == "水质"
    assert table.encoding is None
    assert table.rows == (
        (None, None, None, None),
        (None, "监测结果", None, None),
        (None, "断面", "氨氮", "编码"),
        (None, "张庄", 0.1, "001"),
        (None, "李庄", 5, "1,234.5"),
        (None, dt.date(2019, 1, 2), dt.datetime(2019, 1, 2, 3), "36:00:00"),
        (None, dt.time(6), True, 5.001102000010113e17),
        (None, "#DIV/0!", None, 2),
    )
    assert type(table.rows[4][2]) is int
    assert table.merged == ((1, 1, 1, 3),)


def test_what_a_workbook_hides_is_told(book, reader):
    raw = reader.read(book)
    assert [(table.name, table.hidden) for table in raw.tables] == [("水质", False), ("隐藏", True)]
    told = {problem.code: problem.fields for problem in raw.tables[0].problems}
    assert set(told) == {
        "reading.error_cells", "reading.not_computed", "reading.formulas", "reading.long_numbers",
    }  # fmt: skip
    assert (told["reading.error_cells"]["n"], told["reading.error_cells"]["row"]) == (1, 8)
    assert (told["reading.not_computed"]["n"], told["reading.not_computed"]["row"]) == (1, 8)


def test_only_the_sheets_asked_for(book, reader):
    assert [table.name for table in reader.read(book, layers=["隐藏"]).tables] == ["隐藏"]


def test_sheets_whose_tags_carry_a_prefix(tmp_path, book, reader):
    """Some writers put a namespace prefix before every tag; errors must be found there too."""
    import zipfile

    path = tmp_path / "prefixed.xlsx"
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(path, "w") as to:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                text = data.decode().replace("</", "</x:").replace("<", "<x:")
                text = text.replace("<x:/x:", "</x:").replace("<x:?", "<?")
                data = text.replace("<x:worksheet xmlns=", "<x:worksheet xmlns:x=").encode()
            to.writestr(name, data)
    assert reader.read(path).tables[0].rows[7][1] == "#DIV/0!"
