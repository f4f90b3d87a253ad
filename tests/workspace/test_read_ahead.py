"""Files read ahead come in the order in which they are asked for, with all that is said of them."""

import datetime as dt
import shutil
import threading
import time
from pathlib import Path

import pytest

from watermap.catalogue.load import known_kinds
from watermap.errors import Problem, WatermapError
from watermap.progress import SILENT, Cancelled, Progress
from watermap.reading.raw import RawFile, Source
from watermap.reading.reader import Reader
from watermap.resources import shipped_samples
from watermap.workspace import opened as opening, read_ahead
from watermap.workspace.importing import survey as surveying
from watermap.workspace.opened import Opened, open_project
from watermap.workspace.read_ahead import ReadAhead, Reads

SAMPLE = shipped_samples() / "taierzhuang"


class Slow:
    """Reads nothing, but takes its time over it as told by the files' names."""

    def __init__(self, *, bad: str = "", endless: str = "") -> None:
        self.bad, self.endless = bad, endless
        self.begun: list[str] = []
        self.together = self.most = 0
        self._lock = threading.Lock()

    def read(
        self, path: Path, *, encoding: str | None = None, progress: Progress = SILENT
    ) -> RawFile:
        with self._lock:
            self.begun.append(path.name)
            self.together += 1
            self.most = max(self.most, self.together)
        try:
            progress.step(1, 4)
            time.sleep(0.02 if path.name < "c" else 0.001)
            while path.name == self.endless:
                progress.step(2, 4)
                time.sleep(0.01)
            if path.name == self.bad:
                raise WatermapError(Problem.error("reading.damaged", file=path.name))
            return RawFile(source=Source(path=path, format=encoding or "", sha256="", modified=DAY))
        finally:
            with self._lock:
                self.together -= 1


DAY = dt.date(2019, 1, 2)
FILES = [(Path(name), None) for name in "abcdefgh"]


@pytest.fixture(autouse=True)
def always_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files too are read two at a time."""
    monkeypatch.setattr(read_ahead, "_MUCH", -1)


def test_files_come_in_the_order_asked_for_and_two_are_read_at_once() -> None:
    reader = Slow()
    with ReadAhead(reader, FILES) as ahead:
        got = [ahead.read(path).source.path for path, _ in FILES]
    assert got == [path for path, _ in FILES]
    assert sorted(reader.begun) == list("abcdefgh")  # each once
    assert reader.most == 2


def test_only_the_next_files_are_begun() -> None:
    reader = Slow()
    with ReadAhead(reader, FILES) as ahead:
        ahead.read(Path("a"))
        time.sleep(0.2)
        assert set(reader.begun) == {"a", "b", "c"}


def test_files_may_be_passed_over_asked_for_twice_or_come_unexpected() -> None:
    reader = Slow()
    wanted = [(Path("a"), None), (Path("b"), "GBK"), (Path("b"), None), (Path("b"), None)]
    with ReadAhead(reader, [*wanted, (Path("z"), None)]) as ahead:
        assert ahead.read(Path("b"), encoding="GBK").source.format == "GBK"
        assert ahead.read(Path("new")).source.path.name == "new"
        assert ahead.read(Path("b")).source.format == ""
        assert ahead.read(Path("b")).source.format == ""
        assert ahead.read(Path("a")).source.path.name == "a"  # it was passed over
        assert ahead.read(Path("z")).source.path.name == "z"


def test_an_error_comes_when_its_file_is_asked_for_and_loses_no_other() -> None:
    with ReadAhead(Slow(bad="b"), FILES) as ahead:
        assert ahead.read(Path("a")).source.path.name == "a"
        with pytest.raises(WatermapError) as caught:
            ahead.read(Path("b"))
        assert caught.value.problems[0].fields == {"file": "b"}
        assert [ahead.read(path).source.path.name for path, _ in FILES[2:]] == list("cdefgh")


class Stop:
    """Stops at the first step inside a file, and keeps all steps."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, message: str = "") -> None:
        self.steps.append((done, total, message))
        if (done, total) == (2, 4):
            raise Cancelled


def test_a_cancel_ends_every_reading_within_a_second() -> None:
    reader, stop = Slow(endless="a"), Stop()
    start = time.monotonic()
    with pytest.raises(Cancelled), ReadAhead(reader, FILES) as ahead:
        ahead.read(Path("a"), progress=stop)
    assert time.monotonic() - start < 1
    assert reader.together == 0
    assert stop.steps[-1] == (2, 4, "a")
    assert set(reader.begun) <= {"a", "b", "c"}


class OneByOne:
    """In place of ReadAhead: hands out the reader itself."""

    def __init__(self, reader: Reads, wanted: object) -> None:
        self._reader = reader

    def __enter__(self) -> Reads:
        return self._reader

    def __exit__(self, *error: object) -> None:
        pass


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a layer missing, one broken, one of a kind unknown, and a broken workbook."""
    folder = tmp_path_factory.mktemp("项目") / "台儿庄"
    shutil.copytree(SAMPLE, folder)
    (folder / "河流.shp").unlink()
    (folder / "湖库.shp").write_bytes(b"no shapefile")
    (folder / "水质监测_2018.xlsx").write_bytes(b"no workbook")
    text = (folder / "project.toml").read_text("utf-8")
    changed = text.replace('kind = "section"', 'kind = "sektion"')
    assert changed != text
    (folder / "project.toml").write_text(changed, "utf-8")
    return folder


def told(project: Opened) -> object:
    layers = [(key, [one.source.path for one in found]) for key, found in project.layers.items()]
    return (
        layers, project.problems, project.failures, project.failed, project.entries,
        project.measurements.sources, project.measurements.frame.to_csv(),
    )  # fmt: skip


@pytest.mark.parametrize("much", [-1, 10**12])
def test_a_project_read_ahead_is_the_project_read_one_by_one(
    damaged: Path, much: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_ahead, "_MUCH", much)
    with Reader() as reader:
        ahead = open_project(damaged, reader=reader)
        monkeypatch.setattr(opening, "ReadAhead", OneByOne)
        plain = open_project(damaged, reader=reader)
    assert told(ahead) == told(plain)
    codes = [one.code for one in ahead.failures]
    assert codes == ["workspace.file_missing", "reading.not_real", "workspace.unknown_kind"]


def test_a_survey_read_ahead_is_the_survey_read_one_by_one(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Reader() as reader:
        ahead = surveying.survey([damaged], kinds=known_kinds(), reader=reader)
        monkeypatch.setattr(surveying, "ReadAhead", OneByOne)
        plain = surveying.survey([damaged], kinds=known_kinds(), reader=reader)
    assert [one.part for one in ahead.layers] == [one.part for one in plain.layers]
    assert [one.part for one in ahead.tables] == [one.part for one in plain.tables]
    assert [one.place.question for one in ahead.layers] == [
        one.place.question for one in plain.layers
    ]
    assert list(ahead.unusable.items()) == list(plain.unusable.items())
    assert len(ahead.unusable) == 2
    assert ahead.problems == plain.problems


class StopAt:
    """Stops some time after the project's third file has begun."""

    def __init__(self) -> None:
        self.asked = 0.0

    def step(self, done: int, _total: int, _message: str = "") -> None:
        if done >= 2:
            self.asked = self.asked or time.monotonic()
            raise Cancelled


def test_opening_that_is_cancelled_ends_within_a_second_and_leaves_the_reader_usable() -> None:
    stop = StopAt()
    with Reader() as reader:
        with pytest.raises(Cancelled):
            open_project(SAMPLE, reader=reader, progress=stop)
        assert time.monotonic() - stop.asked < 1
        assert open_project(SAMPLE, reader=reader).failed == ()
