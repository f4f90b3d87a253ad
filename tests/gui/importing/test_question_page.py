"""A page of questions: proposals are chosen, alike ones can be answered at once, Back keeps all."""

from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from watermap.errors import Message
from watermap.gui.importing.question_page import QuestionPage
from watermap.language import Text
from watermap.workspace.importing.asking import Pick, key_of
from watermap.workspace.importing.items import Part
from watermap.workspace.importing.question import Choice, Question

pytestmark = pytest.mark.qt
WHY = "2026-11-25 在导入向导中指定"


def question(
    name: str, *, proposal: str = "", codes: tuple[str, ...] = ("4548", "4549")
) -> Question:
    return Question(
        page="place",
        about=Part(path=Path(f"/data/{name}.shp"), name=name),
        asks=Message.of("workspace.ask_name", name=name),
        choices=tuple(Choice(value=code, title=Text(zh=code, en=code)) for code in codes),
        proposal=proposal,
        free=True,
    )


def page_of(qtbot: QtBot, asked: list[Question], picks: dict | None = None) -> QuestionPage:
    made = QuestionPage(asked, picks or {}, "zh", why=WHY)
    qtbot.addWidget(made)
    return made


def test_what_is_proposed_is_chosen_and_nothing_else(qtbot: QtBot) -> None:
    asked = [question("a", proposal="4548"), question("b")]
    page = page_of(qtbot, asked)
    assert page.picks() == {key_of(asked[0]): Pick(value="4548", why=WHY)}
    assert [row.question.about.name for row in page.missing()] == ["b"]
    assert [row.property("open") for row in page.rows] == [False, True]
    page.rows[1].chooser.choose("4549")
    assert page.missing() == ()
    assert page.rows[1].property("open") is False


def test_thirty_alike_are_answered_at_once_and_stay_visible_each(qtbot: QtBot) -> None:
    asked = [question(f"图层{n}") for n in range(30)]
    page = page_of(qtbot, asked)
    (together,) = page.together
    together.choose("4527")  # none of the choices: written as a code
    assert {pick.value for pick in page.picks().values()} == {"4527"}
    assert len(page.picks()) == 30
    page.rows[3].chooser.choose("4549")
    assert together.value() is None  # each its own now
    assert page.picks()[key_of(asked[3])].value == "4549"
    page.rows[3].chooser.choose("4527")
    assert together.value() == "4527"


def test_questions_with_other_choices_are_not_answered_with_them(qtbot: QtBot) -> None:
    alike = [question(f"a{n}") for n in range(3)]
    page = page_of(qtbot, [*alike, question("b", codes=("4490",))])
    page.together[0].choose("4548")
    assert [row.question.about.name for row in page.missing()] == ["b"]


def test_a_page_comes_back_as_it_was_left(qtbot: QtBot) -> None:
    asked = [question("a", proposal="4548"), question("b")]
    first = page_of(qtbot, asked)
    first.rows[0].chooser.choose("4549")
    first.rows[1].chooser.choose("4527")
    first.reason.setText("测绘科答复")
    again = page_of(qtbot, asked, first.picks())
    assert again.picks() == first.picks()
    assert again.reason.text() == "测绘科答复"
    assert {pick.why for pick in again.picks().values()} == {"测绘科答复"}


def test_a_layer_can_be_left_out_where_its_place_is_asked(qtbot: QtBot) -> None:
    page = page_of(qtbot, [question("a")])
    page.rows[0].chooser.choose("")
    assert [pick.value for pick in page.picks().values()] == [""]
