"""PostGIS and QGIS asked for what sites share with zones: they cut, and judge nothing.

PostGIS is started for the run and thrown away after (on Debian: postgresql-15-postgis-3, and the
extra ``postgis``); its tables have their indexes before the clock starts. QGIS reads and writes
files within its clock, as it has no other way (on Debian: qgis).
"""

import os
import resource
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

TICKS = os.sysconf("SC_CLK_TCK")
ALONE = 40
PROGRAM = Path(
    "/usr/bin/qgis_process.bin"
)  # what the wrapper of Debian 12 starts with a wrong option


class PostGIS:
    """A server of its own with both tables."""

    def __init__(self, zones: gpd.GeoDataFrame, sites: gpd.GeoDataFrame) -> None:
        import atexit

        import psycopg

        self._running = _server()
        port, self._postmaster = self._running.__enter__()
        atexit.register(self._running.__exit__, None, None, None)
        place = f"host=127.0.0.1 port={port} user=postgres dbname=postgres"
        self._open: Any = psycopg.connect(place, autocommit=True)
        self._open.execute("CREATE EXTENSION postgis")
        for name, frame in (("zones", zones), ("sites", sites)):
            self._fill(name, frame)

    def _fill(self, name: str, frame: gpd.GeoDataFrame) -> None:
        self._open.execute(f"CREATE TABLE {name} (number int PRIMARY KEY, shape geometry)")
        with self._open.cursor().copy(f"COPY {name} FROM STDIN") as rows:
            for number, wkb in enumerate(shapely.to_wkb(frame.geometry.to_numpy(), hex=True)):
                rows.write_row((number, wkb))
        self._open.execute(f"CREATE INDEX ON {name} USING gist (shape)")
        self._open.execute(f"VACUUM ANALYZE {name}")

    def cut(self, first: int, last: int) -> None:
        """What sites of some numbers share with zones, into the table ``pieces``."""
        self._open.execute(
            "DROP TABLE IF EXISTS pieces; CREATE UNLOGGED TABLE pieces AS"
            " SELECT s.number AS site, z.number AS zone,"
            " ST_Intersection(s.shape, z.shape) AS shape"
            f" FROM sites s JOIN zones z ON ST_Intersects(s.shape, z.shape)"
            f" WHERE s.number >= {first} AND s.number < {last}"
        )

    def alone(self, count: int) -> None:
        """The same site by site, the pieces brought here."""
        for number in range(count):
            self._open.execute(
                "SELECT z.number, ST_AsBinary(ST_Intersection(s.shape, z.shape))"
                " FROM sites s JOIN zones z ON ST_Intersects(s.shape, z.shape)"
                " WHERE s.number = %s",
                (number,),
            ).fetchall()

    def pieces(self) -> np.ndarray:
        """What ``cut`` has made."""
        rows = self._open.execute("SELECT ST_AsBinary(shape) FROM pieces").fetchall()
        return shapely.from_wkb([bytes(row[0]) for row in rows])

    def cpu(self) -> float:
        """Processor seconds of the server and all it has started."""
        return sum(map(_cpu, _family(self._postmaster)))


@contextmanager
def _server() -> Iterator[tuple[int, int]]:
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder = Path(tempfile.mkdtemp(prefix="watermap-bench-postgis-"))
    owner: dict[str, Any] = {}
    if os.geteuid() == 0:  # PostgreSQL does not run as root
        shutil.chown(folder, "postgres", "postgres")
        owner = {"user": "postgres", "group": "postgres", "extra_groups": []}
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = int(one.getsockname()[1])

    def call(*words: object) -> None:
        subprocess.run(words, stdout=subprocess.DEVNULL, cwd=folder, check=True, **owner)

    data = folder / "data"
    call(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync")
    settings = f"-p {port} -c fsync=off -c shared_buffers=1GB -c work_mem=64MB"
    settings += f" -c unix_socket_directories={folder}"
    call(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
    try:
        yield port, int((data / "postmaster.pid").read_text().split()[0])
    finally:
        call(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _family(pid: int) -> Sequence[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def _cpu(pid: int) -> float:
    """With all that it started and that has ended."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, words[11:15])) / TICKS


class Qgis:
    """``native:intersection`` of files."""

    def __init__(self, zones: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, folder: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="qgis-", dir=folder))
        for name, frame in (("zones", zones), ("sites", sites)):
            frame.to_file(self._folder / f"{name}.gpkg", driver="GPKG")

    def cut(self) -> None:
        """All of it, from the program's start to the written file."""
        words = [
            PROGRAM, "run", "native:intersection",
            *(f"--{key}={self._folder / name}" for key, name in (
                ("INPUT", "sites.gpkg"), ("OVERLAY", "zones.gpkg"), ("OUTPUT", "pieces.gpkg"))),
        ]  # fmt: skip
        surroundings = {"QT_QPA_PLATFORM": "offscreen", "LD_LIBRARY_PATH": "/usr/lib/grass82/lib"}
        subprocess.run(
            words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "HOME": str(self._folder), **surroundings},
        )  # fmt: skip

    def pieces(self) -> np.ndarray:
        """What ``cut`` has made."""
        return gpd.read_file(self._folder / "pieces.gpkg").geometry.to_numpy()

    def cpu(self) -> float:
        """Processor seconds of all programs that were started and have ended."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime
