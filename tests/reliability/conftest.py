"""Every case goes through the real reader, and the same is asked of each: time, memory, words.

Figures Q5 to Q7: an answer within 10 s, at most 2 GB for watermap and its reader process together,
one message in each language that names the file and says what to do, and the next file is read.
"""

import ctypes
import os
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.reliability.seeds import endings, make
from watermap.errors import Problem, WatermapError
from watermap.reading.raw import RawFile
from watermap.reading.reader import Reader

MOST_S, MOST_MB = 10.0, 2048
SLOWER = float(os.environ.get("WATERMAP_SLOWER", "3"))  # a busy computer with few processors
GOOD = "河流,氨氮\n韩庄运河,0.15\n"

# What may stand in a Chinese sentence in Latin letters: names of formats and programs.
_NAMES = re.compile(
    r"watermap|Shapefile|GeoJSON(Seq)?|GeoPackage|GeoParquet|FlatGeobuf|OpenFileGDB|MapInfo|ESRI|"
    r"TIFF?|GTiff|JSON|XML|DTD|ASCII|ANSI|UTF(-?(8|16))?|GB18030|GBK|BIG5|GDAL|VRT|GDALG|KM[LZ]|"
    r"GPX|GML|DXF|DWG|MIF|TAB|GPKG|SQLite|PDF|HTML|Office|Excel|WPS|Parquet|AutoCAD|CAD|Access|ZIP|zip|DIV|CSV|"
    r"XLSX?|ODS|MB|M 值|EPSG|CGCS2000|WGS ?84|SRID|ISO|PAM"
)
_IN_OPEN = 0x20


@dataclass(frozen=True)
class Outcome:
    """What became of one file: read, or refused with these problems."""

    raw: RawFile | None
    problems: tuple[Problem, ...]
    seconds: float
    megabytes: int

    @property
    def codes(self) -> list[str]:
        """All that was said of the file, its layers, tables and rasters."""
        parts = [] if self.raw is None else [
            self.raw, *self.raw.layers, *self.raw.tables, *self.raw.rasters
        ]  # fmt: skip
        said = [*self.problems, *(problem for part in parts for problem in part.problems)]
        return [problem.code.removeprefix("reading.") for problem in said]


class Peak:
    """The most memory the reader process has had, sampled while somebody waits for it."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.kilobytes = 0

    def step(self, done: int, total: int, message: str = "") -> None:
        if self.reader.pid is not None:
            self.kilobytes = max(self.kilobytes, _peak_kb(self.reader.pid))


def _peak_kb(pid: int) -> int:
    with suppress(OSError):
        found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) if found else 0
    return 0


def _forget_peak(pid: int) -> None:
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as one:
        yield one


@pytest.fixture
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("good") / "good.csv"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.fixture
def attempt(reader: Reader, good: Path) -> Callable[..., Outcome]:
    """Reads a file that may be anything; holds whatever comes of it to the figures."""

    def read(path: Path | str, **options: object) -> Outcome:
        if reader.pid is not None:
            _forget_peak(reader.pid)
        peak, raw, problems = Peak(reader), None, ()
        start = time.monotonic()
        try:
            raw = reader.read(path, progress=peak, deadline_s=60, **options)  # type: ignore[arg-type]
        except WatermapError as error:
            problems = error.problems
        seconds = time.monotonic() - start
        peak.step(0, 0)
        assert seconds < MOST_S * SLOWER
        assert peak.kilobytes < MOST_MB * 1024
        assert reader.read(good).tables[0].rows[1] == ("韩庄运河", "0.15")
        return Outcome(raw, problems, seconds, peak.kilobytes // 1024)

    return read


@pytest.fixture
def refused(attempt: Callable[..., Outcome]) -> Callable[..., list[str]]:
    """Reads a file that must be refused, with one message that says enough; its codes."""

    def read(path: Path | str, **options: object) -> list[str]:
        outcome = attempt(path, **options)
        assert outcome.raw is None, outcome.codes
        says_enough(outcome.problems, Path(path).name)
        return outcome.codes

    return read


@pytest.fixture
def opened(attempt: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Reads a file that must be read, with every record accounted for."""

    def read(path: Path | str, **options: object) -> Outcome:
        outcome = attempt(path, **options)
        assert outcome.raw is not None, outcome.codes
        for layer in outcome.raw.layers:
            assert layer.features_in_file == len(layer.attributes) + len(layer.rejected)
            assert len(layer.attributes) == len(layer.geometry)
        return outcome

    return read


def says_enough(problems: tuple[Problem, ...], name: str) -> None:
    """One message, in both languages: which file, what is wrong, what to do (Q6)."""
    assert len(problems) == 1, [problem.code for problem in problems]
    for language in ("zh", "en"):
        text = problems[0].text(language)  # type: ignore[arg-type]
        assert name in text or ascii(name) in text
        assert "Traceback" not in text
        assert "{" not in text
        assert "\n" not in text
    chinese = _without_data(problems[0])
    assert re.search("请|可以|建议", chinese), chinese
    words = re.sub(r"\.\w+", "", _NAMES.sub("", chinese))
    assert not re.search(r"[A-Za-z]{2,}", words), words


def _without_data(problem: Problem) -> str:
    """The Chinese sentence without what came from the file itself."""
    text = problem.text("zh")
    for value in problem.fields.values():
        if isinstance(value, str | Path):
            text = text.replace(str(value), "")
    return text


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this computer, and who has called there."""
    calls: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                there, _ = server.accept()
            except OSError:
                return
            with there:
                there.settimeout(1)
                with suppress(OSError):
                    calls.append(there.recv(100))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(2)


class Watch:
    """Tells whether anybody has opened a file, through the system's own notice of it."""

    def __init__(self, path: Path) -> None:
        self._library = ctypes.CDLL(None, use_errno=True)
        self._handle = self._library.inotify_init1(os.O_NONBLOCK)
        self._library.inotify_add_watch(self._handle, os.fsencode(path), _IN_OPEN)

    def opened(self) -> int:
        """How many times it was opened since the last question."""
        try:
            data = os.read(self._handle, 65536)
        except BlockingIOError:
            return 0
        count, place = 0, 0
        while place < len(data):
            count += 1
            place += 16 + struct.unpack_from("I", data, place + 12)[0]
        return count

    def close(self) -> None:
        os.close(self._handle)


@pytest.fixture
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Watch]]:
    """A file that nobody may open through another one, and whether somebody has."""
    path = tmp_path_factory.mktemp("elsewhere") / "other.csv"
    path.write_text("x,y,secret\n1,2,SECRET\n")
    if not hasattr(ctypes.CDLL(None), "inotify_init1"):
        pytest.skip("no inotify on this system")
    watch = Watch(path)
    yield path, watch
    watch.close()


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A small good file by ending."""
    found = {}
    for ending in endings():
        path = make(ending, tmp_path_factory.mktemp("seed"))
        if path is not None:
            found[ending] = path
    return found


@pytest.fixture
def shapefile() -> Callable[[Path], Path]:
    """Puts a good shapefile of twelve squares into a folder."""

    def put(folder: Path) -> Path:
        path = make(".shp", folder)
        assert path is not None
        return path

    return put
