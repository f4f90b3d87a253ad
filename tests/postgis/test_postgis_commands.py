"""PostGIS on the command line, as a script uses it."""

import json
import os
import socket
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner

from tests.postgis.conftest import PASSWORD
from watermap.cli import login as login_module
from watermap.cli.main import watermap_command
from watermap.cli.new import _layer
from watermap.workspace.folder import read_project

pytestmark = pytest.mark.slow


def run(*arguments, password=PASSWORD, stdin=subprocess.DEVNULL):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment.pop(login_module.VARIABLE, None)
    if password is not None:
        environment[login_module.VARIABLE] = password
    return subprocess.run(
        [sys.executable, "-P", "-m", "watermap", *map(str, arguments)],
        env=environment | {"PYTHONIOENCODING": "utf-8"}, capture_output=True, text=True,
        encoding="utf-8", stdin=stdin, timeout=60, check=False,
    )  # fmt: skip


def answer(*arguments):
    ended = run(*arguments, "--json", "--lang", "en")
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def sections(table):
    return table(
        '"断面名称" text, "断面代码" text, geom geometry(Point, 4490)',
        "('张庄闸', '001', ST_SetSRID(ST_MakePoint(117.7, 34.5), 4490))",
        name="断面",
    )


def test_info_lists_tables(cluster, table):
    sections(table)
    result = answer("info", cluster.address())
    assert result["files"] == []
    assert result["databases"] == [
        {
            "address": cluster.address(),
            "tables": [
                {
                    "address": cluster.address("public.%E6%96%AD%E9%9D%A2#geom"),
                    "schema": "public", "table": "断面", "geometry_column": "geom",
                    "geometry": "Point", "srid": 4490, "rows_estimated": None, "view": False,
                    "readable": True,
                }
            ],
        }
    ]  # fmt: skip
    shown = run("info", cluster.address("public.断面"), "--lang", "zh")
    assert "断面" in shown.stdout
    assert PASSWORD not in shown.stdout + shown.stderr


def test_a_project_from_a_table_and_its_refreshing(cluster, table, tmp_path):
    sections(table)
    made = answer("new", tmp_path / "项目", "--layer", cluster.address("public.断面=section"))
    assert made["layers"] == [{"path": "data/断面.gpkg", "kind": "section"}]
    project = read_project(tmp_path / "项目").project
    assert project.layers[0].origin.rows == 1
    assert PASSWORD not in (tmp_path / "项目" / "project.toml").read_text("utf-8")
    cluster.run("""INSERT INTO "断面" VALUES ('台儿庄大桥', '002', NULL)""")
    again = answer("refresh", tmp_path / "项目")
    assert again["layers"] == [
        {"path": "data/断面.gpkg", "changed": True, "rows_before": 1, "rows_after": 2}
    ]
    assert read_project(tmp_path / "项目").project.layers[0].origin.rows == 2
    assert not answer("refresh", tmp_path / "项目", "--layer", "data/断面.gpkg")["layers"][0][
        "changed"
    ]


def test_srid_0_is_a_question(cluster, table, tmp_path):
    table("name text, geom geometry(Point)", "('a', ST_MakePoint(117.7, 34.5))")
    made = answer("new", tmp_path / "p", "--layer", cluster.address("public.t=section"))
    assert {"postgis.srid_0", "workspace.question"} <= {one["code"] for one in made["problems"]}
    made = answer(
        "new", tmp_path / "q", "--layer", cluster.address("public.t=section"), "--crs", 4490
    )
    assert read_project(tmp_path / "q").project.layers[0].crs == 4490


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", ["info", "new"])
def test_a_password_in_the_address_is_refused(cluster, command, language, tmp_path):
    address = f"postgis://planner:hunter2@127.0.0.1:{cluster.port}/gis/public.t=section"
    given = [tmp_path / "p", "--layer", address] if command == "new" else [address]
    ended = run(command, *given, "--lang", language)
    assert ended.returncode == 2
    assert "hunter2" not in ended.stdout + ended.stderr
    assert login_module.VARIABLE in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert not (tmp_path / "p").exists()


def test_without_a_password_and_without_a_terminal(cluster):
    ended = run("info", cluster.address(), password=None)
    assert ended.returncode == 2
    assert login_module.VARIABLE in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_fails_leaves_no_half_project(cluster, table, tmp_path):
    sections(table)
    table("x int, geom geometry(Point, 4490)", "(1, NULL)", name="odd")
    good, bad = cluster.address("public.断面"), cluster.address("public.odd")
    for layers in ([good, bad], [good, cluster.address("public.gone=section")]):
        options = [word for layer in layers for word in ("--layer", layer)]
        ended = run("new", tmp_path / "p", *options)
        assert ended.returncode == 2
        assert [path for path in (tmp_path / "p").rglob("*") if path.is_file()] == []
    assert run("new", tmp_path / "p", "--layer", cluster.address()).returncode == 2


def test_a_project_that_is_there_is_refused_before_anything_is_fetched(tmp_path):
    (tmp_path / "project.toml").write_text("format = 1\n")
    with listening() as (port, calls):
        ended = run(
            "new", tmp_path, "--layer", f"postgis://a@127.0.0.1:{port}/gis/public.t=section"
        )
    assert ended.returncode == 2
    assert calls == []


def test_opening_a_project_connects_to_nobody(cluster, table, tmp_path):
    sections(table)
    answer("new", tmp_path / "p", "--layer", cluster.address("public.断面=section"))
    with listening() as (port, calls):
        path = tmp_path / "p" / "project.toml"
        path.write_text(path.read_text("utf-8").replace(str(cluster.port), str(port)), "utf-8")
        assert run("around", tmp_path / "p", "--json").returncode in (0, 2)
        assert run("assess", tmp_path / "p", "--json").returncode in (0, 2)
        assert run("info", tmp_path / "p" / "data" / "断面.gpkg").returncode == 0
    assert calls == []


def test_addresses_in_project_files_are_refused_without_contact(tmp_path):
    with listening() as (port, calls):
        path = f"postgis://planner@127.0.0.1:{port}/gis/public.t"
        (tmp_path / "project.toml").write_text(
            'format = 1\ntitle = {zh = "a", en = "a"}\n'
            f'[[layer]]\npath = "{path}"\nkind = "section"\n'
        )
        ended = run("around", tmp_path, "--lang", "en")
    assert calls == []
    assert ended.returncode in (0, 2)


def test_refreshing_what_came_from_no_database(sample_project):
    ended = run("refresh", sample_project)
    assert ended.returncode == 2
    assert "no layer that came from a database" in ended.stderr


def test_a_prompt_on_a_terminal(cluster, table, monkeypatch):
    sections(table)
    kept = {}
    monkeypatch.delenv(login_module.VARIABLE, raising=False)
    monkeypatch.setattr(login_module, "password_of", lambda server: None)
    monkeypatch.setattr(login_module, "can_remember", lambda: True)
    monkeypatch.setattr(
        login_module, "remember", lambda server, word: kept.update({server.shown: word})
    )
    monkeypatch.setattr(login_module, "_can_ask", lambda: True)
    ended = CliRunner().invoke(
        watermap_command, ["info", cluster.address(), "--lang", "en"], input=f"{PASSWORD}\ny\n",
        standalone_mode=False,
    )  # fmt: skip
    assert "断面" in ended.output
    assert PASSWORD not in ended.output
    assert list(kept.values()) == [PASSWORD]
    kept.clear()
    ended = CliRunner().invoke(
        watermap_command, ["info", cluster.address(), "--lang", "en"], input="hunter2\ny\n",
        standalone_mode=False,
    )  # fmt: skip
    assert "refused the connection" in ended.output
    assert kept == {}


@pytest.mark.parametrize(("text", "kind"), [("a.shp", None), ("a.shp=section", "section")])
def test_files_are_still_files(text, kind):
    assert _layer(text).kind == kind
    assert _layer(text).origin is None


@pytest.fixture
def sample_project(tmp_path):
    (tmp_path / "project.toml").write_text('format = 1\ntitle = {zh = "a", en = "a"}\n')
    return tmp_path


class listening:  # noqa: N801  (used as a with-statement reads)
    """A port that counts who calls."""

    def __enter__(self):
        self.server = socket.create_server(("127.0.0.1", 0))
        self.calls = []

        def serve():
            while True:
                try:
                    there, _ = self.server.accept()
                except OSError:
                    return
                self.calls.append(1)
                there.close()

        self.thread = threading.Thread(target=serve, daemon=True)
        self.thread.start()
        return self.server.getsockname()[1], self.calls

    def __exit__(self, *_):
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        self.thread.join(2)
