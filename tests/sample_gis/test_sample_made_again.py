"""The committed files are what the script makes."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

MADE = {".shp", ".shx", ".dbf", ".prj", ".cpg", ".xlsx", ".geojson", ".csv"}
MOST_BYTES = 3_000_000


def made_files(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.iterdir() if path.suffix in MADE}


@pytest.fixture(scope="module")
def again(sample, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    environment = {key: text for key, text in os.environ.items() if key != "PYTHONSAFEPATH"}
    subprocess.run(
        [sys.executable, "-B", "-W", "error", sample / "make.py", folder],
        check=True,
        env=environment,
        timeout=120,
    )
    return folder


def test_the_same_files_are_made(sample, again):
    assert sorted(made_files(again)) == sorted(made_files(sample))


def test_every_byte_is_the_same(sample, again):
    """Workbooks are compared inside their archive: compression may differ between zlib builds."""
    fresh = made_files(again)
    different = [
        name for name, path in made_files(sample).items() if _content(path) != _content(fresh[name])
    ]
    assert different == []


def _content(path: Path) -> object:
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return [(entry.filename, entry.date_time, book.read(entry)) for entry in book.infolist()]


def test_the_sample_is_small(sample):
    files = [path for path in sample.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES
