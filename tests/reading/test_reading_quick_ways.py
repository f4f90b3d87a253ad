"""Quick ways through large files give what the slow ways give."""

import math
import struct
import zipfile

import numpy as np
import pyogrio
import pytest
import shapely
import xlsxwriter
from hypothesis import given, strategies as st

from watermap.reading.shapefile import dbf, dbf_columns, shapefile
from watermap.reading.workbook import workbook_guard

BLANKS = st.sampled_from(["", " ", "-", "*", "1_0", "nan", "inf", "0x1F", "1e5", "1e999", "12.0",
                          "+5", " 7", "1 2", ".5", "5.", "9" * 19, "-" + "9" * 18])  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12).map(str), st.floats(-1e9, 1e9).map("{:.6f}".format), BLANKS
)
WIDTH = 20


def column_of(cells, letter, decimals, encoding="gb18030"):
    """A column of a .dbf as dbf.py reads it."""
    records = np.frombuffer(b"".join(b" " + cell for cell in cells), np.uint8)
    field = dbf.Field(name=b"A", type=letter, offset=1, width=WIDTH, decimals=decimals)
    table = dbf.Table(
        fields=(field,), language_byte=0, declared=len(cells),
        records=records.reshape(len(cells), WIDTH + 1),
    )  # fmt: skip
    return dbf.column(table, field, encoding)


def same(one, other):
    """Equal; a missing number is NaN in an array and None in a list."""
    if other is None:
        return one is None or math.isnan(one)
    return one == other


@given(st.lists(NUMBERS, min_size=1, max_size=6), st.sampled_from([("N", 0), ("N", 3), ("F", 0)]))
def test_numbers_at_once_are_the_numbers_cell_by_cell(texts, kind):
    cells = [text.rjust(WIDTH).encode()[:WIDTH] for text in texts]
    quick = column_of(cells, *kind)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dbf_columns, "numbers", lambda *_, **__: None)
        slow = column_of(cells, *kind)
    assert (quick.type, quick.unreadable) == (slow.type, slow.unreadable)
    pairs = zip(list(quick.values), slow.values, strict=True)
    assert all(same(one, other) for one, other in pairs), (quick, slow)


def test_plain_numbers_take_the_quick_way():
    block = np.frombuffer(b"  12 -3.50    1e3", np.uint8)[:15].reshape(3, 5)
    assert dbf_columns.numbers(np.ascontiguousarray(block), whole=False) is not None


@given(
    st.lists(st.text(st.characters(codec="gb18030"), max_size=6), min_size=1, max_size=5),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_texts_at_once_are_the_texts_cell_by_cell(texts, encoding):
    cells = [text.encode(encoding).rstrip(b" ")[:WIDTH] for text in texts] * 300
    cells += [b"%d" % number for number in range(300)]
    # Zero bytes at the end fill a cell up, as blanks before them do.
    filled = [cell.rstrip(b"\0").rstrip(b" ") for cell in cells]
    slow = [cell.decode(encoding, "replace") or None for cell in filled]
    assert texts_of(cells, encoding) == slow


FILL = st.sampled_from([b"", b" ", b"\0", b"\0 ", b" \0", b"\xe6", b"\xff"])


@given(
    st.lists(st.tuples(st.text("a甲\n", max_size=3), FILL), min_size=1, max_size=5),
    st.sampled_from(["UTF-8", "GB18030", "cp950", "ISO-8859-1"]),
    st.sampled_from(["UTF-8", "GB18030"]),
    st.booleans(),
)
def test_texts_filled_up_in_any_way_are_the_texts_cell_by_cell(cells, encoding, written, many):
    """``written``: how they are stored, which need not be how they are read."""
    stored = [text.encode(written) + fill for text, fill in cells]
    stored += [b"%d" % number for number in range(300)] if many else []
    slow = [cell.rstrip(b"\0").rstrip(b" ").decode(encoding, "replace") or None for cell in stored]
    assert texts_of(stored, encoding) == slow


@given(st.lists(st.sampled_from(["", "a", "甲 ", "乙"]), min_size=1, max_size=9))
def test_cells_beyond_ascii_are_found_as_often_as_they_stand_there(texts):
    cells = [text.encode() for text in texts]
    wanted = [cell.rstrip(b" ") for cell in cells if not cell.isascii()]
    assert dbf_columns.words(block_of(cells)).rich() == wanted


def block_of(cells):
    padded = b"".join(cell.ljust(WIDTH, b"\0") for cell in cells)
    return np.frombuffer(padded, np.uint8).reshape(len(cells), WIDTH)


def texts_of(cells, encoding):
    return dbf_columns.words(block_of(cells)).texts(encoding).to_pylist()


def ring(count, x, y, *, random):
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    reach = random.uniform(0.5, 1, count)
    return shapely.Polygon(np.column_stack([x + reach * np.cos(turn), y + reach * np.sin(turn)]))


@pytest.fixture
def mixed(tmp_path):
    """Polygons of one ring both ways round, with holes, of two parts, absent, and crossing."""
    random = np.random.default_rng(7)
    shapes = [ring(int(random.integers(4, 60)), 3 * i, 0, random=random) for i in range(200)]
    shapes[5] = shapes[5].reverse()
    shapes[10] = shapely.box(30, 0, 33, 3).difference(shapely.box(31, 1, 32, 2))
    shapes[20] = shapely.union(shapely.box(60, 0, 61, 1), shapely.box(62, 0, 63, 1))
    shapes[30] = None
    shapes[40] = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    shapes[50] = shapely.Polygon([(0, 0), (0, 2), (0, 2), (2, 2), (2, 0)])
    path = tmp_path / "mixed.shp"
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(shapes)), [np.arange(200)], ["n"],
        geometry_type="Polygon", crs="EPSG:4490", driver="ESRI Shapefile",
    )  # fmt: skip
    return path


def test_rings_read_without_gdal_are_what_gdal_reads(mixed, reader):
    found = reader.read(mixed).layers[0]
    wanted = pyogrio.read_dataframe(mixed).geometry.to_numpy()
    for number, (one, other) in enumerate(zip(found.geometry, wanted, strict=True)):
        if number == 40:  # repaired
            assert one.equals(shapely.make_valid(other, method="structure"))
        else:
            assert (one is None and other is None) or one.wkb == other.wkb
    assert [note.record for note in found.repaired] == [41]
    assert found.geometry_types == {"Polygon": 198, "MultiPolygon": 1, "None": 1}


def test_most_rings_are_read_without_gdal(mixed, tmp_path, monkeypatch):
    asked = []

    def listen(place, shp, records, sound, folder):
        asked.append(list(sound))
        return {"changed": False}, []

    monkeypatch.setattr(shapefile, "_read", listen)
    shapefile.read_shapefile(mixed, encoding=None, folder=tmp_path, send=lambda _: 1)
    assert asked == [[10, 20]]


def test_a_ring_that_is_odd_is_left_to_gdal(shapefile, reader):
    """Open, with a number that is none, longer than it says: one record each, among sound ones."""
    square = shapefile.square
    open_ring = [*square(3, 0)[:-1], (3.5, 0.5)]
    records = [shapefile.polygon([square(3 * i, 0)]) for i in range(6)]
    records[1] = shapefile.polygon([open_ring])
    records[3] = records[3][:64] + struct.pack("<d", float("nan")) + records[3][72:]
    records[4] += bytes(16)
    found = reader.read(shapefile(6, records=records)).layers[0]
    assert found.features_in_file == 6 == len(found.attributes) + len(found.rejected)
    assert [note.record for note in found.rejected] == [2, 4]
    wanted = [shapely.Polygon(square(3 * i, 0)).wkb for i in (0, 2, 4, 5)]
    assert [one.wkb for one in found.geometry] == wanted


MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


@pytest.fixture
def book(tmp_path):
    """A workbook with a sheet of these rows."""

    def make(rows):
        plain, path = tmp_path / "plain.xlsx", tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(plain) as made:
            made.add_worksheet().write(0, 0, "text")
        with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                is_sheet = name.endswith("sheet1.xml")
                new.writestr(name, MAIN + rows + END if is_sheet else old.read(name))
        return path

    return make


FILLER = b"".join(
    b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n) for n in range(1, 150_000)
)


@pytest.mark.parametrize(
    "cell",
    [b'<c r="XFD1048576"><v>1</v></c>', b"<c r='XFD1048576'><v>1</v></c>",
     b'<c r = "XFD1048576"><v>1</v></c>', b'<c s="0" r="xfd1048576"><v>1</v></c>',
     b'<c\nr="XFD1048576"><v>1</v></c>'],
)  # fmt: skip
@pytest.mark.parametrize("filler", [b"", FILLER])
def test_a_cell_in_the_last_corner_is_refused_in_any_spelling(cell, filler, book, refusal):
    """The large one is parsed beside its guard, which may kill the process first: no difference."""
    rows = filler + b'<row r="1048576">' + cell + b"</row>"
    assert refusal(book(rows)) == ["reading.too_many_cells"]


def test_an_empty_cell_in_the_last_corner_is_no_cell(book, reader):
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="XFD1048576" s="0"/></row>'
    assert reader.read(book(rows)).tables[0].rows == ((1,),)


@given(
    st.lists(
        st.tuples(st.integers(1, 16_384), st.integers(1, 1_048_576), st.sampled_from("\"'")),
        max_size=8,
    )
)
def test_the_quick_look_at_corners_is_the_close_one(cells):
    from watermap.harmonise.sheets.grid import column_letter

    names = [
        f"<c r={quote}{column_letter(column - 1)}{row}{quote}><v>1</v></c>"
        for column, row, quote in cells
    ]
    xml = ("<row>" + "".join(names) + "</row>" + " " * 40).encode()
    data = np.frombuffer(xml, np.uint8)
    wanted = (
        max((column for column, _, _ in cells), default=0),
        max((row for _, row, _ in cells), default=0),
    )
    assert workbook_guard._furthest(data, xml) == wanted == workbook_guard._corner(xml)
