"""The wheel carries the kinds under watermap/_layers, and nothing beside watermap."""

import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """What the wheel holds. Built without network: hatchling is part of the environment."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = target.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_every_kind_is_in_the_wheel(names):
    shipped = {
        str(PurePosixPath(name).relative_to("watermap/_layers"))
        for name in names
        if name.startswith("watermap/_layers/") and name.endswith(".toml")
    }
    there = {
        path.relative_to(ROOT / "layers").as_posix() for path in (ROOT / "layers").rglob("*.toml")
    }
    assert shipped == there


def test_there_is_one_top_level_package(names):
    tops = {PurePosixPath(name).parts[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"watermap"}


def test_the_rooms_own_data_is_in_the_wheel(names):
    assert {"watermap/catalogue/themes.toml", "watermap/messages/catalogue.toml"} <= set(names)
