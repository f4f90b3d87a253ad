from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from watermap.gui.importing.proposing import among_programs, data_name, may_hold, proposed_folder
from watermap.resources import shipped_samples

pytestmark = pytest.mark.qt


def test_a_project_is_proposed_beside_the_data_under_a_free_name(tmp_path: Path) -> None:
    data = tmp_path / "各科室数据"
    data.mkdir()
    assert proposed_folder([data], "项目") == tmp_path / "项目"
    (tmp_path / "项目").mkdir()
    assert proposed_folder([data], "项目") == tmp_path / "项目 (2)"
    assert may_hold(tmp_path / "项目 (2)")


@pytest.mark.parametrize(
    ("paths", "name"),
    [(["{0}"], "资料"), (["{0}/a.shp"], "a"), (["{0}/a.shp", "{0}/b.xlsx"], "资料")],
)
def test_it_is_called_as_the_folder_or_the_single_file(
    tmp_path: Path, paths: list[str], name: str
) -> None:
    folder = tmp_path / "资料"
    folder.mkdir()
    assert data_name([Path(path.format(folder)) for path in paths]) == name


def test_never_among_programs(tmp_path: Path) -> None:
    programs = tmp_path / "Program Files"
    environment = {"ProgramFiles": str(programs)}
    assert among_programs(programs / "watermap", environment)
    assert not among_programs(tmp_path / "数据", environment)
    assert among_programs(shipped_samples() / "taierzhuang", {})
    assert not proposed_folder([shipped_samples() / "taierzhuang"], "x").is_relative_to(
        shipped_samples()
    )


def test_a_folder_with_a_project_or_a_relative_one_holds_no_new_one(tmp_path: Path) -> None:
    (tmp_path / "project.toml").write_text("", "utf-8")
    assert not may_hold(tmp_path)
    assert not may_hold(Path("项目"))
    assert may_hold(tmp_path / "新" / "项目")
