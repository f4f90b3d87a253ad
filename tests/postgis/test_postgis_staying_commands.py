"""``watermap check`` against a layer that stays in PostGIS."""

import json

import geopandas as gpd
import pyogrio
import pytest

pytest.importorskip("PySide6")
import shapely
from click.testing import CliRunner

from tests.postgis.conftest import PASSWORD
from watermap.cli.check import check_command
from watermap.cli.login import VARIABLE
from watermap.language import Text
from watermap.reading.postgis.address import Address, written
from watermap.workspace.folder import save_project
from watermap.workspace.project import LayerEntry, Project

pytestmark = [pytest.mark.qt]


@pytest.fixture
def check(cluster, table, tmp_path):
    """Runs the command in a project whose red line stays; the result."""
    name = table(
        "id int PRIMARY KEY, name text, geom geometry(Polygon, 4490)",
        "(5, '甲', ST_MakeEnvelope(117, 34, 117.1, 34.1, 4490)),"
        " (3, '乙', ST_MakeEnvelope(118, 35, 118.1, 35.1, 4490))",
        name="zones",
    )
    stays = written(Address(server=cluster.login().server, table=name))
    entry = LayerEntry(
        path="红线", kind="red_line", title=Text(zh="红线", en="red line"), stays=stays
    )
    save_project(Project(title=Text(zh="一", en="one"), layers=[entry]), tmp_path)

    def run(*words, password=PASSWORD):
        return CliRunner(env={VARIABLE: password}).invoke(
            check_command, [str(tmp_path), *map(str, words)], standalone_mode=False
        )

    return run


def test_one_site_is_held_against_the_table(check):
    done = check("--point", "117.05,34.05", "--json", "--lang", "zh")
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    theme = next(one for one in answer["themes"] if one["kind"] == "red_line")
    assert theme["state"] == "conflict"
    assert (theme["layer"]["sha256"], theme["layer"]["features"]) == (None, 2)
    assert theme["layer"]["read_at"]
    assert any("红线" in one["feature"]["path"] for one in answer["findings"])


def test_many_sites_are_held_against_the_table(check, tmp_path):
    sites = tmp_path / "sites.gpkg"
    places = [shapely.Point(117.05, 34.05), shapely.Point(118.3, 35.3)]
    frame = gpd.GeoDataFrame({"name": ["a", "b"]}, geometry=places, crs=4490)
    pyogrio.write_dataframe(frame, sites, layer="sites")
    out = tmp_path / "checks.json"
    done = check("--sites", sites, "--out", out, "--lang", "zh")
    assert done.return_value == 0, done.output
    states = [
        next(theme["state"] for theme in one["themes"] if theme["kind"] == "red_line")
        for one in json.loads(out.read_text("utf-8"))["sites"]
    ]
    assert states == ["conflict", "not_covering"]


def test_a_wrong_password_is_told_and_nothing_answered(check):
    done = check("--point", "117.05,34.05", "--lang", "zh", password="wrong")
    assert done.return_value == 2
    assert "wrong" not in done.output
    assert not done.stdout
