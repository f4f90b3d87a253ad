"""The health list: worst first, in words and signs beside colours, filtered, and leading on."""

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from watermap.errors import Message
from watermap.gui.badges import BADGE
from watermap.gui.health_panel import HealthPanel
from watermap.gui.layer_tree import KEY, Entry, LayerTree
from watermap.harmonise.health.checks import Colour, Health, HealthCheck
from watermap.language import Text
from watermap.workspace.health import ItemHealth
from watermap.workspace.workspace import Workspace

pytestmark = pytest.mark.qt


def check(colour: Colour, file: str) -> HealthCheck:
    sentence = Message.of("workspace.no_file", file=file)
    return HealthCheck(id="x", colour=colour, sentence=sentence)


def item(name: str, *colours: Colour, key: str = "") -> ItemHealth:
    checks = tuple(check(colour, f"{name}-{colour}") for colour in colours)
    return ItemHealth(title=Text(zh=name, en=name), health=Health(checks=checks), key=key)


ROWS = (
    item("缺失", "red"),
    item("红线", "green", "amber", key="red_line/1"),
    item("断面", "green", key="section/1"),
)


@pytest.fixture
def panel(qtbot: QtBot) -> HealthPanel:
    made = HealthPanel("zh")
    qtbot.addWidget(made)
    made.show_rows(ROWS)
    return made


def shown(panel: HealthPanel) -> list[str]:
    items = [panel.tree.topLevelItem(place) for place in range(panel.tree.topLevelItemCount())]
    return [one.text(0) for one in items if one is not None and not one.isHidden()]


def test_every_row_says_its_colour_by_a_sign(panel: HealthPanel) -> None:
    assert [text[0] for text in shown(panel)] == ["✖", "▲", "✓"]
    assert panel.count.text().count("1") == 3


def test_the_worst_check_stands_first_and_rows_that_are_not_sound_are_open(
    panel: HealthPanel,
) -> None:
    amber = panel.tree.topLevelItem(1)
    assert amber is not None
    assert [amber.child(place).text(0)[0] for place in range(2)] == ["▲", "✓"]
    assert amber.isExpanded()
    assert not panel.tree.topLevelItem(2).isExpanded()


@pytest.mark.parametrize(("choice", "names"), [(0, 3), (1, 2), (2, 1)])
def test_only_the_bad_ones_can_be_shown(panel: HealthPanel, choice: int, names: int) -> None:
    panel.shown.setCurrentIndex(choice)
    assert len(shown(panel)) == names


def test_the_filter_looks_into_the_checks_too(panel: HealthPanel) -> None:
    panel.filter.setText("断面-GREEN")
    assert [text[3:5] for text in shown(panel)] == ["断面"]
    panel.retranslate("en")
    assert len(shown(panel)) == 1


def test_a_double_click_leads_to_the_layer_or_the_results(qtbot: QtBot, panel: HealthPanel) -> None:
    with qtbot.waitSignal(panel.layer_asked) as asked:
        panel.tree.itemDoubleClicked.emit(panel.tree.topLevelItem(1).child(0), 0)
    assert asked.args == ["red_line/1"]
    with qtbot.waitSignal(panel.table_asked):
        panel.tree.itemDoubleClicked.emit(panel.tree.topLevelItem(0), 0)


def test_layers_of_the_tree_wear_their_colour_as_a_badge(qtbot: QtBot) -> None:
    tree = LayerTree(Workspace())
    qtbot.addWidget(tree)
    tree.resize(300, 200)
    tree.show()
    entry = Entry(key="red_line/1", title="红线", group="保护区域", count=3, looks=())
    tree.fill([entry])
    plain = tree.grab().toImage()
    tree.show_health({"red_line/1": ("red", "不能用")})
    index = tree.model().index(0, 0, tree.model().index(0, 0))
    assert index.data(KEY) == "red_line/1"
    assert index.data(BADGE) == "red"
    assert tree.grab().toImage() != plain
    tree.fill([entry])  # as after another theme
    again = tree.model().index(0, 0, tree.model().index(0, 0))
    assert again.data(BADGE) == "red"
