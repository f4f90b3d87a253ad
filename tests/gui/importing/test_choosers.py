"""Every form of a question: nothing is chosen by itself, and what is written is judged."""

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from watermap.gui.importing.choosers import BoxChooser, Chooser, ColumnChooser, ListChooser, chooser
from watermap.gui.importing.offers import Offer

pytestmark = pytest.mark.qt
OFFERS = (
    Offer(value="4548", title="CM 117E", why="100 % 在内"),
    Offer(value="4549", title="CM 120E"),
    Offer(value="", title="不加入项目"),
)


def judge(text: str) -> str:
    return "" if text.isdecimal() else f"{text} 不是代码"


FORMS = (ListChooser, BoxChooser)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_chosen_before_a_person_does(
    qtbot: QtBot, form: type[ListChooser | BoxChooser]
) -> None:
    made = form(OFFERS, judge)
    qtbot.addWidget(made)
    assert made.value() is None
    for offer in OFFERS:
        with qtbot.waitSignal(made.chosen):
            made.choose(offer.value)
        assert made.value() == offer.value


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_counts_once_it_is_an_answer(
    qtbot: QtBot, form: type[ListChooser | BoxChooser]
) -> None:
    made: Chooser = form(OFFERS, judge)
    qtbot.addWidget(made)
    made.show()
    made.choose("西安")
    assert made.value() is None
    assert made.field is not None
    assert made.field.fault.text() == "西安 不是代码"
    assert made.field.isVisible()
    made.field.line.clear()
    qtbot.keyClicks(made.field.line, "4527")
    assert made.value() == "4527"
    assert not made.field.fault.isVisible()
    made.choose("4549")
    assert made.value() == "4549"


def test_examples_stand_side_by_side_and_the_chosen_column_is_marked(qtbot: QtBot) -> None:
    offers = [
        Offer(value="UTF-8", title="UTF-8", preview=("¨Ç", "??")),
        Offer(value="GB18030", title="GB18030", preview=("郯崮", "鄫" * 40)),
    ]
    made = chooser(offers, None, compact=True)
    qtbot.addWidget(made)
    assert isinstance(made, ColumnChooser)
    assert made.value() is None
    made.group.button(1).click()
    assert made.value() == "GB18030"
    assert [column.property("chosen") for column in made.columns] == [None, True]
    made.choose("UTF-8")
    assert [column.property("chosen") for column in made.columns] == [True, False]


@pytest.mark.parametrize(
    ("count", "compact", "form"),
    [(3, False, ListChooser), (3, True, BoxChooser), (28, False, BoxChooser)],
)
def test_many_choices_fold_into_a_box(
    qtbot: QtBot, count: int, compact: bool, form: type[Chooser]
) -> None:
    made = chooser([Offer(value=str(n), title=str(n)) for n in range(count)], None, compact=compact)
    qtbot.addWidget(made)
    assert type(made) is form
    assert made.field is None


def test_the_evidence_of_the_chosen_one_stands_beside_the_box(qtbot: QtBot) -> None:
    made = BoxChooser(OFFERS, judge)
    qtbot.addWidget(made)
    made.choose("4548")
    assert made.why.text() == "100 % 在内"
    made.choose("4549")
    assert made.why.text() == ""
