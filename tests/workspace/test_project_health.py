"""The health of a whole project: every layer and table once, worst first."""

import shutil

import pytest

from watermap.reading.reader import Reader
from watermap.resources import shipped_samples
from watermap.workspace.health import WORST_FIRST, ItemHealth, project_health
from watermap.workspace.opened import Opened, open_project

SAMPLE = shipped_samples() / "taierzhuang"


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """The sample without one layer and one year's workbook."""
    folder = tmp_path_factory.mktemp("项目") / "台儿庄"
    shutil.copytree(SAMPLE, folder)
    (folder / "河流.shp").unlink()
    (folder / "水质监测_2018.xlsx").unlink()
    with Reader() as reader:
        return open_project(folder, reader=reader)


def by_title(items: tuple[ItemHealth, ...]) -> dict[str, ItemHealth]:
    return {one.title.zh: one for one in items}


def test_every_layer_and_table_has_one_row_worst_first(damaged: Opened) -> None:
    items = project_health(damaged)
    entries = len(damaged.project.layers) + len(damaged.project.tables)
    assert len(items) == entries
    order = [WORST_FIRST.index(one.health.colour) for one in items]
    assert order == sorted(order)
    assert {one.key for one in items if one.key} == {
        damaged.key_of(layer) for layer in damaged.every_layer()
    }


def test_what_is_missing_is_red_and_says_why(damaged: Opened) -> None:
    items = project_health(damaged)
    lost = [one for one in items if one.health.colour == "red" and not one.key]
    told = {one.title.zh: one.health.checks[0].sentence.text("zh") for one in lost}
    assert any("河流.shp" in text for text in told.values())
    assert "水质监测_2018.xlsx" in told["水质监测_2018.xlsx"]


def test_tables_are_told_apart_by_their_files(damaged: Opened) -> None:
    items = by_title(project_health(damaged))
    table = items["水质监测_2019.xlsx"].health
    months = table.check("months")
    assert months is not None
    assert months.figure == 12
    sections = table.check("sections")
    assert sections is not None
    assert sections.figure is not None
