import threading
from typing import Any

import pandas as pd
import pytest

pytest.importorskip("PySide6")

from pytestqt.qtbot import QtBot

from watermap.gui.tasks import TaskRunner
from watermap.progress import Progress

pytestmark = pytest.mark.qt


def test_the_answer_arrives_on_the_gui_thread_and_work_runs_off_it(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    threads: list[int] = []
    runner.submit(
        "a",
        lambda _progress: threads.append(threading.get_ident()),
        done=lambda _answer: threads.append(threading.get_ident()),
    )
    qtbot.waitUntil(runner.idle)
    assert threads[0] != threading.get_ident()
    assert threads[1] == threading.get_ident()


@pytest.mark.parametrize("answer", [0, None, [], "", False, pd.DataFrame({"a": [1, 2]}), 2**80])
def test_every_answer_is_delivered_as_it_is(
    qtbot: QtBot, runner: TaskRunner, answer: object
) -> None:
    got: list[object] = []
    runner.submit("a", lambda _progress: answer, done=got.append)
    qtbot.waitUntil(runner.idle)
    assert len(got) == 1
    assert got[0] is answer


def test_the_newest_of_a_key_wins(qtbot: QtBot, runner: TaskRunner) -> None:
    go = threading.Event()
    got: list[str] = []

    def slow(progress: Progress) -> str:
        go.wait(10)
        progress.step(1, 1)
        return "old"

    runner.submit("a", slow, done=got.append)
    runner.submit("a", lambda _progress: "new", done=got.append)
    go.set()
    qtbot.waitUntil(runner.idle)
    assert got == ["new"]


def test_a_cancel_after_the_end_of_the_work_still_holds(qtbot: QtBot, runner: TaskRunner) -> None:
    got: list[int] = []
    ended = threading.Event()

    def work(_progress: Progress) -> int:
        ended.set()
        return 1

    task = runner.submit("a", work, done=got.append)
    assert ended.wait(10)
    task.cancel()
    qtbot.waitUntil(runner.idle)
    assert got == []


def test_an_exception_arrives_whole(qtbot: QtBot, runner: TaskRunner) -> None:
    got: list[BaseException] = []

    def work(_progress: Progress) -> None:
        raise ValueError("no")

    runner.submit("a", work, done=pytest.fail, failed=got.append)
    qtbot.waitUntil(runner.idle)
    assert isinstance(got[0], ValueError)
    assert got[0].__traceback__ is not None


def test_an_exception_nobody_takes_is_announced(qtbot: QtBot, runner: TaskRunner) -> None:
    with qtbot.waitSignal(runner.failed) as announced:
        runner.submit("a", lambda _progress: 1 / 0, done=pytest.fail)
    assert isinstance(announced.args[1], ZeroDivisionError)


def test_progress_is_reported_in_order(qtbot: QtBot, runner: TaskRunner) -> None:
    seen: list[Any] = []
    runner.progressed.connect(lambda _task, done, total, text: seen.append((done, total, text)))

    def work(progress: Progress) -> None:
        for step in range(3):
            progress.step(step, 3, f"part {step}")

    runner.submit("a", work, done=lambda _answer: None)
    qtbot.waitUntil(runner.idle)
    assert seen == [(0, 3, "part 0"), (1, 3, "part 1"), (2, 3, "part 2")]


def test_close_cancels_and_waits(qtbot: QtBot) -> None:
    runner = TaskRunner()
    got: list[object] = []
    started = threading.Event()

    def endless(progress: Progress) -> None:
        started.set()
        while True:
            progress.step(0, 1)

    runner.submit("a", endless, done=got.append)
    assert started.wait(10)
    runner.close()
    assert got == []
    assert runner.running() == ()
