"""Sites of 300 corners held against 100,000 polygons: our whole check, and ``geopandas.overlay``.

Ours has verdict, themes, all findings with true measures and the law; the overlay only cuts, in
degrees. ``near-…`` also tells everything within 5 km, hundreds of polygons a site.
"""

import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from watermap.catalogue.load import known_kinds
from watermap.checks.law.rules import known_rules
from watermap.checks.site import Circumstances, Site
from watermap.checks.siting.batch import check_sites
from watermap.checks.siting.site_check import Ready, check_ready, make_ready
from watermap.errors import Message
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


def measured(way: str, path: Path) -> dict[str, float]:
    """One way in this process; the layers are read, and the index built, before the clock starts.

    ``…-one``: seconds of one site, warm, the mean of several.
    """
    zones, drawn = (gpd.read_file(path, layer=name) for name in ("zones", "sites"))
    before = _memory("VmRSS")
    name, _, count = way.partition("-")
    run, parts = WAYS[name](zones, drawn, count)
    start, cpu = time.perf_counter(), time.process_time()
    run()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = _memory("VmHWM")
    return {
        "seconds": seconds / parts,
        "cpu": cpu / parts,
        "app": peak,
        "worker": 0.0,
        "times": peak / before,
    }


Run = tuple[Callable[[], Any], int]


def _ours(within_m: float) -> Callable[[gpd.GeoDataFrame, gpd.GeoDataFrame, str], Run]:
    def prepare(zones: gpd.GeoDataFrame, drawn: gpd.GeoDataFrame, count: str) -> Run:
        ready = _ready(zones, within_m)
        every = [Site(geometry=shape) for shape in drawn.geometry]
        for site in every[-WARM:]:
            check_ready(site, ready)
        if count == "one":
            alone = every[:ALONE]
            _ = [check_ready(site, ready) for site in alone]  # warm: their neighbours are known
            return lambda: [check_ready(site, ready) for site in alone], ALONE
        return lambda: [one.check.verdict for one in check_sites(every[: int(count)], ready)], 1

    return prepare


def _overlay(zones: gpd.GeoDataFrame, drawn: gpd.GeoDataFrame, count: str) -> Run:
    def cut(some: gpd.GeoDataFrame) -> Any:  # noqa: ANN401
        return gpd.overlay(some, zones, how="intersection", keep_geom_type=True)

    cut(drawn.iloc[-WARM:])
    if count == "one":
        few = 3
        return lambda: [cut(drawn.iloc[i : i + 1]) for i in range(few)], few
    return lambda: cut(drawn.iloc[: int(count)]), 1


WAYS = {"check": _ours(500.0), "near": _ours(5_000.0), "overlay": _overlay}


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
