"""The reader process: killed, cancelled, out of time, and the next file is read all the same."""

import ast
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import xlsxwriter

from watermap.errors import WatermapError
from watermap.progress import Cancelled
from watermap.reading.gdal import drivers, environment
from watermap.reading.reader import Reader


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """A table that takes some seconds to read."""
    path = tmp_path_factory.mktemp("big") / "big.csv"
    path.write_text("断面,日期,氨氮,总磷\n" + "张庄闸,2019-01-01,0.25,0.1\n" * 150_000)
    return path


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.csv"
    path.write_text("a,b\n1,2\n")
    return path


class Each:
    """Does something at each step of a reading."""

    def __init__(self, act):
        self.act = act
        self.steps = 0

    def step(self, done, total, message=""):
        self.steps += 1
        self.act()


def codes_of(caught):
    return [problem.code for problem in caught.value.problems]


def test_a_deadline_ends_the_process_and_the_next_file_is_read(big, small):
    with Reader() as reader:
        reader.read(small)
        first = reader.pid
        start = time.monotonic()
        with pytest.raises(WatermapError) as caught:
            reader.read(big, deadline_s=0.1)
        assert time.monotonic() - start < 1.5
        assert codes_of(caught) == ["reading.too_long"]
        assert reader.pid is None
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        assert reader.read(small).tables[0].rows == (("a", "b"), ("1", "2"))


def test_cancelling_acts_at_once(big, small):
    def stop():
        raise Cancelled

    with Reader() as reader:
        reader.read(small)
        start = time.monotonic()
        with pytest.raises(Cancelled):
            reader.read(big, progress=Each(stop))
        assert time.monotonic() - start < 1.0
        assert reader.pid is None


def test_a_killed_process_is_replaced(small):
    with Reader() as reader:
        reader.read(small)
        first = reader.pid
        os.kill(first, signal.SIGKILL)
        assert reader.read(small).tables[0].rows[0] == ("a", "b")
        assert reader.pid != first


def test_a_process_killed_while_reading_is_tried_once_more(big):
    killed = []

    with Reader() as reader:

        def kill_once():
            if not killed and reader.pid:
                killed.append(reader.pid)
                os.kill(reader.pid, signal.SIGKILL)

        table = reader.read(big, progress=Each(kill_once)).tables[0]
        assert len(table.rows) == 150_001
        assert killed


def test_a_file_that_kills_every_process_is_given_up(big, small):
    with Reader() as reader:

        def kill():
            if reader.pid:
                os.kill(reader.pid, signal.SIGSEGV)

        with pytest.raises(WatermapError) as caught:
            reader.read(big, progress=Each(kill))
        assert codes_of(caught) == ["reading.reader_died"]
        assert "big.csv" in caught.value.text("zh")
        assert reader.read(small).tables


def test_the_process_stays_and_a_small_file_is_quick(small):
    with Reader() as reader:
        reader.read(small)
        pid = reader.pid
        times = []
        for _ in range(5):
            start = time.perf_counter()
            reader.read(small)
            times.append(time.perf_counter() - start)
        assert reader.pid == pid
        assert min(times) < 0.15


def test_nothing_stays_behind(small, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with Reader() as reader:
        reader.read(small)
        pid = reader.pid
        assert [path.name for path in tmp_path.iterdir() if path.is_dir()]
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_process_ends_with_its_parent_and_takes_its_folder_along(tmp_path):
    script = (
        "from watermap.reading.reader import Reader; import sys, os\n"
        "reader = Reader(); reader.read(sys.argv[1])\n"
        "print(reader.pid, reader._pool.processes[0].folder, flush=True); os.kill(os.getpid(), 9)"
    )
    small = tmp_path / "small.csv"
    small.write_text("a,b\n")
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, str(small)],
        capture_output=True,
        text=True,
        check=False,
    )
    pid, folder = done.stdout.split()
    end = time.monotonic() + 5
    while os.path.exists(folder) and time.monotonic() < end:  # noqa: PTH110
        time.sleep(0.02)
    assert not os.path.exists(folder)  # noqa: PTH110
    assert int(pid) > 0


def test_a_table_needs_no_geodata_libraries(small, tmp_path):
    script = (
        "import sys; from pathlib import Path; from watermap.reading.process import worker\n"
        "worker.answer({'path': sys.argv[1]}, Path(sys.argv[2]))\n"
        "print([m for m in ('rasterio', 'pyogrio', 'shapely', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, str(small), str(tmp_path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_only_the_allowed_drivers_are_left():
    script = (
        "import pyogrio, rasterio\n"
        "with rasterio.Env() as env: print(sorted({*pyogrio.list_drivers(), *env.drivers()}))"
    )
    given = environment(
        {**os.environ, "GDAL_SKIP": "", "GDAL_DRIVER_PATH": "/tmp"}, also_skip=frozenset()
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True, env=given
    )
    left = set(ast.literal_eval(done.stdout))
    assert left <= set(drivers().allowed)
    # From GDAL 3.11 on the Memory driver is a part of MEM.
    assert left >= set(drivers().allowed) - {"Memory"}


def test_drivers_nobody_switched_off_are_switched_off_in_a_second_start(
    shapefile, monkeypatch, reader
):
    """As if GDAL had got a new driver: one name is taken off the list of those to skip."""
    listed = drivers()
    without = listed.model_copy(update={"skipped": [n for n in listed.skipped if n != "OGR_VRT"]})
    monkeypatch.setattr("watermap.reading.gdal.drivers", lambda: without)
    ring = shapefile.square(0, 0, 9.0)
    hole = shapefile.square(2, 2)[::-1]
    with_a_hole = shapefile(1, records=[shapefile.polygon([ring, hole])])
    with Reader() as fresh:
        assert len(fresh.read(with_a_hole).layers[0].geometry) == 1  # GDAL finds whose hole it is
        assert fresh._pool.also_skip == {"OGR_VRT"}


def test_what_steers_gdal_is_not_handed_on():
    given = {"GDAL_DRIVER_PATH": "/evil", "PROJ_LIB": "/evil", "QT_PLUGIN_PATH": "/evil",
             "HOME": "/h", "OGR_SQLITE_LOAD_EXTENSIONS": "/evil",
             "GDAL_CONFIG_FILE": "/evil"}  # fmt: skip
    clean = environment(given, also_skip=frozenset())
    assert clean["HOME"] == "/h"
    assert "/evil" not in clean.values()


def test_two_files_are_read_at_the_same_time(big, tmp_path):
    """Each reading waits for the other one to be under way: one after the other, none would end."""
    other = tmp_path / "other.csv"
    other.write_bytes(big.read_bytes())
    meeting = threading.Barrier(2)

    def read(reader, path):
        once = iter([None])
        return reader.read(path, progress=Each(lambda: [meeting.wait(60) for _ in once]))

    with Reader() as reader, ThreadPoolExecutor(2) as threads:
        found = [threads.submit(read, reader, path) for path in (big, other)]
        tables = [one.result().tables[0] for one in found]
        assert len(reader.pids) == 2
    assert [table.name for table in tables] == ["big", "other"]
    assert [len(table.rows) for table in tables] == [150_001] * 2


def test_a_third_file_waits_for_a_process(big, small):
    """Two readings are held until the third has been waiting; then it gets its turn."""
    waiting = threading.Event()
    meeting = threading.Barrier(3)

    def read(reader):
        once = iter([None])

        def hold():
            for _ in once:
                meeting.wait(60)
                assert waiting.wait(60)

        return reader.read(big, progress=Each(hold))

    with Reader() as reader, ThreadPoolExecutor(2) as threads:
        found = [threads.submit(read, reader) for _ in range(2)]
        meeting.wait(60)
        assert reader.read(small, progress=Each(waiting.set)).tables
        assert len(reader.pids) == 2
        assert all(len(one.result().tables[0].rows) == 150_001 for one in found)


def test_a_process_that_dies_is_replaced_while_another_goes_on(big, small, tmp_path):
    going, done = threading.Event(), threading.Event()
    other = tmp_path / "other.csv"
    other.write_bytes(big.read_bytes())

    def hold():
        going.set()
        assert done.wait(60)

    with Reader() as reader, ThreadPoolExecutor(1) as threads:
        first = threads.submit(reader.read, big, progress=Each(hold))
        assert going.wait(60)
        (steady,) = reader.pids
        killed = []

        def kill_once():
            found = [pid for pid in reader.pids if pid != steady]
            if found and not killed:
                killed.append(found[0])
                os.kill(found[0], signal.SIGABRT)

        assert len(reader.read(other, progress=Each(kill_once)).tables[0].rows) == 150_001
        assert killed
        assert steady in reader.pids
        assert killed[0] not in reader.pids
        done.set()
        assert len(first.result().tables[0].rows) == 150_001
        assert steady in reader.pids


@pytest.fixture(scope="module")
def large_book(tmp_path_factory):
    """A workbook large enough to be parsed beside its guard."""
    path = tmp_path_factory.mktemp("book") / "large.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(20_000):
            sheet.write_row(row, 0, [f"断面{row % 50}", "0.01L", *[row / 8] * 8])
    return path


def test_cancelling_a_large_workbook_acts_at_once(large_book, small):
    def stop():
        raise Cancelled

    with Reader() as reader:
        reader.read(small)
        start = time.monotonic()
        with pytest.raises(Cancelled):
            reader.read(large_book, progress=Each(stop))
        assert time.monotonic() - start < 1.0
        assert reader.read(small).tables


def test_a_large_workbook_tells_how_far_it_is(large_book):
    seen = []

    class Listen:
        def step(self, done, total, message=""):
            seen.append((done / total, message))

    with Reader() as reader:
        rows = reader.read(large_book, progress=Listen()).tables[0].rows
    assert len(rows) == 20_000
    assert rows[7] == ("断面7", "0.01L", *[0.875] * 8)
    assert type(rows[8][2]) is int
    assert seen[-1] == (1.0, "large.xlsx")
    assert any(0 < part < 1 for part, _ in seen)


def test_a_warm_process_serves_the_first_file(small, shapefile):
    with Reader() as reader:
        reader.warm()
        (pid,) = reader.pids
        assert reader.read(small).tables
        assert reader.read(shapefile()).layers
        assert reader.pids == (pid,)
        reader.warm()
        assert reader.pids == (pid,)


def test_closing_ends_a_reading_in_another_thread(big):
    with Reader() as reader, ThreadPoolExecutor(1) as threads:
        going = threading.Event()
        reading = threads.submit(reader.read, big, progress=Each(going.set))
        assert going.wait(60)
        reader.close()
        with pytest.raises(WatermapError) as caught:
            reading.result()
        assert codes_of(caught) == ["reading.reader_died"]
        assert reader.pids == ()
