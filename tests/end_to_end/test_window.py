"""The real window on a real X server: open, change the month, check a site, export."""

from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from tests.end_to_end.conftest import Drive

pytestmark = [pytest.mark.qt, pytest.mark.slow, pytest.mark.timeout(240)]
DRIVER = "drive_window.py"


def test_a_planners_way_through_the_window(drive: Drive, sample: Path, tmp_path: Path) -> None:
    seen = drive(DRIVER, sample, tmp_path)
    assert seen["platform"] == "xcb"
    assert seen["title"] == "台儿庄区水环境（示例） — watermap"
    assert seen["year"] == "V"  # the sample's README says so of 季庄桥 in 2019
    assert seen["month"] == "worse_than_V"  # and plants a bad summer of 2018
    # The three that the sample's script plants above the section, and nobody below it.
    assert seen["candidates"][:3] == ["北辰纸业有限公司", "青禾淀粉有限公司", "泥沟肉联有限公司"]
    assert seen["verdict"] == "prohibited"
    assert "DW-L2-PROJ" in seen["rules"]
    assert "禁止" in seen["banner"]
    with Image.open(tmp_path / "map.png") as picture:
        assert picture.width > picture.height > 1000
    text = "\n".join(one.text for one in docx.Document(str(tmp_path / "site.docx")).paragraphs)
    assert "建设项目选址核查表" in text
    assert len(openpyxl.load_workbook(tmp_path / "results.xlsx").sheetnames) >= 4
    with Image.open(tmp_path / "window.png") as picture:
        assert picture.size == (1440, 900)
        assert len(picture.convert("RGB").getcolors(1440 * 900) or ()) > 50
