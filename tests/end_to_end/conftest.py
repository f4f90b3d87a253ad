import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.warm import Warm, environment

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_gis" / "taierzhuang"
DRIVE_S = 200
Run = Callable[..., subprocess.CompletedProcess[str]]
Drive = Callable[..., Any]


def watermap(*arguments: object, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
    """Run the program as a script would, without a display."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "watermap", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        timeout=timeout_s,
        check=False,
    )


@pytest.fixture(scope="session")
def cold() -> Run:
    """The program in a process of its own, loaded anew."""
    return watermap


@pytest.fixture(scope="session")
def run() -> Iterator[Run]:
    """The program; where a process can be forked, from one that has it loaded."""
    if not hasattr(os, "fork"):
        yield watermap
        return
    with Warm() as warm:
        yield lambda *arguments, timeout_s=120: warm.run(*arguments, timeout_s=timeout_s)


@pytest.fixture(scope="session")
def answer(run: Run) -> Callable[..., Any]:
    """The machine result of a command that must succeed; nothing else may be on stdout."""

    def ask(*arguments: object) -> Any:
        ended = run(*arguments, "--json")
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    return ask


@pytest.fixture(scope="session")
def sample() -> Path:
    return SAMPLE


@pytest.fixture
def sample_copy(tmp_path: Path) -> Path:
    """The sample in a folder of its own, with a blank and Chinese in its path."""
    target = tmp_path / "台儿庄 项目"
    shutil.copytree(SAMPLE, target)
    return target


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of its own, for as long as the test lasts."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed (Debian: xvfb)")
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [server, "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    try:
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def drive(display: str, tmp_path: Path) -> Drive:
    """Let a script of this folder drive the real window; gives what it wrote as seen."""
    environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    environment |= {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONIOENCODING": "utf-8",
    }

    def driven(driver: str, data: Path, pictures: Path, *more: str) -> Any:
        ended = subprocess.run(
            [sys.executable, str(Path(__file__).with_name(driver)), data, pictures, *more],
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=DRIVE_S,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return json.loads((pictures / "seen.json").read_text("utf-8"))

    return driven
