"""C18: mutants of a good file of every format: answered within 10 s, never a crash or a hang (Q5).

``WATERMAP_MUTANTS`` says how many of each format (30 in ``make test``); the seeds are fixed, so
that a mutant found by a long run is found again: its number is in the message.
"""

import os
import random
import time
from pathlib import Path

import pytest

from tests.reliability.conftest import MOST_MB, SLOWER, Peak, says_enough
from tests.reliability.mutate import mutant, mutant_of_zip
from tests.reliability.seeds import endings
from watermap.errors import WatermapError
from watermap.reading.formats import FORMATS

MUTANTS = int(os.environ.get("WATERMAP_MUTANTS", "30"))
MOST_S = 10.0
ZIPPED = {".zip", ".kmz", ".xlsx", ".ods"}
# The parts of a shapefile are mutated each by itself; so are those of other many-file formats.
PARTS = {".shp": (".shp", ".shx", ".dbf", ".prj", ".cpg"), ".mif": (".mif", ".mid"),
         ".tab": (".tab", ".dat", ".map", ".id")}  # fmt: skip
ALIKE = {".json", ".tiff", ".txt", ".tsv", ".geoparquet", ".geojsons", ".ndjson"}
CASES = [
    (ending, part)
    for ending in endings()
    if ending not in ALIKE
    for part in PARTS.get(ending, (ending,))
]


def account(raw) -> None:
    """Nothing is lost in silence (Q7), and every sentence can be said in both languages."""
    for layer in raw.layers:
        assert layer.features_in_file == len(layer.attributes) + len(layer.rejected)
        assert len(layer.attributes) == len(layer.geometry)
    said = [*raw.problems]
    for part in (*raw.layers, *raw.tables, *raw.rasters):
        said += part.problems
    for problem in said:
        assert problem.text("zh")
        assert problem.text("en")
    assert raw.layers or raw.tables or raw.rasters or said, "nothing was read and nothing said"


@pytest.mark.parametrize(("ending", "part"), CASES, ids=[f"{one}-{two}" for one, two in CASES])
@pytest.mark.timeout(max(240, MUTANTS * 12))
def test_c18_mutants(ending, part, seeds, tmp_path, reader, good):
    seed = seeds[ending]
    files = {
        path.suffix: path.read_bytes() for path in seed.parent.iterdir() if path.stem == "seed"
    }
    if part not in files:
        pytest.skip(f"the seed has no {part}")
    try:
        reader.read(seed)
    except WatermapError:
        pytest.skip(f"{ending} is not read by this version")
    path, change = tmp_path / f"m{ending}", mutant_of_zip if ending in ZIPPED else mutant
    peak, slowest = Peak(reader), (0.0, 0)
    for number in range(MUTANTS):
        draw = random.Random(f"{ending} {part} {number}")
        for suffix, data in files.items():
            path.with_suffix(suffix).write_bytes(change(data, draw) if suffix == part else data)
        start = time.monotonic()
        try:
            raw = reader.read(path, deadline_s=60, progress=peak)
            account(raw)
            _see_pixels(reader, path, raw, peak)
        except WatermapError as error:
            _hold(error, number)
        slowest = max(slowest, (time.monotonic() - start, number))
        peak.step(0, 0)
    assert reader.read(good).tables
    assert slowest[0] < MOST_S * SLOWER, f"mutant {slowest[1]} took {slowest[0]:.1f} s"
    assert peak.kilobytes < MOST_MB * 1024


def _see_pixels(reader, path: Path, raw, peak: Peak) -> None:
    if FORMATS[path.suffix].group == "raster" and raw.rasters:
        _, pixels = reader.read_raster(path, max_pixels=5_000, deadline_s=60, progress=peak)
        assert pixels.nbytes < 2**28


def _hold(error: WatermapError, number: int) -> None:
    codes = [problem.code for problem in error.problems]
    assert "reading.reader_died" not in codes, f"mutant {number} ended the reader process"
    assert "reading.too_long" not in codes, f"mutant {number} never came to an end"
    errors = tuple(problem for problem in error.problems if problem.severity == "error")
    if len(errors) == 1:
        says_enough(errors, "m.")
