from types import SimpleNamespace
from typing import Any, cast

from watermap.quality.assessment import Assessment
from watermap.workspace.opened import Opened
from watermap.workspace.workspace import Selection, Workspace


def project(*hidden: str) -> Opened:
    return cast(Opened, SimpleNamespace(hidden_at_first=lambda: frozenset(hidden)))


OPENED = project("zone/b")
ASSESSMENT = cast(Assessment, object())


def listen(workspace: Workspace) -> list[tuple[str, Any]]:
    heard: list[tuple[str, Any]] = []
    workspace.opened_changed.connect(lambda one: heard.append(("opened", one)))
    workspace.assessment_changed.connect(lambda one: heard.append(("assessment", one)))
    workspace.visibility_changed.connect(lambda key, on: heard.append(("visible", (key, on))))
    workspace.selection_changed.connect(lambda one: heard.append(("selection", one)))
    return heard


def test_another_project_clears_what_belonged_to_the_old_one() -> None:
    workspace = Workspace()
    workspace.show(OPENED)
    assert workspace.hidden == {"zone/b"}
    workspace.set_assessment(ASSESSMENT)
    workspace.set_visible("section/a", shown=False)
    workspace.select(Selection(layer="section/a", records=frozenset({1})))
    heard = listen(workspace)
    other = project()
    workspace.show(other)
    assert workspace.opened is other
    assert workspace.assessment is None
    assert workspace.hidden == frozenset()
    assert workspace.selection is None
    assert heard[-1] == ("opened", other)


def test_only_real_changes_are_announced() -> None:
    workspace = Workspace()
    heard = listen(workspace)
    workspace.set_visible("a", shown=True)
    workspace.set_visible("a", shown=False)
    workspace.set_visible("a", shown=False)
    chosen = Selection(layer="a", records=frozenset({1, 2}))
    workspace.select(chosen)
    workspace.select(Selection(layer="a", records=frozenset({2, 1})))
    assert heard == [("visible", ("a", False)), ("selection", chosen)]
