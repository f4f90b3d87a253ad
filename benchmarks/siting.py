"""Sites of 300 corners held against 100,000 polygons: our whole check, and ``geopandas.overlay``.

Ours has verdict, themes, all findings with true measures and the law; the overlay only cuts, in
degrees. ``near-…`` also tells everything within 5 km, hundreds of polygons a site.
"""

import datetime as dt
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.siting_peers import PostGIS, Qgis
from watermap.catalogue.load import known_kinds
from watermap.checks.law.rules import known_rules
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.batch import Answered, check_sites
from watermap.checks.siting.site_check import Ready, check_ready, make_ready
from watermap.errors import Message
from watermap.export.sheets import write_sheets
from watermap.export.sites_answered import SitesAnswered
from watermap.export.table_blocks import TableBlocks
from watermap.geodesy.measure import drawn_areas_m2
from watermap.harmonise.layer import Layer
from watermap.harmonise.places.decision import PlaceDecision
from watermap.language import Text
from watermap.reading.raw import Source

KIND = "red_line"
CORNERS, REACH_DEG = 300, 0.003
WARM, ALONE = 5, 40  # sites before the clock starts, and on the clock


def sites(folder: Path, shapes: np.ndarray) -> Path:
    """A GeoPackage of the polygons (``zones``) and 10,000 sites among them."""
    path = folder / "siting.gpkg"
    random = np.random.default_rng(20260301)
    west, south, east, north = shapely.total_bounds(shapes)
    count = 10_000
    turns = np.sort(random.random((count, CORNERS)), axis=1) * 2 * np.pi
    reach = REACH_DEG * (0.6 + 0.4 * random.random((count, CORNERS)))
    x = random.uniform(west, east, (count, 1)) + reach * np.cos(turns)
    y = random.uniform(south, north, (count, 1)) + reach * np.sin(turns)
    rings = shapely.polygons(np.stack([x, y], axis=-1))
    for name, drawn in (("zones", shapes), ("sites", rings)):
        frame = gpd.GeoDataFrame({"number": range(len(drawn))}, geometry=drawn, crs=4490)
        frame.to_file(path, layer=name, driver="GPKG")
    return path


@dataclass(frozen=True, kw_only=True)
class Run:
    """What is on the clock, and what is asked of it afterwards."""

    do: Callable[[], Any]
    parts: int = 1  # that the clock's seconds are shared by
    shared: Callable[[], tuple[int, float]] | None = None  # pairs that share ground, and m² of it
    cpu: Callable[[], float] = lambda: 0.0  # processor seconds of other processes


def measured(way: str, path: Path) -> dict[str, float]:
    """One way in this process; the layers are read, and the index built, before the clock starts.

    ``…-one``: seconds of one site, warm, the mean of several. ``pairs`` and ``m2`` are the answers:
    sites and zones that share ground, and how much, told of many sites only.
    """
    zones, drawn = (gpd.read_file(path, layer=name) for name in ("zones", "sites"))
    name, _, count = way.partition("-")
    run = WAYS[name](zones, drawn, count, path.parent)
    before = _memory("VmRSS")
    start, cpu = time.perf_counter(), time.process_time() + run.cpu()
    run.do()
    seconds, cpu = time.perf_counter() - start, time.process_time() + run.cpu() - cpu
    peak = _memory("VmHWM")
    pairs, m2 = run.shared() if run.shared else (0, 0.0)
    return {
        "seconds": seconds / run.parts,
        "cpu": cpu / run.parts,
        "app": peak,
        "worker": 0.0,
        "times": peak / before,
        "pairs": pairs,
        "m2": m2,
    }


Frame = gpd.GeoDataFrame


def _ours(within_m: float) -> Callable[[Frame, Frame, str, Path], Run]:
    def prepare(zones: Frame, drawn: Frame, count: str, folder: Path) -> Run:
        ready = _ready(zones, within_m)
        every = [Site(geometry=shape) for shape in drawn.geometry]
        for site in every[-WARM:]:
            check_ready(site, ready)
        if count == "one":
            alone = every[:ALONE]
            _ = [check_ready(site, ready) for site in alone]  # warm: their neighbours are known
            return Run(do=lambda: [check_ready(site, ready) for site in alone], parts=ALONE)
        seen: dict[str, float] = {"pairs": 0, "m2": 0.0}

        def check() -> None:
            for one in check_sites(every[: int(count)], ready):
                _add(one, seen)

        return Run(do=check, shared=lambda: (int(seen["pairs"]), seen["m2"]))

    return prepare


def _written(ending: str) -> Callable[[Frame, Frame, str, Path], Run]:
    """The same, and all answers written: a GeoPackage, or a workbook."""

    def prepare(zones: Frame, drawn: Frame, count: str, folder: Path) -> Run:
        ready = _ready(zones, 500.0)
        every = [Site(geometry=shape) for shape in drawn.geometry[: int(count)]]
        for site in every[:WARM]:
            check_ready(site, ready)

        def write() -> None:
            path = folder / f"answers{ending}"
            tables = ending == ".gpkg"
            with TableBlocks() as blocks:
                rows = SitesAnswered(
                    language="zh", kinds=known_kinds(),
                    in_tables=tables, in_sheets=not tables, blocks=blocks,
                )  # fmt: skip
                for one in check_sites(every, ready):
                    rows.add(one)
                if tables:
                    rows.write_tables(path)
                else:
                    write_sheets(rows.sheets(), path, title=rows.title())

        return Run(do=write)

    return prepare


def _add(one: Answered, seen: dict[str, float]) -> None:
    assert one.check is not None
    found = {
        finding.feature.record: finding.overlap_m2
        for finding in (*one.check.findings, *one.check.near_misses)
        if finding.overlap_m2
    }
    seen["pairs"] += len(found)
    seen["m2"] += sum(found.values())


def _overlay(zones: Frame, drawn: Frame, count: str, folder: Path) -> Run:
    def cut(some: Frame) -> Frame:
        return gpd.overlay(some, zones, how="intersection", keep_geom_type=True)

    cut(drawn.iloc[-WARM:])
    if count == "one":
        few = 3
        return Run(do=lambda: [cut(drawn.iloc[i : i + 1]) for i in range(few)], parts=few)
    made: list[Frame] = []
    return Run(
        do=lambda: made.append(cut(drawn.iloc[: int(count)])),
        shared=lambda: _of_pieces(made[0].geometry.to_numpy()),
    )


def _postgis(zones: Frame, drawn: Frame, count: str, folder: Path) -> Run:
    server = PostGIS(zones, drawn)
    server.cut(0, ALONE)
    server.alone(ALONE)
    if count == "one":
        return Run(do=lambda: server.alone(ALONE), parts=ALONE, cpu=server.cpu)
    return Run(
        do=lambda: server.cut(0, int(count)),
        shared=lambda: _of_pieces(server.pieces()),
        cpu=server.cpu,
    )


def _qgis(zones: Frame, drawn: Frame, count: str, folder: Path) -> Run:
    files = Qgis(zones, drawn.iloc[: 1 if count == "one" else int(count)], folder)
    return Run(do=files.cut, shared=lambda: _of_pieces(files.pieces()), cpu=files.cpu)


def _of_pieces(pieces: np.ndarray) -> tuple[int, float]:
    areas = drawn_areas_m2(pieces)
    return int((areas > 0).sum()), float(areas.sum())


WAYS = {
    "check": _ours(500.0),
    "near": _ours(5_000.0),
    "gpkg": _written(".gpkg"),
    "xlsx": _written(".xlsx"),
    "overlay": _overlay,
    "postgis": _postgis,
    "qgis": _qgis,
}


def _ready(zones: gpd.GeoDataFrame, within_m: float) -> Ready:
    kinds = known_kinds()
    columns = {field: [None] * len(zones) for field in kinds[KIND].fields}
    frame = gpd.GeoDataFrame(columns, geometry=zones.geometry.to_numpy(), crs=4490)
    layer = Layer(
        kind=KIND,
        title=Text(zh="生态保护红线", en="red lines"),
        source=Source(
            path=Path("zones.gpkg"), format="GPKG", sha256="0" * 64, modified=dt.date(2026, 1, 1)
        ),
        layer_name="zones",
        features_in_file=len(frame),
        place=PlaceDecision(
            epsg=4490, name="CGCS2000", how=Message.of("checks.covered_by_area"), confidence=1.0
        ),
        columns=(),
        frame=frame,
        raw=frame.drop(columns="geometry"),
    )
    return make_ready(
        {KIND: (layer,)},
        rules=known_rules(),
        kinds=kinds,
        circumstances=Circumstances(as_of=dt.date(2026, 9, 1), within_m=(within_m,)),
    )


def _memory(what: str) -> float:
    words = Path(f"/proc/{os.getpid()}/status").read_text().split(f"{what}:")[1].split()
    return int(words[0]) / 1024
