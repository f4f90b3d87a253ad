"""Run every measurement in a process of its own, ours and the others' by turns, and print a table.

``python benchmarks/run.py [--repeat N] [--only WORD]``. Times are ratios within one run: the best
of N by the clock, and processor seconds beside them, which a busy computer disturbs less.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from benchmarks import data  # noqa: E402


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question: a file, how we read it, and whom we are compared with, the first above all."""

    title: str
    file: str
    ours: Sequence[str]
    peers: Sequence[str]
    most: float | None = None  # how many times the first peer's time it may take at most


CASES = (
    Case(title="XLSX 200,000 x 12", file="results.xlsx", ours=["ours", "ours-rows"],
         peers=["calamine"], most=1.3),
    Case(title="shapefile 100,000 polygons, UTF-8", file="polygons_utf8.shp",
         ours=["ours"], peers=["frame-arrow", "arrow", "frame-valid"], most=1.2),
    Case(title="shapefile 100,000 polygons, GBK", file="polygons_gbk.shp",
         ours=["ours"], peers=["frame-arrow", "arrow", "frame-valid"], most=1.2),
    Case(title="CSV in GBK, 2,000,000 x 8", file="results.csv", ours=["ours"], peers=["csv"]),
    Case(title="small shapefile, warm", file="small.shp", ours=["ours-warm", "ours-cold"],
         peers=["frame-warm"]),
    Case(title="two workbooks", file="results.xlsx", ours=["ours-two", "ours-one-by-one"],
         peers=[]),
    Case(title="classes of 2,000,000 x 24", file="wide.npz", ours=["bulk-rows"],
         peers=["pandas-rows", "select-rows"], most=0.1),
    Case(title="the same with monthly and annual means, classed", file="wide.npz",
         ours=["bulk-all"], peers=["pandas-all", "select-all"], most=0.1),
    Case(title="one site against 100,000 polygons, warm", file="siting.gpkg",
         ours=["check-one", "near-one"], peers=["overlay-one", "postgis-one", "qgis-one"],
         most=1 / 300),
    Case(title="1,000 sites against 100,000 polygons", file="siting.gpkg",
         ours=["check-1000"], peers=["overlay-1000", "postgis-1000", "qgis-1000"], most=0.4),
    Case(title="10,000 sites against 100,000 polygons", file="siting.gpkg",
         ours=["check-10000", "gpkg-10000", "xlsx-10000"],
         peers=["overlay-10000", "postgis-10000", "qgis-10000"], most=0.4),
)  # fmt: skip


def main() -> None:
    """Make the files, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--only", default="")
    options.add_argument("--folder", type=Path, help="where the files are made, or lie already")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="watermap-bench-") as scratch:
        folder = chosen.folder or Path(scratch)
        cases = [case for case in CASES if chosen.only in case.title]
        data.all_files(folder, {case.file for case in cases})
        print("| case | way | s | ratio | cpu s | ratio | peak MB, app + worker | times the data"
              " | answers |")  # fmt: skip
        print("|---|---|---|---|---|---|---|---|---|")
        for case in cases:
            _case(case, folder, chosen.repeat)


def _case(case: Case, folder: Path, repeat: int) -> None:
    found: dict[str, list[dict[str, float]]] = {}
    ways = [*case.peers, *case.ours]
    for _ in range(repeat):
        for way in ways:
            found.setdefault(way, []).append(_measured(way, folder / case.file))
    best = {way: min(rows, key=lambda row: row["seconds"]) for way, rows in found.items()}
    cpu = {way: min(row["cpu"] for row in rows) for way, rows in found.items()}
    first = ways[0]
    for way in ways:
        row = best[way]
        aim = f" (aim {case.most:.2g})" if case.most and way == case.ours[0] else ""
        print(
            f"| {case.title} | {way} | {row['seconds']:.4f}"
            f" | {row['seconds'] / best[first]['seconds']:.3g}{aim} | {cpu[way]:.4f}"
            f" | {cpu[way] / max(cpu[first], 0.001):.3g}"
            f" | {row['app']:.0f} + {row['worker']:.0f} | {row['times']:.1f} | {_answers(row)} |",
            flush=True,
        )


def _answers(row: dict[str, float]) -> str:
    """What each way found, so that a reader sees that they did the same."""
    return f"{row['pairs']:.0f} pairs, {row['m2']:.1f} m²" if row.get("pairs") else ""


def _measured(way: str, path: Path) -> dict[str, float]:
    command = [sys.executable, str(HERE / "ways.py"), way, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    row: dict[str, float] = json.loads(done.stdout)
    return row


if __name__ == "__main__":
    main()
