"""One way to read one file, measured in this process: ``python benchmarks/ways.py WAY FILE``.

Libraries are loaded before the clock starts, ours and the others'; so is our reader process, which
the window starts before anybody opens a file ("ours-cold" leaves that in). Prints a JSON object:
seconds, processor seconds (with the reader process's), peak memory of this process and the worker
(resident, MB), and how many times the memory of what was read that is, beyond the libraries' own.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

Answer = Any
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure one way."""
    way, path = sys.argv[1], Path(sys.argv[2])
    found = _measured(way, path)
    print(json.dumps(found))


def _measured(way: str, path: Path) -> dict[str, float]:
    if path.suffix == ".npz":
        from benchmarks import classing

        return classing.measured(way, path)
    if path.suffix == ".gpkg":
        from benchmarks import siting

        return siting.measured(way, path)
    return _ours(way, path) if way.startswith("ours") else _other(WAYS[way](), path)


def _other(read: Callable[[Path], Answer], path: Path) -> dict[str, float]:
    before = _memory(os.getpid(), "VmRSS")
    start, cpu = time.perf_counter(), time.process_time()
    answer = read(path)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = _memory(os.getpid(), "VmHWM")
    size = max(_size(answer), 1.0)
    return {
        "seconds": seconds,
        "cpu": cpu,
        "app": peak,
        "worker": 0,
        "times": (peak - before) / size,
    }


def _ours(way: str, path: Path) -> dict[str, float]:
    from watermap.reading.process import protocol
    from watermap.reading.reader import Reader

    with Reader() as reader:
        if way != "ours-cold":
            protocol.warm()
            reader.warm()
            small = path.with_name("small.shp")
            reader.read(small)  # what was asked of it before the first file is done by then
            if way == "ours-two":
                _two(reader, small)
        pids = [os.getpid(), *reader.pids]
        before = sum(_memory(pid, "VmRSS") for pid in pids)
        start, cpu = time.perf_counter(), sum(map(_cpu, pids))
        answer = _read(way, reader, path)
        seconds = time.perf_counter() - start
        pids = [os.getpid(), *reader.pids]
        app, *workers = [_memory(pid, "VmHWM") for pid in pids]
        size = max(_size(answer), 1.0)
        return {
            "seconds": seconds, "cpu": sum(map(_cpu, pids)) - cpu, "app": app,
            "worker": sum(workers), "times": (app + sum(workers) - before) / size,
        }  # fmt: skip


def _read(way: str, reader: Any, path: Path) -> Answer:  # noqa: ANN401
    if way == "ours-two":
        return _two(reader, path)
    if way == "ours-one-by-one":
        return [reader.read(path) for _ in range(2)][-1]
    raw = reader.read(path)
    return (raw, tuple(raw.tables[0].rows)) if way == "ours-rows" else raw


def _two(reader: Any, path: Path) -> Answer:  # noqa: ANN401
    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(reader.read, [path, path]))[-1]


def _calamine() -> Callable[[Path], Answer]:
    from python_calamine import CalamineWorkbook

    return lambda path: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _frame() -> Callable[[Path], Answer]:
    import geopandas  # noqa: F401
    import pyogrio

    return lambda path: pyogrio.read_dataframe(path, use_arrow=True)


def _frame_warm() -> Callable[[Path], Answer]:
    read = _frame()
    read(Path(sys.argv[2]))
    return read


def _frame_valid() -> Callable[[Path], Answer]:
    read = _frame()

    def both(path: Path) -> Answer:
        frame = read(path)
        frame.geometry.is_valid.all()
        return frame

    return both


def _arrow() -> Callable[[Path], Answer]:
    import pyogrio

    return pyogrio.read_arrow


def _csv() -> Callable[[Path], Answer]:
    import csv

    def read(path: Path) -> Answer:
        with path.open(encoding="gb18030", newline="") as stream:
            return list(csv.reader(stream))

    return read


WAYS: dict[str, Callable[[], Callable[[Path], Answer]]] = {
    "calamine": _calamine, "frame-arrow": _frame, "frame-warm": _frame_warm,
    "frame-valid": _frame_valid, "arrow": _arrow, "csv": _csv,
}  # fmt: skip


def _size(answer: Answer) -> float:
    """Megabytes of what was read: columns, texts and coordinates, without what holds them."""
    import numpy as np
    import pandas as pd
    import shapely

    if isinstance(answer, pd.DataFrame):
        shapes = np.asarray(answer.geometry, dtype=object)
        rest = answer.drop(columns="geometry").memory_usage(deep=True, index=False).sum()
        return float(rest + 16 * shapely.get_num_coordinates(shapes).sum()) / 2**20
    if hasattr(answer, "layers"):
        layers = sum(
            one.attributes.memory_usage(deep=True, index=False).sum()
            + 16 * shapely.get_num_coordinates(one.geometry).sum()
            for one in answer.layers
        )
        parts = [part.values.nbytes for table in answer.tables for part in table.rows.parts]
        return float(layers + sum(parts)) / 2**20
    return 0.0


def _memory(pid: int, what: str) -> float:
    """Resident megabytes now (VmRSS) or at the peak (VmHWM)."""
    words = Path(f"/proc/{pid}/status").read_text().split(f"{what}:")[1].split()
    return int(words[0]) / 1024


def _cpu(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICKS


if __name__ == "__main__":
    main()
