"""Maps as files: each format by its own means, whole or not at all."""

import os
import re
import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pytest

pytest.importorskip("PySide6")

from PIL import Image
from pypdf import PdfReader

from tests.export.wild import CLEANED, KEPT
from watermap.errors import WatermapError
from watermap.export.picture import write_picture
from watermap.mapping.drawlist import DrawList, Label, Markers, Pen, line, rectangle

pytestmark = [pytest.mark.qt, pytest.mark.usefixtures("qapp")]


@pytest.fixture
def drawn():
    return DrawList(
        width_mm=148,
        height_mm=105,
        background="#ffffff",
        title='水质 #达标 "2019" $x$',
        items=(
            rectangle(10, 10, 60, 40, fill="#2a7bd680", pen=Pen(colour="#1c2329", width_mm=0.3)),
            line([(10, 60), (130, 60)], Pen(colour="#d62222", width_mm=0.2, dash="dash")),
            Markers(
                xy=np.array([(100.0, 30.0)]),
                symbol="circle",
                size_mm=6,
                fill="#2f9e3f",
                pen=None,
                letters=("Ⅲ",),
                letter_colour="#ffffff",
            ),
            Label(
                x_mm=74,
                y_mm=80,
                text="水质达标图 2026年11月",
                size_mm=6,
                anchor="centre",
                bold=True,
            ),
            Label(x_mm=74, y_mm=92, text="石口河 NH₃-N 1.23", size_mm=4, halo="#ffffff"),
        ),
    )


@pytest.mark.parametrize("dpi", [96, 300])
def test_png_is_as_large_on_paper_as_drawn(drawn, tmp_path, dpi):
    path = tmp_path / "图.png"
    write_picture(drawn, path, dpi=dpi)
    with Image.open(path) as picture:
        assert picture.size == (round(148 / 25.4 * dpi), round(105 / 25.4 * dpi))
        assert picture.info["dpi"][0] == pytest.approx(dpi, rel=1e-3)
        x, y = (round(value / 25.4 * dpi) for value in (40, 30))
        assert picture.convert("RGB").getpixel((x, y)) == pytest.approx((148, 188, 234), abs=1)


def test_svg_has_millimetres_and_no_text(drawn, tmp_path):
    path = tmp_path / "map.svg"
    write_picture(drawn, path)
    written = path.read_text("utf-8")
    assert 'width="148mm" height="105mm"' in written
    assert "<text" not in written  # outlines look the same where the font is missing
    assert written.count("<path") >= 6


def test_dashes_in_svg_are_as_long_as_on_the_screen(drawn, tmp_path):
    path = tmp_path / "map.svg"
    write_picture(drawn, path)
    (dashes,) = re.findall(r'stroke-dasharray="([\d.,]+)"', path.read_text("utf-8"))
    lengths = [float(value) / 100 for value in dashes.split(",")]  # hundredths of a millimetre
    assert lengths == pytest.approx([2.2, 1.2], rel=0.02)


def test_pdf_has_its_page_and_text_that_can_be_found(drawn, tmp_path):
    path = tmp_path / "map.pdf"
    write_picture(drawn, path)
    reader = PdfReader(path)
    (page,) = reader.pages
    assert float(page.mediabox.width) / 72 * 25.4 == pytest.approx(148, abs=0.1)
    assert float(page.mediabox.height) / 72 * 25.4 == pytest.approx(105, abs=0.1)
    text = page.extract_text()
    for wanted in ("水质达标图", "2026年11月", "石口河", "1.23", "Ⅲ"):
        assert wanted in text, text
    assert reader.metadata.title == drawn.title


def test_the_same_map_gives_the_same_files(drawn, tmp_path):
    for ending in ("png", "svg", "pdf"):
        first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
        write_picture(drawn, first)
        write_picture(drawn, second)
        assert first.read_bytes() == second.read_bytes()


def test_the_ending_decides_in_any_case(drawn, tmp_path):
    write_picture(drawn, tmp_path / "map.PNG")
    assert (tmp_path / "map.PNG").read_bytes().startswith(b"\x89PNG")


def test_an_unknown_ending_is_refused(drawn, tmp_path):
    with pytest.raises(WatermapError) as caught:
        write_picture(drawn, tmp_path / "map.gif")
    assert ".png .svg .pdf" in caught.value.text("zh")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_a_failure_keeps_the_older_file(drawn, tmp_path, ending, monkeypatch):
    path = tmp_path / f"map.{ending}"
    path.write_text("older")

    def broken(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("watermap.export.picture.image", broken)
    monkeypatch.setattr("watermap.export.picture.paint", broken)
    with pytest.raises(WatermapError):
        write_picture(drawn, path)
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_too_many_pixels_are_refused(drawn, tmp_path):
    with pytest.raises(WatermapError):
        write_picture(drawn, tmp_path / "map.png", dpi=1_000_000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_pictures_without_a_window_and_a_window_afterwards(tmp_path):
    """Qt allows one application a process: the one made for a picture must go again."""
    script = f"""
from pathlib import Path
from watermap.export.picture import write_picture
from watermap.mapping.drawlist import DrawList, Label
label = Label(x_mm=5, y_mm=20, text="水质", size_mm=6, halo="#ffffff")
drawn = DrawList(width_mm=50, height_mm=40, background="#ffffff", items=(label,))
for ending in ("png", "svg", "pdf", "png"):
    write_picture(drawn, Path({str(tmp_path)!r}) / f"map.{{ending}}", dpi=96)
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(["later", "-platform", "offscreen"])
write_picture(drawn, Path({str(tmp_path)!r}) / "later.png", dpi=96)
"""
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "later.png").read_bytes() == (tmp_path / "map.png").read_bytes()


@pytest.mark.parametrize("text", [*KEPT, *CLEANED])
@pytest.mark.parametrize("ending", [".svg", ".pdf", ".png"])
def test_any_text_can_stand_on_a_map(ending, text, tmp_path):
    path = tmp_path / f"map{ending}"
    label = Label(x_mm=5, y_mm=10, text=text, size_mm=4)
    page = DrawList(width_mm=60, height_mm=20, background="#ffffff", items=(label,), title=text)
    write_picture(page, path)
    assert path.stat().st_size
    if ending == ".svg":
        ElementTree.parse(path)
