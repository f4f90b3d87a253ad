"""A click on a section tells why its class is what it is; on a source too."""

import pytest

pytest.importorskip("PySide6")

from watermap.gui.window import MainWindow
from watermap.mapping.picking import Hit

pytestmark = pytest.mark.qt


def hit(window: MainWindow, kind: str, name: str) -> Hit:
    opened = window.workspace.opened
    layer = opened.layers[kind][0]
    record = layer.frame.index[layer.frame["name"] == name][0]
    return Hit(layer=opened.key_of(layer), record=int(record))


def test_a_section_explains_itself(opened: MainWindow) -> None:
    opened.identify.show_hits((hit(opened, "section", "季庄桥"),))
    text = opened.identify.why.toPlainText()
    assert not opened.identify.why.isHidden()
    assert "断面水质为Ⅴ类" in text
    assert text.index("● 氨氮") < text.index("铜")


def test_a_source_does_too_and_a_river_has_nothing_to_explain(opened: MainWindow) -> None:
    opened.identify.show_hits((hit(opened, "water_source", "小龙潭水源地"),))
    assert "小龙潭水源地" in opened.identify.why.toPlainText()
    opened.identify.show_hits((hit(opened, "river", "小季河"),))
    assert opened.identify.why.isHidden()
