"""What comes back from the reader process: all of it, and nothing but what may come."""

import datetime as dt
import json
import os
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import shapely

from watermap.errors import Message, Problem, WatermapError
from watermap.reading.assemble import raw_file
from watermap.reading.found import FoundColumn, FoundFile, FoundLayer, Polygons
from watermap.reading.process import protocol
from watermap.reading.process.arrow_file import BadAnswer, write_table
from watermap.reading.process.columns import store_type
from watermap.reading.process.pieces import Pieces, Received
from watermap.reading.process.process import ReaderProcess
from watermap.reading.raw import Guess, RawTable, RecordNote, Source
from watermap.reading.reader import Reader

SOURCE = Source(path=Path("/a/b.shp"), format="CSV", sha256="0" * 64, modified=dt.date(2019, 1, 2))
GUESS = Guess(value="UTF-8", how=Message.of("reading.encoding_ascii"), confidence=1.0)
NOTE = RecordNote(record=3, reason=Message.of("reading.shape_unreadable"))
ZONE = dt.timezone(dt.timedelta(hours=8))
COLUMNS = [
    ("名称", "text", ["甲", None, "甲"]),
    ("half", "text", ["a\ud83d", None, "x"]),
    ("whole", "integer", [1, 2, 3]),
    ("gap", "integer", [1, None, 3]),
    ("long", "integer", [10**30, None, -(2**64)]),
    ("real", "real", [1.5, None, float("nan")]),
    ("is", "boolean", [True, None, False]),
    ("day", "date", [dt.date(2019, 1, 2), None, dt.date(1, 1, 1)]),
    ("at", "datetime", [dt.datetime(2019, 1, 2, 3), dt.datetime(2019, 1, 2, tzinfo=ZONE), None]),
    ("blob", "binary", [b"\0\xff", None, b""]),
]


def layer(**changed):
    columns = [FoundColumn(name=n, type=kind, values=values) for n, kind, values in COLUMNS]
    columns.append(FoundColumn(name="array", type="real", values=np.array([1.0, np.nan, 3.0])))
    given = {
        "name": "l", "types": {"Point": 2}, "encoding": GUESS, "crs": None, "columns": columns,
        "records": np.array([0, 2, 5]), "features_in_file": 7,
        "wkb": [shapely.to_wkb(shapely.Point(1, 2)), None, shapely.to_wkb(shapely.Point(3, 4))],
        "rejected": [NOTE], "problems": [Problem.note("reading.fields_renamed", file="a", n=1)],
    }  # fmt: skip
    return FoundLayer(**given | changed)


def table(rows=(("a", 1), (None, 2.5))):
    return RawTable(source=SOURCE, name="t", encoding=None, rows=rows, merged=((0, 0, 1, 1),))


def sent(folder, *layers, tables=(), pixels=None):
    found = FoundFile(source=SOURCE, layers=layers, tables=tables, pixels=pixels)
    protocol.write_answer(found, folder)
    return folder


def test_every_kind_of_column_comes_back(tmp_path):
    raw = raw_file(protocol.read_answer(sent(tmp_path, layer(), tables=[table()])))
    found = raw.layers[0]
    assert raw.source == SOURCE
    assert found.rejected == (NOTE,)
    assert found.problems[0].fields == {"file": "a", "n": 1}
    assert list(found.attributes.index) == [0, 2, 5]
    for name, kind, values in COLUMNS:
        assert found.field_types[name] == kind
        if kind == "real":
            np.testing.assert_array_equal(found.attributes[name], np.array(values, float))
        elif name == "half":
            assert found.attributes[name].tolist() == ["a\ufffd", None, "x"]
        else:
            assert found.attributes[name].tolist() == values
    assert found.attributes["whole"].dtype == np.int64
    assert shapely.to_wkt(found.geometry).tolist() == ["POINT (1 2)", None, "POINT (3 4)"]
    assert raw.tables[0] == table()
    assert list(tmp_path.iterdir()) == []


def test_rings_come_back_as_they_were_and_a_repaired_one_goes_before(tmp_path):
    ring = [(0, 0), (0, 1), (1, 1), (0, 0)]
    polygons = Polygons(
        coordinates=np.array(ring + [(x + 5, y) for x, y in ring], float),
        starts=np.array([0, 4, 8], np.int32),
        there=np.array([True, False, True]),
    )
    other = shapely.to_wkb(shapely.box(0, 0, 1, 1))
    pieces = Pieces(tmp_path)
    numbers = [pieces.send(none(2)), pieces.send(polygons), pieces.send(none(1))]
    ahead = layer(wkb=[None, None, other], pieces=numbers, records=np.array([2, 3, 4]))
    raw = raw_file(protocol.read_answer(sent(tmp_path, ahead)))
    wanted = [shapely.Polygon(ring), None, shapely.box(0, 0, 1, 1)]
    assert [None if one is None else one.wkt for one in raw.layers[0].geometry] == [
        None if one is None else one.wkt for one in wanted
    ]


def none(count):
    """A piece of so many records without a polygon."""
    return Polygons(
        coordinates=np.zeros((0, 2)), starts=np.zeros(1, np.int32), there=np.zeros(count, bool)
    )


def test_pieces_come_one_after_the_other(tmp_path):
    pieces, received = Pieces(tmp_path), Received(tmp_path)
    pieces.send(none(2))
    for number in (0, 2, "1", None, [1]):
        with pytest.raises(BadAnswer):
            received.take(number)
    received.take(1)
    with pytest.raises(BadAnswer):
        received.take(1)
    assert received.shapes(1, 1).tolist() == [None, None]
    for first, last in ((0, 1), (2, 1), (1, 2)):
        with pytest.raises(BadAnswer):
            received.shapes(first, last)


@pytest.mark.parametrize("records", [[0, 1, 2], [-1, 0, 1]])
def test_records_beyond_the_pieces_are_refused(records, tmp_path):
    numbers = [Pieces(tmp_path).send(none(2))]
    sent(tmp_path, layer(pieces=numbers, records=np.array(records)))
    with pytest.raises(BadAnswer):
        protocol.read_answer(tmp_path)


def test_pixels_come_back(tmp_path):
    pixels = np.arange(12, dtype=np.int16).reshape(1, 3, 4)
    found = protocol.read_answer(sent(tmp_path, pixels=pixels))
    np.testing.assert_array_equal(found.pixels, pixels)
    assert found.pixels.dtype == np.int16


def change(folder, act):
    """Rewrite the part that is no column."""
    path = folder / "answer.json"
    head = json.loads(path.read_text())
    act(head)
    path.write_text(json.dumps(head))


def put(*keys, value):
    def act(head):
        for key in keys[:-1]:
            head = head[key]
        head[keys[-1]] = value

    return act


@pytest.mark.parametrize(
    "act",
    [
        put("$", value="Popen"),
        put("$", value="RawTable"),
        put("source", value={"$": "os.system", "text": "x"}),
        put("source", value="a"),
        put("source", "path", value=3),
        put("tables", 0, "name", value=["a"]),
        put("tables", 0, "more", value=1),
        put("tables", 0, "height", value=3),
        put("tables", 0, "height", value=-1),
        put("tables", 0, "width", value=1),
        put("tables", 0, "parts", value=[[0, "object"]]),
        put("tables", 0, "parts", value=[[0, "number"], [1, "integer"], [1, "number"]]),
        put("tables", 0, "file", value="../x"),
        put("tables", 0, "file", value=9),
        put("layers", 0, "columns", 0, "store", value="pickle"),
        put("layers", 0, "columns", 2, "store", value="real"),
        put("layers", 0, "pieces", value=[1, 1]),
        put("layers", 0, "pieces", value=["../x", 1]),
        put("layers", 0, "rejected", value=[{"$": "Guess", "value": "x"}]),
        put("problems", value=[1]),
        put("pixels", "dtype", value="|O"),
        put("pixels", "shape", value=[1, 9, 9]),
        put("rasters", value=[{"$": "bytes", "text": "AA=="}]),
    ],
)
def test_what_may_not_come_is_refused(act, tmp_path):
    sent(tmp_path, layer(), tables=[table()], pixels=np.zeros((1, 2, 2), np.int16))
    change(tmp_path, act)
    with pytest.raises(BadAnswer):
        protocol.read_answer(tmp_path)


def numbers(values):
    return pa.table({"0.number": pa.array(values, pa.float64())})


def texts_with_lying_offsets():
    places = pa.py_buffer(np.array([0, 10**12, 3], np.int64))
    array = pa.Array.from_buffers(pa.large_string(), 2, [None, places, pa.py_buffer(b"abc")])
    return pa.table({"0.text": array})


def texts_that_are_no_utf8():
    places = pa.py_buffer(np.array([0, 2, 2], np.int64))
    array = pa.Array.from_buffers(pa.large_string(), 2, [None, places, pa.py_buffer(b"\xff\xfe")])
    return pa.table({"0.text": array})


def test_a_table_of_numbers_alone_is_read(tmp_path):
    """The control of the tests below."""
    sent(tmp_path, tables=[table([(1.5,), (2.5,)])])
    write_table(numbers([3.5, 4.5]), tmp_path / "1.arrow")
    assert protocol.read_answer(tmp_path).tables[0].rows == ((3.5,), (4.5,))


@pytest.mark.parametrize(
    ("cell", "other"),
    [
        (1.5, pa.table({"0.number": pa.array([1, 2], pa.int64())})),
        (1.5, pa.table({"0.number": pa.array([1.0, 2.0]), "more": pa.array([1.0, 2.0])})),
        (1.5, numbers([1.0, 2.0]).replace_schema_metadata({"a": "b"})),
        (1.5, numbers([1.0])),
        ("a", texts_with_lying_offsets()),
        ("a", texts_that_are_no_utf8()),
    ],
)
def test_columns_that_are_not_as_announced_are_refused(cell, other, tmp_path):
    sent(tmp_path, tables=[table([(cell,), (cell,)])])
    write_table(other, tmp_path / "1.arrow")
    with pytest.raises(BadAnswer):
        protocol.read_answer(tmp_path)


def test_packed_values_that_grow_are_refused(tmp_path):
    sent(tmp_path, tables=[table([(1.5,)] * 100_000)])
    grows = numbers(np.zeros(100_000))
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(str(tmp_path / "1.arrow"), grows.schema, options=options) as writer:
        writer.write_table(grows)
    with pytest.raises(BadAnswer):
        protocol.read_answer(tmp_path)


@pytest.mark.parametrize("name", ["1.arrow", "answer.json"])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "junk", "nothing", "absent"])
def test_files_that_are_none_are_refused(name, kind, tmp_path):
    sent(tmp_path, tables=[table()])
    path = tmp_path / name
    os.replace(path, tmp_path / "aside")  # noqa: PTH105
    if kind == "link":
        path.symlink_to(tmp_path / "aside")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind != "absent":
        path.write_bytes(b"" if kind == "nothing" else b"ARROW1\0\0" + b"x" * 100)
    with pytest.raises(BadAnswer):
        protocol.read_answer(tmp_path)


def test_polygons_of_two_rings_are_refused(tmp_path):
    ring = [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]]
    for bad in ([[ring, ring]], [[]], [[[[0.0, 0.0], [1.0, 1.0]]]]):
        columns = {"polygons": pa.array(bad, store_type("polygons"))}
        write_table(pa.table(columns), tmp_path / "piece1.arrow")
        with pytest.raises(BadAnswer):
            Received(tmp_path).take(1)


@pytest.mark.parametrize(
    "line",
    [b"[1]\n", b"no json\n", b'{"$": "Popen"}\n', b'{"problems": "x"}\n', b'{"at": [3, 2]}\n',
     b'{"at": ["a", 2]}\n', b'{"piece": 1}\n', b'{"piece": "../x"}\n',
     b"[" * 100_000 + b"\n", b'{"done": true}\n'],
)  # fmt: skip
def test_replies_that_are_none_end_in_one_sentence(line, tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n")

    def ask(process, request):
        process._replies.put(line)

    monkeypatch.setattr(ReaderProcess, "ask", ask)
    with Reader() as reader:
        with pytest.raises(WatermapError) as caught:
            reader.read(path)
        assert [problem.code for problem in caught.value.problems] == ["reading.reader_died"]
        assert reader.pids == ()
