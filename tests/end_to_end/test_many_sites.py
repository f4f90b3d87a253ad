"""``watermap check --sites`` from the command line."""

from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from shapely import Point

from tests.end_to_end.conftest import Drive as Answer, Run

pytestmark = pytest.mark.slow
PLACES = [(117.73, 34.56), (117.6, 34.5), (121.5, 31.2)]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sites") / "候选.gpkg"
    shapes = [Point(place).buffer(0.002) for place in PLACES]
    frame = gpd.GeoDataFrame({"name": ["甲", "乙", "丙"]}, geometry=shapes, crs=4490)
    pyogrio.write_dataframe(frame, path, layer="sites")
    return path


def test_many_sites_have_the_answers_of_one_by_one(
    answer: Answer, sample: Path, sites: Path, tmp_path: Path
) -> None:
    day = ("--as-of", "2026-09-01")
    many = answer("check", sample, "--sites", sites, *day)
    assert many["summary"]["sites"] == len(PLACES)
    one = tmp_path / "一个.gpkg"
    frame = pyogrio.read_dataframe(sites)
    pyogrio.write_dataframe(frame.iloc[:1], one, layer="sites")
    alone = answer("check", sample, "--site", one, *day)
    for name in ("verdict", "findings", "near_misses", "thresholds"):
        assert many["sites"][0][name] == alone[name], name


@pytest.mark.parametrize("ending", ["gpkg", "xlsx"])
def test_many_sites_go_to_a_file(run: Run, sample: Path, sites: Path, tmp_path: Path, ending: str):
    out = tmp_path / f"结果.{ending}"
    assert run("check", sample, "--sites", sites, "--out", out, "--quiet").returncode == 0
    assert out.stat().st_size > 1000
    if ending == "gpkg":
        assert len(pyogrio.read_dataframe(out, layer="sites")) == len(PLACES)


def test_an_unknown_ending_is_refused_before_the_work(
    run: Run, sample: Path, sites: Path, tmp_path: Path
) -> None:
    done = run("check", sample, "--sites", sites, "--out", tmp_path / "x.dwg")
    assert done.returncode == 2
    assert ".gpkg" in done.stderr


def test_fail_on_looks_at_the_hardest_of_all(run: Run, sample: Path, sites: Path) -> None:
    assert run("check", sample, "--sites", sites, "--fail-on", "incomplete").returncode == 3


def test_the_way_out_of_many_sites_is_told_where_asked_for(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    site = sample / "拟建化工项目.geojson"
    out = tmp_path / "结果.gpkg"
    for more, wanted in ((), False), (("--way-out",), True):
        args = ("check", sample, "--sites", site, "--out", out, "--quiet", *more)
        assert run(*args).returncode == 0
        names = [name for name, _ in pyogrio.list_layers(out)]
        assert ("way_out_moves" in names) == wanted
    moves = pyogrio.read_dataframe(out, layer="way_out_moves")
    assert set(moves["site"]) == {1}
    assert (moves["distance_m"] > 0).all()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--point", "117.5,34.6", "--engine", "dask"], "--sites"),
        (["--point", "117.5,34.6", "--scheduler", "127.0.0.1:8786"], "--engine dask"),
    ],
)
def test_options_of_a_cluster_that_do_not_go_together_are_refused(run, sample, options, said):
    done = run("check", sample, *options, "--lang", "en")
    assert done.returncode == 2
    assert said in done.stderr
