import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from watermap.errors import Message, Problem, WatermapError, sentences
from watermap.language import Text

PACKAGE = Path(__file__).parents[2] / "watermap"
CALLS = {"of", "error", "warning", "note"}


def placeholders(text: str) -> set[str]:
    return {
        re.split(r"[.\[!:]", name)[0] for _, name, _, _ in string.Formatter().parse(text) if name
    }


def used_codes() -> Iterator[tuple[str, str, set[str] | None]]:
    """(place, code, names of the fields given; None where they are given as **fields)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in CALLS or not node.args:
                continue
            code = node.args[0]
            owner = node.func.value
            if not (isinstance(owner, ast.Name) and owner.id in {"Message", "Problem"}):
                continue
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                names = {keyword.arg for keyword in node.keywords}
                yield (
                    f"{path.relative_to(PACKAGE)}:{node.lineno}",
                    code.value,
                    None if None in names else {name for name in names if name},
                )


def test_every_code_in_the_source_has_its_sentence() -> None:
    missing = [(place, code) for place, code, _ in used_codes() if code not in sentences()]
    assert missing == []


def test_every_sentence_gets_the_fields_it_needs() -> None:
    lacking = []
    for place, code, given in used_codes():
        text = sentences().get(code)
        if text is not None and given is not None:
            needed = placeholders(text.zh) | placeholders(text.en)
            if needed - given:
                lacking.append((place, code, sorted(needed - given)))
    assert lacking == []


def spelled_codes() -> tuple[set[str], list[re.Pattern[str]]]:
    """Codes that stand in the source, and patterns of those that are put together in f-strings."""
    whole, made = set(), []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+"
                    for part in node.values
                ]
                made.append(re.compile("".join(parts)))
    return whole, made


@pytest.mark.parametrize("room", ["spill", "suspects", "starting", "tracing"])
def test_every_sentence_of_the_rivers_is_used(room: str) -> None:
    whole, made = spelled_codes()
    own = [one for one in made if one.pattern.startswith(rf"{room}\.")]
    codes = [code for code in sentences() if code.startswith(f"{room}.")]
    assert codes
    unused = [c for c in codes if c not in whole and not any(one.fullmatch(c) for one in own)]
    assert unused == []


NAMES_IN_CHINESE = {  # of keys, options, files and commands: the same in any language
    "watermap", "project", "toml", "json", "geojson", "xlsx", "indicators", "units", "kinds",
    "section", "theme", "role", "style", "looks", "names", "layer", "layers", "point", "corners",
    "site", "sites", "true", "false", "waters", "postgis", "table", "schema", "info", "install",
    "conf", "scram", "infinity", "particular", "seasons", "season", "level", "target", "limit",
    "scope", "years", "month", "borders", "extends", "groups", "levels", "preferred", "group",
    "candidates", "down", "indicator", "docx", "docs", "report", "template", "folder",
    "engine", "scheduler", "dask", "worker", "network", "repair", "leave", "undo",
}  # fmt: skip
MOST_CHINESE_IN_ENGLISH = 12  # names of columns, laws or endings, never a clause


@pytest.mark.parametrize("code", sorted(sentences()))
def test_each_language_is_that_language(code: str) -> None:
    text = sentences()[code]
    assert placeholders(text.zh) == placeholders(text.en)
    bare = re.sub(r"\{[^}]*\}", "", text.zh)
    assert set(re.findall(r"\b[a-z]{4,}\b", bare)) - NAMES_IN_CHINESE == set(), "English in Chinese"
    chinese = re.findall(r"[\u4e00-\u9fff]", text.en)
    assert len(chinese) <= MOST_CHINESE_IN_ENGLISH, "Chinese in the English sentence"


def test_messages_nest_and_texts_are_translated() -> None:
    inner = Message.of("datafile.missing", file="a.shp")
    outer = Problem.warning("datafile.unreadable", file=Text(zh="断面", en="sections"), why=inner)
    assert outer.text("zh") == "无法读取 断面：找不到文件 a.shp。请检查路径。。"
    assert outer.text("en").startswith("sections: cannot be read (a.shp: there is no such file")


def test_an_error_carries_all_its_problems() -> None:
    error = WatermapError(
        Problem.error("datafile.missing", file="a"), Problem.error("datafile.missing", file="b")
    )
    assert error.text("zh").count("\n") == 1
    assert "a: there is no such file" in str(error)
