"""Damaged files of the newer formats: opened or refused with a sentence, never a crash (C18)."""

import io
import random
import shutil
import warnings
import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapely

from watermap.errors import WatermapError

ROUNDS = 12  # of each format; runs of hundreds found nothing more
KML = (
    '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>甲'
    '</name><Placemark><name>a</name><ExtendedData><Data name="b"><value>1</value></Data>'
    "</ExtendedData><Point><coordinates>1,2</coordinates></Point></Placemark></Folder></Document>"
    "</kml>"
)
GPX = (
    '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="1"'
    ' lon="2"><name>a</name></wpt><trk><trkseg><trkpt lat="1" lon="2"/><trkpt lat="2" lon="3"/>'
    "</trkseg></trk></gpx>"
)
DXF = (
    "0\nSECTION\n2\nENTITIES\n0\nLWPOLYLINE\n8\na\n90\n3\n70\n1\n10\n0\n20\n0\n10\n5\n20\n0\n"
    "10\n5\n20\n5\n"
    "0\nCIRCLE\n8\nb\n10\n1\n20\n2\n40\n3\n0\nHATCH\n8\nc\n2\nSOLID\n70\n1\n71\n0\n91\n1\n92\n2\n72\n0\n"
    "73\n1\n93\n3\n10\n0\n20\n0\n10\n5\n20\n0\n10\n5\n20\n5\n97\n0\n75\n0\n76\n1\n98\n0\n"
    "0\nENDSEC\n0\nEOF\n"
)


def frame():
    return gpd.GeoDataFrame(
        {"name": ["a", "b", "c"], "n": np.arange(3, dtype="int32"), "v": [0.5, None, 2.0]},
        geometry=[shapely.box(0, 0, 1, 1), shapely.box(5, 5, 9, 9), shapely.box(2, 2, 3, 3)],
        crs=4326,
    )


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """By format: the file to read, and those of which one is damaged each time."""
    home = tmp_path_factory.mktemp("seeds")
    made = {}
    for name, text in {"kml": KML, "gpx": GPX, "dxf": DXF}.items():
        (home / f"a.{name}").write_text(text, "utf-8")
        made[name] = (f"a.{name}", [f"a.{name}"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in ("tab", "mif", "gdb"):
            driver = "OpenFileGDB" if name == "gdb" else "MapInfo File"
            frame().to_file(home / f"{name}.{name}", driver=driver)
    for name in ("tab", "mif"):
        made[name] = (f"{name}.{name}", [path.name for path in home.glob(f"{name}.*")])
    made["gdb"] = ("gdb.gdb", [f"gdb.gdb/{path.name}" for path in (home / "gdb.gdb").iterdir()])
    frame().to_parquet(home / "a.parquet")
    frame().to_parquet(home / "b.parquet", geometry_encoding="geoarrow")
    made["parquet"] = ("a.parquet", ["a.parquet"])
    made["geoarrow"] = ("b.parquet", ["b.parquet"])
    for name, level in {"zip": zipfile.ZIP_DEFLATED, "stored": zipfile.ZIP_STORED}.items():
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w", level) as package:
            package.writestr("x/a.kml", KML)
            package.writestr("b.csv", "a,b\n1,2\n")
            for path in home.glob("mif.*"):
                package.write(path, path.name)
        (home / f"{name}.zip").write_bytes(inner.getvalue())
        made[name] = (f"{name}.zip", [f"{name}.zip"])
    return home, made


def damaged(data, chance):
    """The same bytes with one thing wrong: changed, left out, put in, repeated, cut."""
    data = bytearray(data)
    place = chance.randrange(max(1, len(data)))
    kind = chance.randrange(6)
    if kind == 0:
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif kind == 1:
        big = chance.choice([0, 1, 2**31 - 1, 2**32 - 1, 2**31])
        data[place : place + 4] = big.to_bytes(4, chance.choice(["little", "big"]))
    elif kind == 2:
        data[place : place + 8] = np.float64(chance.choice([np.nan, np.inf, 1e308])).tobytes()
    elif kind == 3:
        del data[place : place + chance.randint(1, 40)]
    elif kind == 4:
        data[place:place] = data[place : place + chance.randint(1, 200)]
    else:
        del data[place:]
    return bytes(data)


def outcome(reader, path):
    """The layers, or why there are none."""
    try:
        return reader.read(path, deadline_s=20).layers, ()
    except WatermapError as error:
        return (), error.problems


FORMATS = ["kml", "gpx", "dxf", "tab", "mif", "gdb", "parquet", "geoarrow", "zip", "stored"]


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_files(name, seeds, tmp_path, reader):
    home, made = seeds
    main, parts = made[name]
    for seed in range(ROUNDS):
        chance = random.Random(f"{name} {seed}")
        copy = tmp_path / str(seed)
        shutil.copytree(home, copy)
        victim = copy / chance.choice(parts)
        if victim.stat().st_size:
            victim.write_bytes(damaged(victim.read_bytes(), chance))
        layers, problems = outcome(reader, copy / main)
        codes = [problem.code for problem in problems]
        assert not {"reading.reader_died", "reading.too_long"} & set(codes), (seed, codes)
        assert all(problem.text("zh").isprintable() for problem in problems), seed
        for layer in layers:
            assert layer.features_in_file == len(layer.attributes) + len(layer.rejected), seed
        shutil.rmtree(copy)
